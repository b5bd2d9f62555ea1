// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.employer;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.generator.people.Region;
import ca.tradeshub.generator.random.WeightedChoices;
import java.time.LocalDate;
import java.util.List;

/**
 * An employer of apprentices in the generated year.
 *
 * @param ordinal number in the generated year
 * @param business the business
 * @param training how it trains apprentices
 * @param pay how it pays
 * @param claims whether it claims the tax credit
 * @param years its taxation years, in order
 */
public record Employer(
        long ordinal, Business business, Training training, PayTerms pay, boolean claims, List<EmployerYear> years) {

    /**
     * The business of an employer.
     *
     * @param account payroll account
     * @param name name
     * @param line line of business
     * @param region location
     * @param kind legal form
     */
    public record Business(BusinessNumber account, String name, String line, Region region, EmployerYear.Kind kind) {}

    /**
     * How an employer trains apprentices.
     *
     * @param size number of its own apprentices
     * @param trades the trades it trains apprentices in
     * @param isJourneyperson whether the employer is a journeyperson in the trade
     * @param sponsor the sponsor of its apprentices: the employer or a body of the trade in the generation unit
     */
    public record Training(int size, WeightedChoices<TradeProfile> trades, boolean isJourneyperson, Body sponsor) {}

    /**
     * How an employer pays.
     *
     * @param provider the payroll provider
     * @param payLot a number from 0 to 99 that decides whether it pays weekly
     * @param pattern its pay pattern if it does not pay weekly
     * @param weeklyHours regular hours per week
     * @param rateLevel its wages as a percentage of the trade's usual wages
     */
    public record PayTerms(Provider provider, int payLot, PayPattern pattern, int weeklyHours, int rateLevel) {}

    /**
     * A party that signs agreements as sponsor.
     *
     * @param kind kind of sponsor
     * @param account business number
     * @param name name
     */
    public record Body(Sponsor.Kind kind, BusinessNumber account, String name) {}

    /** Returns the first day of the first taxation year. */
    public LocalDate firstDay() {
        return years.get(0).taxationYear().start();
    }

    /** Returns the last day of the last taxation year. */
    public LocalDate lastDay() {
        return years.get(years.size() - 1).taxationYear().end();
    }

    /** Returns the pay pattern if the given percentage of employers pays weekly. */
    public PayPattern payingWeekly(int weeklyPercent) {
        PayPattern pattern = pay.pattern();
        return pay.payLot() < weeklyPercent
                ? new PayPattern(PayPattern.Frequency.WEEKLY, pattern.weekEnd(), pattern.oddWeeks(), pattern.lag())
                : pattern;
    }

    /** Returns whether it is an employment agency, whose apprentices work for other businesses. */
    public boolean isAgency() {
        return business.kind() == EmployerYear.Kind.EMPLOYMENT_AGENCY;
    }

    /** Returns whether it can employ an apprentice of another employer in the trade. */
    public boolean couldTake(TradeProfile trade) {
        return !isAgency() && training.trades().choices().contains(trade);
    }
}
