// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A birth date as eight digits. A date with a slip in it need not be a date of the calendar.
 *
 * @param digits {@code yyyyMMdd} as a number
 */
public record BirthDate(int digits) {

    private static final int YEAR = 10_000;
    private static final int CENTURY = 1_000_000;

    /** The digits of a date; null when null. */
    public static @Nullable BirthDate of(@Nullable LocalDate date) {
        return date == null
                ? null
                : new BirthDate(date.getYear() * YEAR + date.getMonthValue() * 100 + date.getDayOfMonth());
    }

    /**
     * Compares two dates. Usual slips are one wrong digit, two transposed neighbours, day and month in each other's
     * place, and the wrong century. Dates with the same year, or with day and month in common, are {@link
     * Level#DISTANT}.
     */
    static Level compare(@Nullable BirthDate one, @Nullable BirthDate other) {
        if (one == null || other == null) {
            return Level.UNKNOWN;
        }
        if (one.digits == other.digits) {
            return Level.SAME;
        }
        if (areSlips(one.digits, other.digits)
                || one.digits % CENTURY == other.digits % CENTURY
                || one.year() == other.year() && one.month() == other.day() && one.day() == other.month()) {
            return Level.SIMILAR;
        }
        return one.year() == other.year() || one.digits % YEAR == other.digits % YEAR ? Level.DISTANT : Level.DIFFERENT;
    }

    /** The four digits of the year. */
    public int year() {
        return digits / YEAR;
    }

    /** The two digits of the month. */
    public int month() {
        return digits / 100 % 100;
    }

    /** The two digits of the day. */
    public int day() {
        return digits % 100;
    }

    /** Whether two numbers differ in one digit or in two transposed neighbours. */
    private static boolean areSlips(int one, int other) {
        int rest = one;
        int its = other;
        while (rest % 10 == its % 10) {
            rest /= 10;
            its /= 10;
        }
        boolean digit = rest / 10 == its / 10;
        boolean transposed = rest / 100 == its / 100 && rest % 10 == its / 10 % 10 && rest / 10 % 10 == its % 10;
        return digit || transposed;
    }
}
