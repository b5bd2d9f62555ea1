// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Ratio;
import java.time.LocalDate;

/**
 * The terms of an apprenticeship programme, which the day it commenced decides.
 *
 * @param commencedOn the day of the original registration
 * @param regime the regime
 * @param months the months that qualify
 * @param windowEnd last day of those months
 * @param firstExpenditureDay first day whose expenditures qualify
 * @param firstDay first day counted in the maximum's formula
 * @param rates the rate for each payroll
 * @param yearlyMaximum the most in a full year
 */
record Programme(
        LocalDate commencedOn,
        ClaimAssessment.Regime regime,
        int months,
        LocalDate windowEnd,
        LocalDate firstExpenditureDay,
        LocalDate firstDay,
        Rates rates,
        Ratio yearlyMaximum) {

    /**
     * The rates of a programme: a small business gets an addition, which shrinks evenly between two payrolls.
     *
     * @param general the rate of an employer with a large payroll
     * @param addition what a small business gets on top
     * @param smallPayroll a payroll of this or less is small
     * @param generalPayroll a payroll of this or more gets no addition
     */
    record Rates(Ratio general, Ratio addition, Money smallPayroll, Money generalPayroll) {

        boolean isSmall(Money payroll) {
            return payroll.compareTo(smallPayroll) <= 0;
        }

        boolean isGeneral(Money payroll) {
            return payroll.compareTo(generalPayroll) >= 0;
        }

        Ratio small() {
            return general.plus(addition);
        }

        /** The rate of a payroll between the two. */
        Ratio between(Money payroll) {
            return general.plus(addition.times(Ratio.ONE.minus(excess(payroll).dividedBy(band()))));
        }

        /** What a payroll has above that of a small business. */
        Ratio excess(Money payroll) {
            return Ratio.of(payroll.minus(smallPayroll));
        }

        /** The difference of the two payrolls. */
        Ratio band() {
            return Ratio.of(generalPayroll.minus(smallPayroll));
        }
    }
}
