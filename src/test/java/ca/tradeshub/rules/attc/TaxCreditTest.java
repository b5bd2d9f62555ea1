// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.EmployerYear.Partner;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Excluded;
import ca.tradeshub.rules.attc.ClaimAssessment.Held;
import ca.tradeshub.rules.attc.ClaimAssessment.NotSupported;
import ca.tradeshub.rules.attc.ClaimAssessment.Step;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TaxCreditTest {

    private final TaxCredit credit = new TaxCredit(Law.standard());

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
            NotSupported not = (NotSupported) credit.assess(week().employer(e -> {
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
            Held held = (Held) credit.assess(week().claiming("200.00").facts());
            assertThat(held.computation().credit()).isEqualTo(Money.of("195.00"));
            assertThat(held.computation().claimed()).isEqualTo(Money.of("200.00"));
            assertThat(held.findings()).singleElement().satisfies(finding -> {
                assertThat(finding.field()).isEqualTo("claimed");
                assertThat(finding.observed()).isEqualTo("200.00 > 195.00");
            });
        }
    }

    @Nested
    class The_original_registration {

        @Test
        void stated_on_a_later_agreement_decides_the_regime_and_window() {
            Supported supported =
                    assertSupported(laterAgreement("2014-10-01").line("2016-05-02", "2016-05-08", "650.00"));
            assertThat(supported.apprenticeship().originalRegisteredOn()).isEqualTo("2014-10-01");
            assertThat(supported.apprenticeship().windowEnd()).isEqualTo("2018-09-30");
            assertThat(supported.findings()).isEmpty();
        }

        @Test
        void missing_on_a_later_agreement_holds_without_a_computation() {
            Held held = assertHeld(laterAgreement(null).line("2016-05-02", "2016-05-08", "650.00"), "ATTC-07");
            assertThat(held.computation()).isNull();
        }

        @Test
        void is_taken_from_the_original_document_when_not_stated() {
            Supported supported = assertSupported(laterAgreement(null)
                    .original(r -> r.registeredOn = LocalDate.parse("2015-04-23"))
                    .line("2016-05-02", "2016-05-08", "650.00"));
            assertThat(supported.apprenticeship().originalRegisteredOn()).isEqualTo("2015-04-23");
        }

        @Test
        void of_a_transfer_is_taken_from_the_agreements_first_version() {
            Claims claims = Claims.of(r -> r.registeredOn = LocalDate.parse("2014-10-01"))
                    .version(r -> {
                        r.origin = Registration.Origin.TRANSFER;
                        r.registeredOn = LocalDate.parse("2016-02-01");
                    })
                    .line("2016-05-02", "2016-05-08", "650.00");
            assertThat(assertSupported(claims).apprenticeship().originalRegisteredOn())
                    .isEqualTo("2014-10-01");
        }

        @Test
        void stated_otherwise_than_the_original_shows_is_a_mismatch_even_when_it_would_be_too_late() {
            assertHeld(
                    laterAgreement("2014-10-02")
                            .original(r -> r.registeredOn = LocalDate.parse("2014-10-01"))
                            .line("2016-05-02", "2016-05-08", "650.00"),
                    "VALUE_MISMATCH");
            assertHeld(
                    laterAgreement("2017-11-15")
                            .original(r -> r.registeredOn = LocalDate.parse("2017-11-14"))
                            .line("2016-05-02", "2016-05-08", "650.00"),
                    "VALUE_MISMATCH");
        }

        @Test
        void before_service_before_the_later_registration_only_warns() {
            Supported supported =
                    assertSupported(laterAgreement("2014-10-01").line("2016-02-01", "2016-02-07", "650.00"));
            assertThat(supported.computation().expenditure().gross()).isEqualTo(Money.of("650.00"));
            assertThat(supported.findings()).extracting(Finding::rule).containsExactly("ATTC-22");
        }

        private Claims laterAgreement(String stated) {
            return Claims.of(r -> {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.registeredOn = LocalDate.parse("2016-03-01");
                r.originalAgreementNumber = "TA-2014-000009";
                r.originalRegisteredOn = stated == null ? null : LocalDate.parse(stated);
            });
        }
    }

    @Nested
    class The_end_of_the_apprenticeship {

        @Test
        void is_the_first_suspension_any_version_tells_of() {
            Supported supported = assertSupported(Claims.of(r -> {})
                    .version(r -> status(r, Registration.Status.SUSPENDED, "2016-06-30"))
                    .version(r -> status(r, Registration.Status.CANCELLED, "2016-09-30"))
                    .line("2016-06-27", "2016-07-03", "500.00"));
            assertThat(supported.apprenticeship().endedOn()).isEqualTo("2016-06-30");
            assertThat(supported.computation().days().e()).isEqualTo(182);
            assertThat(supported.computation().expenditure().gross()).isEqualTo(Money.of("400.00"));
            assertThat(supported.excluded()).singleElement().satisfies(part -> {
                assertThat(part.rule()).isEqualTo("ATTC-21");
                assertThat(part.amount()).isEqualTo(Money.of("100.00"));
                assertThat(part.wholly()).isFalse();
            });
        }

        @Test
        void followed_by_active_holds() {
            assertHeld(
                    Claims.of(r -> {})
                            .version(r -> status(r, Registration.Status.SUSPENDED, "2016-06-30"))
                            .version(r -> status(r, Registration.Status.ACTIVE, "2016-08-01"))
                            .line("2016-05-02", "2016-05-08", "650.00"),
                    "ATTC-21");
        }

        @Test
        void after_the_taxation_year_does_not_matter_to_it() {
            assertSupported(Claims.of(r -> {})
                    .version(r -> status(r, Registration.Status.SUSPENDED, "2016-12-31"))
                    .version(r -> status(r, Registration.Status.ACTIVE, "2017-08-01"))
                    .line("2016-05-02", "2016-05-08", "650.00"));
        }

        @Test
        void of_a_completed_agreement_without_the_day_of_entitlement_is_the_status_day_and_warns() {
            Supported supported = assertSupported(Claims.of(r -> status(r, Registration.Status.COMPLETED, "2016-09-01"))
                    .line("2016-05-02", "2016-05-08", "650.00"));
            assertThat(supported.apprenticeship().endedOn()).isEqualTo("2016-09-01");
            assertThat(supported.findings()).extracting(Finding::outcome).containsExactly(Outcome.WARN);
        }

        private static void status(Samples.ARegistration draft, Registration.Status status, String day) {
            draft.status = status;
            draft.statusOn = LocalDate.parse(day);
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

    @Nested
    class A_straddling_pay_period {

        @Test
        void counts_by_mondays_to_fridays_inside_the_window() {
            // The window of 2015-06-01 ends on Thursday 2018-05-31: four of five days, and the Friday is out.
            Supported supported = assertSupported(Claims.of(r -> r.registeredOn = LocalDate.parse("2015-06-01"))
                    .year("2018-01-01", "2018-12-31")
                    .line("2018-05-28", "2018-06-03", "1000.01"));
            assertThat(supported.computation().expenditure().gross()).isEqualTo(Money.of("800.01"));
            assertThat(supported.excluded()).extracting(Excluded::rule).containsExactly("ATTC-14");
            assertThat(supported.excluded().get(0).amount()).isEqualTo(Money.of("200.00"));
        }

        @Test
        void before_registration_is_left_out_and_wholly_so_when_nothing_remains() {
            Supported supported = assertSupported(Claims.of(r -> r.registeredOn = LocalDate.parse("2016-01-06"))
                    .line("2015-12-28", "2016-01-03", "500.00")
                    .line("2016-01-04", "2016-01-10", "500.00"));
            assertThat(supported.computation().expenditure().gross()).isEqualTo(Money.of("300.00"));
            assertThat(supported.excluded())
                    .extracting(part -> part.rule() + " " + part.amount() + " " + part.wholly())
                    .containsExactly("ATTC-15 500.00 true", "ATTC-15 200.00 false");
        }

        @Test
        void counts_its_employed_part_only() {
            // Employed from Wednesday 2016-01-06; the agreement is registered on the Thursday: two of three days.
            Supported supported = assertSupported(Claims.of(r -> r.registeredOn = LocalDate.parse("2016-01-07"))
                    .line(
                            "2016-01-04",
                            "2016-01-10",
                            "300.00",
                            line -> line.employmentStart = LocalDate.parse("2016-01-06")));
            assertThat(supported.computation().expenditure().gross()).isEqualTo(Money.of("200.00"));
        }

        @Test
        void without_a_working_day_counts_by_calendar_days() {
            Supported supported = assertSupported(Claims.of(r -> r.registeredOn = LocalDate.parse("2016-01-10"))
                    .line("2016-01-09", "2016-01-10", "100.00"));
            assertThat(supported.computation().expenditure().gross()).isEqualTo(Money.of("50.00"));
        }

        @Test
        void stops_at_the_last_day_of_a_634_trade() {
            Supported supported = assertSupported(Claims.of(r -> {
                        r.trade = new TradeCode("634d");
                        r.registeredOn = LocalDate.parse("2012-05-01");
                    })
                    .year("2014-01-01", "2014-12-31")
                    .line(
                            "2014-03-31",
                            "2014-04-06",
                            "500.00",
                            line -> line.employmentStart = LocalDate.parse("2012-05-01")));
            assertThat(supported.computation().expenditure().gross()).isEqualTo(Money.of("100.00"));
            assertThat(supported.excluded()).extracting(Excluded::rule).containsExactly("ATTC-12");
        }

        @Test
        void takes_its_assistance_along_by_the_same_fraction() {
            Supported supported = assertSupported(Claims.of(r -> r.registeredOn = LocalDate.parse("2016-01-06"))
                    .line("2016-01-04", "2016-01-10", "500.00", line -> {
                        line.assistanceAmount = Money.of("100.00");
                        line.assistanceKind = "GRANT";
                    }));
            assertThat(supported.computation().expenditure().assistance()).isEqualTo(Money.of("60.00"));
            assertThat(supported.computation().expenditure().eligible()).isEqualTo(Money.of("240.00"));
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

    @Nested
    class Days {

        @Test
        void of_an_open_spell_count_to_the_date_of_its_newest_file() {
            Supported supported = assertSupported(Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "650.00", LocalDate.parse("2016-01-20"), line -> {})
                    .line("2016-01-11", "2016-01-17", "650.00", LocalDate.parse("2016-01-31"), line -> {}));
            assertThat(supported.computation().days().e()).isEqualTo(31);
        }

        @Test
        void of_a_spell_end_where_its_newest_line_by_pay_date_says() {
            Supported supported = assertSupported(Claims.of(r -> {})
                    .line(
                            "2016-02-01",
                            "2016-02-07",
                            "650.00",
                            line -> line.employmentEnd = LocalDate.parse("2016-02-10"))
                    .line("2016-01-04", "2016-01-10", "650.00"));
            assertThat(supported.computation().days().e()).isEqualTo(41);
        }

        @Test
        void of_overlapping_spells_count_once() {
            Supported supported = assertSupported(Claims.of(r -> {})
                    .line(
                            "2016-01-04",
                            "2016-01-10",
                            "650.00",
                            line -> line.employmentEnd = LocalDate.parse("2016-01-31"))
                    .line("2016-01-18", "2016-01-24", "650.00", line -> {
                        line.employmentStart = LocalDate.parse("2016-01-18");
                        line.employmentEnd = LocalDate.parse("2016-02-05");
                    })
                    .line("2016-03-07", "2016-03-13", "650.00", line -> {
                        line.employmentStart = LocalDate.parse("2016-03-01");
                        line.employmentEnd = LocalDate.parse("2016-03-10");
                    }));
            assertThat(supported.computation().days().e()).isEqualTo(31 + 5 + 10);
        }
    }

    private static Claims week() {
        return Claims.of(r -> {}).line("2016-01-04", "2016-01-10", "650.00");
    }

    private static void partnership(Samples.AEmployerYear employer, String general, String limited) {
        employer.kind = EmployerYear.Kind.PARTNERSHIP;
        employer.partners = List.of(
                new Partner("G", Partner.Kind.GENERAL, new BigDecimal(general)),
                new Partner("L", Partner.Kind.LIMITED, new BigDecimal(limited)));
    }

    private Supported assertSupported(Claims claims) {
        ClaimAssessment assessment = credit.assess(claims.facts());
        assertThat(assessment).isInstanceOf(Supported.class);
        return (Supported) assessment;
    }

    private void assertAgainst(Claims claims, String rule) {
        ClaimAssessment assessment = credit.assess(claims.facts());
        assertThat(assessment).isInstanceOfSatisfying(NotSupported.class, not -> assertThat(
                        not.deciding().rule())
                .isEqualTo(rule));
    }

    private Held assertHeld(Claims claims, String... rules) {
        ClaimAssessment assessment = credit.assess(claims.facts());
        assertThat(assessment).isInstanceOf(Held.class);
        assertThat(assessment.findings())
                .filteredOn(finding -> finding.outcome() == Outcome.HOLD)
                .extracting(Finding::rule)
                .containsOnly(rules);
        return (Held) assessment;
    }

    private void assertUnknown(Claims claims, String rule, String field) {
        Held held = assertHeld(claims, rule);
        assertThat(held.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.unknown()).isTrue();
            assertThat(finding.field()).isEqualTo(field);
        });
    }
}
