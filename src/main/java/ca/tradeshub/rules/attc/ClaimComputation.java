// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.rules.attc.ClaimAssessment.Computation;
import ca.tradeshub.rules.attc.ClaimAssessment.Regime;
import ca.tradeshub.rules.attc.ClaimAssessment.Step;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a claim as exact fractions, before they are rounded. It holds numbers only; {@link ComputationNarrative}
 * puts the steps into words.
 *
 * @param claim the claim; without a programme only the gross expenditure is known
 * @param counted the expenditure and assistance that count, and what is excluded
 * @param rate the rate and its rule, null when the previous year's payroll is not known or there is no programme
 * @param spans the days of the formula's D or E, as the regime decides, as disjoint periods
 * @param yearLength the formula's Y
 * @param formula the maximum by the yearly formula
 * @param lifetimeLeft what is left of the maximum over the months, null when only the yearly formula limits the credit
 * @param creditedPart the part of the credit that is credited: less than the whole in a partnership with limited partners
 */
record ClaimComputation(
        ClaimCase claim,
        Expenditure.Counted counted,
        PriorYearPayroll.@Nullable Rate rate,
        List<Period> spans,
        int yearLength,
        Ratio formula,
        @Nullable Ratio lifetimeLeft,
        Ratio creditedPart) {

    /** Whether a programme with known terms exists; without one no credit is computed. */
    boolean hasProgramme() {
        return claim.programme() != null;
    }

    /** Whether the programme commenced before 2015-04-24, so that its days are the formula's D. */
    boolean isBeforeApril2015() {
        return hasProgramme() && claim.terms().regime() == Regime.BEFORE_2015_04_24;
    }

    /** Gross expenditure less assistance, never below zero and never more than the gross expenditure. */
    Ratio eligible() {
        return counted.gross().minus(counted.assistance().max(Ratio.ZERO)).max(Ratio.ZERO);
    }

    /** Rate times eligible expenditure, zero when the rate is not known. */
    Ratio atRate() {
        return rate == null ? Ratio.ZERO : rate.value().times(eligible());
    }

    /** The lesser of the formula and what is left of the maximum over the months. */
    Ratio maximum() {
        return lifetimeLeft == null ? formula : formula.min(lifetimeLeft);
    }

    /** The lesser of amount and maximum, of all partners together. */
    Ratio lesser() {
        return atRate().min(maximum());
    }

    /** What is credited. */
    Ratio credit() {
        return lesser().times(creditedPart);
    }

    /** The formula's D or E. */
    int days() {
        return days(spans);
    }

    static int days(List<Period> spans) {
        return spans.stream().mapToInt(Period::days).sum();
    }

    /** The figures as published: each rounded once. */
    Computation rounded(RoundingMode rounding, Money credit, List<Step> steps) {
        EmployerYear.@Nullable Claim claimed = claim.facts().claimed();
        return new Computation(
                new ClaimAssessment.Spent(
                        counted.gross().toMoney(rounding),
                        counted.assistance().toMoney(rounding),
                        eligible().toMoney(rounding)),
                new ClaimAssessment.AtRate(
                        claim.employer().priorYearPayroll(),
                        rate == null ? null : rate.value().toDecimal(),
                        atRate().toMoney(rounding)),
                isBeforeApril2015()
                        ? new ClaimAssessment.Days(days(), 0, yearLength)
                        : new ClaimAssessment.Days(0, days(), yearLength),
                maximum().toMoney(rounding),
                credit,
                claimed == null ? null : claimed.claimed(),
                steps);
    }
}
