// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.employer;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Hourly rates in cents. The rate of an apprentice is a share of a journeyperson's rate that grows each year. */
public final class Wages {

    private static final int RATES_OF = 2015;
    private static final int YEARLY_RISE = 2;
    /** Percentage in the last training period, ten less in each period before: at least the floor of Reg. 1055, s. 10. */
    private static final int LAST_SHARE = 80;

    private Wages() {}

    /** Returns the training period on a day: one per year, up to the last. */
    public static int level(TradeProfile trade, LocalDate commenced, LocalDate on) {
        long years = Math.max(0, ChronoUnit.YEARS.between(commenced, on));
        return (int) Math.min(trade.levels(), 1 + years);
    }

    /** Returns the rate of a journeyperson at an employer in a year. */
    public static int journeyperson(TradeProfile trade, Employer employer, int year) {
        return trade.journeypersonRate()
                * employer.pay().rateLevel()
                / 100
                * (100 + YEARLY_RISE * (year - RATES_OF))
                / 100;
    }

    /** Returns the rate of an apprentice, rounded up to the cent, at least the minimum wage. */
    public static int apprentice(TradeProfile trade, Employer employer, int level, int year) {
        int journeyperson = journeyperson(trade, employer, year);
        int share = LAST_SHARE - 10 * (trade.levels() - level);
        int rate = (journeyperson * share + 99) / 100;
        return Math.min(journeyperson, Math.max(rate, minimum(year)));
    }

    /** Returns the minimum wage of Ontario, approximated by year. */
    private static int minimum(int year) {
        return year < 2015 ? 1025 : year < 2018 ? 1125 : 1400;
    }
}
