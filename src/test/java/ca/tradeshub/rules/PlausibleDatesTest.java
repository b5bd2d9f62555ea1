// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static ca.tradeshub.rules.Samples.certificate;
import static ca.tradeshub.rules.Samples.payLine;
import static ca.tradeshub.rules.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.JudgedRule;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** FMT-08: every date but those that may come lies on or before the date of the file. */
class PlausibleDatesTest {

    private static final LocalDate FILE = LocalDate.parse("2017-03-01");
    private final RuleBook book = RuleBook.standard();

    @TestFactory
    Stream<DynamicTest> a_date_may_be_the_files_and_no_later() {
        return Stream.of(
                        field("registeredOn", day -> registration(r -> r.registeredOn = day)),
                        field("contractOn", day -> registration(r -> r.contractOn = day)),
                        field("originalRegisteredOn", day -> registration(r -> r.originalRegisteredOn = day)),
                        field("statusOn", day -> registration(r -> r.statusOn = day)),
                        field(
                                "completionRequirementsMetOn",
                                day -> registration(r -> r.completionRequirementsMetOn = day)),
                        field(
                                "sponsor.since",
                                day -> registration(r -> r.sponsor =
                                        Samples.sponsor(Sponsor.Kind.EMPLOYER, "123026635RP0001", day.toString()))),
                        field("issuedOn", day -> certificate(c -> c.issuedOn = day)),
                        field("registeredOn", day -> certificate(c -> c.registeredOn = day)),
                        field("renewalAppliedOn", day -> certificate(c -> c.renewalAppliedOn = day)),
                        field("renewedOn", day -> certificate(c -> c.renewedOn = day)),
                        field("statusOn", day -> certificate(c -> c.statusOn = day)),
                        field("programmeCompletedOn", day -> certificate(c -> c.programmeCompletedOn = day)),
                        field("examinationPassedOn", day -> certificate(c -> c.examinationPassedOn = day)),
                        field("coursesCompletedOn", day -> certificate(c -> c.coursesCompletedOn = day)),
                        field("employmentStart", day -> payLine(p -> p.employmentStart = day)),
                        field("payPeriod.end", day -> payLine(p -> p.payPeriod = new Period(day.minusDays(6), day))),
                        field("payDate", day -> payLine(p -> p.payDate = day)))
                .flatMap(Function.identity());
    }

    private Stream<DynamicTest> field(String field, Function<LocalDate, CanonicalRecord> dated) {
        String kind = dated.apply(FILE).getClass().getSimpleName();
        return Stream.of(
                DynamicTest.dynamicTest(
                        kind + " " + field + " of the file's day",
                        () -> assertThat(failures(dated.apply(FILE))).isEmpty()),
                DynamicTest.dynamicTest(
                        kind + " " + field + " a day later", () -> assertThat(failures(dated.apply(FILE.plusDays(1))))
                                .containsExactly(field + " " + FILE.plusDays(1))));
    }

    @Test
    void of_a_period_that_has_not_begun_both_ends_are_named() {
        assertThat(failures(payLine(p -> p.payPeriod = new Period(FILE.plusDays(1), FILE.plusDays(7)))))
                .containsExactly("payPeriod.start 2017-03-02", "payPeriod.end 2017-03-08");
    }

    @Test
    void of_birth_on_a_pay_line_are_shown_by_year_only_and_may_be_left_out() {
        assertThat(failures(payLine(p -> p.birthDate = FILE))).isEmpty();
        assertThat(failures(payLine(p -> p.birthDate = FILE.plusDays(1)))).containsExactly("birthDate 2017");
        assertThat(failures(payLine(p -> p.birthDate = null))).isEmpty();
    }

    @Test
    void of_birth_are_compared_with_the_day_of_the_certificate() {
        assertThat(failures(certificate(c -> c.birthDate = c.issuedOn.minusYears(14))))
                .isEmpty();
        assertThat(failures(
                        certificate(c -> c.birthDate = c.issuedOn.minusYears(14).plusDays(1))))
                .containsExactly("birthDate 1991");
        assertThat(failures(certificate(
                        c -> c.birthDate = c.issuedOn.minusYears(101).plusDays(1))))
                .isEmpty();
        assertThat(failures(certificate(c -> c.birthDate = c.issuedOn.minusYears(101))))
                .containsExactly("birthDate 1904");
    }

    @Test
    void without_a_birth_date_or_a_day_to_compare_it_with_nothing_is_said() {
        assertThat(failures(registration(
                        r -> r.person = new Person("1234567", null, null, "Tremblay", "Ana", null, null, null, "fr"))))
                .isEmpty();
        assertThat(failures(certificate(c -> c.issuedOn = null))).isEmpty();
    }

    private List<String> failures(CanonicalRecord record) {
        return book.explain(record, Samples.file(FILE.toString())).stream()
                .filter(judged -> judged.rule().id().equals("FMT-08"))
                .map(JudgedRule::result)
                .flatMap(result -> result instanceof RuleResult.Fails fails
                        ? fails.occurrences().stream()
                        : Stream.<RuleResult.Occurrence>of())
                .map(failure -> failure.field() + " " + failure.observed())
                .toList();
    }
}
