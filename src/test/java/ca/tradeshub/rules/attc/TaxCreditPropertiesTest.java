// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Computation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TaxCreditPropertiesTest {

    private static final LocalDate EPOCH = LocalDate.parse("2005-01-01");
    private static final TaxCredit CREDIT = new TaxCredit(Law.standard());

    @Property(tries = 500)
    void the_credit_is_never_negative_nor_above_the_maximum(@ForAll("claims") ClaimFacts facts) {
        Computation computation = CREDIT.assess(facts).computation();
        assertThat(computation.credit()).isGreaterThanOrEqualTo(Money.ZERO).isLessThanOrEqualTo(computation.maximum());
        assertThat(computation.expenditure().eligible()).isGreaterThanOrEqualTo(Money.ZERO);
        assertThat(computation.maximum()).isLessThanOrEqualTo(Money.of("10000.00"));
        assertThat(computation.days().d() == 0 || computation.days().e() == 0).isTrue();
    }

    @Property(tries = 300)
    void the_credit_does_not_fall_when_the_expenditure_grows(
            @ForAll("claims") ClaimFacts facts, @ForAll("cents") Money more) {
        ClaimFacts grown = withLines(
                facts,
                facts.lines().stream()
                        .map(line -> withGross(line, line.line().grossWages().plus(more)))
                        .toList());
        assertThat(CREDIT.assess(grown).computation().credit())
                .isGreaterThanOrEqualTo(CREDIT.assess(facts).computation().credit());
    }

    @Property(tries = 300)
    void splitting_a_line_changes_nothing(@ForAll("claims") ClaimFacts facts, @ForAll("cents") Money part) {
        List<ClaimFacts.Line> split = new ArrayList<>();
        for (ClaimFacts.Line line : facts.lines()) {
            split.add(withGross(line, part));
            ClaimFacts.Line rest = withGross(line, line.line().grossWages().minus(part));
            split.add(new ClaimFacts.Line(withoutAssistance(rest.line()), rest.source(), rest.fileDate()));
        }
        assertSameFigures(facts, withLines(facts, split));
    }

    @Property(tries = 300)
    void shuffling_the_lines_changes_nothing(@ForAll("claims") ClaimFacts facts, @ForAll long seed) {
        List<ClaimFacts.Line> shuffled = new ArrayList<>(facts.lines());
        Collections.shuffle(shuffled, new Random(seed));
        assertSameFigures(facts, withLines(facts, shuffled));
    }

    @Property(tries = 500)
    void days_and_maximum_are_those_of_a_walk_over_the_calendar(@ForAll("claims") ClaimFacts facts) {
        ClaimAssessment assessment = CREDIT.assess(facts);
        Computation computation = assessment.computation();
        LocalDate commenced = facts.registration().registeredOn();
        boolean before = commenced.isBefore(LocalDate.parse("2015-04-24"));
        if (commenced.isAfter(LocalDate.parse("2017-11-14"))) {
            assertThat(computation.days().d() + computation.days().e()).isZero();
            return;
        }
        Period year = facts.employerYear().taxationYear();
        int days = 0;
        int length = 365;
        for (LocalDate day = year.start(); !day.isAfter(year.end()); day = day.plusDays(1)) {
            if (day.getMonthValue() == 2 && day.getDayOfMonth() == 29) {
                length = 366;
            }
            if (counts(day, facts, commenced, before ? 48 : 36)) {
                days++;
            }
        }
        assertThat(before ? computation.days().d() : computation.days().e()).isEqualTo(days);
        assertThat(computation.days().y()).isEqualTo(length);
        BigDecimal most = new BigDecimal(before ? 10000 : 5000);
        BigDecimal maximum = most.multiply(new BigDecimal(days))
                .divide(new BigDecimal(length), 2, RoundingMode.HALF_UP)
                .min(most);
        assertThat(computation.maximum().amount()).isEqualByComparingTo(maximum);
    }

    @Property(tries = 500)
    void working_days_are_those_of_a_walk(@ForAll("periods") Period period) {
        long walked = period.start()
                .datesUntil(period.end().plusDays(1))
                .filter(day -> day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY)
                .count();
        assertThat(WorkingDays.in(period)).isEqualTo((int) walked);
    }

    @Property(tries = 300)
    void what_counts_and_what_is_left_out_make_up_the_gross(@ForAll("claims") ClaimFacts facts) {
        ClaimAssessment assessment = CREDIT.assess(facts);
        BigDecimal all = Stream.concat(
                        Stream.of(assessment.computation().expenditure().gross()),
                        assessment.excluded().stream().map(ClaimAssessment.Excluded::amount))
                .map(Money::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal gross = facts.lines().stream()
                .map(line -> line.line().grossExpenditure().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal roundings = new BigDecimal("0.005")
                .multiply(new BigDecimal(assessment.excluded().size() + 1));
        assertThat(all.subtract(gross).abs()).isLessThanOrEqualTo(roundings);
    }

    /** Whether a day counts, told from the agreement's words: by birthdays of the registration, not by month sums. */
    private static boolean counts(LocalDate day, ClaimFacts facts, LocalDate commenced, int months) {
        if (day.isBefore(commenced) || day.isBefore(LocalDate.parse("2009-03-27"))) {
            return false;
        }
        long full = ChronoUnit.MONTHS.between(commenced, day);
        boolean inLastDayOfShortMonth = full == months
                && commenced.getDayOfMonth() > day.getDayOfMonth()
                && day.equals(commenced.plusMonths(months));
        if (full >= months && !inLastDayOfShortMonth) {
            return false;
        }
        if (commenced.getDayOfMonth() == 29
                && commenced.getMonthValue() == 2
                && day.isAfter(commenced.plusMonths(months))) {
            return false;
        }
        Registration registration = facts.registration();
        if (registration.completionRequirementsMetOn() != null
                && day.isAfter(registration.completionRequirementsMetOn())) {
            return false;
        }
        if (registration.trade().value().equals("634A") && day.isAfter(LocalDate.parse("2014-03-31"))) {
            return false;
        }
        return facts.lines().stream().anyMatch(line -> {
            LocalDate end = line.line().employmentEnd();
            LocalDate to = end != null ? end : line.fileDate();
            return !day.isBefore(line.line().employmentStart()) && !day.isAfter(to);
        });
    }

    private static void assertSameFigures(ClaimFacts one, ClaimFacts other) {
        Computation a = CREDIT.assess(one).computation();
        Computation b = CREDIT.assess(other).computation();
        assertThat(b).usingRecursiveComparison().ignoringFields("steps").isEqualTo(a);
    }

    private static ClaimFacts withLines(ClaimFacts facts, List<ClaimFacts.Line> lines) {
        return new ClaimFacts(
                facts.registration(), facts.versions(), facts.original(), facts.employerYear(), facts.claimed(), lines);
    }

    private static ClaimFacts.Line withGross(ClaimFacts.Line line, Money gross) {
        return new ClaimFacts.Line(
                copy(line.line(), gross, line.line().assistanceAmount()), line.source(), line.fileDate());
    }

    private static PayLine withoutAssistance(PayLine line) {
        return copy(line, line.grossWages(), Money.ZERO);
    }

    private static PayLine copy(PayLine line, Money gross, Money assistance) {
        return Samples.payLine(draft -> {
            draft.lineId = line.lineId();
            draft.taxationYear = line.taxationYear();
            draft.trade = line.trade();
            draft.employmentStart = line.employmentStart();
            draft.employmentEnd = line.employmentEnd();
            draft.payPeriod = line.payPeriod();
            draft.payDate = line.payDate();
            draft.grossWages = gross;
            draft.assistanceAmount = assistance;
            draft.assistanceKind = line.assistanceKind();
            draft.coopCreditClaimed = line.coopCreditClaimed();
        });
    }

    @Provide
    Arbitrary<Money> cents() {
        return Arbitraries.longs().between(0, 2_000_000).map(cents -> new Money(BigDecimal.valueOf(cents, 2)));
    }

    @Provide
    Arbitrary<Period> periods() {
        return Combinators.combine(days(), Arbitraries.integers().between(0, 400))
                .as((start, length) -> new Period(start, start.plusDays(length)));
    }

    @Provide
    Arbitrary<ClaimFacts> claims() {
        Arbitrary<LocalDate> registered = Arbitraries.oneOf(
                days(),
                Arbitraries.of("2015-04-23", "2015-04-24", "2016-02-29", "2012-02-29", "2017-11-14")
                        .map(LocalDate::parse));
        Arbitrary<Period> year = Combinators.combine(
                        days(),
                        Arbitraries.oneOf(
                                Arbitraries.of(365, 366), Arbitraries.integers().between(1, 380)))
                .as((start, length) -> new Period(start, start.plusDays(length - 1)));
        return Combinators.combine(
                        registered,
                        year,
                        Arbitraries.of("306A", "634A", "310S"),
                        days().injectNull(0.6),
                        cents(),
                        Arbitraries.longs())
                .as(TaxCreditPropertiesTest::claim);
    }

    private static Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, 14 * 365).map(EPOCH::plusDays);
    }

    private static ClaimFacts claim(
            LocalDate registered, Period year, String trade, LocalDate entitled, Money payroll, long seed) {
        Random random = new Random(seed);
        Claims claims = Claims.of(r -> {
                    r.registeredOn = registered;
                    r.statusOn = registered;
                    r.trade = new TradeCode(trade);
                    r.completionRequirementsMetOn = entitled;
                })
                .year(year.start().toString(), year.end().toString())
                .employer(e -> e.priorYearPayroll = new Money(payroll.amount().multiply(new BigDecimal(50))));
        LocalDate spell = year.start().minusDays(random.nextInt(200));
        for (int s = 0; s < 1 + random.nextInt(3); s++) {
            LocalDate start = spell;
            LocalDate end = random.nextBoolean() ? null : start.plusDays(random.nextInt(250));
            for (int n = 0; n < 1 + random.nextInt(8); n++) {
                LocalDate from = start.plusDays(random.nextInt(300));
                claims.line(
                        from.toString(),
                        from.plusDays(random.nextInt(15)).toString(),
                        BigDecimal.valueOf(random.nextInt(900_000), 2).toPlainString(),
                        year.end(),
                        line -> {
                            line.employmentStart = start;
                            line.employmentEnd = end;
                            line.coopCreditClaimed = random.nextInt(10) == 0;
                            line.assistanceAmount = new Money(BigDecimal.valueOf(random.nextInt(100_000), 2));
                            line.assistanceKind = random.nextBoolean() ? "GRANT" : "TA-88";
                        });
            }
            spell = start.plusDays(1 + random.nextInt(150));
        }
        return claims.facts();
    }
}
