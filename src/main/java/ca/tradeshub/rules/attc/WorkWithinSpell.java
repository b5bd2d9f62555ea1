// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** a pay period meets the spell of employment it is paid for. */
final class WorkWithinSpell implements ClaimRule {

    private static final RuleFailure OUTSIDE = RuleFailure.hold(
            "The whole pay period is outside the period of employment. Correct the dates of the"
                    + " pay period or of the employment.",
            "La période de paie est entièrement hors de la période d'emploi. Corrigez les dates"
                    + " de la période de paie ou de l'emploi.");

    private static final Declaration DECLARED = Declaration.of(
                    "X-05",
                    "The period of employment covers the days that are claimed.",
                    "La période d'emploi couvre les jours demandés.",
                    Source.INTERFACES.at("section 6, Days"),
                    Source.ATTC.at("How does the tax credit work?", "the apprentice was employed by the taxpayer"))
            .reads("employmentStart", "employmentEnd", "payPeriod.start", "payPeriod.end")
            .failures(OUTSIDE);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        EmploymentSpells spells = new EmploymentSpells(claim.lines(), claim.taxationYear());
        return claim.lines().stream()
                .map(ClaimFacts.Line::line)
                .filter(line -> spells.employedPart(line).isEmpty())
                .findFirst()
                .map(line -> RuleResult.fails(
                        OUTSIDE, "payPeriod.end", line.payPeriod().end()))
                .orElse(RuleResult.satisfied());
    }
}
