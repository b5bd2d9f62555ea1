// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/**
 * R1055-17.2: a provisional certificate after an alternate programme takes the completed programme and a passed
 * examination, and is valid until the expiry date on it.
 */
public final class AlternateProgramme extends CertificateRule {

    private static final RuleFailure NO_EXPIRY = RuleFailure.reject(
            "The provisional certificate of qualification has no expiry date. State the date.",
            "Le certificat de qualification provisoire n'a pas de date d'expiration. Indiquez la date.");

    private static final Basis PASSED = Source.REG_1055.at(
            "s. 17 (2)", "passes such examination as is prescribed by the Director in the certified trade");
    private static final RuleFailure NOT_PASSED = ExaminedQualification.NOT_PASSED.under(PASSED);

    private static final Basis COMPLETED =
            Source.REG_1055.at("s. 17 (2)", "has successfully completed a training program approved by the Director");
    private static final RuleFailure NOT_COMPLETED = ExaminedQualification.notCompleted(COMPLETED);

    /** The rule. */
    public AlternateProgramme(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-17.2",
                                "A provisional certificate of qualification after an alternate training program is issued"
                                        + " to a person who completed the program and passed the examination, and is valid until"
                                        + " the expiry date on it.",
                                "Le certificat de qualification provisoire après un programme de remplacement est délivré"
                                        + " à la personne qui a terminé le programme et réussi l'examen, et est valide jusqu'à"
                                        + " la date d'expiration qu'il porte.",
                                Source.REG_1055.at(
                                        "s. 17 (2)",
                                        "a provisional certificate of qualification valid until the expiry date specified"
                                                + " thereon"),
                                PASSED,
                                COMPLETED)
                        .reads("type", "route", "programmeCompletedOn", "examinationPassedOn", "expiresOn", "issuedOn")
                        .failures(NO_EXPIRY, NOT_PASSED, NOT_COMPLETED),
                "issuedOn",
                Certificate::issuedOn);
    }

    @Override
    protected boolean concerns(Certificate certificate) {
        return certificate.type() == Certificate.Type.PQ
                && certificate.route() == Certificate.Route.ALTERNATE_PROGRAMME;
    }

    @Override
    protected RuleResult judgeInForce(Certificate certificate, LocalDate issued) {
        RuleResult.Failures failures =
                new RuleResult.Failures().failIf(certificate.expiresOn() == null, NO_EXPIRY, "expiresOn", null);
        ExaminedQualification.examination(failures, certificate, issued, NOT_PASSED);
        return ExaminedQualification.training(failures, certificate, issued, NOT_COMPLETED);
    }
}
