// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** R1055-5.2: wage and ratio rules do not apply in an employer's approved programme. */
public final class EmployerProgramme extends RegistrationRule {

    private static final RuleFailure EXEMPT = RuleFailure.info(
            "The employer's programme is approved. The rules on wages and ratios do not apply.",
            "Le programme de l'employeur est approuvé. Les règles sur les salaires et les"
                    + " rapports ne s'appliquent pas.");

    /** The rule. */
    public EmployerProgramme(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-5.2",
                                "The rules on wages and ratios do not apply in a trade whose programme an employer"
                                        + " established with approval.",
                                "Les règles sur les salaires et les rapports ne s'appliquent pas au programme"
                                        + " approuvé d'un employeur.",
                                Source.REG_1055.at(
                                        "s. 5 (2)",
                                        "Section 9 of the Act and section 10 of this Regulation do not apply"))
                        .reads("programme", "programmeApproval")
                        .failures(EXEMPT));
    }

    @Override
    RuleResult judgeInForce(Registration registration) {
        return Exemptions.approvedEmployerProgramme(registration)
                ? RuleResult.fails(EXEMPT, "programme", registration.programmeApproval())
                : RuleResult.satisfied();
    }
}
