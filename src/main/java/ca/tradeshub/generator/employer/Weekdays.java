package ca.tradeshub.generator.employer;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Mondays to Fridays. */
public final class Weekdays {

    private static final long WEEK = 7;
    private static final long WORKED = 5;

    /** 1970-01-01 was one, three days after a Monday. */
    private static final long THURSDAY = 3;

    private Weekdays() {}

    /** How many there are from one day to another, both included; none when the second is before the first. */
    public static int in(LocalDate from, LocalDate to) {
        return to.isBefore(from) ? 0 : Math.toIntExact(through(to.toEpochDay()) - through(from.toEpochDay() - 1));
    }

    /** Weekdays from the Monday of the week of 1970-01-01 through a day; only differences mean anything. */
    private static long through(long epochDay) {
        long day = epochDay + THURSDAY;
        return Math.floorDiv(day, WEEK) * WORKED + Math.min(WORKED, Math.floorMod(day, WEEK) + 1);
    }

    /** The day itself, or the Friday before a weekend. */
    public static LocalDate onOrBefore(LocalDate day) {
        LocalDate found = day;
        while (!is(found)) {
            found = found.minusDays(1);
        }
        return found;
    }

    /** The day itself, or the Monday after a weekend. */
    public static LocalDate onOrAfter(LocalDate day) {
        LocalDate found = day;
        while (!is(found)) {
            found = found.plusDays(1);
        }
        return found;
    }

    private static boolean is(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
    }
}
