// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/**
 * What R1055-16.4, 17.1 and 21 have in common: by these routes a certificate of qualification is issued to a person who
 * passed the examination.
 */
abstract sealed class ExaminedQualification extends CertificateRule
        permits AlternateQualification, ExperiencedQualification, TradeSchoolQualification {

    static final RuleFailure NOT_PASSED = RuleFailure.hold(
            "By this route a certificate of qualification requires an examination, and none passed on or before the day"
                    + " of issue is stated. Check the route and the date of the examination.",
            "Par cette voie, le certificat de qualification exige un examen, et aucune réussite au plus tard le jour de"
                    + " la délivrance n'est indiquée. Vérifiez la voie et la date de l'examen.");

    private final Certificate.Route route;

    ExaminedQualification(Law law, String id, Text statement, Certificate.Route route, Basis basis) {
        super(
                law,
                Declaration.of(id, statement.en(), statement.fr(), basis)
                        .reads("type", "route", "examinationPassedOn", "issuedOn")
                        .failures(NOT_PASSED),
                "issuedOn",
                Certificate::issuedOn);
        this.route = route;
    }

    @Override
    protected final boolean concerns(Certificate certificate) {
        return certificate.type() == Certificate.Type.CQ && certificate.route() == route;
    }

    @Override
    protected final RuleResult judgeInForce(Certificate certificate, LocalDate issued) {
        return isPassedBy(certificate, issued)
                ? RuleResult.satisfied()
                : RuleResult.fails(NOT_PASSED, "examinationPassedOn", certificate.examinationPassedOn());
    }

    /** Whether a passed examination is stated on or before the day. */
    static boolean isPassedBy(Certificate certificate, LocalDate day) {
        LocalDate passed = certificate.examinationPassedOn();
        return passed != null && !passed.isAfter(day);
    }
}
