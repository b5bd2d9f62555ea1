// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** R1055-5.1c: the Act's sections 9 and 10 (2) do not apply to those enrolled in OYAP or a pre-apprenticeship. */
public final class EnrolledTrainee extends RegistrationRule {

    private static final RuleFailure EXEMPT = RuleFailure.info(
            "The person is enrolled in OYAP or an approved pre-apprenticeship programme. Sections 9 and 10"
                    + " (2) of the Act do not apply.",
            "La personne est inscrite au PAJO ou à un programme approuvé de formation préalable à"
                    + " l'apprentissage. Les articles 9 et 10 (2) de la Loi ne s'appliquent pas.");
    private static final Basis APPROVED =
            Source.REG_1055.at("s. 5 (1) (c)", "in a pre-apprenticeship program approved by the Director");
    private static final RuleFailure NOT_APPROVED = RuleFailure.info(
                    "The Director's approval of the pre-apprenticeship programme is not stated. Sections 9 and 10 (2)"
                            + " of the Act apply.",
                    "L'approbation du programme de formation préalable à l'apprentissage par le directeur n'est pas"
                            + " indiquée. Les articles 9 et 10 (2) de la Loi s'appliquent.")
            .under(APPROVED);

    /** The rule. */
    public EnrolledTrainee(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-5.1c",
                                "Sections 9 and 10 (2) of the Act do not apply to persons in training who are"
                                        + " enrolled in OYAP, a similar programme or a pre-apprenticeship programme approved by"
                                        + " the Director.",
                                "Les articles 9 et 10 (2) de la Loi ne s'appliquent pas aux personnes en formation"
                                        + " inscrites au PAJO, à un programme semblable ou à un programme de formation"
                                        + " préalable à l'apprentissage approuvé par le directeur.",
                                Source.REG_1055.at(
                                        "s. 5 (1) (c)",
                                        "who are receiving training and work experience in a trade and who are enrolled"),
                                APPROVED,
                                Source.REG_1055.at(
                                        "s. 5 (1)",
                                        "Section 9 and subsection 10 (2) of the Act do not apply to persons"))
                        .reads("programme", "programmeApproval")
                        .failures(EXEMPT, NOT_APPROVED));
    }

    @Override
    RuleResult judgeInForce(Registration registration) {
        return Exemptions.judge(registration, NOT_APPROVED, EXEMPT);
    }
}
