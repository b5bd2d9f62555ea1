// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.period;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How long a period of a queue is. */
public enum PeriodLength {
    /** No periods: nothing is sent. */
    NONE,
    /** A calendar day. */
    DAY,
    /** Monday to Sunday. */
    WEEK,
    /** A calendar month. */
    MONTH;

    /** The first day of the period that contains a day. */
    LocalDate firstDay(LocalDate day) {
        return switch (this) {
            case NONE, DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }

    /** The last day of the period that contains a day. */
    LocalDate lastDay(LocalDate day) {
        return switch (this) {
            case NONE, DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
            case MONTH -> day.with(TemporalAdjusters.lastDayOfMonth());
        };
    }
}
