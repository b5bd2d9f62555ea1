// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.EmployerYear.Partner;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Step;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An auditor can compute every figure of a claim again from its steps. */
class ComputationNarrativeTest {

    private static final Consumer<Samples.APayLine> ALL_OF_2009 =
            line -> line.employmentStart = LocalDate.parse("2009-01-01");

    @Test
    void a_line_that_counts_in_part_shows_its_days() {
        Step step = step(of2009().line("2009-01-01", "2009-12-31", "90000.00", ALL_OF_2009), "ATTC-10");

        assertThat(step.statement().en())
                .isEqualTo("PAY_123026635_20261120_000001.csv, line 2: 200 of 261 weekdays from 2009-03-27 count:"
                        + " 90000.00 × 200/261 = 68965.517241…");
        assertThat(step.statement().fr())
                .isEqualTo("PAY_123026635_20261120_000001.csv, ligne 2 : 200 des 261 jours de semaine à compter du"
                        + " 2009-03-27 comptent : 90000.00 × 200/261 = 68965.517241…");
        assertThat(step.value()).isEqualTo("2000000/29");
    }

    @Test
    void a_line_that_counts_in_part_shows_its_assistance() {
        Step step = step(
                of2009().line("2009-03-23", "2009-03-29", "1000.00", line -> {
                    line.employmentStart = LocalDate.parse("2009-01-01");
                    line.assistanceAmount = Money.of("400.00");
                    line.assistanceKind = "GRANT";
                }),
                "ATTC-10");

        assertThat(step.statement().en())
                .endsWith(
                        "1 of 5 weekdays from 2009-03-27 count: 1000.00 × 1/5 = 200; of its assistance 400 × 1/5 = 80");
    }

    @Test
    void a_line_that_crosses_the_end_of_the_months_shows_the_last_day_that_counts() {
        Claims claims = Claims.of(r -> r.registeredOn = LocalDate.parse("2015-06-01"))
                .year("2018-01-01", "2018-12-31")
                .line(
                        "2018-05-28",
                        "2018-06-03",
                        "500.00",
                        line -> line.employmentStart = LocalDate.parse("2018-01-01"));

        assertThat(step(claims, "ATTC-14", 1).statement().en())
                .endsWith("line 2: 4 of 5 weekdays to 2018-05-31 count: 500.00 × 4/5 = 400");
    }

    @Test
    void a_line_without_weekdays_counts_calendar_days() {
        Claims claims = Claims.of(r -> r.registeredOn = LocalDate.parse("2016-01-03"))
                .line(
                        "2016-01-02",
                        "2016-01-03",
                        "100.00",
                        line -> line.employmentStart = LocalDate.parse("2016-01-01"));

        assertThat(step(claims, "ATTC-15").statement().en())
                .endsWith("line 2: 1 of 2 calendar days from 2016-01-03 count: 100.00 × 1/2 = 50");
    }

    @Test
    void a_line_that_counts_wholly_or_not_at_all_has_no_step_of_its_own() {
        Claims claims = of2009().line("2009-03-16", "2009-03-22", "100.00", ALL_OF_2009)
                .line("2009-04-06", "2009-04-12", "100.00", ALL_OF_2009);

        assertThat(steps(claims)).extracting(Step::id).doesNotContain("ATTC-10");
    }

    @Test
    void the_days_show_their_spells() {
        Claims claims = Claims.of(r -> {})
                .line("2016-02-01", "2016-02-07", "650.00", line -> {
                    line.employmentStart = LocalDate.parse("2016-01-15");
                    line.employmentEnd = LocalDate.parse("2016-04-15");
                })
                .line(
                        "2016-09-05",
                        "2016-09-11",
                        "650.00",
                        line -> line.employmentStart = LocalDate.parse("2016-09-01"));

        Step days = step(claims, "ATTC-29");
        assertThat(days.statement().en())
                .isEqualTo("E, days employed in the apprenticeship and its window: 2016-01-15 to 2016-04-15,"
                        + " 2016-09-01 to 2016-12-31");
        assertThat(days.value()).isEqualTo("214");
    }

    @Test
    void a_fraction_shows_its_decimals() {
        Claims claims = Claims.of(r -> {}).line("2016-02-01", "2016-02-07", "650.00", line -> {
            line.employmentStart = LocalDate.parse("2016-01-15");
            line.employmentEnd = LocalDate.parse("2016-04-15");
        });

        assertThat(step(claims, "ATTC-27").statement().en()).isEqualTo("5000 × 92 / 366 = 1256.830601…");
        assertThat(step(claims, "ATTC-27").value()).isEqualTo("230000/183");
        assertThat(step(claims, "ATTC-30", 1).statement().en())
                .isEqualTo("the lesser of 195 and 230000/183 (1256.830601…), rounded once to the cent");
    }

    @Test
    void the_lesser_amount_is_rounded_only_where_no_partner_shares_it() {
        Claims alone = Claims.of(r -> {}).line("2016-02-01", "2016-02-07", "12345.67");
        assertThat(step(alone, "ATTC-30", 1).value()).isEqualTo("3703.70");

        Claims shared = Claims.of(r -> {})
                .employer(employer -> {
                    employer.kind = EmployerYear.Kind.PARTNERSHIP;
                    employer.partners = List.of(
                            new Partner("G", Partner.Kind.GENERAL, new BigDecimal("0.5")),
                            new Partner("L", Partner.Kind.LIMITED, new BigDecimal("0.5")));
                })
                .line("2016-02-01", "2016-02-07", "12345.67");
        assertThat(step(shared, "ATTC-30", 1).value()).isEqualTo("3703.701");
        assertThat(step(shared, "ATTC-33").value()).isEqualTo("1851.85");
    }

    @Test
    void each_partner_has_its_share_and_the_shares_add_up_to_the_credit() {
        Claims claims = Claims.of(r -> {})
                .employer(employer -> {
                    employer.kind = EmployerYear.Kind.PARTNERSHIP;
                    employer.partners = List.of(partner("GENERAL"), partner("LIMITED"), partner("GENERAL"));
                })
                .line("2016-02-01", "2016-02-07", "20000.00");

        assertThat(steps(claims))
                .filteredOn(step -> step.id().equals("ATTC-33"))
                .extracting(step -> step.statement().en() + " => " + step.value())
                .containsExactly(
                        "the general partners' shares: 5000 × 2/3 (0.666666…) = 3333.333333…, rounded once to the cent"
                                + " => 3333.33",
                        "partner 1, general, share 0.333333 => 1666.67",
                        "partner 2, limited, share 0.333333: no credit => 0.00",
                        "partner 3, general, share 0.333333 => 1666.66");
    }

    private static Partner partner(String kind) {
        return new Partner("P", Partner.Kind.valueOf(kind), new BigDecimal("0.333333"));
    }

    private static Claims of2009() {
        return Claims.of(r -> r.registeredOn = LocalDate.parse("2008-09-01")).year("2009-01-01", "2009-12-31");
    }

    private static Step step(Claims claims, String id) {
        return step(claims, id, 0);
    }

    private static Step step(Claims claims, String id, int which) {
        return steps(claims).stream()
                .filter(step -> step.id().equals(id))
                .toList()
                .get(which);
    }

    private static List<Step> steps(Claims claims) {
        return new TaxCredit(Law.standard())
                .assess(claims.facts())
                .computation()
                .steps();
    }
}
