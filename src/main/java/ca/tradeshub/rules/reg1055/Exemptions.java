// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Programme;

/**
 * Who is exempt from the wage and ratio rules: those enrolled in OYAP or pre-apprenticeship (s. 10 (3)) and those in an
 * employer's approved programme (s. 5 (2)).
 */
final class Exemptions {

    private Exemptions() {}

    static boolean enrolled(Registration registration) {
        return registration.programme() == Programme.OYAP || registration.programme() == Programme.PRE_APPRENTICESHIP;
    }

    static boolean approvedEmployerProgramme(Registration registration) {
        return registration.programme() == Programme.EMPLOYER_ESTABLISHED && registration.programmeApproval() != null;
    }
}
