// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/**
 * R1055-14.3: a person who holds a certificate of apprenticeship from before the trade's Interprovincial Standards
 * Examination may write it later and gets the seal for the same mark. No feed reports when the
 * examination was established, so an examination written after the certificate's issue is assumed to be a later one.
 */
public final class LaterSeal extends CertificateRule {

    private static final RuleFailure UNDESERVED = RuleFailure.hold(
            "The certificate bears the Interprovincial seal, but the mark of the later"
                    + " examination is not more than 69 per cent. Check the mark and the seal.",
            "Le certificat porte le sceau interprovincial, mais la note de l'examen ultérieur ne"
                    + " dépasse pas 69 pour cent. Vérifiez la note et le sceau.");
    private static final RuleFailure MISSING = RuleFailure.warn(
            "The mark of the later examination is more than 69 per cent, but the certificate"
                    + " does not bear the Interprovincial seal. Check the mark and the seal.",
            "La note de l'examen ultérieur dépasse 69 pour cent, mais le certificat ne porte pas"
                    + " le sceau interprovincial. Vérifiez la note et le sceau.");

    private final SealMark mark;

    /** The rule with the law's mark. */
    public LaterSeal(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-14.3",
                                "The holder of a certificate of apprenticeship may write the Interprovincial"
                                        + " Standards Examination later and receives the seal for a mark of more than 69 per"
                                        + " cent.",
                                "Le titulaire d'un certificat d'apprentissage peut passer plus tard l'examen d'après"
                                        + " les normes interprovinciales et reçoit le sceau pour une note supérieure à 69 pour"
                                        + " cent.",
                                Source.REG_1055.at(
                                        "s. 14 (3)",
                                        "the holder of the certificate may write the examination referred to in subsection"
                                                + " (2)"))
                        .beyondText(
                                "No feed states when the examination was established. An examination written after the issue is taken for a later one.",
                                "Aucun flux n'indique quand l'examen a été établi. Un examen passé après la délivrance est tenu pour ultérieur.")
                        .reads("type", "issuedOn", "examinationPassedOn", "examinationMark", "interprovincialSeal")
                        .restsOn("C24")
                        .failures(UNDESERVED, MISSING),
                "examinationPassedOn",
                Certificate::examinationPassedOn);
        this.mark = new SealMark(law, UNDESERVED, MISSING);
    }

    /** Whether the examination was written after the certificate of apprenticeship was issued. */
    static boolean isLater(Certificate certificate) {
        return certificate.type() == Certificate.Type.CA
                && certificate.issuedOn() != null
                && certificate.examinationPassedOn() != null
                && certificate.examinationPassedOn().isAfter(certificate.issuedOn());
    }

    @Override
    protected boolean concerns(Certificate certificate) {
        return isLater(certificate);
    }

    @Override
    protected RuleResult judgeInForce(Certificate certificate, LocalDate written) {
        return mark.judge(certificate, written);
    }
}
