// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** ATTC-17: the business that pays the fee claims, never the employment agency; the fees must show in the payroll. */
final class AgencyClaim implements ClaimRule {

    private static final RuleFailure AGENCY = RuleFailure.reject(
            "An employment agency cannot claim the credit. The business that pays the agency's"
                    + " fee is the employer and claims it.",
            "Une agence de placement ne peut pas demander le crédit. L'entreprise qui paie les"
                    + " frais de l'agence est l'employeur et le demande.");
    private static final RuleFailure NO_FEES = RuleFailure.hold(
            "The agreement is with an employment agency, but no pay line shows an agency fee."
                    + " Report the fees paid, or correct the sponsor.",
            "L'entente est conclue avec une agence de placement, mais aucune ligne de paie"
                    + " n'indique de frais d'agence. Déclarez les frais payés ou corrigez le parrain.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-17",
                    "The business that pays an agency's fee is deemed the employer, not the agency.",
                    "L'entreprise qui paie les frais d'une agence est réputée être l'employeur, et non l'agence.",
                    Source.ATTC.at(
                            "Who is an eligible employer for the purposes of this tax credit?",
                            "is deemed to be the eligible employer and to employ the apprentice, not the employment agency"))
            .reads("kind", "sponsor.kind", "agencyFees")
            .restsOn("C41")
            .failures(AGENCY, NO_FEES);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        if (claim.employer().kind() == EmployerYear.Kind.EMPLOYMENT_AGENCY) {
            return RuleResult.fails(AGENCY, "kind", claim.employer().kind());
        }
        boolean feesMissing = claim.registration().sponsor().kind() == Sponsor.Kind.AGENCY
                && claim.lines().stream()
                        .allMatch(line -> line.line().agencyFees().equals(Money.ZERO));
        return feesMissing ? RuleResult.fails(NO_FEES, "agencyFees", null) : RuleResult.satisfied();
    }
}
