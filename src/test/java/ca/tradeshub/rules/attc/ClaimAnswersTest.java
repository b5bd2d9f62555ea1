// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.EmployerYear.Partner;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.RecordVectors;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import ca.tradeshub.rules.attc.ClaimFacts.Context;
import java.math.BigDecimal;
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

    private static final Law LAW = Law.standard();
    private final TaxCredit credit = new TaxCredit(LAW);

    @Test
    void an_ordinary_claim_satisfies_every_rule_that_is_about_it() {
        List<String> results = new ArrayList<>();
        credit.explain(
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
            assertThat(credit.assess(corrected.facts()).apprenticeship().originalRegisteredOn())
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
            assertThat(credit.assess(versions("ACTIVE 2016-01-01", "SUSPENDED"))
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
    @DisplayName("ATTC-24, 25 and 26")
    class The_payroll {

        @Test
        @DisplayName("C19")
        void counts_as_stated_whatever_is_left_open_when_read_so() {
            ClaimFacts silent = week().employer(e -> {
                        e.priorYearShort = null;
                        e.associatedGroup = null;
                    })
                    .facts();
            assertThat(said("ATTC-24", silent)).isEqualTo("unknown: priorYearShort");
            assertThat(new TaxCredit(LAW.withReadings(Map.of("C19", "as-stated"))).assess(silent))
                    .isInstanceOf(Supported.class);
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "400000.00,ATTC-24",
            "400000.01,ATTC-26",
            "599999.99,ATTC-26",
            "600000.00,ATTC-25",
        })
        void at_a_threshold_is_under_the_rule_of_the_threshold(Money payroll, String rule) {
            assertThat(steps(week().employer(e -> e.priorYearPayroll = payroll).facts()))
                    .filteredOn(step -> List.of("ATTC-24", "ATTC-25", "ATTC-26").contains(step.id()))
                    .extracting(ClaimAssessment.Step::id)
                    .containsExactly(rule);
        }
    }

    @Nested
    @DisplayName("ATTC-18")
    class Assistance_that_is_negative {

        @ParameterizedTest(name = "{0} of assistance on {1} of wages: {2}")
        @CsvSource({
            "-0.01,650.00,HOLD: -0.01",
            "-0.01,0.00,HOLD: -0.01",
            "0.00,-650.00,satisfied",
            "-100.00,-650.00,satisfied",
            "-100.01,-650.00,HOLD: -0.01",
        })
        void is_the_reversal_of_assistance_with_its_wages_and_of_no_more(
                String assistance, String wages, String expected) {
            assertThat(said(
                            "ATTC-18",
                            assisted("650.00", "100.00")
                                    .line("2016-01-11", "2016-01-17", wages, grant(assistance))
                                    .facts()))
                    .isEqualTo(expected);
        }

        @Test
        void holds_where_it_stands_whatever_the_other_lines_state() {
            assertThat(said(
                            "ATTC-18",
                            assisted("-650.00", "-100.00")
                                    .line("2016-01-11", "2016-01-17", "650.00", grant("-5.00"))
                                    .line("2016-01-18", "2016-01-24", "650.00", grant("500.00"))
                                    .facts()))
                    .isEqualTo("HOLD: -5.00");
        }

        private static Claims assisted(String wages, String assistance) {
            return Claims.of(r -> {}).line("2016-01-04", "2016-01-10", wages, grant(assistance));
        }

        private static Consumer<Samples.APayLine> grant(String amount) {
            return line -> {
                line.assistanceAmount = Money.of(amount);
                line.assistanceKind = "GRANT";
            };
        }
    }

    @Nested
    @DisplayName("ATTC-33")
    class A_partnership {

        @Test
        void with_a_share_not_stated_is_unknown() {
            assertThat(said("ATTC-33", of(null, "0.5"))).isEqualTo("unknown: partners.share");
        }

        @Test
        void of_shares_that_are_not_the_whole_shows_their_sum() {
            assertThat(said("ATTC-33", of("0.25", "0.5"))).isEqualTo("HOLD: 0.75");
            assertThat(said("ATTC-33", of("0.50", "0.5"))).isEqualTo("satisfied");
        }

        @Test
        void of_a_general_partner_with_no_share_is_whole_and_gives_that_partner_nothing() {
            ClaimFacts facts = of("0", "1");
            assertThat(said("ATTC-33", facts)).isEqualTo("satisfied");
            assertThat(credit.assess(facts).computation().credit()).isEqualTo(Money.ZERO);
            assertThat(credit.partnerShares(facts.employerYear(), Money.ZERO))
                    .extracting(ClaimAssessment.PartnerShare::credited)
                    .containsExactly(Money.ZERO, Money.ZERO);
        }

        @Test
        void with_a_negative_share_shows_it() {
            assertThat(said("ATTC-33", of("-0.01", "1.01"))).isEqualTo("HOLD: -0.01");
        }

        private static ClaimFacts of(String one, String other) {
            return week().employer(e -> {
                        e.kind = EmployerYear.Kind.PARTNERSHIP;
                        e.partners = List.of(
                                new Partner("G", Partner.Kind.GENERAL, one == null ? null : new BigDecimal(one)),
                                new Partner("L", Partner.Kind.LIMITED, new BigDecimal(other)));
                    })
                    .facts();
        }
    }

    @Nested
    @DisplayName("X-04")
    class The_sponsor {

        @Test
        void before_any_version_tells_of_one_is_the_oldest_versions() {
            ClaimFacts facts = Claims.of(r -> r.sponsor = sponsor("123026635RP0001", "2016-02-01"))
                    .version(r -> r.sponsor = sponsor("123456782RP0001", "2016-06-01"))
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .facts();
            assertThat(said("X-04", facts)).isEqualTo("satisfied");
        }

        @Test
        void is_the_newest_versions_from_the_day_it_took_the_apprentice() {
            Claims claims = Claims.of(r -> r.sponsor = sponsor("123026635RP0001", "2016-01-01"))
                    .version(r -> r.sponsor = sponsor("123456782RP0001", "2016-06-06"));
            assertThat(said(
                            "X-04",
                            claims.line("2016-06-05", "2016-06-11", "650.00").facts()))
                    .isEqualTo("satisfied");
            assertThat(said(
                            "X-04",
                            claims.line("2016-06-06", "2016-06-12", "650.00").facts()))
                    .isEqualTo("HOLD: 2016-06-12");
        }

        @Test
        void is_so_since_the_day_its_newest_version_tells() {
            Claims corrected = Claims.of(r -> r.sponsor = sponsor("987654324RP0001", "2015-01-01"))
                    .version(r -> r.sponsor = sponsor("123026635RP0001", "2016-06-06"))
                    .version(r -> r.sponsor = sponsor("123026635RP0002", "2016-07-04"));
            assertThat(said(
                            "X-04",
                            corrected.line("2016-06-20", "2016-06-26", "650.00").facts()))
                    .isEqualTo("HOLD: 2016-06-26");
            Claims back = Claims.of(r -> r.sponsor = sponsor("123026635RP0001", "2015-01-01"))
                    .version(r -> r.sponsor = sponsor("987654324RP0001", "2016-06-06"))
                    .version(r -> r.sponsor = sponsor("123026635RP0001", "2016-07-04"));
            assertThat(said(
                            "X-04",
                            back.line("2016-05-02", "2016-05-08", "650.00")
                                    .line("2016-07-04", "2016-07-10", "650.00")
                                    .facts()))
                    .isEqualTo("satisfied");
        }

        private static Sponsor sponsor(String number, String since) {
            return Samples.sponsor(Sponsor.Kind.EMPLOYER, number, since);
        }
    }

    @Nested
    @DisplayName("X-03")
    class The_licence {

        @Test
        void is_asked_for_in_compulsory_trades_only_and_is_the_agreement_while_it_runs() {
            assertThat(said(
                            "X-03",
                            Claims.of(r -> r.trade = new TradeCode("442A")).facts()))
                    .isEqualTo("not applicable: the trade is not compulsory");
            assertThat(said("X-03", week().facts())).isEqualTo("satisfied");
        }

        @Test
        @DisplayName("C42")
        void is_not_asked_for_of_work_before_the_list_of_compulsory_trades() {
            assertThat(said("X-03", ended("2021-12-01").facts())).isEqualTo("satisfied");
            assertThat(said(
                            "X-03",
                            ended("2021-12-01")
                                    .line("2021-12-31", "2021-12-31", "100.00")
                                    .facts()))
                    .startsWith("not applicable: the list of compulsory trades at hand applies from 2022-01-01");
            assertThat(said(
                            "X-03",
                            ended("2021-12-01")
                                    .line("2022-01-01", "2022-01-01", "100.00")
                                    .facts()))
                    .isEqualTo("HOLD: 2022-01-01 > 2021-12-01");
        }

        @ParameterizedTest(name = "ended {0}, work on 2022-02-01: {1}")
        @CsvSource({
            "2022-01-31,HOLD: 2022-02-01 > 2022-01-31",
            "2022-02-01,satisfied",
            "2022-02-02,satisfied",
        })
        void is_the_agreement_on_its_last_day(String ended, String expected) {
            assertThat(said(
                            "X-03",
                            ended(ended)
                                    .line("2022-02-01", "2022-02-01", "100.00")
                                    .facts()))
                    .isEqualTo(expected);
        }

        private static Claims ended(String day) {
            return Claims.of(r -> {
                        r.registeredOn = LocalDate.parse("2017-06-01");
                        r.completionRequirementsMetOn = LocalDate.parse(day);
                    })
                    .year("2021-04-01", "2022-03-31");
        }
    }

    @Nested
    @DisplayName("X-06")
    class The_t4 {

        @Test
        void is_not_compared_without_a_calendar_year_in_the_taxation_year() {
            assertThat(said(
                            "X-06",
                            Claims.of(r -> {})
                                    .year("2016-02-01", "2016-11-30")
                                    .line("2016-03-07", "2016-03-13", "650.00")
                                    .claiming("1.00", "9.00")
                                    .facts()))
                    .isEqualTo("not applicable: no calendar year ends in the taxation year");
        }

        @Test
        void is_not_compared_with_fees_paid_to_an_agency() {
            assertThat(said(
                            "X-06",
                            week().line("2016-01-11", "2016-01-17", "0.00", l -> l.agencyFees = Money.of("900.00"))
                                    .claiming("1.00", "9.00")
                                    .facts()))
                    .isEqualTo("not applicable: the apprentice is paid through an employment agency");
        }

        @ParameterizedTest(name = "employed from {0}: {1}")
        @CsvSource({
            "2016-02-29,not applicable: the pay lines of the calendar year are incomplete",
            "2016-03-01,'HOLD: 9.00 ≠ 650.00'",
        })
        void of_a_fiscal_year_is_compared_when_the_employment_began_in_it(LocalDate employed, String expected) {
            assertThat(said(
                            "X-06",
                            Claims.of(r -> {})
                                    .year("2016-03-01", "2017-02-28")
                                    .line("2016-03-07", "2016-03-13", "650.00", l -> l.employmentStart = employed)
                                    .claiming("1.00", "9.00")
                                    .facts()))
                    .isEqualTo(expected);
        }
    }

    @Nested
    @DisplayName("R1055-10.1")
    class The_floor_of_wages {

        @Test
        void is_not_asked_about_under_another_act_or_in_an_exempt_programme() {
            assertThat(floor(
                            r -> {
                                r.act = Registration.Act.ACA;
                                r.trade = new TradeCode("310S");
                            },
                            "1.00",
                            "1.00"))
                    .isEqualTo("not applicable: GATE-02");
            assertThat(floor(r -> r.programme = Registration.Programme.OYAP, "1.00", "1.00"))
                    .isEqualTo("not applicable: R1055-10.3");
            assertThat(floor(preApprenticeship("D-1"), "1.00", "1.00")).isEqualTo("not applicable: R1055-10.3");
            assertThat(floor(preApprenticeship(null), "1.00", "1.00")).isEqualTo("HOLD: 2");
            assertThat(floor(r -> r.act = Registration.Act.ACA, "1.00", "1.00")).isEqualTo("HOLD: 2");
            assertThat(floor(approved("A-1"), "1.00", "1.00")).isEqualTo("not applicable: R1055-5.2");
            assertThat(floor(approved(null), "1.00", "1.00")).isEqualTo("HOLD: 2");
        }

        @Test
        void is_kept_when_one_pay_period_reaches_it_or_only_one_is_at_hand() {
            assertThat(floor(r -> {}, "15.35", "15.35")).isEqualTo("HOLD: 2");
            assertThat(floor(r -> {}, "15.35", "15.36")).isEqualTo("satisfied");
            assertThat(floor(r -> {}, "15.35")).isEqualTo("satisfied");
        }

        private static Consumer<Samples.ARegistration> preApprenticeship(String approval) {
            return r -> {
                r.programme = Registration.Programme.PRE_APPRENTICESHIP;
                r.programmeApproval = approval;
            };
        }

        private static Consumer<Samples.ARegistration> approved(String approval) {
            return r -> {
                r.programme = Registration.Programme.EMPLOYER_ESTABLISHED;
                r.programmeApproval = approval;
            };
        }

        private String floor(Consumer<Samples.ARegistration> change, String... rates) {
            Claims claims = Claims.of(r -> {
                        r.act = Registration.Act.TQAA;
                        r.document = Registration.Document.CONTRACT;
                        r.registeredOn = LocalDate.parse("2012-01-01");
                        change.accept(r);
                    })
                    .year("2012-01-01", "2012-12-31");
            LocalDate day = LocalDate.parse("2012-05-07");
            for (String rate : rates) {
                claims.line(day.toString(), day.plusDays(6).toString(), "400.00", line -> {
                    line.journeypersonRate = Money.of("38.40");
                    line.apprenticePeriod = 1;
                    line.hourlyRate = Money.of(rate);
                });
                day = day.plusWeeks(1);
            }
            return said("R1055-10.1", claims.facts());
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

    private static Claims week() {
        return Claims.of(r -> {}).line("2016-01-04", "2016-01-10", "650.00");
    }

    private List<ClaimAssessment.Step> steps(ClaimFacts facts) {
        return credit.assess(facts).computation().steps();
    }

    private String said(String rule, ClaimFacts facts) {
        List<String> said = new ArrayList<>();
        credit.explain(facts, () -> {}, judged -> {
            if (judged.rule().id().equals(rule)) {
                said.add(RecordVectors.text(judged.result()));
            }
        });
        assertThat(said).as(rule).hasSize(1);
        return said.get(0);
    }
}
