// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static ca.tradeshub.rules.attc.ClaimAnswers.assertHeld;
import static ca.tradeshub.rules.attc.ClaimAnswers.assertSupported;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Excluded;
import ca.tradeshub.rules.attc.ClaimAssessment.Held;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.time.LocalDate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What of the pay counts: from which registration, until which end, and how the days are counted. */
class ClaimPeriodsTest {

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
}
