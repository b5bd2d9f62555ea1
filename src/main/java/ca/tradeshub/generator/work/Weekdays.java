package ca.tradeshub.generator.work;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Mondays to Fridays. */
public final class Weekdays {

    private Weekdays() {}

    /** How many there are from one day to another, both included; none when the second is before the first. */
    public static int in(LocalDate from, LocalDate to) {
        int count = 0;
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            if (is(day)) {
                count++;
            }
        }
        return count;
    }

    /** The day itself, or the Friday before a weekend. */
    static LocalDate onOrBefore(LocalDate day) {
        LocalDate found = day;
        while (!is(found)) {
            found = found.minusDays(1);
        }
        return found;
    }

    /** The day itself, or the Monday after a weekend. */
    static LocalDate onOrAfter(LocalDate day) {
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
