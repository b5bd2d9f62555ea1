// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/** R1055-14.1: a certificate of apprenticeship follows the completed programme and the passed final examinations. */
public final class CertificateAfterCompletion extends CertificateRule {

    private static final RuleFailure TOO_SOON = RuleFailure.hold(
            "The certificate of apprenticeship was issued before the programme was completed or"
                    + " the examination was passed. Check the dates.",
            "Le certificat d'apprentissage a été délivré avant la fin du programme ou la"
                    + " réussite à l'examen. Vérifiez les dates.");

    /** The rule. */
    public CertificateAfterCompletion(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-14.1",
                                "A certificate of apprenticeship is issued after the programme is completed and the"
                                        + " prescribed final examinations are passed.",
                                "Le certificat d'apprentissage est délivré après la fin du programme et la réussite aux"
                                        + " examens finals.",
                                Source.REG_1055.at(
                                        "s. 14 (1)",
                                        "has passed such final examinations as are prescribed by the Director"))
                        .reads("type", "issuedOn", "programmeCompletedOn", "examinationPassedOn")
                        .failures(TOO_SOON),
                "issuedOn",
                Certificate::issuedOn);
    }

    @Override
    boolean concerns(Certificate certificate) {
        return certificate.type() == Certificate.Type.CA;
    }

    @Override
    RuleResult judgeInForce(Certificate certificate, LocalDate issued) {
        LocalDate completed = certificate.programmeCompletedOn();
        LocalDate passed = certificate.examinationPassedOn();
        if (completed != null && completed.isAfter(issued)) {
            return RuleResult.fails(TOO_SOON, "programmeCompletedOn", completed);
        }
        if (passed != null && passed.isAfter(issued)) {
            return RuleResult.fails(TOO_SOON, "examinationPassedOn", passed);
        }
        return completed == null ? RuleResult.unknown("programmeCompletedOn") : RuleResult.satisfied();
    }
}
