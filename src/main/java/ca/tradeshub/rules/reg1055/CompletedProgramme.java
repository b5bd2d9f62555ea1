// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Programme;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/**
 * R1055-6.2: a completed programme is the trade's regulated or approved one. The event is the completion, so the rule
 * does not judge an apprentice of the regulation's time who completed after it was revoked.
 */
public final class CompletedProgramme extends RegistrationRule {

    private static final RuleFailure OTHER_PROGRAMME = RuleFailure.hold(
            "The record states completion, but the programme is an employer's programme without"
                    + " approval or a pre-apprenticeship programme. Check the programme.",
            "L'enregistrement déclare l'achèvement, mais il s'agit d'un programme d'employeur"
                    + " sans approbation ou d'un programme de formation préalable à l'apprentissage."
                    + " Vérifiez le programme.");

    /** The rule. */
    public CompletedProgramme(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-6.2",
                                "An apprentice completes the program established for the trade by regulation, or by an"
                                        + " employer with approval.",
                                "L'apprenti termine le programme établi pour le métier par règlement, ou par un employeur"
                                        + " avec approbation.",
                                Source.REG_1055.at(
                                        "s. 6 (2)",
                                        "established for the trade by an employer and approved by the Director"))
                        .reads("status", "statusOn", "completionRequirementsMetOn", "programme", "programmeApproval")
                        .failures(OTHER_PROGRAMME));
    }

    @Override
    LocalDate eventOf(Registration registration) {
        LocalDate entitled = registration.completionRequirementsMetOn();
        if (entitled != null) {
            return entitled;
        }
        return registration.status() == Registration.Status.COMPLETED
                ? registration.statusOn()
                : registration.registeredOn();
    }

    @Override
    RuleResult judgeInForce(Registration registration) {
        boolean completed = registration.status() == Registration.Status.COMPLETED
                || registration.completionRequirementsMetOn() != null;
        boolean other = registration.programme() == Programme.PRE_APPRENTICESHIP
                || registration.programme() == Programme.EMPLOYER_ESTABLISHED
                        && registration.programmeApproval() == null;
        return completed && other
                ? RuleResult.fails(OTHER_PROGRAMME, "programme", registration.programme())
                : RuleResult.satisfied();
    }
}
