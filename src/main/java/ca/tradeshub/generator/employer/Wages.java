package ca.tradeshub.generator.employer;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Hourly rates in cents: an apprentice gets a share of a journeyperson's that grows with the years of training. */
public final class Wages {

    private static final int RATES_OF = 2015;
    private static final int YEARLY_RISE = 2;
    /** Per cent in the last period of training; ten less in each before. Never below the floor of Reg. 1055, s. 10. */
    private static final int LAST_SHARE = 80;

    private Wages() {}

    /** The period of training on a day: one a year, to the last. */
    public static int level(TradeProfile trade, LocalDate commenced, LocalDate on) {
        long years = Math.max(0, ChronoUnit.YEARS.between(commenced, on));
        return (int) Math.min(trade.levels(), 1 + years);
    }

    /** A journeyperson's rate at an employer in a year. */
    public static int journeyperson(TradeProfile trade, Employer employer, int year) {
        return trade.journeypersonRate() * employer.rateLevel() / 100 * (100 + YEARLY_RISE * (year - RATES_OF)) / 100;
    }

    /** An apprentice's rate, rounded up to the cent, not below the minimum wage. */
    public static int apprentice(TradeProfile trade, Employer employer, int level, int year) {
        int journeyperson = journeyperson(trade, employer, year);
        int share = LAST_SHARE - 10 * (trade.levels() - level);
        int rate = (journeyperson * share + 99) / 100;
        return Math.min(journeyperson, Math.max(rate, minimum(year)));
    }

    /** Ontario's minimum wage, roughly by year. */
    private static int minimum(int year) {
        return year < 2015 ? 1025 : year < 2018 ? 1125 : 1400;
    }
}
