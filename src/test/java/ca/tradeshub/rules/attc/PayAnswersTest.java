// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static ca.tradeshub.rules.attc.ClaimAnswers.said;
import static ca.tradeshub.rules.attc.ClaimAnswers.week;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each rule on the work and the pay finds on a claim. */
class PayAnswersTest {

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
}
