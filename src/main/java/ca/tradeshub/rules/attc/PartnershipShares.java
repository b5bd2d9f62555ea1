// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.EmployerYear.Partner;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.attc.ClaimAssessment.PartnerShare;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * ATTC-33: the members of a partnership share the credit; limited partners get none, so that only the general partners'
 * shares are credited. Shares written with rounded decimals, for example three times 0.333333, are the whole.
 */
final class PartnershipShares implements ClaimRule {

    private static final RuleFailure ALL_LIMITED = RuleFailure.reject(
            "Every partner is a limited partner. A limited partner cannot claim the credit.",
            "Tous les associés sont des commanditaires. Un commanditaire ne peut pas demander le crédit.");
    private static final RuleFailure SHARES = RuleFailure.hold(
            "The partners' shares do not add up to 1. Correct the shares.",
            "Le total des parts des associés n'est pas égal à 1. Corrigez les parts.");
    private static final RuleFailure NEGATIVE = RuleFailure.hold(
            "The share of a partner is negative. Correct the shares.",
            "La part d'un associé est négative. Corrigez les parts.");

    static final Declaration DECLARED = Declaration.of(
                    "ATTC-33",
                    "Members of a partnership share the credit; limited partners are not entitled to it.",
                    "Les associés d'une société de personnes se partagent le crédit; les commanditaires"
                            + " n'y ont pas droit.",
                    Source.ATTC.at(
                            "Who is an eligible employer for the purposes of this tax credit?",
                            "Limited partners are not entitled to this credit."))
            .reads("kind", "partners")
            .restsOn("C41")
            .failures(ALL_LIMITED, SHARES, NEGATIVE);

    private final BigDecimal tolerance;

    PartnershipShares(Law law) {
        this.tolerance = law.decimals("attc.partners.tolerance").last().value();
    }

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        return judge(claim.employer());
    }

    private RuleResult judge(EmployerYear employer) {
        if (employer.kind() != EmployerYear.Kind.PARTNERSHIP) {
            return RuleResult.notApplicable(
                    "the employer is not a partnership", "l'employeur n'est pas une société de personnes");
        }
        List<Partner> partners = employer.partners();
        if (partners.isEmpty()) {
            return RuleResult.unknown("partners");
        }
        if (partners.stream().anyMatch(partner -> partner.kind() == null)) {
            return RuleResult.unknown("partners.kind");
        }
        if (partners.stream().allMatch(PartnershipShares::isLimited)) {
            return RuleResult.fails(ALL_LIMITED, "partners", partners.size());
        }
        if (partners.stream().anyMatch(partner -> partner.share() == null)) {
            return RuleResult.unknown("partners.share");
        }
        if (partners.stream().anyMatch(partner -> partner.share().signum() < 0)) {
            return RuleResult.fails(
                    NEGATIVE,
                    "partners",
                    partners.stream()
                            .map(Partner::share)
                            .min(BigDecimal::compareTo)
                            .orElseThrow()
                            .toPlainString());
        }
        BigDecimal sum = partners.stream().map(Partner::share).reduce(BigDecimal.ZERO, BigDecimal::add);
        return sum.subtract(BigDecimal.ONE).abs().compareTo(tolerance) <= 0
                ? RuleResult.satisfied()
                : RuleResult.fails(SHARES, "partners", sum.toPlainString());
    }

    /** The part of a credit that is credited: the general partners' shares; the whole where shares do not apply. */
    Ratio creditedPart(ClaimCase claim) {
        if (!(judge(claim) instanceof RuleResult.Satisfied)) {
            return Ratio.ONE;
        }
        List<Partner> partners = claim.employer().partners();
        return sum(partners.stream().filter(partner -> !isLimited(partner)).toList())
                .dividedBy(sum(partners));
    }

    /** What each partner gets of a credit; the parts add up to it. Empty where shares do not apply. */
    List<PartnerShare> shares(EmployerYear employer, Money credit, RoundingMode rounding) {
        if (!(judge(employer) instanceof RuleResult.Satisfied)) {
            return List.of();
        }
        List<Partner> partners = employer.partners();
        Ratio general =
                sum(partners.stream().filter(partner -> !isLimited(partner)).toList());
        List<PartnerShare> shares = new ArrayList<>();
        Ratio upTo = Ratio.ZERO;
        Money given = Money.ZERO;
        for (Partner partner : partners) {
            Money part = Money.ZERO;
            if (!isLimited(partner) && general.compareTo(Ratio.ZERO) > 0) {
                upTo = upTo.plus(Ratio.of(partner.share()));
                Money all = Ratio.of(credit).times(upTo.dividedBy(general)).toMoney(rounding);
                part = all.minus(given);
                given = all;
            }
            shares.add(new PartnerShare(shares.size() + 1, partner.kind(), partner.share(), part));
        }
        return List.copyOf(shares);
    }

    private static Ratio sum(List<Partner> partners) {
        return partners.stream().map(partner -> Ratio.of(partner.share())).reduce(Ratio.ZERO, Ratio::plus);
    }

    private static boolean isLimited(Partner partner) {
        return partner.kind() == Partner.Kind.LIMITED;
    }
}
