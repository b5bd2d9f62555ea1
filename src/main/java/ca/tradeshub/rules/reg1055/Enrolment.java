// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** R1055-10.3: wage and ratio rules do not apply to those enrolled in OYAP or an approved pre-apprenticeship. */
public final class Enrolment extends RegistrationRule {

    private static final RuleFailure EXEMPT = RuleFailure.info(
            "The person is enrolled in OYAP or an approved pre-apprenticeship programme. The rules on"
                    + " wages and ratios do not apply.",
            "La personne est inscrite au PAJO ou à un programme approuvé de formation préalable à"
                    + " l'apprentissage. Les règles sur les salaires et les rapports ne s'appliquent pas.");
    private static final Basis APPROVED =
            Source.REG_1055.at("s. 10 (3) (c)", "in a pre-apprenticeship program approved by the Director");
    private static final RuleFailure NOT_APPROVED = RuleFailure.warn(
                    "The Director's approval of the pre-apprenticeship programme is not stated. The rules on wages"
                            + " and ratios apply. State the approval if there is one.",
                    "L'approbation du programme de formation préalable à l'apprentissage par le directeur n'est pas"
                            + " indiquée. Les règles sur les salaires et les rapports s'appliquent. Indiquez"
                            + " l'approbation s'il y en a une.")
            .under(APPROVED);

    /** The rule. */
    public Enrolment(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-10.3",
                                "The rules on wages and ratios do not apply to persons enrolled in OYAP, a similar"
                                        + " programme or a pre-apprenticeship programme approved by the Director.",
                                "Les règles sur les salaires et les rapports ne s'appliquent pas aux personnes"
                                        + " inscrites au PAJO, à un programme semblable ou à un programme de formation"
                                        + " préalable à l'apprentissage approuvé par le directeur.",
                                Source.REG_1055.at(
                                        "s. 10 (3)", "in the Ontario Youth Apprenticeship Program as an apprentice"),
                                APPROVED)
                        .reads("programme", "programmeApproval")
                        .failures(EXEMPT, NOT_APPROVED));
    }

    @Override
    RuleResult judgeInForce(Registration registration) {
        return Exemptions.judge(registration, NOT_APPROVED, EXEMPT);
    }
}
