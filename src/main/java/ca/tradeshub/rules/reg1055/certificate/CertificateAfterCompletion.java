// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

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

    private static final RuleFailure FAILED = RuleFailure.hold(
            "Sittings of the examination were failed, but no examination passed before the certificate of"
                    + " apprenticeship was issued is stated. State the date on which the examination was passed.",
            "Des séances de l'examen ont été ratées, mais aucune réussite à l'examen avant la délivrance du certificat"
                    + " d'apprentissage n'est indiquée. Indiquez la date de réussite à l'examen.");

    private static final RuleFailure TOO_SOON_OR_LATER = RuleFailure.hold(
            "An examination with a mark was passed after the certificate of apprenticeship was issued. Either the"
                    + " certificate was issued too soon, or this is the Interprovincial Standards Examination that a holder"
                    + " may write later (s. 14 (3)). Check the dates.",
            "Un examen noté a été réussi après la délivrance du certificat d'apprentissage. Soit le certificat a été"
                    + " délivré trop tôt, soit il s'agit de l'examen d'après les normes interprovinciales qu'un titulaire"
                    + " peut passer plus tard (art. 14 (3)). Vérifiez les dates.");

    private final boolean nonePrescribed;
    private final boolean laterExamination;

    /**
     * The rule; whether a certificate without examination dates had none prescribed is interpretation C38, whether an
     * examination with a mark after the issue is the final one of subsection (1) is interpretation C46.
     */
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
                        .reads(
                                "type",
                                "issuedOn",
                                "programmeCompletedOn",
                                "examinationPassedOn",
                                "examinationMark",
                                "sittingsFailed")
                        .restsOn("C38", "C46")
                        .failures(TOO_SOON, FAILED, TOO_SOON_OR_LATER),
                "issuedOn",
                Certificate::issuedOn);
        this.nonePrescribed = law.interpretation("C38").is("none-prescribed");
        this.laterExamination = law.interpretation("C46").is("later-examination");
    }

    @Override
    protected boolean concerns(Certificate certificate) {
        return certificate.type() == Certificate.Type.CA;
    }

    @Override
    protected RuleResult judgeInForce(Certificate certificate, LocalDate issued) {
        LocalDate completed = certificate.programmeCompletedOn();
        LocalDate passed = certificate.examinationPassedOn();
        if (completed != null && completed.isAfter(issued)) {
            return RuleResult.fails(TOO_SOON, "programmeCompletedOn", completed);
        }
        boolean isAfterIssue = passed != null && passed.isAfter(issued);
        boolean isMarked = certificate.examinationMark() != null;
        if (isAfterIssue && !(isMarked && laterExamination)) {
            return RuleResult.fails(isMarked ? TOO_SOON_OR_LATER : TOO_SOON, "examinationPassedOn", passed);
        }
        if (passed == null && certificate.sittingsFailed() > 0) {
            return RuleResult.fails(FAILED, "examinationPassedOn", null);
        }
        if (completed == null) {
            return RuleResult.unknown("programmeCompletedOn");
        }
        return passed != null && !isAfterIssue || nonePrescribed
                ? RuleResult.satisfied()
                : RuleResult.unknown("examinationPassedOn");
    }
}
