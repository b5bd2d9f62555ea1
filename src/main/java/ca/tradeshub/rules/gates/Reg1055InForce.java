// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.gates;

import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import java.time.LocalDate;

/** GATE-01: Reg. 1055 speaks only of events up to the day before its revocation. */
public final class Reg1055InForce {

    /** The gate's id. */
    public static final String ID = "GATE-01";

    /** The law value that holds its span. */
    public static final String VALUE = "reg1055.in-force";

    private final Dated<String> inForce;

    /** The gate with the law's dates. */
    public Reg1055InForce(Law law) {
        this.inForce = law.texts(VALUE);
    }

    /** The gate's entry in the catalogue. */
    public Declaration declared() {
        return Declaration.of(
                        ID,
                        "Reg. 1055 applies to events up to 2013-04-07; it was revoked on 2013-04-08.",
                        "Le Règlement 1055 s'applique aux événements jusqu'au 7 avril 2013; il a été abrogé"
                                + " le 8 avril 2013.",
                        Source.REG_1055.at(
                                "header note (O. Reg. 426/12, ss. 1, 2)",
                                "Historical version for the period December 18, 2012 to April 7, 2013."))
                .during(inForce);
    }

    /** Whether the regulation was in force on the day of the event. */
    public boolean covers(LocalDate event) {
        return inForce.covers(event);
    }
}
