// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static ca.tradeshub.rules.attc.ClaimAnswers.CREDIT;
import static ca.tradeshub.rules.attc.ClaimAnswers.assertAgainst;
import static ca.tradeshub.rules.attc.ClaimAnswers.assertHeld;
import static ca.tradeshub.rules.attc.ClaimAnswers.assertSupported;
import static ca.tradeshub.rules.attc.ClaimAnswers.assertUnknown;
import static ca.tradeshub.rules.attc.ClaimAnswers.week;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.EmployerYear.Partner;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Held;
import ca.tradeshub.rules.attc.ClaimAssessment.NotSupported;
import ca.tradeshub.rules.attc.ClaimAssessment.Step;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import ca.tradeshub.rules.engine.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TaxCreditTest {

    @Nested
    class A_reason_against_the_whole_claim {

        @Test
        void is_no_establishment_or_tax_in_ontario() {
            assertAgainst(week().employer(e -> e.ontarioEstablishment = false), "ATTC-01");
            assertAgainst(week().employer(e -> e.ontarioTaxpayer = false), "ATTC-02");
        }

        @Test
        void is_an_employer_no_version_of_the_agreement_names() {
            assertAgainst(
                    Claims.of(r -> r.sponsor = Samples.sponsor(Sponsor.Kind.EMPLOYER, "123456782RP0001", "2005-01-01"))
                            .line("2016-01-04", "2016-01-10", "650.00"),
                    "ATTC-05");
        }

        @Test
        void is_a_trade_that_is_listed_but_not_in_appendix_a() {
            assertAgainst(
                    Claims.of(r -> r.trade = new TradeCode("332a")).line("2016-01-04", "2016-01-10", "650.00"),
                    "ATTC-11");
        }

        @Test
        void is_an_employment_agency_that_claims() {
            assertAgainst(week().employer(e -> e.kind = EmployerYear.Kind.EMPLOYMENT_AGENCY), "ATTC-17");
        }

        @Test
        void is_a_partnership_of_limited_partners_only() {
            assertAgainst(
                    week().employer(e -> {
                        e.kind = EmployerYear.Kind.PARTNERSHIP;
                        e.partners = List.of(new Partner("L", Partner.Kind.LIMITED, BigDecimal.ONE));
                    }),
                    "ATTC-33");
        }

        @Test
        void outweighs_a_hold_and_gives_no_credit() {
            NotSupported not = (NotSupported) CREDIT.assess(week().employer(e -> {
                        e.ontarioTaxpayer = false;
                        e.priorYearPayroll = null;
                    })
                    .facts());
            assertThat(not.deciding().rule()).isEqualTo("ATTC-02");
            assertThat(not.computation().credit()).isEqualTo(Money.ZERO);
            assertThat(not.computation().atRate().rate()).isNull();
            assertThat(not.computation().steps()).last().extracting(Step::id).isEqualTo("ATTC-02");
            assertThat(not.findings()).noneMatch(finding -> finding.outcome() == Outcome.HOLD);
        }
    }

    @Nested
    class A_hold {

        @Test
        void is_each_fact_of_the_employer_left_empty() {
            assertUnknown(week().employer(e -> e.ontarioEstablishment = null), "ATTC-01", "ontarioEstablishment");
            assertUnknown(week().employer(e -> e.ontarioTaxpayer = null), "ATTC-02", "ontarioTaxpayer");
            assertUnknown(week().employer(e -> e.priorYearPayroll = null), "ATTC-24", "priorYearPayroll");
            assertUnknown(week().employer(e -> e.priorYearShort = null), "ATTC-24", "priorYearShort");
            assertUnknown(week().employer(e -> e.associatedGroup = null), "ATTC-24", "associatedGroup");
            assertUnknown(week().employer(e -> e.kind = EmployerYear.Kind.PARTNERSHIP), "ATTC-33", "partners");
        }

        @Test
        void is_a_short_prior_year_or_an_associated_group() {
            assertHeld(week().employer(e -> e.priorYearShort = true), "ATTC-24");
            assertHeld(week().employer(e -> e.associatedGroup = true), "ATTC-24");
        }

        @Test
        void is_a_partnership_whose_shares_are_not_the_whole() {
            assertHeld(week().employer(e -> partnership(e, "0.5", "0.49")), "ATTC-33");
            assertSupported(week().employer(e -> partnership(e, "0.5", "0.5")));
        }

        @Test
        void is_a_trade_no_list_has() {
            assertHeld(
                    Claims.of(r -> r.trade = new TradeCode("999X")).line("2016-01-04", "2016-01-10", "650.00"),
                    "ATTC-11",
                    "ATTC-13");
        }

        @Test
        void is_an_agency_agreement_without_a_fee() {
            Claims agency =
                    Claims.of(r -> r.sponsor = Samples.sponsor(Sponsor.Kind.AGENCY, "123456782RP0001", "2005-01-01"));
            assertHeld(agency.line("2016-01-04", "2016-01-10", "650.00"), "ATTC-17");
            assertSupported(
                    agency.line("2016-01-11", "2016-01-17", "0.00", line -> line.agencyFees = Money.of("900.00")));
        }

        @Test
        void is_assistance_of_no_kind_and_a_line_silent_on_the_cooperative_credit() {
            assertUnknown(
                    week().line("2016-02-01", "2016-02-07", "650.00", l -> l.assistanceAmount = Money.of("1.00")),
                    "ATTC-18",
                    "assistanceKind");
            assertUnknown(
                    week().line("2016-02-01", "2016-02-07", "650.00", l -> l.coopCreditClaimed = null),
                    "ATTC-20",
                    "coopCreditClaimed");
        }

        @Test
        void is_negative_assistance_that_an_excepted_credit_outweighs() {
            Claims claim = week().line("2016-02-01", "2016-02-07", "650.00", assisted("100.00", "ITA-127"))
                    .line("2016-02-08", "2016-02-14", "-50.00", assisted("-90.00", "GRANT"));
            assertHeld(claim, "ATTC-18");
            assertSupported(claim.line("2016-02-15", "2016-02-21", "650.00", assisted("90.00", "SUBSIDY")));
            assertSupported(week().line("2016-02-01", "2016-02-07", "-650.00", assisted("-100.00", "TA-88")));
        }

        private static Consumer<Samples.APayLine> assisted(String amount, String kind) {
            return line -> {
                line.assistanceAmount = Money.of(amount);
                line.assistanceKind = kind;
            };
        }

        @Test
        void is_work_outside_ontario_or_of_a_province_not_stated() {
            assertHeld(week().line("2016-02-01", "2016-02-07", "650.00", l -> l.workProvince = "QC"), "ATTC-03");
            assertUnknown(
                    week().line("2016-02-01", "2016-02-07", "650.00", l -> l.workProvince = null),
                    "ATTC-03",
                    "workProvince");
        }

        @Test
        void is_an_apprentice_paid_a_cent_above_the_journeypersons() {
            assertSupported(week().line("2016-02-01", "2016-02-07", "650.00", l -> rates(l, "38.40", "38.40")));
            assertHeld(week().line("2016-02-01", "2016-02-07", "650.00", l -> rates(l, "38.41", "38.40")), "ATTC-04");
            assertSupported(week().line("2016-02-01", "2016-02-07", "650.00", l -> l.hourlyRate = Money.of("99.00")));
        }

        private static void rates(Samples.APayLine line, String apprentice, String journeyperson) {
            line.hourlyRate = Money.of(apprentice);
            line.journeypersonRate = Money.of(journeyperson);
        }

        @Test
        void is_a_pay_period_outside_its_spell() {
            assertHeld(
                    week().line("2016-06-06", "2016-06-12", "650.00", line -> {
                        line.employmentStart = LocalDate.parse("2016-03-01");
                        line.employmentEnd = LocalDate.parse("2016-05-31");
                    }),
                    "X-05");
        }

        @Test
        void is_a_payroll_trade_other_than_the_agreements() {
            assertHeld(
                    week().line("2016-02-01", "2016-02-07", "650.00", line -> line.trade = new TradeCode("307a")),
                    "VALUE_MISMATCH");
        }

        @Test
        void is_a_claim_a_cent_above_the_credit_but_not_at_it() {
            assertSupported(week().claiming("194.99"));
            assertSupported(week().claiming("195.00"));
            assertHeld(week().claiming("195.01"), "ATTC-30");
        }

        @Test
        void shows_the_amounts_as_they_would_stand() {
            Held held = (Held) CREDIT.assess(week().claiming("200.00").facts());
            assertThat(held.computation().credit()).isEqualTo(Money.of("195.00"));
            assertThat(held.computation().claimed()).isEqualTo(Money.of("200.00"));
            assertThat(held.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.field()).isEqualTo("claimed");
                assertThat(finding.observed()).isEqualTo("200.00 > 195.00");
            });
        }
    }

    @Nested
    class The_sponsor {

        @Test
        void of_another_business_on_the_pay_date_holds() {
            Claims transferred = Claims.of(r -> {}).version(r -> {
                r.origin = Registration.Origin.TRANSFER;
                r.originalRegisteredOn = LocalDate.parse("2016-01-01");
                r.registeredOn = LocalDate.parse("2016-06-01");
                r.sponsor = Samples.sponsor(Sponsor.Kind.EMPLOYER, "123456782RP0001", "2016-06-01");
            });
            assertSupported(transferred.line("2016-05-02", "2016-05-08", "650.00"));
            assertHeld(transferred.line("2016-06-06", "2016-06-12", "650.00"), "X-04");
        }

        @Test
        void is_compared_by_its_first_nine_digits() {
            assertSupported(
                    Claims.of(r -> r.sponsor = Samples.sponsor(Sponsor.Kind.EMPLOYER, "123026635RP0007", "2005-01-01"))
                            .line("2016-01-04", "2016-01-10", "650.00"));
        }

        @Test
        void may_be_a_union_or_a_committee() {
            for (Sponsor.Kind kind : List.of(Sponsor.Kind.UNION, Sponsor.Kind.JOINT_COMMITTEE)) {
                assertSupported(Claims.of(r -> r.sponsor = Samples.sponsor(kind, "123456782RP0001", "2005-01-01"))
                        .line("2016-01-04", "2016-01-10", "650.00"));
            }
        }
    }

    @Test
    void a_line_claimed_for_the_cooperative_credit_is_left_out() {
        Supported supported = assertSupported(
                week().line("2016-02-01", "2016-02-07", "700.00", line -> line.coopCreditClaimed = true));
        assertThat(supported.computation().expenditure().gross()).isEqualTo(Money.of("650.00"));
        assertThat(supported.excluded())
                .extracting(part -> part.rule() + " " + part.amount() + " " + part.wholly())
                .containsExactly("ATTC-20 700.00 true");
    }

    @Test
    void all_lines_left_out_is_supported_with_no_credit() {
        Supported supported = assertSupported(Claims.of(r -> r.registeredOn = LocalDate.parse("2016-12-01"))
                .line("2016-01-04", "2016-01-10", "650.00"));
        assertThat(supported.computation().credit()).isEqualTo(Money.ZERO);
        assertThat(supported.computation().claimed()).isNull();
    }

    @Test
    void expenditure_is_wages_benefits_and_fees_and_a_reversal_takes_back() {
        Supported supported = assertSupported(week().line("2016-02-01", "2016-02-07", "650.00", line -> {
                    line.taxableBenefits = Money.of("10.00");
                    line.agencyFees = Money.of("5.00");
                })
                .line("2016-02-01", "2016-02-07", "-650.00"));
        assertThat(supported.computation().expenditure().gross()).isEqualTo(Money.of("665.00"));
    }

    @Test
    void every_step_carries_its_rule_value_and_law() {
        Supported supported = assertSupported(week());
        assertThat(supported.computation().steps())
                .extracting(Step::id)
                .containsExactly(
                        "ATTC-07", "ATTC-08", "ATTC-14", "ATTC-16", "ATTC-18", "ATTC-24", "ATTC-28", "ATTC-29",
                        "ATTC-27", "ATTC-30", "ATTC-30");
        assertThat(supported.computation().steps()).allSatisfy(step -> {
            assertThat(step.statement().en()).isNotBlank();
            assertThat(step.value()).isNotBlank();
            assertThat(step.citation().section()).isNotBlank();
        });
    }

    private static void partnership(Samples.AEmployerYear employer, String general, String limited) {
        employer.kind = EmployerYear.Kind.PARTNERSHIP;
        employer.partners = List.of(
                new Partner("G", Partner.Kind.GENERAL, new BigDecimal(general)),
                new Partner("L", Partner.Kind.LIMITED, new BigDecimal(limited)));
    }
}
