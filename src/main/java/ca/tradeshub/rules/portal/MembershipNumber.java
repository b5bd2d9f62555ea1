// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.portal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import java.util.Set;

/** PORT-01: the membership number of a holder of a certificate of apprenticeship or a provisional one. */
public final class MembershipNumber extends CarriedOverNumber {

    /** The rule with the law's dates. */
    public MembershipNumber(Law law) {
        super(
                "PORT-01",
                new Text(
                        "A membership number held before 2022-01-01 is the Skilled Trades Ontario account number.",
                        "Un numéro de membre d'avant le 1er janvier 2022 est le numéro de compte de Métiers spécialisés"
                                + " Ontario."),
                Source.PORTAL.at(
                        "If you had a membership number before January 1, 2022",
                        "If you had a membership number before January 1, 2022, it is now your Skilled Trades Ontario"
                                + " account number."),
                Set.of(Certificate.Type.CA, Certificate.Type.PQ),
                law);
    }
}
