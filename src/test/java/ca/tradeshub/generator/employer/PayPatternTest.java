// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.employer;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Period;
import ca.tradeshub.generator.employer.PayPattern.Frequency;
import ca.tradeshub.generator.employer.PayPattern.PayRun;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PayPatternTest {

    @Property(tries = 300)
    void pay_runs_cover_the_taxation_year_without_gaps_and_are_paid_in_it(
            @ForAll Frequency frequency,
            @ForAll DayOfWeek weekEnd,
            @ForAll boolean oddWeeks,
            @ForAll @IntRange(max = 6) int lag,
            @ForAll @IntRange(max = 3000) int first,
            @ForAll @IntRange(min = 20, max = 366) int days) {
        LocalDate start = LocalDate.of(2010, 1, 1).plusDays(first);
        Period year = new Period(start, start.plusDays(days - 1L));

        List<PayRun> runs = new PayPattern(frequency, weekEnd, oddWeeks, lag).runs(year);

        LocalDate next = year.start();
        for (PayRun run : runs) {
            assertThat(run.period().start()).isEqualTo(next);
            assertThat(Weekdays.in(run.period().start(), run.period().end())).isPositive();
            assertThat(year.contains(run.payDate())).isTrue();
            assertThat(run.payDate()).isAfterOrEqualTo(run.period().end());
            next = run.period().end().plusDays(1);
        }
        assertThat(next).isEqualTo(year.end().plusDays(1));
    }

    @Property(tries = 300)
    void weekdays_are_counted_as_one_by_one(
            @ForAll @IntRange(max = 20_000) int first, @ForAll @IntRange(max = 60) int days) {
        LocalDate from = LocalDate.of(1965, 1, 1).plusDays(first);
        LocalDate to = from.plusDays(days);
        long counted = from.datesUntil(to.plusDays(1))
                .filter(day -> day.getDayOfWeek().getValue() <= 5)
                .count();

        assertThat(Weekdays.in(from, to)).isEqualTo((int) counted);
        assertThat(Weekdays.in(to.plusDays(1), from)).isZero();
    }
}
