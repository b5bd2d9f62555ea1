// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/**
 * ATTC-05: the employer takes part in the programme, directly or through a union, a committee or an agency. An employer
 * that no version of the agreement ever names takes no part; whether it was the sponsor on the day is X-04's question.
 */
final class Participation implements ClaimRule {

    private static final RuleFailure NO_PART = RuleFailure.reject(
            "The employer is not and never was a party to the registered agreement. Check the"
                    + " agreement number and the business number.",
            "L'employeur n'est pas et n'a jamais été partie à l'entente inscrite. Vérifiez le"
                    + " numéro de l'entente et le numéro d'entreprise.");

    private static final Declaration DECLARED = Declaration.of(
                    "ATTC-05",
                    "The employer, directly or through a union or committee, and the apprentice"
                            + " participate in a programme whose agreement is registered.",
                    "L'employeur, directement ou par un syndicat ou un comité, et l'apprenti participent à un programme"
                            + " dont l'entente est inscrite.",
                    Source.ATTC.at(
                            "What is a qualifying apprenticeship?",
                            "the eligible employer acting through a union or a local or joint apprenticeship committee"))
            .reads("sponsor.kind", "sponsor.businessNumber", "employer")
            .restsOn("C41")
            .failures(NO_PART);

    @Override
    public Declaration declared() {
        return DECLARED;
    }

    @Override
    public RuleResult judge(ClaimCase claim) {
        String employer = claim.employer().businessNumber().bn9();
        boolean takesPart = takesPart(claim.registration(), employer)
                || claim.facts().versions().stream().anyMatch(version -> takesPart(version, employer));
        return takesPart
                ? RuleResult.satisfied()
                : RuleResult.fails(
                        NO_PART,
                        "sponsor.businessNumber",
                        claim.registration().sponsor().businessNumber());
    }

    private static boolean takesPart(Registration version, String employer) {
        Sponsor sponsor = version.sponsor();
        return sponsor.kind() != Sponsor.Kind.EMPLOYER
                || sponsor.businessNumber().bn9().equals(employer);
    }
}
