// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How often an agency sends the changes of its register. */
public enum RegisterSchedule {
    DAILY,
    WEEKLY,
    MONTHLY;

    /** Returns the first day of sending on or after a day. */
    public LocalDate onOrAfter(LocalDate day) {
        return switch (this) {
            case DAILY ->
                day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0
                        ? day.with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                        : day;
            case WEEKLY -> day.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
            case MONTHLY -> day.getDayOfMonth() == 1 ? day : day.with(TemporalAdjusters.firstDayOfNextMonth());
        };
    }
}
