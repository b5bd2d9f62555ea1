// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;

/** R1055-22: the section is revoked. */
public final class RevokedSection22 extends RevokedProvision {

    /** The rule. */
    public RevokedSection22(Law law) {
        super(
                law,
                "R1055-22",
                new Text("Section 22 is revoked.", "L'article 22 est abrogé."),
                Source.REG_1055.at("s. 22", "22. Revoked: O. Reg. 354/10, s. 3."));
    }
}
