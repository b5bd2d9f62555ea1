// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** ATTC-04: the expenditure is reasonable; an apprentice paid above the journeypersons' average is looked at. */
final class ReasonableRate implements ClaimRule {

    private static final RuleFailure ABOVE = RuleFailure.hold(
            "The apprentice's hourly rate is higher than the journeypersons' average rate. Check"
                    + " whether the expenditure is reasonable.",
            "Le taux horaire de l'apprenti dépasse le taux moyen des compagnons. Vérifiez si la"
                    + " dépense est raisonnable.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-04",
                    "The expenditure is reasonable in the circumstances.",
                    "La dépense est raisonnable dans les circonstances.",
                    Source.ATTC.at("What is an eligible expenditure?", "must be reasonable in the circumstances"))
            .reads("hourlyRate", "journeypersonRate")
            .failures(ABOVE);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        return claim.lines().stream().map(ClaimFacts.Line::line).anyMatch(ReasonableRate::aboveJourneypersons)
                ? RuleResult.fails(ABOVE, "hourlyRate", null)
                : RuleResult.satisfied();
    }

    /** Evaluated only when both rates are given. */
    private static boolean aboveJourneypersons(PayLine line) {
        return line.hourlyRate() != null
                && line.journeypersonRate() != null
                && line.hourlyRate().compareTo(line.journeypersonRate()) > 0;
    }
}
