// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Programme;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** R1055-1: an employer's own programme has the Director's approval. */
public final class EstablishedProgramme extends RegistrationRule {

    private static final RuleFailure NOT_APPROVED = RuleFailure.hold(
            "The employer's programme states no approval by the Director. State the approval.",
            "Le programme de l'employeur n'indique aucune approbation du directeur. Indiquez l'approbation.");

    /** The rule. */
    public EstablishedProgramme(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-1",
                                "The trade has an apprentice training program established by regulation, or by an"
                                        + " employer with the Director's approval.",
                                "Le métier a un programme de formation établi par règlement, ou par un employeur avec"
                                        + " l'approbation du directeur.",
                                Source.REG_1055.at("s. 1", "established by an employer and approved by the Director"))
                        .reads("programme", "programmeApproval")
                        .failures(NOT_APPROVED));
    }

    @Override
    RuleResult judgeInForce(Registration registration) {
        return registration.programme() == Programme.EMPLOYER_ESTABLISHED && registration.programmeApproval() == null
                ? RuleResult.fails(NOT_APPROVED, "programmeApproval", null)
                : RuleResult.satisfied();
    }
}
