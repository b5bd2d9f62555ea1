// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static ca.tradeshub.rules.attc.ClaimAnswers.CREDIT;
import static ca.tradeshub.rules.attc.ClaimAnswers.LAW;
import static ca.tradeshub.rules.attc.ClaimAnswers.said;
import static ca.tradeshub.rules.attc.ClaimAnswers.steps;
import static ca.tradeshub.rules.attc.ClaimAnswers.week;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.rules.RecordVectors;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import ca.tradeshub.rules.attc.ClaimFacts.Context;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each rule answers on a claim, where nothing of it may show in the assessment. */
class ClaimAnswersTest {

    @Test
    void an_ordinary_claim_satisfies_every_rule_that_is_about_it() {
        List<String> results = new ArrayList<>();
        CREDIT.explain(
                week().facts(),
                () -> {},
                judged -> results.add(judged.rule().id() + " " + RecordVectors.text(judged.result())));
        assertThat(results)
                .filteredOn(result -> !result.endsWith(" satisfied"))
                .containsExactly(
                        "ATTC-13 not applicable: the trade is listed in Appendix A",
                        "ATTC-22 not applicable: there is no later agreement",
                        "ATTC-33 not applicable: the employer is not a partnership",
                        "X-06 not applicable: the control file states no T4 income",
                        "R1055-10.1 not applicable: GATE-02");
        assertThat(results).hasSize(25);
    }

    @Nested
    @DisplayName("GATE-04, ATTC-06 and ATTC-07")
    class The_day_the_programme_commenced {

        @Test
        void unknown_leaves_the_rules_on_it_unasked() {
            ClaimFacts facts = later(r -> {}).facts();
            assertThat(said("GATE-04", facts)).isEqualTo("not applicable: ATTC-07");
            assertThat(said("ATTC-06", facts)).isEqualTo("not applicable: ATTC-07");
            assertThat(said("ATTC-07", facts)).isEqualTo("HOLD: TA-2014-000009");
            assertThat(said("ATTC-22", facts)).isEqualTo("not applicable: there is no later agreement");
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({"2017-11-14,satisfied", "2017-11-15,REJECT: 2017-11-15"})
        void is_at_most_the_last_of_the_credit(LocalDate day, String expected) {
            ClaimFacts facts = Claims.of(r -> r.registeredOn = day)
                    .year("2018-01-01", "2018-12-31")
                    .facts();
            assertThat(said("GATE-04", facts)).isEqualTo(expected);
            assertThat(said("ATTC-06", facts)).isEqualTo(expected);
        }

        @Test
        void stated_on_an_original_otherwise_than_it_was_registered_is_a_mismatch() {
            Claims claims = Claims.of(r -> r.originalRegisteredOn = LocalDate.parse("2015-12-31"));
            assertThat(said("VALUE_MISMATCH", claims.facts())).isEqualTo("HOLD: 2015-12-31 ≠ 2016-01-01");
            assertThat(said(
                            "VALUE_MISMATCH",
                            Claims.of(r -> r.originalRegisteredOn = r.registeredOn)
                                    .facts()))
                    .isEqualTo("satisfied");
        }

        @Test
        void of_a_corrected_original_is_the_corrected_one() {
            Claims corrected = Claims.of(r -> r.registeredOn = LocalDate.parse("2014-10-01"))
                    .version(r -> r.registeredOn = LocalDate.parse("2014-11-01"))
                    .version(r -> {
                        r.origin = Registration.Origin.TRANSFER;
                        r.registeredOn = LocalDate.parse("2016-02-01");
                    });
            assertThat(CREDIT.assess(corrected.facts()).apprenticeship().originalRegisteredOn())
                    .isEqualTo("2014-11-01");
        }

        @Test
        void later_than_the_agreements_own_is_a_mismatch() {
            assertThat(said(
                            "VALUE_MISMATCH",
                            later(r -> {})
                                    .original(r -> r.registeredOn = LocalDate.parse("2016-03-02"))
                                    .facts()))
                    .isEqualTo("HOLD: 2016-03-02");
            assertThat(said(
                            "VALUE_MISMATCH",
                            later(r -> r.originalRegisteredOn = LocalDate.parse("2016-03-02"))
                                    .facts()))
                    .isEqualTo("HOLD: 2016-03-02");
            assertThat(said(
                            "VALUE_MISMATCH",
                            later(r -> r.originalRegisteredOn = r.registeredOn).facts()))
                    .isEqualTo("satisfied");
        }

        @Test
        @DisplayName("ATTC-22")
        void and_that_of_this_agreement_have_only_service_between_them_flagged() {
            Consumer<Samples.ARegistration> before = r -> r.originalRegisteredOn = LocalDate.parse("2016-01-01");
            assertThat(said(
                            "ATTC-22",
                            later(before)
                                    .line("2016-02-22", "2016-03-06", "650.00")
                                    .facts()))
                    .isEqualTo("WARN: 2016-02-22");
            assertThat(said(
                            "ATTC-22",
                            later(before)
                                    .line(
                                            "2016-02-22",
                                            "2016-03-06",
                                            "650.00",
                                            line -> line.employmentStart = LocalDate.parse("2016-03-01"))
                                    .facts()))
                    .isEqualTo("satisfied");
        }

        @Test
        @DisplayName("ATTC-22")
        void of_the_employer_who_took_over_the_agreement_is_that_of_its_transfer() {
            assertThat(said("ATTC-22", transferred(Sponsor.Kind.EMPLOYER, "123456782RP0001", "123026635RP0001")))
                    .isEqualTo("WARN: 2016-02-22");
            assertThat(said("ATTC-22", transferred(Sponsor.Kind.EMPLOYER, "123026635RP0001", "123456782RP0001")))
                    .isEqualTo("not applicable: there is no later agreement");
        }

        @ParameterizedTest
        @EnumSource(
                value = Sponsor.Kind.class,
                names = {"UNION", "JOINT_COMMITTEE"})
        @DisplayName("ATTC-22")
        void of_any_employer_under_a_union_or_committee_is_that_of_its_first_agreement(Sponsor.Kind kind) {
            assertThat(said("ATTC-22", transferred(kind, "123456782RP0001", "987654324RP0001")))
                    .isEqualTo("not applicable: there is no later agreement");
        }

        /** An agreement of 2016-01-01, transferred on 2016-03-01, and service from 2016-02-22. */
        private static ClaimFacts transferred(Sponsor.Kind kind, String from, String to) {
            return Claims.of(r -> r.sponsor = Samples.sponsor(kind, from, "2016-01-01"))
                    .version(r -> {
                        r.origin = Registration.Origin.TRANSFER;
                        r.registeredOn = LocalDate.parse("2016-03-01");
                        r.originalRegisteredOn = LocalDate.parse("2016-01-01");
                        r.sponsor = Samples.sponsor(kind, to, "2016-03-01");
                    })
                    .line("2016-02-22", "2016-03-06", "650.00")
                    .facts();
        }

        private static Claims later(Consumer<Samples.ARegistration> change) {
            return Claims.of(r -> {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.registeredOn = LocalDate.parse("2016-03-01");
                r.originalAgreementNumber = "TA-2014-000009";
                change.accept(r);
            });
        }
    }

    @Nested
    @DisplayName("ATTC-21")
    class An_agreement_that_ended {

        @Test
        void and_is_said_active_of_a_later_day_holds_whichever_version_came_first() {
            assertThat(said("ATTC-21", versions("ACTIVE 2016-08-01", "SUSPENDED 2016-06-30")))
                    .isEqualTo("HOLD: 2016-06-30");
        }

        @Test
        void and_is_said_active_by_a_later_version_holds_whatever_day_that_tells() {
            assertThat(said("ATTC-21", versions("SUSPENDED 2016-06-30", "ACTIVE 2016-01-01")))
                    .isEqualTo("HOLD: 2016-06-30");
        }

        @Test
        @DisplayName("C5")
        void on_the_last_day_of_the_year_and_is_said_active_holds_when_that_day_does_not_count() {
            ClaimFacts facts = versions("SUSPENDED 2016-12-31", "ACTIVE 2017-01-10");
            assertThat(said("ATTC-21", facts)).isEqualTo("satisfied");
            TaxCredit other = new TaxCredit(LAW.withReadings(Map.of("C5", "does-not-count")));
            assertThat(other.assess(facts).findings())
                    .extracting(finding -> finding.rule() + " " + finding.outcome())
                    .contains("ATTC-21 HOLD");
        }

        @Test
        void after_it_was_active_has_ended() {
            assertThat(said("ATTC-21", versions("ACTIVE 2016-06-30", "SUSPENDED 2016-06-30")))
                    .isEqualTo("satisfied");
            assertThat(said("ATTC-21", versions("ACTIVE", "SUSPENDED 2016-06-30")))
                    .isEqualTo("satisfied");
        }

        @Test
        void on_no_stated_day_has_no_end() {
            assertThat(CREDIT.assess(versions("ACTIVE 2016-01-01", "SUSPENDED"))
                            .apprenticeship()
                            .endedOn())
                    .isNull();
        }

        private static ClaimFacts versions(String... versions) {
            Claims claims = null;
            for (String version : versions) {
                String[] status = version.split(" ");
                Consumer<Samples.ARegistration> change = r -> {
                    r.status = Registration.Status.valueOf(status[0]);
                    r.statusOn = status.length == 1 ? null : LocalDate.parse(status[1]);
                };
                claims = claims == null ? Claims.of(change) : claims.version(change);
            }
            return claims.line("2016-01-04", "2016-01-10", "650.00").facts();
        }
    }

    @Nested
    @DisplayName("ATTC-30 and ATTC-31")
    class What_is_claimed {

        @Test
        void is_compared_only_where_an_amount_is_claimed() {
            ClaimedAmount rule = new ClaimedAmount(LAW);
            Money credit = Money.of("195.00");
            assertThat(RecordVectors.text(rule.judge(null, credit)))
                    .isEqualTo("not applicable: the employer claims no credit");
            assertThat(RecordVectors.text(rule.judge(new EmployerYear.Claim("TA-1", null, Money.ZERO), credit)))
                    .isEqualTo("not applicable: the employer claims no credit");
            assertThat(RecordVectors.text(rule.judge(new EmployerYear.Claim("TA-1", credit, null), credit)))
                    .isEqualTo("satisfied");
        }

        @Test
        void passes_the_maximum_over_the_months_only_by_a_credit_of_its_own() {
            LifetimeMaximum rule = new LifetimeMaximum(LAW);
            ClaimCase after = passed("2016-01-01");
            assertThat(RecordVectors.text(rule.judge(after, Money.ZERO))).isEqualTo("satisfied");
            assertThat(RecordVectors.text(rule.judge(after, Money.of("0.01")))).isEqualTo("WARN: 20000.01 > 15000.00");
            assertThat(RecordVectors.text(rule.judge(passed("2015-04-23"), Money.of("0.01"))))
                    .isEqualTo("not applicable: this programme has no maximum over its months");
        }

        private static ClaimCase passed(String commenced) {
            ClaimFacts facts = week().facts().with(new Context(Money.of("20000.00"), List.of(), List.of(), List.of()));
            return new ClaimCase(facts, LocalDate.parse(commenced), null);
        }
    }

    @Nested
    class The_steps {

        @Test
        void of_a_programme_outside_the_credit_show_the_expenditure_and_what_decides() {
            assertThat(steps(Claims.of(r -> r.registeredOn = LocalDate.parse("2017-11-15"))
                            .year("2018-01-01", "2018-12-31")
                            .line("2018-01-08", "2018-01-14", "650.00")
                            .line("2018-01-15", "2018-01-21", "50.00")
                            .facts()))
                    .extracting(step -> step.id() + " " + step.value())
                    .containsExactly("ATTC-16 700", "GATE-04 0.00");
        }

        @Test
        void of_an_apprenticeship_that_ended_tell_the_day() {
            assertThat(steps(Claims.of(r -> r.completionRequirementsMetOn = LocalDate.parse("2016-09-01"))
                            .facts()))
                    .filteredOn(step -> step.id().equals("ATTC-21"))
                    .extracting(ClaimAssessment.Step::value)
                    .containsExactly("2016-09-01");
        }

        @ParameterizedTest(name = "commenced {0}: {1}")
        @CsvSource({"2015-04-23,D", "2015-04-24,E"})
        void name_the_days_as_the_formula_of_the_programme_does(LocalDate commenced, String letter) {
            assertThat(steps(Claims.of(r -> r.registeredOn = commenced).facts()))
                    .filteredOn(step -> step.id().equals(Maximum.days().id()))
                    .extracting(ClaimAssessment.Step::statement)
                    .containsExactly(new Text(
                            letter + ", days employed in the apprenticeship and its window",
                            letter + ", jours d'emploi dans l'apprentissage et sa période"));
        }

        @Test
        @DisplayName("C6")
        void tell_what_is_left_of_the_maximum_where_it_caps() {
            ClaimFacts facts = week().facts().with(new Context(Money.of("12520.55"), List.of(), List.of(), List.of()));
            Supported capped = (Supported) new TaxCredit(LAW.withReadings(Map.of("C6", "lifetime-cap"))).assess(facts);
            assertThat(capped.computation().steps())
                    .filteredOn(step -> step.id().equals("ATTC-31"))
                    .extracting(ClaimAssessment.Step::value)
                    .containsExactly("2479.45");
            assertThat(steps(facts)).noneMatch(step -> step.id().equals("ATTC-31"));
        }
    }
}
