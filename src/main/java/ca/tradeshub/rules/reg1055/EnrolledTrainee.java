// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** R1055-5.1c: the Act's sections 9 and 10 (2) do not apply to those enrolled in OYAP or a pre-apprenticeship. */
public final class EnrolledTrainee extends RegistrationRule {

    private static final RuleFailure EXEMPT = RuleFailure.info(
            "The person is enrolled in OYAP or a pre-apprenticeship programme. Sections 9 and 10"
                    + " (2) of the Act do not apply.",
            "La personne est inscrite au PAJO ou à un programme de formation préalable à"
                    + " l'apprentissage. Les articles 9 et 10 (2) de la Loi ne s'appliquent pas.");

    /** The rule. */
    public EnrolledTrainee(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-5.1c",
                                "Sections 9 and 10 (2) of the Act do not apply to persons in training who are"
                                        + " enrolled in OYAP, a similar programme or a pre-apprenticeship programme.",
                                "Les articles 9 et 10 (2) de la Loi ne s'appliquent pas aux personnes en formation"
                                        + " inscrites au PAJO, à un programme semblable ou à un programme de formation"
                                        + " préalable à l'apprentissage.",
                                Source.REG_1055.at(
                                        "s. 5 (1) (c)",
                                        "who are receiving training and work experience in a trade and who are enrolled"))
                        .reads("programme")
                        .failures(EXEMPT));
    }

    @Override
    RuleResult judgeInForce(Registration registration) {
        return Exemptions.enrolled(registration)
                ? RuleResult.fails(EXEMPT, "programme", registration.programme())
                : RuleResult.satisfied();
    }
}
