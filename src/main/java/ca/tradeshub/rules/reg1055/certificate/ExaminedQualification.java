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
import org.jspecify.annotations.Nullable;

/**
 * What R1055-16.4, 17.1 and 21 have in common: by these routes a certificate of qualification is issued to a person who
 * passed the examination and, where the section asks for training, completed it.
 */
abstract sealed class ExaminedQualification extends CertificateRule
        permits AlternateQualification, ExperiencedQualification, TradeSchoolQualification {

    static final RuleFailure NOT_PASSED = RuleFailure.hold(
            "By this route a certificate of qualification requires an examination, and none passed on or before the day"
                    + " of issue is stated. Check the route and the date of the examination.",
            "Par cette voie, le certificat de qualification exige un examen, et aucune réussite au plus tard le jour de"
                    + " la délivrance n'est indiquée. Vérifiez la voie et la date de l'examen.");

    private static final RuleFailure NOT_COMPLETED = RuleFailure.hold(
            "By this route the training is completed before the certificate is issued, but the stated day of completion is"
                    + " after the day of issue. Check both dates.",
            "Par cette voie, la formation est terminée avant la délivrance du certificat, mais le jour de fin indiqué"
                    + " suit celui de la délivrance. Vérifiez les deux dates.");

    private final Certificate.Route route;
    private final @Nullable RuleFailure notCompleted;

    /**
     * A rule on a route.
     *
     * @param law the law
     * @param id the rule's id
     * @param statement what the rule asks for
     * @param route the route
     * @param examination where the section asks for the examination
     * @param training where the section asks for completed training, null when it does not
     */
    ExaminedQualification(
            Law law, String id, Text statement, Certificate.Route route, Basis examination, @Nullable Basis training) {
        super(
                law,
                training == null
                        ? Declaration.of(id, statement.en(), statement.fr(), examination)
                                .reads("type", "route", "examinationPassedOn", "issuedOn")
                                .failures(NOT_PASSED)
                        : Declaration.of(id, statement.en(), statement.fr(), examination, training)
                                .reads("type", "route", "programmeCompletedOn", "examinationPassedOn", "issuedOn")
                                .failures(NOT_PASSED, notCompleted(training)),
                "issuedOn",
                Certificate::issuedOn);
        this.route = route;
        this.notCompleted = training == null ? null : notCompleted(training);
    }

    @Override
    protected final boolean concerns(Certificate certificate) {
        return certificate.type() == Certificate.Type.CQ && certificate.route() == route;
    }

    @Override
    protected final RuleResult judgeInForce(Certificate certificate, LocalDate issued) {
        RuleResult.Failures failures = examination(new RuleResult.Failures(), certificate, issued, NOT_PASSED);
        return notCompleted == null ? failures.result() : training(failures, certificate, issued, notCompleted);
    }

    /** The failure of a route whose section asks for completed training. */
    static RuleFailure notCompleted(Basis training) {
        return NOT_COMPLETED.under(training);
    }

    /** Adds the failure unless a passed examination is stated on or before the day of issue. */
    static RuleResult.Failures examination(
            RuleResult.Failures failures, Certificate certificate, LocalDate issued, RuleFailure notPassed) {
        LocalDate passed = certificate.examinationPassedOn();
        return failures.failIf(passed == null || passed.isAfter(issued), notPassed, "examinationPassedOn", passed);
    }

    /** The result with the training: it is completed on or before the day of issue; unknown when no day is stated. */
    static RuleResult training(
            RuleResult.Failures failures, Certificate certificate, LocalDate issued, RuleFailure notCompleted) {
        LocalDate completed = certificate.programmeCompletedOn();
        RuleResult result = failures.failIf(
                        completed != null && completed.isAfter(issued), notCompleted, "programmeCompletedOn", completed)
                .result();
        boolean isUnknown = completed == null && result instanceof RuleResult.Satisfied;
        return isUnknown ? RuleResult.unknown("programmeCompletedOn") : result;
    }
}
