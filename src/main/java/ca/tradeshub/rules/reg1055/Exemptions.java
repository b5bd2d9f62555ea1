// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Programme;

/**
 * Who is exempt from the wage and ratio rules: those enrolled in OYAP or in a pre-apprenticeship approved by the Director
 * (s. 10 (3)) and those in an employer's approved programme (s. 5 (2)).
 */
final class Exemptions {

    private Exemptions() {}

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
