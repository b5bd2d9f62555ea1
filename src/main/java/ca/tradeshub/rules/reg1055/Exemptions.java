// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Programme;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/**
 * Who is exempt from the wage and ratio rules: those enrolled in OYAP or in a pre-apprenticeship approved by the Director
 * (s. 10 (3)) and those in an employer's approved programme (s. 5 (2)).
 */
final class Exemptions {

    private Exemptions() {}

    /**
     * Judges whether a person's enrolment exempts from other rules.
     *
     * @param notApproved when the approval of the programme is not stated
     * @param exempt when it exempts
     */
    static RuleResult judge(Registration registration, RuleFailure notApproved, RuleFailure exempt) {
        if (lacksApproval(registration)) {
            return RuleResult.fails(notApproved, "programmeApproval", null);
        }
        return enrolled(registration)
                ? RuleResult.fails(exempt, "programme", registration.programme())
                : RuleResult.satisfied();
    }

    static boolean enrolled(Registration registration) {
        return registration.programme() == Programme.OYAP
                || registration.programme() == Programme.PRE_APPRENTICESHIP && registration.programmeApproval() != null;
    }

    /** Whether the programme would exempt if the Director's approval were stated. */
    static boolean lacksApproval(Registration registration) {
        return registration.programme() == Programme.PRE_APPRENTICESHIP && registration.programmeApproval() == null;
    }

    static boolean approvedEmployerProgramme(Registration registration) {
        return registration.programme() == Programme.EMPLOYER_ESTABLISHED && registration.programmeApproval() != null;
    }
}
