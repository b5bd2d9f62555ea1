// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;

/** ATTC-38: the credit is income of the year in which it is received; it changes nothing on the claim itself. */
final class CreditAsIncome {

    static final Declaration DECLARED = Declaration.of(
            "ATTC-38",
            "The credit is taxable income of the year in which it is received.",
            "Le crédit est un revenu imposable de l'année où il est reçu.",
            Source.ATTC.at(
                    "What is an eligible expenditure?",
                    "it is treated as taxable income and must be reported in the tax year when received"));

    private CreditAsIncome() {}
}
