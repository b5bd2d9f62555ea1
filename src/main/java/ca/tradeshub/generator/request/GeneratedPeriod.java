// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

import ca.tradeshub.canonical.Period;
import ca.tradeshub.generator.random.SeededRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The generated period: taxation years that begin in the event year, and optionally the following ones.
 *
 * @param year the event year
 * @param years number of taxation years
 */
public record GeneratedPeriod(int year, int years) {

    /** First months of taxation years that differ from the calendar year. */
    private static final List<Integer> OTHER_MONTHS = List.of(2, 4, 4, 4, 7, 7, 9, 10, 11);

    private static final int FIRST_YEAR = 2010;
    private static final int LAST_YEAR = 2019;

    /**
     * @throws ImpossibleYearException if a number is out of range
     */
    public GeneratedPeriod {
        ImpossibleYearException.unless(year >= FIRST_YEAR && year <= LAST_YEAR, "year");
        ImpossibleYearException.unless(years == 1 || years == 2, "years");
    }

    /** Returns the first day of the event year. */
    public LocalDate opening() {
        return LocalDate.of(year, 1, 1);
    }

    /** Returns the day on which the agencies first send their registers: a full extract; later files contain changes only. */
    public LocalDate baseline() {
        return LocalDate.of(year, 1, 2);
    }

    /** Draws the taxation years of an employer: most are calendar years, and some last years are shortened. */
    public List<Period> taxationYears(boolean isSmall, SeededRandom random) {
        boolean isCalendar = random.perMille(isSmall ? 800 : 600);
        int month = isCalendar ? 1 : random.of(OTHER_MONTHS);
        boolean isShort = random.perMille(15);
        int months = isShort ? random.between(3, 11) : 12;
        List<Period> periods = new ArrayList<>();
        LocalDate start = LocalDate.of(year, month, 1);
        for (int i = 1; i <= years; i++) {
            LocalDate next = start.plusMonths(i == years ? months : 12);
            periods.add(new Period(start, next.minusDays(1)));
            start = next;
        }
        return List.copyOf(periods);
    }
}
