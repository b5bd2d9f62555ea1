// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.book.RuleBook;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Just under, at and just over every threshold that judges a single record, the day before, the day and the day after
 * every date; all of them read from the declared value, so that a change of the law moves its tests along.
 */
class RecordBoundariesTest {

    private static final Law LAW = Law.standard();
    private static final RuleBook BOOK = RuleBook.load(LAW);
    /** Values whose edges the tests of claims try. */
    private static final Set<String> OF_CLAIMS = Set.of(
            "attc.regime",
            "attc.window.months",
            "attc.expenditure.first-day",
            "attc.days.first-day.literal",
            "attc.rate.general",
            "attc.rate.small-addition",
            "attc.payroll.small",
            "attc.payroll.general",
            "attc.maximum.year",
            "attc.maximum.lifetime",
            "attc.year.days.common",
            "attc.year.days.leap",
            "attc.year.leap-day",
            "attc.claimed.tolerance",
            "attc.t4.tolerance",
            "attc.t4.last-day",
            "attc.partners.tolerance",
            "trades.compulsory.list");
    /** Lists and words, which have members but no edge. */
    private static final Set<String> WITHOUT_EDGE = Set.of(
            "attc.assistance.not",
            "attc.assistance.own-credit",
            "attc.footnotes.renamed",
            "province.codes",
            "trade.successors",
            "reg1055.forms.revoked");

    private final Set<String> tried = new TreeSet<>();

    @Test
    void every_value_of_the_law_is_tried_at_its_edge_or_has_none() {
        trios().forEach(test -> {});
        assertThat(LAW.values().keySet())
                .filteredOn(id -> !id.startsWith(SectionWordsTest.VALUES))
                .allSatisfy(id -> assertThat(tried.contains(id) || OF_CLAIMS.contains(id) || WITHOUT_EDGE.contains(id))
                        .as(id)
                        .isTrue());
    }

    @TestFactory
    Stream<DynamicTest> trios() {
        LocalDate last = LAW.texts("reg1055.in-force").last().to();
        LocalDate may = LocalDate.parse("2010-05-01");
        return Stream.of(
                        trio(
                                "reg1055.age.least",
                                number("reg1055.age.least"),
                                years -> result(
                                        "R1055-3a",
                                        contract(r -> r.person = born(r.registeredOn.minusYears(years))),
                                        years < number("reg1055.age.least") ? "REJECT" : "satisfied")),
                        days(
                                "reg1055.in-force",
                                last,
                                day -> result(
                                        "R1055-3a",
                                        contract(r -> {
                                            r.registeredOn = day;
                                            r.person = born(day.minusYears(10));
                                        }),
                                        day.isAfter(last) ? "GATE-01" : "REJECT")),
                        cents(
                                "reg1055.seal.mark-above",
                                decimal("reg1055.seal.mark-above"),
                                mark -> result(
                                        "R1055-14.2",
                                        certificate(c -> {
                                            c.type = Certificate.Type.CA;
                                            c.issuedOn = may;
                                            c.examinationMark = mark;
                                            c.interprovincialSeal = true;
                                        }),
                                        mark.compareTo(decimal("reg1055.seal.mark-above")) > 0 ? "satisfied" : "HOLD")),
                        days(
                                "reg1055.renewal.years",
                                may.plusYears(number("reg1055.renewal.years")),
                                day -> result(
                                        "R1055-23.1/2",
                                        certificate(c -> {
                                            c.priorExpiresOn = may;
                                            c.renewedOn = may;
                                            c.expiresOn = day;
                                        }),
                                        day.equals(may.plusYears(number("reg1055.renewal.years")))
                                                ? "satisfied"
                                                : "HOLD")),
                        days(
                                "reg1055.renewal.in-force-on",
                                date("reg1055.renewal.in-force-on"),
                                day -> result(
                                        "R1055-23.1/2",
                                        old(date("reg1055.renewal.issued-from").minusDays(1), day),
                                        day.isBefore(date("reg1055.renewal.in-force-on")) ? "neither" : "HOLD")),
                        days(
                                "reg1055.renewal.issued-from",
                                date("reg1055.renewal.issued-from"),
                                day -> result(
                                        "R1055-23.1/2",
                                        old(
                                                day,
                                                date("reg1055.renewal.in-force-on")
                                                        .minusDays(1)),
                                        day.isBefore(date("reg1055.renewal.issued-from")) ? "neither" : "HOLD")),
                        days(
                                "reg1055.quebec.trades",
                                LAW.sets("reg1055.quebec.trades").last().to(),
                                day -> result(
                                        "R1055-5.1b",
                                        certificate(c -> {
                                            c.issuingProvince = "QC";
                                            c.issuedOn = day;
                                        }),
                                        LAW.sets("reg1055.quebec.trades").covers(day) ? "INFO" : "GATE-01")),
                        days(
                                "reg1055.fee.expired-years",
                                may.plusYears(number("reg1055.fee.expired-years")),
                                day -> result(
                                        "R1055-27.1",
                                        certificate(c -> {
                                            c.priorExpiresOn = may;
                                            c.renewalAppliedOn = day;
                                        }),
                                        day.isAfter(may.plusYears(number("reg1055.fee.expired-years")))
                                                ? "INFO"
                                                : "satisfied")),
                        days(
                                "reg1055.fee.expired-years",
                                LAW.texts("reg1055.fee.expired-years").first().from(),
                                day -> result(
                                        "R1055-27.4",
                                        certificate(c -> {
                                            c.issuedOn = LocalDate.parse("1990-01-01");
                                            c.priorExpiresOn = LocalDate.parse("1995-01-01");
                                            c.renewalAppliedOn = day;
                                        }),
                                        LAW.texts("reg1055.fee.expired-years").covers(day) ? "satisfied" : "INFO")),
                        trio(
                                "reg1055.ratio.journeypersons",
                                1 + number("reg1055.ratio.journeypersons"),
                                journeypersons -> result(
                                        "R1055-10.2b",
                                        contract(r -> r.sponsor = working(journeypersons, 2)),
                                        journeypersons <= number("reg1055.ratio.journeypersons")
                                                ? "WARN"
                                                : "satisfied")),
                        trio(
                                "reg1055.sittings.before-training",
                                number("reg1055.sittings.before-training"),
                                failed -> result(
                                        "R1055-18/19",
                                        certificate(c -> {
                                            c.issuedOn = may;
                                            c.examinationPassedOn = may;
                                            c.sittingsFailed = failed;
                                        }),
                                        failed < number("reg1055.sittings.before-training") ? "satisfied" : "REJECT")),
                        days(
                                "portal.transferred.after",
                                date("portal.transferred.after"),
                                day -> result(
                                        "PORT-04",
                                        certificate(c -> c.registeredOn = day),
                                        day.isAfter(date("portal.transferred.after")) ? "satisfied" : "INFO")),
                        days(
                                "portal.carried-over",
                                LAW.texts("portal.carried-over").last().to(),
                                day -> result(
                                        "PORT-02",
                                        certificate(c -> {
                                            c.registeredOn = day;
                                            c.memberNumber = "00000000";
                                        }),
                                        LAW.texts("portal.carried-over").covers(day) ? "HOLD" : "GATE-05")),
                        days(
                                "portal.renewal.years",
                                may.plusYears(17),
                                day -> result(
                                        "PORT-06",
                                        certificate(c -> {
                                            c.issuedOn = may.plusYears(17 - number("portal.renewal.years"));
                                            c.registeredOn = c.issuedOn;
                                            c.expiresOn = day;
                                            c.status = Certificate.Status.EXPIRED;
                                        }),
                                        day.isAfter(may.plusYears(17)) ? "HOLD" : "satisfied")),
                        days(
                                "portal.renewal.years",
                                LAW.texts("portal.renewal.years").first().from(),
                                day -> result(
                                        "PORT-06",
                                        certificate(c -> {
                                            c.issuedOn = day;
                                            c.expiresOn = day.plusYears(3);
                                            c.status = Certificate.Status.EXPIRED;
                                        }),
                                        LAW.texts("portal.renewal.years").covers(day) ? "HOLD" : "satisfied")),
                        Stream.of(
                                        LAW.texts("portal.notice.late").first().from(),
                                        LAW.texts("portal.notice.late").last().to())
                                .flatMap(edge -> days(
                                        "portal.notice.late",
                                        edge,
                                        day -> result(
                                                "PORT-07",
                                                certificate(c -> c.expiresOn = day),
                                                LAW.texts("portal.notice.late").covers(day)
                                                        ? "INFO"
                                                        : "not applicable"))),
                        days(
                                "portal.provisional.months",
                                longest(LocalDate.parse("2024-03-15")),
                                day -> result(
                                        "X-09",
                                        provisional(LocalDate.parse("2024-03-15"), day),
                                        day.isAfter(longest(LocalDate.parse("2024-03-15"))) ? "HOLD" : "satisfied")),
                        days(
                                "portal.provisional.extension-months",
                                LAW.texts("portal.provisional.months").first().from(),
                                day -> result(
                                        "X-09",
                                        provisional(day, day.plusYears(3)),
                                        LAW.texts("portal.provisional.months").covers(day) ? "HOLD" : "GATE-05")),
                        days(
                                "portal.facts",
                                LAW.texts("portal.facts").first().from(),
                                day -> DynamicTest.dynamicTest("file of " + day, () -> assertThat(
                                                said("X-10", printed(day), day.toString()))
                                        .startsWith(LAW.texts("portal.facts").covers(day) ? "INFO" : "not"))),
                        trio(
                                "person.age-at-registration.least",
                                number("person.age-at-registration.least"),
                                years -> result(
                                        "FMT-08",
                                        agreement(r -> r.person = born(r.registeredOn.minusYears(years))),
                                        years < number("person.age-at-registration.least") ? "HOLD" : "satisfied")),
                        trio(
                                "person.age-at-registration.most",
                                number("person.age-at-registration.most"),
                                years -> result(
                                        "FMT-08",
                                        agreement(r -> r.person = born(r.registeredOn.minusYears(years))),
                                        years > number("person.age-at-registration.most") ? "HOLD" : "satisfied")),
                        trio(
                                "client-id.digits",
                                number("client-id.digits"),
                                length -> result(
                                        "FMT-05",
                                        agreement(r -> r.person = numbered("1".repeat(length), null)),
                                        length == number("client-id.digits") ? "satisfied" : "HOLD")),
                        trio(
                                "account-number.digits",
                                number("account-number.digits"),
                                length -> result(
                                        "FMT-05",
                                        agreement(r -> r.person = numbered("1234567", "1".repeat(length))),
                                        length == number("account-number.digits") ? "satisfied" : "HOLD")),
                        acts(),
                        days(
                                "tqaa.trades",
                                LAW.lists("tqaa.trades").first().from(),
                                day -> result(
                                        "R1055-14.2",
                                        certificate(c -> {
                                            c.type = Certificate.Type.CA;
                                            c.trade = new TradeCode("310S");
                                            c.issuedOn = day;
                                            c.interprovincialSeal = true;
                                            c.examinationMark = BigDecimal.ONE;
                                        }),
                                        LAW.lists("tqaa.trades").covers(day) ? "GATE-02" : "HOLD")),
                        days(
                                "reg1055.excess-hours.counted",
                                LAW.lists("reg1055.excess-hours.counted")
                                        .first()
                                        .from(),
                                day -> DynamicTest.dynamicTest("worked on " + day, () -> assertThat(
                                                new ca.tradeshub.rules.reg1055.TrainingHours(LAW)
                                                        .counted(
                                                                new TradeCode("401A"),
                                                                day,
                                                                BigDecimal.ONE,
                                                                BigDecimal.TEN))
                                        .isEqualTo(
                                                LAW.lists("reg1055.excess-hours.counted")
                                                                .covers(day)
                                                        ? BigDecimal.TEN
                                                        : BigDecimal.ONE))),
                        floors())
                .flatMap(Function.identity());
    }

    private Stream<DynamicTest> acts() {
        return Stream.of(Registration.Act.values()).flatMap(act -> {
            String id = "act." + act.name().toLowerCase(Locale.ROOT);
            Dated<String> span = LAW.texts(id);
            return Stream.of(span.first().from(), span.last().to())
                    .filter(edge -> edge != null)
                    .flatMap(edge -> days(
                            id,
                            edge,
                            day -> result(
                                    "GATE-03",
                                    agreement(r -> {
                                        r.act = act;
                                        r.trade = new TradeCode(act == Registration.Act.ACA ? "310S" : "306A");
                                        r.document = Registration.Document.valueOf(
                                                span.first().value());
                                        r.registeredOn = day;
                                    }),
                                    span.covers(day) ? "satisfied" : "HOLD")));
        });
    }

    private Stream<DynamicTest> floors() {
        tried.add("reg1055.wage.percents");
        List<String> percents = LAW.lists("reg1055.wage.percents").last().value();
        return IntStream.range(0, percents.size()).boxed().flatMap(index -> {
            BigDecimal floor = new BigDecimal("40.00")
                    .multiply(new BigDecimal(percents.get(index)))
                    .movePointLeft(2);
            return cents(
                    "reg1055.wage.percents",
                    floor,
                    rate -> result(
                            "R1055-10.1",
                            Samples.payLine(p -> {
                                p.taxationYear =
                                        new Period(LocalDate.parse("2012-01-01"), LocalDate.parse("2012-12-31"));
                                p.payPeriod = new Period(LocalDate.parse("2012-04-23"), LocalDate.parse("2012-04-29"));
                                p.payDate = LocalDate.parse("2012-05-04");
                                p.journeypersonRate = Money.of("40.00");
                                p.apprenticePeriod = index + 1;
                                p.hourlyRate = new Money(rate.setScale(2));
                            }),
                            rate.compareTo(floor) < 0 ? "WARN" : "satisfied"));
        });
    }

    private Stream<DynamicTest> trio(String id, int threshold, Function<Integer, DynamicTest> test) {
        tried.add(id);
        return Stream.of(threshold - 1, threshold, threshold + 1).map(test);
    }

    private Stream<DynamicTest> cents(String id, BigDecimal threshold, Function<BigDecimal, DynamicTest> test) {
        tried.add(id);
        BigDecimal cent = new BigDecimal("0.01");
        return Stream.of(threshold.subtract(cent), threshold, threshold.add(cent))
                .map(test);
    }

    private Stream<DynamicTest> days(String id, LocalDate edge, Function<LocalDate, DynamicTest> test) {
        tried.add(id);
        return Stream.of(edge.minusDays(1), edge, edge.plusDays(1)).map(test);
    }

    private static DynamicTest result(String rule, CanonicalRecord record, String expected) {
        return DynamicTest.dynamicTest(rule + " " + expected, () -> assertThat(said(rule, record, "2026-11-20"))
                .contains(expected));
    }

    private static String said(String rule, CanonicalRecord record, String file) {
        return RecordVectors.text(BOOK.explain(record, Samples.file(file)).stream()
                .filter(judged -> judged.rule().id().equals(rule))
                .findFirst()
                .orElseThrow()
                .result());
    }

    private static LocalDate longest(LocalDate issued) {
        return issued.plusMonths(number("portal.provisional.months") + number("portal.provisional.extension-months"));
    }

    private static Certificate provisional(LocalDate issued, LocalDate expires) {
        return certificate(c -> {
            c.type = Certificate.Type.PQ;
            c.issuedOn = issued;
            c.expiresOn = expires;
        });
    }

    private static Certificate printed(LocalDate file) {
        return certificate(c -> {
            c.trade = new TradeCode("442A");
            c.expiresOn = file.minusDays(1);
        });
    }

    private static Certificate old(LocalDate issued, LocalDate expired) {
        return certificate(c -> {
            c.issuedOn = issued;
            c.priorExpiresOn = expired;
            c.renewedOn = expired;
            c.expiresOn = expired;
        });
    }

    private static Certificate certificate(Consumer<Samples.ACertificate> change) {
        return Samples.certificate(change);
    }

    private static Registration agreement(Consumer<Samples.ARegistration> change) {
        return Samples.registration(change);
    }

    private static Registration contract(Consumer<Samples.ARegistration> change) {
        return Samples.registration(r -> {
            r.act = Registration.Act.TQAA;
            r.document = Registration.Document.CONTRACT;
            r.registeredOn = LocalDate.parse("2012-05-01");
            change.accept(r);
        });
    }

    private static Person born(LocalDate day) {
        return new Person("1234567", null, null, "Tremblay", "Ana", null, day, null, "fr");
    }

    private static Person numbered(String client, String account) {
        return new Person(client, account, null, "Tremblay", "Ana", null, LocalDate.parse("1995-04-08"), null, "fr");
    }

    private static Sponsor working(int journeypersons, int apprentices) {
        Sponsor plain = Samples.sponsor(Sponsor.Kind.EMPLOYER, "123026635RP0001", "2005-01-01");
        return new Sponsor(
                plain.kind(), plain.businessNumber(), plain.name(), plain.since(), false, journeypersons, apprentices);
    }

    private static int number(String id) {
        return LAW.integers(id).last().value();
    }

    private static BigDecimal decimal(String id) {
        return LAW.decimals(id).last().value();
    }

    private static LocalDate date(String id) {
        return LAW.dates(id).last().value();
    }
}
