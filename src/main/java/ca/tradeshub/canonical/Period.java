// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A run of calendar days, both ends included.
 *
 * @param start first day, never null
 * @param end last day, never null, not before the start
 */
public record Period(LocalDate start, LocalDate end) {

    /**
     * @throws IllegalArgumentException when the end is before the start
     */
    public Period {
        if (end.isBefore(start)) {
            throw new IllegalArgumentException("A period cannot end on " + end + " before it starts on " + start);
        }
    }

    /** The period from start to end, or nothing when the end is before the start. */
    public static Optional<Period> between(LocalDate start, LocalDate end) {
        return end.isBefore(start) ? Optional.empty() : Optional.of(new Period(start, end));
    }

    /** The number of days, at least one. */
    public int days() {
        return Math.toIntExact(ChronoUnit.DAYS.between(start, end) + 1);
    }

    /** Whether the day is inside. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(start) && !day.isAfter(end);
    }

    /** The days in both periods, or nothing. */
    public Optional<Period> intersection(Period other) {
        LocalDate from = start.isAfter(other.start) ? start : other.start;
        LocalDate to = end.isBefore(other.end) ? end : other.end;
        return between(from, to);
    }
}
