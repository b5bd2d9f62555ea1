// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** ATTC-39: claiming the credit does not reduce the expenditure. */
final class OwnCredit implements ClaimRule {

    private static final RuleFailure STATED = RuleFailure.info(
            "The credit itself is stated as assistance; it does not reduce the expenditure.",
            "Le crédit lui-même est déclaré comme aide; il ne réduit pas la dépense.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-39",
                    "Claiming the credit does not reduce the amount of eligible expenditures.",
                    "Demander le crédit ne réduit pas le montant des dépenses admissibles.",
                    Source.ATTC.at(
                            "What is an eligible expenditure?",
                            "claiming the ATTC does not reduce the amount of eligible expenditures"))
            .reads("assistanceKind")
            .failures(STATED);

    private final Dated<String> own;

    OwnCredit(Law law) {
        this.own = law.texts("attc.assistance.own-credit");
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        return claim.lines().stream()
                .map(ClaimFacts.Line::line)
                .filter(line -> own.on(line.payDate())
                        .filter(kind -> kind.equals(line.assistanceKind()))
                        .isPresent())
                .findFirst()
                .map(line -> RuleResult.fails(STATED, "assistanceKind", line.assistanceKind()))
                .orElse(RuleResult.satisfied());
    }
}
