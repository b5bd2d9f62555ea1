// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** ATTC-08 and ATTC-09: the regime a programme falls under and the window it opens (interpretations C1, C2, C3). */
final class Programmes {

    static final Declaration FROM_APRIL_2015 = Declaration.of(
                    "ATTC-08",
                    "A programme that commenced from 2015-04-24 to 2017-11-14 has rates of 25 to 30 per"
                            + " cent, a maximum of 5,000 a year and 36 months.",
                    "Un programme commencé du 24 avril 2015 au 14 novembre 2017 a des taux de 25 à 30"
                            + " pour cent, un maximum de 5 000 par an et 36 mois.",
                    Source.ATTC.at(
                            "General",
                            "The maximum annual amount of the tax credit is $5,000 per qualifying apprenticeship during the"
                                    + " first 36 months of an apprenticeship program."),
                    Source.ATTC.at(
                            "General",
                            "the ATTC reimburses employers 25 per cent of eligible expenditures. Small businesses are"
                                    + " eligible for a higher credit rate of 30 per cent."))
            .reads("registeredOn", "originalRegisteredOn")
            .restsOn("C31");
    static final Declaration BEFORE_APRIL_2015 = Declaration.of(
                    "ATTC-09",
                    "A programme that commenced before 2015-04-24 has rates of 35 to 45 per cent, a"
                            + " maximum of 10,000 a year and 48 months, for expenditures after 2009-03-26.",
                    "Un programme commencé avant le 24 avril 2015 a des taux de 35 à 45 pour cent, un"
                            + " maximum de 10 000 par an et 48 mois, pour les dépenses engagées après le 26 mars"
                            + " 2009.",
                    Source.ATTC.at(
                            "General",
                            "in respect of eligible expenditures incurred after March 26, 2009, the ATTC reimburses"
                                    + " employers 35 to 45 per cent of eligible expenditures paid during the first 48"
                                    + " months of an apprenticeship program to a maximum annual credit of $10,000"))
            .reads("registeredOn", "originalRegisteredOn");

    private final Dated<ClaimAssessment.Regime> regime;
    private final Dated<Integer> months;
    private final Dated<LocalDate> firstExpenditureDay;
    private final Dated<LocalDate> firstDay;
    private final Dated<BigDecimal> generalRate;
    private final Dated<BigDecimal> smallAddition;
    private final Dated<BigDecimal> smallPayroll;
    private final Dated<BigDecimal> generalPayroll;
    private final Dated<BigDecimal> yearlyMaximum;
    private final boolean endsDayBeforeAnniversary;
    private final boolean shortMonthEndsOnItsLastDay;

    Programmes(Law law) {
        this.regime = law.texts("attc.regime").as(ClaimAssessment.Regime::valueOf);
        this.months = law.integers("attc.window.months");
        this.firstExpenditureDay = law.dates("attc.expenditure.first-day");
        this.firstDay = law.interpretation("C2").is("with-expenditures")
                ? firstExpenditureDay
                : law.dates("attc.days.first-day.literal");
        this.generalRate = law.decimals("attc.rate.general");
        this.smallAddition = law.decimals("attc.rate.small-addition");
        this.smallPayroll = law.decimals("attc.payroll.small");
        this.generalPayroll = law.decimals("attc.payroll.general");
        this.yearlyMaximum = law.decimals("attc.maximum.year");
        this.endsDayBeforeAnniversary = law.interpretation("C1").is("day-before-anniversary");
        this.shortMonthEndsOnItsLastDay = law.interpretation("C3").is("last-day-of-month");
    }

    static List<Declaration> declared(Law law) {
        Dated<String> regime = law.texts("attc.regime");
        return List.of(
                FROM_APRIL_2015.during(regime.last().from(), regime.last().to()),
                BEFORE_APRIL_2015.during(regime.first().from(), regime.first().to()));
    }

    /** The terms of a programme commenced on the day, empty when no terms apply on it. */
    Optional<Programme> commencedOn(LocalDate day) {
        return regime.on(day)
                .map(found -> new Programme(
                        day,
                        found,
                        at(months, day),
                        windowEnd(day),
                        at(firstExpenditureDay, day),
                        at(firstDay, day),
                        new Programme.Rates(
                                Ratio.of(at(generalRate, day)),
                                Ratio.of(at(smallAddition, day)),
                                new Money(at(smallPayroll, day)),
                                new Money(at(generalPayroll, day))),
                        Ratio.of(at(yearlyMaximum, day))));
    }

    /**
     * First day counted, last day the day before the anniversary; when the anniversary's month lacks the day, the last
     * day of that month.
     */
    private LocalDate windowEnd(LocalDate start) {
        LocalDate anniversary = start.plusMonths(at(months, start));
        boolean lacksTheDay = anniversary.getDayOfMonth() != start.getDayOfMonth();
        LocalDate end = lacksTheDay && shortMonthEndsOnItsLastDay ? anniversary : anniversary.minusDays(1);
        return endsDayBeforeAnniversary ? end : end.minusDays(1);
    }

    private static <T> T at(Dated<T> value, LocalDate day) {
        return value.on(day)
                .orElseThrow(() ->
                        new IllegalStateException("A regime applies on " + day + ", but no value of " + value.id()));
    }
}
