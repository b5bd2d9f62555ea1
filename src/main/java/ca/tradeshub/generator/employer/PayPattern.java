// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.employer;

import ca.tradeshub.canonical.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The days on which an employer pays.
 *
 * @param frequency frequency of pay
 * @param weekEnd the day on which a week of pay ends
 * @param oddWeeks the week in which a two-week pay period ends
 * @param lag days from the end of a pay period to its pay date
 */
public record PayPattern(Frequency frequency, DayOfWeek weekEnd, boolean oddWeeks, int lag) {

    /** Frequency of pay. */
    public enum Frequency {
        WEEKLY,
        BIWEEKLY,
        SEMIMONTHLY,
        MONTHLY
    }

    /**
     * Returns the pay runs of a taxation year. The last pay period ends with the year, and unpaid wages are paid on its
     * last day. A remainder without a working day is added to the pay period before it.
     */
    public List<PayRun> runs(Period year) {
        List<Period> periods = new ArrayList<>();
        LocalDate start = year.start();
        for (LocalDate day = start; day.isBefore(year.end()); day = day.plusDays(1)) {
            if (endsOn(day) && Weekdays.in(start, day) > 0) {
                periods.add(new Period(start, day));
                start = day.plusDays(1);
            }
        }
        if (Weekdays.in(start, year.end()) == 0 && !periods.isEmpty()) {
            start = periods.remove(periods.size() - 1).start();
        }
        periods.add(new Period(start, year.end()));
        List<PayRun> runs = new ArrayList<>();
        for (Period period : periods) {
            LocalDate due = period.end().plusDays(lag);
            runs.add(new PayRun(runs.size() + 1, period, due.isAfter(year.end()) ? year.end() : due));
        }
        return runs;
    }

    private boolean endsOn(LocalDate day) {
        return switch (frequency) {
            case WEEKLY -> day.getDayOfWeek() == weekEnd;
            case BIWEEKLY ->
                day.getDayOfWeek() == weekEnd && (Math.floorDiv(day.toEpochDay(), 7L) % 2 == 1) == oddWeeks;
            case SEMIMONTHLY -> day.getDayOfMonth() == 15 || day.getDayOfMonth() == day.lengthOfMonth();
            case MONTHLY -> day.getDayOfMonth() == day.lengthOfMonth();
        };
    }

    /**
     * One pay run.
     *
     * @param number number in the taxation year, from 1
     * @param period the pay period
     * @param payDate the day of payment, in the same taxation year
     */
    public record PayRun(int number, Period period, LocalDate payDate) {}
}
