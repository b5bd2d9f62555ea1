// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;

/** R1055-21: a certificate of qualification on proof of experience takes a passed examination. */
public final class ExperiencedQualification extends ExaminedQualification {

    /** The rule. */
    public ExperiencedQualification(Law law) {
        super(
                law,
                "R1055-21",
                new Text(
                        "A certificate of qualification on proof of experience is issued to a person who passed the examination.",
                        "Le certificat de qualification sur preuve d'expérience est délivré à la personne qui a réussi l'examen."),
                Certificate.Route.TRADE_EQUIVALENCY,
                Source.REG_1055.at("s. 21", "passes such examination as is prescribed by the Director"),
                null);
    }
}
