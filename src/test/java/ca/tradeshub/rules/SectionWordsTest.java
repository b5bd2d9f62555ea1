// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Certificate.Route;
import ca.tradeshub.canonical.Certificate.Type;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.book.RuleSet;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.PersonFacts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Events older than the words at hand of a section of Reg. 1055 are not judged by them (interpretation C35). */
class SectionWordsTest {

    static final String VALUES = "reg1055.words.";
    private static final Law LAW = Law.standard();
    private static final RuleBook BOOK = RuleBook.load(LAW);
    private static final RuleBook THIS_VERSION = RuleBook.load(LAW.withReadings(Map.of("C35", "this-version")));

    @TestFactory
    Stream<DynamicTest> an_event_the_day_before_the_words_at_hand_is_not_checkable() {
        return LAW.values().values().stream()
                .filter(value -> value.id().startsWith(VALUES))
                .flatMap(value -> value.rules().stream()
                        .map(rule -> DynamicTest.dynamicTest(rule, () -> {
                            LocalDate first = value.first().from();
                            assertThat(said(BOOK, rule, first.minusDays(1)))
                                    .startsWith("not applicable: not checkable");
                            assertThat(said(BOOK, rule, first)).doesNotContain("not checkable");
                            assertThat(said(THIS_VERSION, rule, first.minusDays(1)))
                                    .doesNotContain("not checkable");
                        })));
    }

    @Test
    void every_rule_on_a_section_of_the_regulation_has_the_history_of_its_section() {
        Set<String> withHistory = Set.copyOf(LAW.values().values().stream()
                .filter(value -> value.id().startsWith(VALUES))
                .map(Dated::rules)
                .flatMap(List::stream)
                .toList());
        assertThat(BOOK.catalogue())
                .filteredOn(rule -> rule.id().startsWith("R1055-") && !rule.id().equals("R1055-8.2"))
                .hasSize(withHistory.size())
                .allSatisfy(rule -> {
                    assertThat(withHistory).contains(rule.id());
                    assertThat(rule.since()).as(rule.id()).isNotNull();
                    assertThat(rule.restsOn()).contains("C35");
                });
        assertThat(THIS_VERSION.catalogue())
                .filteredOn(rule -> withHistory.contains(rule.id()))
                .extracting(Declaration::since)
                .containsOnlyNulls();
    }

    /** What a rule answers about a record whose event is on the day. */
    private static String said(RuleBook book, String rule, LocalDate day) {
        if (rule.equals("R1055-16.2")) {
            Certificate certificate = certificate(Type.CQ, Route.OTHER_PROVINCE, day);
            PersonFacts person = new PersonFacts(Set.of(), Map.of(), List.of(), List.of(certificate));
            return RuleSet.persons(book.law()).stream()
                    .filter(each -> each.declared().id().equals(rule))
                    .map(each -> RecordVectors.text(each.judge(person, new TradeCode("306A"))))
                    .findFirst()
                    .orElseThrow();
        }
        return RecordVectors.text(book.explain(record(rule, day), Samples.file("2026-11-20")).stream()
                .filter(judged -> judged.rule().id().equals(rule))
                .findFirst()
                .orElseThrow()
                .result());
    }

    private static CanonicalRecord record(String rule, LocalDate day) {
        return switch (rule) {
            case "R1055-10.1" ->
                Samples.payLine(p -> {
                    p.payPeriod = new Period(day.minusDays(6), day);
                    p.hourlyRate = Money.of("1.00");
                    p.journeypersonRate = Money.of("30.00");
                    p.apprenticePeriod = 1;
                });
            case "R1055-5.1b" ->
                Samples.certificate(c -> {
                    c.issuingProvince = "QC";
                    c.issuedOn = day;
                });
            case "R1055-14.1" -> certificate(Type.CA, Route.APPRENTICESHIP, day);
            case "R1055-14.2" ->
                Samples.certificate(c -> {
                    c.type = Type.CA;
                    c.issuedOn = day;
                    c.examinationMark = new BigDecimal("70.00");
                });
            case "R1055-14.3" ->
                Samples.certificate(c -> {
                    c.type = Type.CA;
                    c.issuedOn = day.minusDays(1);
                    c.examinationPassedOn = day;
                    c.examinationMark = new BigDecimal("70.00");
                });
            case "R1055-16.4" -> certificate(Type.CQ, Route.LICENSED_TRADE_SCHOOL, day);
            case "R1055-17.1" -> certificate(Type.CQ, Route.ALTERNATE_PROGRAMME, day);
            case "R1055-17.2" -> certificate(Type.PQ, Route.ALTERNATE_PROGRAMME, day);
            case "R1055-18/19" -> certificate(Type.CQ, Route.APPRENTICESHIP, day);
            case "R1055-20" -> certificate(Type.PQ, Route.TRADE_EQUIVALENCY, day);
            case "R1055-21" -> certificate(Type.CQ, Route.TRADE_EQUIVALENCY, day);
            case "R1055-23.1/2", "R1055-27.1", "R1055-27.2", "R1055-27.3", "R1055-27.4" ->
                Samples.certificate(c -> {
                    c.issuedOn = LocalDate.parse("1970-01-01");
                    c.priorExpiresOn = rule.equals("R1055-27.2")
                            ? day
                            : day.minusYears(rule.equals("R1055-27.4") ? 2 : 0).minusDays(1);
                    c.renewalAppliedOn = day;
                    c.renewedOn = day;
                    c.expiresOn = day.plusYears(3);
                });
            default ->
                Samples.registration(r -> {
                    r.act = Registration.Act.TQAA;
                    r.document = Registration.Document.CONTRACT;
                    r.registeredOn = day;
                    r.origin =
                            rule.startsWith("R1055-12") ? Registration.Origin.TRANSFER : Registration.Origin.ORIGINAL;
                });
        };
    }

    private static Certificate certificate(Type type, Route route, LocalDate issued) {
        return Samples.certificate(c -> {
            c.type = type;
            c.route = route;
            c.issuedOn = issued;
        });
    }
}
