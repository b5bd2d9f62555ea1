// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** ATTC-03: the expenditure is attributable to an establishment in Ontario; work elsewhere is a hint, not proof. */
final class OntarioWork implements ClaimRule {

    private static final RuleFailure ELSEWHERE = RuleFailure.hold(
            "The work was done outside Ontario. Decide whether the expenditure belongs to an Ontario establishment.",
            "Le travail a été fait hors de l'Ontario. Décidez si la dépense relève d'un établissement en Ontario.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-03",
                    "The expenditure is attributable to an Ontario permanent establishment.",
                    "La dépense est attribuable à un établissement stable en Ontario.",
                    Source.ATTC.at(
                            "What is an eligible expenditure?",
                            "must be attributable to an Ontario permanent establishment"))
            .reads("workProvince")
            .failures(ELSEWHERE);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        boolean unstated = false;
        for (ClaimFacts.Line line : claim.lines()) {
            String province = line.line().workProvince();
            if (province != null && !province.equals("ON")) {
                return RuleResult.fails(ELSEWHERE, "workProvince", province);
            }
            unstated |= province == null;
        }
        return unstated ? RuleResult.unknown("workProvince") : RuleResult.satisfied();
    }
}
