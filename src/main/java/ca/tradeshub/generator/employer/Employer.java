package ca.tradeshub.generator.employer;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.generator.people.Region;
import ca.tradeshub.generator.random.WeightedChoices;
import java.time.LocalDate;
import java.util.List;

/**
 * An employer of apprentices.
 *
 * @param ordinal its number in the year
 * @param account its payroll account
 * @param name its name
 * @param business its line of business
 * @param region where it is
 * @param size how many apprentices it has of its own
 * @param trades the trades it trains in
 * @param provider who does its payroll
 * @param payLot a number below 100 that decides how often it pays
 * @param pay when it pays, if not every week
 * @param kind what it is
 * @param isTaxed whether it is subject to Ontario income tax
 * @param isJourneyperson whether the employer is a journeyperson in the trade
 * @param claims whether it claims the tax credit
 * @param weeklyHours regular hours of a week
 * @param rateLevel its wages in per cent of the trade's
 * @param sponsor who sponsors its apprentices: the employer itself, or a body of the trade in the market
 * @param years what it says of its taxation years, in order
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
     * Who signs agreements as sponsor.
     *
     * @param kind what kind of sponsor
     * @param account its business number
     * @param name its name
     */
    public record Body(Sponsor.Kind kind, BusinessNumber account, String name) {}

    /** The first day of its first taxation year. */
    public LocalDate firstDay() {
        return years.get(0).taxationYear().start();
    }

    /** The last day of its last taxation year. */
    public LocalDate lastDay() {
        return years.get(years.size() - 1).taxationYear().end();
    }

    /** When it pays, given how many of 100 employers pay every week. */
    public PayPattern payingWeekly(int weeklyPercent) {
        return payLot < weeklyPercent
                ? new PayPattern(PayPattern.Frequency.WEEKLY, pay.weekEnd(), pay.oddWeeks(), pay.lag())
                : pay;
    }

    /** Whether it lends its apprentices to others. */
    public boolean isAgency() {
        return kind == EmployerYear.Kind.EMPLOYMENT_AGENCY;
    }

    /** Whether it could employ an apprentice of another employer in the trade. */
    public boolean couldTake(TradeProfile trade) {
        return !isAgency() && trades.choices().contains(trade);
    }
}
