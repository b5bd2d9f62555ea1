// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * ATTC-31: the page's maximum of 15,000 over the 36 months. The yearly formula can pass it by a few dollars and
 * governs; the claim that passes it is flagged (interpretation C6).
 */
final class LifetimeMaximum {

    private static final RuleFailure PASSED = RuleFailure.warn(
            "Together with the claims of earlier years, the credit exceeds the maximum over the"
                    + " first 36 months that the guidelines state.",
            "Avec les demandes des années antérieures, le crédit dépasse le maximum pour les 36"
                    + " premiers mois qu'indiquent les lignes directrices.");

    static final Declaration DECLARED = Declaration.of(
                    "ATTC-31",
                    "The maximum credit over the first 36 months of an apprenticeship is 15,000.",
                    "Le crédit maximal pour les 36 premiers mois d'un apprentissage est de 15 000.",
                    Source.ATTC.at(
                            "How much money could I receive?",
                            "The maximum credit over the first 36-month period of the apprenticeship is $15,000."))
            .reads("credits of the apprenticeship's claims")
            .restsOn("C6")
            .failures(PASSED);

    private final Dated<BigDecimal> maximum;
    private final boolean caps;

    LifetimeMaximum(Law law) {
        this.maximum = law.decimals("attc.maximum.lifetime");
        this.caps = law.interpretation("C6").is("lifetime-cap");
    }

    /** The rule's entry in the catalogue, with the programmes it is about. */
    static Declaration declared(Law law) {
        return DECLARED.during(law.decimals("attc.maximum.lifetime"));
    }

    /** What is left of the maximum for a claim, nothing when the page names none or the yearly formula governs. */
    Optional<Ratio> left(ClaimCase claim) {
        return caps
                ? maximum(claim)
                        .map(most -> Ratio.of(most.minus(creditedBefore(claim))).max(Ratio.ZERO))
                : Optional.empty();
    }

    /** Whether the claim's credit passes the maximum. */
    RuleResult judge(ClaimCase claim, Money credit) {
        Optional<Money> most = maximum(claim);
        if (most.isEmpty()) {
            return RuleResult.notApplicable(
                    "this programme has no maximum over its months",
                    "ce programme n'a pas de maximum sur l'ensemble de ses mois");
        }
        Money all = creditedBefore(claim).plus(credit);
        boolean passes = credit.compareTo(Money.ZERO) > 0 && all.compareTo(most.get()) > 0;
        return passes ? RuleResult.fails(PASSED, null, all + " > " + most.get()) : RuleResult.satisfied();
    }

    private static Money creditedBefore(ClaimCase claim) {
        return claim.facts().context().creditedBefore();
    }

    private Optional<Money> maximum(ClaimCase claim) {
        return claim.commencedOn() == null
                ? Optional.empty()
                : maximum.on(claim.commencedOn()).map(Money::new);
    }
}
