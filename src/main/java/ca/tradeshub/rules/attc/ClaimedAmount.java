// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import org.jspecify.annotations.Nullable;

/** ATTC-30: the credit is the lesser of the amount at the rate and the maximum; a claim above it is held. */
final class ClaimedAmount {

    private static final RuleFailure TOO_MUCH = RuleFailure.hold(
            "The amount claimed is higher than the credit computed under the law. Check the"
                    + " claim against the steps of the computation.",
            "Le montant demandé dépasse le crédit calculé selon la loi. Comparez la demande aux"
                    + " étapes du calcul.");

    private static final RuleFailure NEGATIVE = RuleFailure.hold(
            "The amount claimed is negative. Correct it, or remove the claim.",
            "Le montant demandé est négatif. Corrigez-le, ou retirez la demande.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-30",
                    "The credit is the lesser of the rate times the eligible expenditure and the maximum.",
                    "Le crédit est le moindre du taux appliqué à la dépense admissible et du maximum.",
                    Source.ATTC.at("How does the tax credit work?", "equal to the lesser of"))
            .reads("claimed")
            .restsOn("C16")
            .failures(TOO_MUCH, NEGATIVE);

    private final Money tolerance;

    ClaimedAmount(Law law) {
        this.tolerance = new Money(law.decimals("attc.claimed.tolerance").last().value());
    }

    static Declaration declared() {
        return DECLARED;
    }

    /** Compares what is claimed, if anything, with the credit; null while the credit is not established. */
    RuleResult judge(EmployerYear.@Nullable Claim claim, @Nullable Money credit) {
        if (claim == null || claim.claimed() == null) {
            return RuleResult.notApplicable("the employer claims no credit", "l'employeur ne demande aucun crédit");
        }
        if (claim.claimed().isNegative()) {
            return RuleResult.fails(NEGATIVE, "claimed", claim.claimed());
        }
        if (credit == null) {
            return RuleResult.notApplicable("ATTC-24");
        }
        return claim.claimed().minus(credit).compareTo(tolerance) >= 0
                ? RuleResult.fails(TOO_MUCH, "claimed", claim.claimed() + " > " + credit)
                : RuleResult.satisfied();
    }
}
