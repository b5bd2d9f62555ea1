// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** ATTC-06: the agreement was first registered before 2017-11-15. */
final class RegisteredInTime implements ClaimRule {

    private static final RuleFailure TOO_LATE = RuleFailure.reject(
            "The agreement was first registered after 2017-11-14.",
            "L'entente a été inscrite pour la première fois après le 14 novembre 2017.");

    private final Dated<String> regime;
    private final Declaration declared;

    RegisteredInTime(Law law) {
        this.regime = law.texts("attc.regime");
        this.declared = Declaration.of(
                        "ATTC-06",
                        "The agreement or contract was registered before 2017-11-15.",
                        "L'entente ou le contrat a été inscrit avant le 15 novembre 2017.",
                        Source.ATTC.at(
                                "What is a qualifying apprenticeship?", "has been registered before November 15, 2017"))
                .during(regime)
                .reads("registeredOn", "originalRegisteredOn")
                .restsOn("C41")
                .failures(TOO_LATE);
    }

    @Override
    public Declaration declared() {
        return declared;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        if (claim.commencedOn() == null) {
            return RuleResult.notApplicable("ATTC-07");
        }
        return regime.covers(claim.commencedOn())
                ? RuleResult.satisfied()
                : RuleResult.fails(TOO_LATE, "originalRegisteredOn", claim.commencedOn());
    }
}
