package ca.tradeshub.generator.employer;

import ca.tradeshub.canonical.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * When an employer pays.
 *
 * @param frequency how often
 * @param weekEnd the day a week of pay ends
 * @param oddWeeks which of two weeks a fortnight ends in
 * @param lag days from the end of a period to its pay date
 */
public record PayPattern(Frequency frequency, DayOfWeek weekEnd, boolean oddWeeks, int lag) {

    /** How often pay is made up. */
    public enum Frequency {
        WEEKLY,
        BIWEEKLY,
        SEMIMONTHLY,
        MONTHLY
    }

    /**
     * The pay runs of a taxation year. The books are closed with the year: periods end with it, what is open is paid on
     * its last day, and a rest of a week without a working day goes with its neighbour.
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
     * One run.
     *
     * @param number from 1 in its taxation year
     * @param period the pay period
     * @param payDate the day of payment, in the same taxation year
     */
    public record PayRun(int number, Period period, LocalDate payDate) {}
}
