// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.portal;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import java.util.Set;

/** PORT-02: the number of a journeyperson, which the page calls an account number (interpretation C21). */
public final class AccountNumber extends CarriedOverNumber {

    /** The rule with the law's dates. */
    public AccountNumber(Law law) {
        super(
                "PORT-02",
                new Text(
                        "A journeyperson's account number from before 2022-01-01 is the Skilled Trades"
                                + " Ontario account number.",
                        "Le numéro de compte d'un compagnon d'avant le 1er janvier 2022 est le numéro de compte de"
                                + " Métiers spécialisés Ontario."),
                Source.PORTAL.at(
                        "If you had an account number before January 1, 2022",
                        "If you had an account number before January 1, 2022, it is now your Skilled Trades Ontario"
                                + " account number."),
                Set.of(Certificate.Type.CQ),
                law);
    }
}
