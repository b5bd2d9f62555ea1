// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.renewal;

import ca.tradeshub.law.Law;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;

/**
 * The anniversaries of a certificate's initial issue. Whether the day of the application itself counts is
 * interpretation C8, when the anniversary of 29 February falls in a common year is interpretation C9.
 */
final class Anniversaries {

    private final boolean sameDayCounts;
    private final boolean lastOfFebruary;

    Anniversaries(Law law) {
        this.sameDayCounts = law.interpretation("C8").is("same-day-counts");
        this.lastOfFebruary = law.interpretation("C9").is("last-of-february");
    }

    /** The anniversary that immediately follows an application. */
    LocalDate following(LocalDate issued, LocalDate applied) {
        LocalDate thatYear = in(applied.getYear(), issued);
        boolean follows = thatYear.isAfter(applied) || sameDayCounts && thatYear.equals(applied);
        return follows ? thatYear : in(applied.getYear() + 1, issued);
    }

    /** The anniversary that immediately precedes an application. */
    LocalDate preceding(LocalDate issued, LocalDate applied) {
        LocalDate thatYear = in(applied.getYear(), issued);
        boolean precedes = thatYear.isBefore(applied) || sameDayCounts && thatYear.equals(applied);
        return precedes ? thatYear : in(applied.getYear() - 1, issued);
    }

    private LocalDate in(int year, LocalDate issued) {
        LocalDate anniversary = MonthDay.from(issued).atYear(year);
        boolean lacksTheDay = anniversary.getDayOfMonth() != issued.getDayOfMonth();
        return lacksTheDay && !lastOfFebruary && !Year.isLeap(year) ? anniversary.plusDays(1) : anniversary;
    }
}
