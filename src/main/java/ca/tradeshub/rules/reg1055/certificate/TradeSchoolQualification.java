// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;

/** R1055-16.4: a certificate of qualification after a licensed trade school takes the completed training and a passed examination. */
public final class TradeSchoolQualification extends ExaminedQualification {

    /** The rule. */
    public TradeSchoolQualification(Law law) {
        super(
                law,
                "R1055-16.4",
                new Text(
                        "A certificate of qualification after a licensed trade school is issued to a person who completed"
                                + " the school's training and passed the examination.",
                        "Le certificat de qualification après une école de métiers agréée est délivré à la personne qui a"
                                + " terminé la formation de l'école et réussi l'examen."),
                Certificate.Route.LICENSED_TRADE_SCHOOL,
                Source.REG_1055.at("s. 16 (4)", "passes such examination as is prescribed by the Director"),
                Source.REG_1055.at(
                        "s. 16 (4)",
                        "has completed the period of training and instruction provided by the trade school"));
    }
}
