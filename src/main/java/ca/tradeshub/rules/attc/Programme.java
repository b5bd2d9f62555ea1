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
 * @param generalRate the rate of an employer with a large payroll
 * @param smallAddition what a small business gets on top
 * @param smallPayroll a payroll of this or less is small
 * @param generalPayroll a payroll of this or more gets no addition
 * @param yearlyMaximum the most in a full year
 */
record Programme(
        LocalDate commencedOn,
        ClaimAssessment.Regime regime,
        int months,
        LocalDate windowEnd,
        LocalDate firstExpenditureDay,
        LocalDate firstDay,
        Ratio generalRate,
        Ratio smallAddition,
        Money smallPayroll,
        Money generalPayroll,
        Ratio yearlyMaximum) {}
