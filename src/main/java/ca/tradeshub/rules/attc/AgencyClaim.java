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
            "An employment agency cannot claim: the business that pays the fee is the employer.",
            "Une agence de placement ne peut demander le crédit : l'entreprise qui paie les frais est l'employeur.");
    private static final RuleFailure NO_FEES = RuleFailure.hold(
            "The agreement is with an employment agency, but no line shows a fee paid to it.",
            "L'entente est conclue avec une agence de placement, mais aucune ligne ne montre de frais qui lui sont payés.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-17",
                    "The business that pays an agency's fee is deemed the employer, not the agency.",
                    "L'entreprise qui paie les frais d'une agence est réputée l'employeur, non l'agence.",
                    Source.ATTC.at(
                            "Who is an eligible employer for the purposes of this tax credit?",
                            "is deemed to be the eligible employer and to employ the apprentice, not the employment agency"))
            .reads("kind", "sponsor.kind", "agencyFees")
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
