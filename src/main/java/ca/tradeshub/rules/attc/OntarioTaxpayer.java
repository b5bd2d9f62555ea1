// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** ATTC-02: the employer is subject to Ontario income tax. */
final class OntarioTaxpayer implements ClaimRule {

    private static final RuleFailure NOT_TAXED = RuleFailure.reject(
            "The employer is not subject to Ontario income tax.",
            "L'employeur n'est pas assujetti à l'impôt sur le revenu de l'Ontario.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-02",
                    "The employer is subject to Ontario income tax.",
                    "L'employeur est assujetti à l'impôt sur le revenu de l'Ontario.",
                    Source.ATTC.at("Do I qualify?", "pay Ontario income tax"))
            .reads("ontarioTaxpayer")
            .restsOn("C41")
            .failures(NOT_TAXED);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        Boolean taxpayer = claim.employer().ontarioTaxpayer();
        if (taxpayer == null) {
            return RuleResult.unknown("ontarioTaxpayer");
        }
        return taxpayer ? RuleResult.satisfied() : RuleResult.fails(NOT_TAXED, "ontarioTaxpayer", false);
    }
}
