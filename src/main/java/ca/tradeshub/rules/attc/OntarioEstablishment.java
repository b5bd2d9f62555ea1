// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** ATTC-01: the employer has a permanent establishment in Ontario. */
final class OntarioEstablishment implements ClaimRule {

    private static final RuleFailure NONE = RuleFailure.reject(
            "The employer has no permanent establishment in Ontario.",
            "L'employeur n'a pas d'établissement stable en Ontario.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-01",
                    "The employer has a permanent establishment in Ontario.",
                    "L'employeur a un établissement stable en Ontario.",
                    Source.ATTC.at("Do I qualify?", "have permanent establishments in Ontario"))
            .reads("ontarioEstablishment")
            .restsOn("C41")
            .failures(NONE);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        Boolean establishment = claim.employer().ontarioEstablishment();
        if (establishment == null) {
            return RuleResult.unknown("ontarioEstablishment");
        }
        return establishment ? RuleResult.satisfied() : RuleResult.fails(NONE, "ontarioEstablishment", false);
    }
}
