// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;

/** R1055-13: the section is revoked. */
public final class RevokedSection13 extends RevokedProvision {

    /** The rule. */
    public RevokedSection13(Law law) {
        super(
                law,
                "R1055-13",
                new Text("Section 13 is revoked.", "L'article 13 est abrogé."),
                Source.REG_1055.at("s. 13", "13. Revoked: O. Reg. 354/10, s. 1."));
    }
}
