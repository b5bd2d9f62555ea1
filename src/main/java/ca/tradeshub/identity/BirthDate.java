// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A birth date as eight digits. A date with a slip in it need not be a date of the calendar.
 *
 * @param digits {@code yyyyMMdd} as a number
 */
public record BirthDate(int digits) {

    private static final int YEAR = 10_000;
    private static final int CENTURY = 1_000_000;

    /** The first days that systems count from, and a date of equal digits; who was born on one is over a hundred. */
    private static final Set<LocalDate> DEFAULTS = Set.of(
            LocalDate.of(1900, 1, 1), LocalDate.of(1901, 1, 1), LocalDate.of(1904, 1, 1), LocalDate.of(1911, 11, 11));

    /** The digits of a date; null when null, and when the date is one that systems write for an unknown one. */
    public static @Nullable BirthDate of(@Nullable LocalDate date) {
        return date == null || isDefault(date)
                ? null
                : new BirthDate(date.getYear() * YEAR + date.getMonthValue() * 100 + date.getDayOfMonth());
    }

    /** Whether systems write the date in place of a birth date that they do not know. */
    public static boolean isDefault(LocalDate date) {
        return DEFAULTS.contains(date);
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
