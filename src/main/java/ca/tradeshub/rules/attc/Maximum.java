// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.util.List;

/**
 * ATTC-27, 28 and 29: the most a year allows, (10,000 × D/Y) + (5,000 × E/Y). One apprenticeship commenced once, so one
 * of D and E is zero (interpretation C17). A short year keeps Y; a year longer than Y is capped and held
 * (interpretation C4).
 */
final class Maximum implements ClaimRule {

    private static final Declaration FORMULA = Declaration.of(
                    "ATTC-27",
                    "The maximum is (10,000 × D/Y) + (5,000 × E/Y).",
                    "Le maximum est (10 000 × D/Y) + (5 000 × E/Y).",
                    Source.ATTC.at("How does the tax credit work?", "($10,000 × D/Y) + ($5,000 × E/Y) in which"))
            .reads("taxationYear")
            .restsOn("C4", "C17", "C18")
            .failures(RuleFailure.hold(
                    "The taxation year is longer than Y in the formula, so the maximum is limited to the"
                            + " yearly amount. Check the dates of the taxation year.",
                    "L'année d'imposition est plus longue que Y dans la formule; le maximum est donc"
                            + " limité au montant annuel. Vérifiez les dates de l'année d'imposition."));
    private static final Declaration YEAR = Declaration.of(
                    "ATTC-28",
                    "Y is 366 when the taxation year includes 29 February, else 365.",
                    "Y est 366 lorsque l'année d'imposition comprend le 29 février, sinon 365.",
                    Source.ATTC.at(
                            "How does the tax credit work?",
                            "Y is 365 days or, if the taxation year includes February 29, 366 days."))
            .reads("taxationYear");
    private static final Declaration DAYS = Declaration.of(
                    "ATTC-29",
                    "D and E are the days of the taxation year on which the person was employed as an apprentice in the"
                            + " qualifying apprenticeship and within its window.",
                    "D et E sont les jours de l'année d'imposition où la personne était employée comme apprentie dans"
                            + " l'apprentissage admissible et dans ses mois admissibles.",
                    Source.ATTC.at(
                            "How does the tax credit work?",
                            "is the total number of days in the taxation year that the apprentice was employed by the"
                                    + " taxpayer as an apprentice in a qualifying apprenticeship"))
            .reads("employmentStart", "employmentEnd", "payDate")
            .restsOn("C2", "C5", "C15");

    private final int commonYear;
    private final int leapYear;
    private final MonthDay leapDay;
    private final boolean longYearsCapped;

    Maximum(Law law) {
        this.commonYear = law.integers("attc.year.days.common").last().value();
        this.leapYear = law.integers("attc.year.days.leap").last().value();
        this.leapDay =
                law.texts("attc.year.leap-day").as(MonthDay::parse).last().value();
        this.longYearsCapped = law.interpretation("C4").is("capped");
    }

    static List<Declaration> declarations() {
        return List.of(YEAR, DAYS);
    }

    static Declaration year() {
        return YEAR;
    }

    static Declaration days() {
        return DAYS;
    }

    @Override
    public Declaration declared() {
        return FORMULA;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        Period year = claim.taxationYear();
        return longYearsCapped && year.days() > yearLength(year)
                ? RuleResult.fails(FORMULA.failures().get(0), "taxationYear", year.days())
                : RuleResult.satisfied();
    }

    /** The formula's Y for a taxation year. */
    int yearLength(Period taxationYear) {
        for (int year = taxationYear.start().getYear();
                year <= taxationYear.end().getYear();
                year++) {
            if (Year.isLeap(year)
                    && taxationYear.contains(LocalDate.of(year, leapDay.getMonth(), leapDay.getDayOfMonth()))) {
                return leapYear;
            }
        }
        return commonYear;
    }

    /** The exact maximum of a programme for its counted days. */
    Ratio of(Programme programme, int days, Period taxationYear) {
        Ratio formula = programme.yearlyMaximum().times(Ratio.of(days, yearLength(taxationYear)));
        return longYearsCapped ? formula.min(programme.yearlyMaximum()) : formula;
    }
}
