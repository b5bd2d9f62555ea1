// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.employer;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** Arithmetic with weekdays, Monday to Friday. */
public final class Weekdays {

    private static final long WEEK = 7;
    private static final long WORKED = 5;

    /** Days from Monday to Thursday, the weekday of 1970-01-01. */
    private static final long THURSDAY = 3;

    private Weekdays() {}

    /** Returns the number of weekdays from one day to another, both included; 0 if the second is before the first. */
    public static int in(LocalDate from, LocalDate to) {
        return to.isBefore(from) ? 0 : Math.toIntExact(through(to.toEpochDay()) - through(from.toEpochDay() - 1));
    }

    /** Counts weekdays from Monday 1969-12-29 through a day; only differences are meaningful. */
    private static long through(long epochDay) {
        long day = epochDay + THURSDAY;
        return Math.floorDiv(day, WEEK) * WORKED + Math.min(WORKED, Math.floorMod(day, WEEK) + 1);
    }

    /** Returns the day, or the Friday before it if it is on a weekend. */
    public static LocalDate onOrBefore(LocalDate day) {
        LocalDate found = day;
        while (!is(found)) {
            found = found.minusDays(1);
        }
        return found;
    }

    /** Returns the day, or the Monday after it if it is on a weekend. */
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
