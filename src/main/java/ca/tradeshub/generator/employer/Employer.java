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
 * @param account payroll account
 * @param name name
 * @param business line of business
 * @param region location
 * @param size number of its own apprentices
 * @param trades the trades it trains apprentices in
 * @param provider the payroll provider
 * @param payLot a number from 0 to 99 that decides whether it pays weekly
 * @param pay its pay pattern if it does not pay weekly
 * @param kind legal form
 * @param isTaxed whether it is subject to Ontario tax
 * @param isJourneyperson whether the employer is a journeyperson in the trade
 * @param claims whether it claims the tax credit
 * @param weeklyHours regular hours per week
 * @param rateLevel its wages as a percentage of the trade's usual wages
 * @param sponsor the sponsor of its apprentices: the employer or a body of the trade in the generation unit
 * @param years its taxation years, in order
 */
public record Employer(
        long ordinal,
        BusinessNumber account,
        String name,
        String business,
        Region region,
        int size,
        WeightedChoices<TradeProfile> trades,
        Provider provider,
        int payLot,
        PayPattern pay,
        EmployerYear.Kind kind,
        boolean isTaxed,
        boolean isJourneyperson,
        boolean claims,
        int weeklyHours,
        int rateLevel,
        Body sponsor,
        List<EmployerYear> years) {

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
        return payLot < weeklyPercent
                ? new PayPattern(PayPattern.Frequency.WEEKLY, pay.weekEnd(), pay.oddWeeks(), pay.lag())
                : pay;
    }

    /** Returns whether it is an employment agency, whose apprentices work for other businesses. */
    public boolean isAgency() {
        return kind == EmployerYear.Kind.EMPLOYMENT_AGENCY;
    }

    /** Returns whether it can employ an apprentice of another employer in the trade. */
    public boolean couldTake(TradeProfile trade) {
        return !isAgency() && trades.choices().contains(trade);
    }
}
