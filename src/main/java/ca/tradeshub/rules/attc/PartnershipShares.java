// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.EmployerYear.Partner;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.math.BigDecimal;
import java.util.List;

/** ATTC-33: the members of a partnership share the credit; limited partners get none. */
final class PartnershipShares implements ClaimRule {

    private static final RuleFailure ALL_LIMITED = RuleFailure.reject(
            "Every partner is a limited partner. A limited partner cannot claim the credit.",
            "Tous les associés sont des commanditaires. Un commanditaire ne peut pas demander le crédit.");
    private static final RuleFailure SHARES = RuleFailure.hold(
            "The partners' shares do not add up to 1. Correct the shares.",
            "Le total des parts des associés n'est pas égal à 1. Corrigez les parts.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-33",
                    "Members of a partnership share the credit; limited partners are not entitled to it.",
                    "Les associés d'une société de personnes se partagent le crédit; les commanditaires"
                            + " n'y ont pas droit.",
                    Source.ATTC.at(
                            "Who is an eligible employer for the purposes of this tax credit?",
                            "Limited partners are not entitled to this credit."))
            .reads("kind", "partners")
            .failures(ALL_LIMITED, SHARES);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        if (claim.employer().kind() != EmployerYear.Kind.PARTNERSHIP) {
            return RuleResult.notApplicable(
                    "the employer is not a partnership", "l'employeur n'est pas une société de personnes");
        }
        List<Partner> partners = claim.employer().partners();
        if (partners.isEmpty()) {
            return RuleResult.unknown("partners");
        }
        if (partners.stream().allMatch(partner -> partner.kind() == Partner.Kind.LIMITED)) {
            return RuleResult.fails(ALL_LIMITED, "partners", partners.size());
        }
        if (partners.stream().anyMatch(partner -> partner.share() == null)) {
            return RuleResult.unknown("partners.share");
        }
        BigDecimal sum = partners.stream().map(Partner::share).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.compareTo(BigDecimal.ONE) == 0
                ? RuleResult.satisfied()
                : RuleResult.fails(SHARES, "partners", sum.toPlainString());
    }
}
