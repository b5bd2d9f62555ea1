// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;

/** R1055-17.1: a certificate of qualification after an alternate programme takes the completed programme and a passed examination. */
public final class AlternateQualification extends ExaminedQualification {

    /** The rule. */
    public AlternateQualification(Law law) {
        super(
                law,
                "R1055-17.1",
                new Text(
                        "A certificate of qualification after an alternate training program is issued to a person who completed"
                                + " the program and passed the examination.",
                        "Le certificat de qualification après un programme de remplacement est délivré à la personne qui a"
                                + " terminé le programme et réussi l'examen."),
                Certificate.Route.ALTERNATE_PROGRAMME,
                Source.REG_1055.at(
                        "s. 17 (1)", "passes such examination as is prescribed by the Director in the certified trade"),
                Source.REG_1055.at(
                        "s. 17 (1)", "has successfully completed a training program approved by the Director"));
    }
}
