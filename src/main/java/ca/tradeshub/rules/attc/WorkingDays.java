// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Period;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** Mondays to Fridays; holidays are not removed (interface agreements, section 6, Money). */
final class WorkingDays {

    private static final int IN_A_WEEK = DayOfWeek.FRIDAY.getValue();

    private WorkingDays() {}

    /** The number of Mondays to Fridays in the period. */
    static int in(Period period) {
        int weeks = period.days() / DayOfWeek.values().length;
        int count = weeks * IN_A_WEEK;
        for (LocalDate day = period.start().plusWeeks(weeks); !day.isAfter(period.end()); day = day.plusDays(1)) {
            if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
                count++;
            }
        }
        return count;
    }
}
