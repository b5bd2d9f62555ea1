// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Trade;
import ca.tradeshub.rules.attc.ClaimAssessment.NotSupported;
import ca.tradeshub.rules.attc.ClaimAssessment.Regime;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The day before, the day and the day after, the cent below, at and above, for every threshold the law declares. */
class BoundariesTest {

    private static final Law LAW = Law.standard();
    private static final Money CENT = Money.of("0.01");
    private final TaxCredit credit = new TaxCredit(LAW);

    @TestFactory
    Stream<DynamicTest> a_programme_falls_under_the_regime_of_its_day() {
        Dated<String> regimes = LAW.texts("attc.regime");
        return regimes.values().stream()
                .flatMap(value -> Stream.of(value.from(), value.to()))
                .filter(day -> day != null)
                .flatMap(day -> Stream.of(day.minusDays(1), day, day.plusDays(1)))
                .distinct()
                .map(day -> DynamicTest.dynamicTest("commenced " + day, () -> {
                    ClaimAssessment assessment = credit.assess(Claims.of(r -> r.registeredOn = day)
                            .year("2019-01-01", "2019-12-31")
                            .line("2019-01-07", "2019-01-13", "650.00")
                            .facts());
                    assertThat(assessment.apprenticeship().regime())
                            .isEqualTo(regimes.on(day).map(Regime::valueOf).orElse(null));
                    assertThat(assessment).isInstanceOf(regimes.covers(day) ? Supported.class : NotSupported.class);
                }));
    }

    @TestFactory
    Stream<DynamicTest> the_rate_falls_from_the_small_to_the_general_payroll() {
        return LAW.texts("attc.regime").values().stream().map(Dated.Value::to).flatMap(commenced -> {
            Ratio general =
                    Ratio.of(LAW.decimals("attc.rate.general").on(commenced).orElseThrow());
            Ratio addition = Ratio.of(
                    LAW.decimals("attc.rate.small-addition").on(commenced).orElseThrow());
            Money small = money("attc.payroll.small", commenced);
            Money large = money("attc.payroll.general", commenced);
            Ratio cent = addition.times(Ratio.of(CENT).dividedBy(Ratio.of(large.minus(small))));
            Ratio top = general.plus(addition);
            return Stream.of(
                    rate(commenced, small.minus(CENT), top),
                    rate(commenced, small, top),
                    rate(commenced, small.plus(CENT), top.minus(cent)),
                    rate(commenced, large.minus(CENT), general.plus(cent)),
                    rate(commenced, large, general),
                    rate(commenced, large.plus(CENT), general));
        });
    }

    private DynamicTest rate(LocalDate commenced, Money payroll, Ratio expected) {
        return DynamicTest.dynamicTest("commenced " + commenced + ", payroll " + payroll, () -> assertThat(
                        credit.assess(Claims.of(r -> r.registeredOn = commenced)
                                        .employer(e -> e.priorYearPayroll = payroll)
                                        .facts())
                                .computation()
                                .atRate()
                                .rate())
                .isEqualByComparingTo(expected.toDecimal()));
    }

    @TestFactory
    Stream<DynamicTest> the_credit_follows_the_expenditure_up_to_the_maximum() {
        return LAW.texts("attc.regime").values().stream().map(Dated.Value::to).flatMap(commenced -> {
            LocalDate start = commenced.plusDays(60).withDayOfYear(1).plusYears(1);
            Money maximum = money("attc.maximum.year", commenced);
            BigDecimal rate = LAW.decimals("attc.rate.general").on(commenced).orElseThrow();
            Money full = Ratio.of(maximum).dividedBy(Ratio.of(rate)).toMoney();
            Money more = Ratio.of(Money.of("0.02")).dividedBy(Ratio.of(rate)).toMoney();
            return Stream.of(full.minus(more), full, full.plus(more))
                    .map(gross -> DynamicTest.dynamicTest(
                            "commenced " + commenced + ", expenditure " + gross,
                            () -> assertThat(credit.assess(Claims.of(r -> r.registeredOn = commenced)
                                                    .year(
                                                            start.toString(),
                                                            start.plusYears(1)
                                                                    .minusDays(1)
                                                                    .toString())
                                                    .employer(e -> e.priorYearPayroll =
                                                            money("attc.payroll.general", commenced))
                                                    .line(
                                                            start.toString(),
                                                            start.plusDays(6).toString(),
                                                            gross.toString(),
                                                            line -> line.employmentStart = start)
                                                    .facts())
                                            .computation()
                                            .credit())
                                    .isEqualTo(Stream.of(
                                                    maximum,
                                                    Ratio.of(gross)
                                                            .times(Ratio.of(rate))
                                                            .toMoney())
                                            .min(Money::compareTo)
                                            .orElseThrow())));
        });
    }

    @TestFactory
    Stream<DynamicTest> an_expenditure_counts_from_its_first_day() {
        LocalDate first = LAW.dates("attc.expenditure.first-day").first().value();
        LocalDate registered = first.minusYears(1);
        return trio(first).map(day -> counted("paid for " + day, "306A", registered, day, !day.isBefore(first)));
    }

    @TestFactory
    Stream<DynamicTest> an_expenditure_counts_from_registration_to_the_end_of_the_window() {
        return LAW.texts("attc.regime").values().stream().map(Dated.Value::to).flatMap(commenced -> {
            LocalDate end = credit.assess(
                            Claims.of(r -> r.registeredOn = commenced).facts())
                    .apprenticeship()
                    .windowEnd();
            return Stream.concat(
                    trio(commenced)
                            .map(day -> counted(
                                    "commenced " + commenced + ", paid for " + day,
                                    "306A",
                                    commenced,
                                    day,
                                    !day.isBefore(commenced))),
                    trio(end)
                            .map(day -> counted(
                                    "commenced " + commenced + ", paid for " + day,
                                    "306A",
                                    commenced,
                                    day,
                                    !day.isAfter(end))));
        });
    }

    @TestFactory
    Stream<DynamicTest> an_expenditure_counts_to_the_last_day_of_its_trade() {
        List<Trade> leaving = LAW.trades().all().stream()
                .filter(trade -> trade.qualifiesUntil() != null)
                .toList();
        assertThat(leaving).hasSize(3);
        return leaving.stream().flatMap(trade -> trio(trade.qualifiesUntil())
                .map(day -> counted(
                        trade.code() + " paid for " + day,
                        trade.code().value(),
                        LocalDate.parse("2012-05-01"),
                        day,
                        !day.isAfter(trade.qualifiesUntil()))));
    }

    @Test
    void a_taxation_year_is_capped_and_held_when_longer_than_the_formulas_year() {
        Maximum maximum = new Maximum(LAW);
        for (int days = 364; days <= 367; days++) {
            LocalDate start = LocalDate.parse("2016-03-01");
            ClaimFacts facts = Claims.of(r -> {})
                    .year(start.toString(), start.plusDays(days - 1L).toString())
                    .facts();
            boolean held = credit.assess(facts) instanceof ClaimAssessment.Held;
            assertThat(held)
                    .isEqualTo(days > maximum.yearLength(facts.employerYear().taxationYear()));
        }
    }

    private DynamicTest counted(String name, String trade, LocalDate registered, LocalDate day, boolean counts) {
        return DynamicTest.dynamicTest(name, () -> {
            ClaimAssessment assessment = credit.assess(Claims.of(r -> {
                        r.registeredOn = registered;
                        r.trade = new TradeCode(trade);
                    })
                    .year(
                            day.withDayOfYear(1).toString(),
                            day.withDayOfYear(1).plusYears(1).minusDays(1).toString())
                    .line(day.toString(), day.toString(), "100.00", line -> line.employmentStart = day.minusYears(1))
                    .facts());
            assertThat(assessment.computation().expenditure().gross())
                    .isEqualTo(counts ? Money.of("100.00") : Money.ZERO);
            assertThat(assessment.excluded()).hasSize(counts ? 0 : 1);
        });
    }

    private static Stream<LocalDate> trio(LocalDate day) {
        return Stream.of(day.minusDays(1), day, day.plusDays(1));
    }

    private static Money money(String id, LocalDate day) {
        return new Money(LAW.decimals(id).on(day).orElseThrow());
    }
}
