// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Step;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import ca.tradeshub.rules.attc.ClaimFacts.Context;
import ca.tradeshub.rules.engine.Finding;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other claims, certificates, the T4 and the whole of the pay say of a claim. */
class ClaimContextRulesTest {

    private static final Law LAW = Law.standard();
    private final TaxCredit credit = new TaxCredit(LAW);

    @Nested
    @DisplayName("X-06")
    class The_t4 {

        @ParameterizedTest(name = "T4 {0}: {1}")
        @CsvSource({
            "1299.00,",
            "1300.00,",
            "1301.00,",
            "1298.99,X-06",
            "1301.01,X-06",
        })
        void agrees_with_the_lines_of_the_calendar_year_within_the_tolerance(String t4, String held) {
            Claims claims = Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .line("2016-01-11", "2016-01-17", "640.00", line -> line.taxableBenefits = Money.of("10.00"))
                    .claiming("1.00", t4);
            assertHolds(claims.facts(), held);
        }

        @Test
        void tells_of_the_employee_so_other_trades_count() {
            Consumer<Samples.APayLine> both = line -> line.employeeTotalWages = Money.of("1000.00");
            assertHolds(
                    Claims.of(r -> {})
                            .line("2016-01-04", "2016-01-10", "650.00", both)
                            .line("2016-01-11", "2016-01-17", "650.00", both)
                            .claiming("1.00", "2000.00")
                            .facts(),
                    null);
        }

        @Test
        void counts_the_pay_of_weeks_worked_in_the_other_trade_alone() {
            Consumer<Samples.APayLine> both = line -> line.employeeTotalWages = Money.of("1000.00");
            ClaimFacts facts = Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "650.00", both)
                    .claiming("1.00", "1800.00")
                    .facts();
            assertHolds(facts, "X-06");
            List<ClaimFacts.Line> other = ofTheOtherTrade(Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "350.00", both)
                    .line("2016-01-11", "2016-01-17", "800.00")
                    .facts());
            assertHolds(facts.with(new Context(Money.ZERO, other, List.of(), List.of())), null);
        }

        @ParameterizedTest(name = "a reversal paid on {0}")
        @CsvSource({"2016-01-10", "2016-01-17", "2016-01-24"})
        void is_less_by_a_reversal_once_whichever_pay_it_is_made_in(LocalDate paid) {
            Claims claims = Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .line("2016-01-11", "2016-01-17", "650.00")
                    .line("2016-01-04", "2016-01-10", "-50.00", line -> line.payDate = paid);
            assertHolds(claims.claiming("1.00", "1248.99").facts(), "X-06");
            assertHolds(claims.claiming("1.00", "1250.00").facts(), null);
            assertHolds(claims.claiming("1.00", "1251.01").facts(), "X-06");
        }

        @Test
        void counts_a_pay_once_when_only_one_trades_line_states_the_corrected_total() {
            List<ClaimFacts.Line> other = ofTheOtherTrade(Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "350.00", line -> line.employeeTotalWages = Money.of("1000.00"))
                    .line("2016-01-04", "2016-01-10", "-20.00")
                    .facts());
            ClaimFacts facts = Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "700.00", line -> line.employeeTotalWages = Money.of("1050.00"))
                    .claiming("1.00", "1030.00")
                    .facts();
            assertHolds(facts.with(new Context(Money.ZERO, other, List.of(), List.of())), null);
        }

        @Test
        void is_not_asked_when_the_other_trades_pay_does_not_reach_back() {
            ClaimFacts facts = Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .claiming("1.00", "900.00")
                    .facts();
            assertHolds(facts, "X-06");
            List<ClaimFacts.Line> other = ofTheOtherTrade(Claims.of(r -> {})
                    .year("2016-03-01", "2016-12-31")
                    .line("2016-03-07", "2016-03-13", "100.00")
                    .facts());
            assertHolds(facts.with(new Context(Money.ZERO, other, List.of(), List.of())), null);
        }

        private static List<ClaimFacts.Line> ofTheOtherTrade(ClaimFacts facts) {
            return facts.lines().stream()
                    .map(line -> new ClaimFacts.Line(
                            Samples.payLine(draft -> {
                                draft.agreementNumber = "TA-2016-000002";
                                draft.taxationYear = line.line().taxationYear();
                                draft.payPeriod = line.line().payPeriod();
                                draft.payDate = line.line().payDate();
                                draft.grossWages = line.line().grossWages();
                                draft.employeeTotalWages = line.line().employeeTotalWages();
                            }),
                            line.source(),
                            line.fileDate()))
                    .toList();
        }

        @Test
        void of_a_fiscal_year_needs_the_pay_of_the_whole_calendar_year() {
            ClaimFacts facts = Claims.of(r -> r.registeredOn = LocalDate.parse("2015-06-01"))
                    .year("2016-03-01", "2017-02-28")
                    .line(
                            "2016-03-07",
                            "2016-03-13",
                            "650.00",
                            line -> line.employmentStart = LocalDate.parse("2015-06-01"))
                    .claiming("1.00", "1150.00")
                    .facts();
            assertHolds(facts, null);
            List<ClaimFacts.Line> before = Claims.of(r -> {})
                    .year("2015-03-01", "2016-02-29")
                    .line(
                            "2016-01-04",
                            "2016-01-10",
                            "500.00",
                            line -> line.employmentStart = LocalDate.parse("2015-06-01"))
                    .line(
                            "2015-12-21",
                            "2015-12-27",
                            "400.00",
                            line -> line.employmentStart = LocalDate.parse("2015-06-01"))
                    .facts()
                    .lines();
            assertHolds(facts.with(new Context(Money.ZERO, before, List.of(), List.of())), null);
            assertHolds(facts.with(new Context(Money.ZERO, before.subList(1, 2), List.of(), List.of())), "X-06");
        }
    }

    @Nested
    @DisplayName("ATTC-31")
    class The_maximum_over_the_months {

        @ParameterizedTest(name = "{0} before: {1}")
        @CsvSource({"12520.55,true", "10000.01,true", "10000.00,false", "0.00,false"})
        void is_passed_by_the_yearly_formula_and_flagged(String before, boolean flagged) {
            Supported supported = (Supported) credit.assess(fullYear(before, "2016-01-01"));
            assertThat(supported.computation().credit()).isEqualTo(Money.of("5000.00"));
            assertThat(supported.findings())
                    .extracting(Finding::rule)
                    .isEqualTo(flagged ? List.of("ATTC-31") : List.of());
        }

        @Test
        void is_not_named_for_earlier_programmes() {
            assertThat(credit.assess(fullYear("39999.00", "2015-04-23")).findings())
                    .isEmpty();
        }

        @Test
        @DisplayName("V64 under reading C6")
        void caps_when_read_so() {
            TaxCredit capped = new TaxCredit(LAW.withReadings(Map.of("C6", "lifetime-cap")));
            assertThat(capped.assess(fullYear("12520.55", "2016-01-01"))
                            .computation()
                            .credit())
                    .isEqualTo(Money.of("2479.45"));
            assertThat(capped.assess(fullYear("15006.89", "2016-01-01"))
                            .computation()
                            .credit())
                    .isEqualTo(Money.ZERO);
        }

        private ClaimFacts fullYear(String before, String registered) {
            return Claims.of(r -> r.registeredOn = LocalDate.parse(registered))
                    .line("2016-01-04", "2016-01-10", "40000.00")
                    .facts()
                    .with(new Context(Money.of(before), List.of(), List.of(), List.of()));
        }
    }

    @Nested
    @DisplayName("X-11")
    class An_expenditure_of_two_claims {

        @Test
        void is_left_out_of_the_second() {
            ClaimFacts facts = Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .line("2016-01-11", "2016-01-17", "650.00")
                    .facts();
            ClaimFacts.Line first = facts.lines().get(0);
            Supported second = (Supported) credit.assess(context(facts, other(first, "000089987RP0001", -1)));
            assertThat(second.excluded())
                    .extracting(part -> part.rule() + " " + part.amount() + " " + part.wholly())
                    .containsExactly("X-11 650.00 true");
            assertThat(second.computation().expenditure().gross()).isEqualTo(Money.of("650.00"));
            assertThat(credit.assess(context(facts, other(first, "000089987RP0001", 1)))
                            .excluded())
                    .isEmpty();
        }

        @Test
        void of_one_day_belongs_to_the_lesser_key() {
            ClaimFacts facts = Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .facts();
            ClaimFacts.Line line = facts.lines().get(0);
            assertThat(credit.assess(context(facts, other(line, "000089987RP0001", 0)))
                            .excluded())
                    .hasSize(1);
            assertThat(credit.assess(context(facts, other(line, "987654324RP0001", 0)))
                            .excluded())
                    .isEmpty();
        }

        @Test
        void counts_where_it_was_not_reversed() {
            ClaimFacts facts = Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .facts();
            ClaimFacts.Line paid = other(facts.lines().get(0), "000089987RP0001", -1);
            ClaimFacts.Line reversal = reversal(paid);

            assertThat(counted(facts, paid, reversal)).isEqualTo("650.00");
            assertThat(counted(facts, paid, paid, reversal)).isEqualTo("0.00");
            assertThat(counted(facts, paid, other(reversal, "987654324RP0001", 5)))
                    .as("the reversal of another claim")
                    .isEqualTo("0.00");
        }

        @Test
        void counts_with_its_reversal_or_without() {
            ClaimFacts facts = Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .line("2016-01-04", "2016-01-10", "-650.00")
                    .line("2016-01-11", "2016-01-17", "300.00")
                    .facts();
            ClaimFacts.Line paid = other(facts.lines().get(0), "000089987RP0001", -1);
            ClaimFacts.Line reversal = other(facts.lines().get(1), "000089987RP0001", -1);

            assertThat(counted(facts, paid)).as("left out with its reversal").isEqualTo("300.00");
            assertThat(counted(facts, paid, reversal)).as("both count").isEqualTo("300.00");
            assertThat(counted(facts, paid, paid, reversal)).isEqualTo("300.00");
        }

        @Test
        void reversed_alone_is_left_out_of_the_second() {
            ClaimFacts facts = Claims.of(r -> {})
                    .line("2016-01-04", "2016-01-10", "-650.00")
                    .line("2016-01-11", "2016-01-17", "1000.00")
                    .facts();
            ClaimFacts.Line reversal = other(facts.lines().get(0), "000089987RP0001", -1);

            assertThat(counted(facts, reversal)).isEqualTo("1000.00");
            assertThat(counted(facts, other(facts.lines().get(0), "000089987RP0001", 1)))
                    .isEqualTo("350.00");
        }

        private String counted(ClaimFacts facts, ClaimFacts.Line... others) {
            ClaimFacts with = facts.with(new Context(Money.ZERO, List.of(), List.of(others), List.of()));
            return ((Supported) credit.assess(with))
                    .computation()
                    .expenditure()
                    .gross()
                    .toString();
        }

        private static ClaimFacts.Line reversal(ClaimFacts.Line paid) {
            PayLine line = Samples.payLine(draft -> {
                draft.employer = paid.line().employer();
                draft.payPeriod = paid.line().payPeriod();
                draft.payDate = paid.line().payDate().plusDays(14);
                draft.grossWages = Money.ZERO.minus(paid.line().grossWages());
            });
            return new ClaimFacts.Line(line, paid.source(), paid.fileDate().plusDays(30));
        }

        private static ClaimFacts context(ClaimFacts facts, ClaimFacts.Line other) {
            return facts.with(new Context(Money.ZERO, List.of(), List.of(other), List.of()));
        }

        private static ClaimFacts.Line other(ClaimFacts.Line line, String employer, int daysLater) {
            return new ClaimFacts.Line(
                    Samples.payLine(draft -> {
                        draft.employer = new BusinessNumber(employer);
                        draft.payPeriod = line.line().payPeriod();
                        draft.payDate = line.line().payDate();
                        draft.grossWages = line.line().grossWages();
                    }),
                    line.source(),
                    line.fileDate().plusDays(daysLater));
        }
    }

    @Nested
    @DisplayName("R1055-10.1")
    class Wages_below_the_floor {

        @Test
        void in_every_pay_period_under_the_regulation_hold_whatever_is_paid_after_it() {
            Claims claims = Claims.of(Wages_below_the_floor::contract).year("2013-01-01", "2013-12-31");
            for (String day : List.of("2013-03-18", "2013-03-25", "2013-04-08")) {
                claims.line(day, LocalDate.parse(day).plusDays(6).toString(), "400.00", line -> {
                    line.employmentStart = LocalDate.parse("2012-01-01");
                    line.journeypersonRate = Money.of("38.40");
                    line.apprenticePeriod = 1;
                    line.hourlyRate = Money.of("10.00");
                });
            }
            assertHolds(claims.facts(), "R1055-10.1");
        }

        @Test
        void in_every_pay_period_hold_and_in_one_do_not() {
            assertHolds(paid("10.00", "10.00").facts(), "R1055-10.1");
            assertHolds(paid("10.00", "15.36").facts(), null);
            assertHolds(paid("10.00").facts(), null);
        }

        @Test
        @DisplayName("V82")
        void are_not_asked_about_in_oyap() {
            assertHolds(
                    paid("12.00", "12.00")
                            .version(r -> {
                                contract(r);
                                r.programme = Registration.Programme.OYAP;
                            })
                            .facts(),
                    null);
        }

        private Claims paid(String... rates) {
            Claims claims = Claims.of(Wages_below_the_floor::contract).year("2012-01-01", "2012-12-31");
            LocalDate day = LocalDate.parse("2012-05-07");
            for (String rate : rates) {
                claims.line(day.toString(), day.plusDays(6).toString(), "400.00", line -> {
                    line.employmentStart = LocalDate.parse("2012-01-01");
                    line.journeypersonRate = Money.of("38.40");
                    line.apprenticePeriod = 1;
                    line.hourlyRate = Money.of(rate);
                });
                day = day.plusWeeks(1);
            }
            return claims;
        }

        private static void contract(Samples.ARegistration r) {
            r.act = Registration.Act.TQAA;
            r.document = Registration.Document.CONTRACT;
            r.registeredOn = LocalDate.parse("2012-01-01");
        }
    }

    @Test
    @DisplayName("ATTC-23")
    void time_in_oyap_uses_up_the_months() {
        assertThat(steps(Claims.of(r -> r.programme = Registration.Programme.OYAP)
                        .line("2016-01-04", "2016-01-10", "650.00")))
                .anySatisfy(step -> {
                    assertThat(step.id()).isEqualTo("ATTC-23");
                    assertThat(step.value()).isEqualTo("2018-12-31");
                });
    }

    @Test
    @DisplayName("ATTC-39")
    void the_credit_stated_as_assistance_does_not_reduce() {
        ClaimAssessment assessment = credit.assess(Claims.of(r -> {})
                .line("2016-01-04", "2016-01-10", "650.00", line -> {
                    line.assistanceAmount = Money.of("100.00");
                    line.assistanceKind = "TA-89";
                })
                .facts());
        assertThat(assessment.computation().expenditure().eligible()).isEqualTo(Money.of("650.00"));
        assertThat(assessment.findings()).extracting(Finding::rule).containsExactly("ATTC-39");
    }

    @Test
    @DisplayName("C12")
    void a_footnote_without_text_leaves_the_start_of_a_trade_open() {
        Claims late = Claims.of(r -> r.trade = new TradeCode("253H")).line("2016-01-04", "2016-01-10", "650.00");
        assertThat(steps(late))
                .anySatisfy(step -> assertThat(step.statement().en()).contains("C12"));
        Claims early = Claims.of(r -> {
                    r.trade = new TradeCode("253H");
                    r.registeredOn = LocalDate.parse("2008-09-01");
                })
                .year("2009-01-01", "2009-12-31")
                .line(
                        "2009-03-26",
                        "2009-04-01",
                        "650.00",
                        line -> line.employmentStart = LocalDate.parse("2008-09-01"));
        assertHolds(early.facts(), "ATTC-11");
        assertThat(new TaxCredit(LAW.withReadings(Map.of("C12", "without-meaning"))).assess(early.facts()))
                .isInstanceOf(Supported.class);
    }

    private List<Step> steps(Claims claims) {
        return credit.assess(claims.facts()).computation().steps();
    }

    private void assertHolds(ClaimFacts facts, String rule) {
        Claims.assertHolds(credit, facts, rule);
    }
}
