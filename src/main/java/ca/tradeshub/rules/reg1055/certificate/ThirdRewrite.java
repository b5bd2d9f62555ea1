// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055.certificate;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.time.LocalDate;

/**
 * R1055-18/19: a person who failed the first sitting and two rewrites completes the required courses before the third
 * rewrite, which is the fourth sitting.
 */
public final class ThirdRewrite extends CertificateRule {

    private static final RuleFailure UNTRAINED = RuleFailure.reject(
            "The examination was written a fourth time before the required training courses were"
                    + " completed. Check the number of attempts and the date of completion.",
            "L'examen a été passé une quatrième fois avant la fin des cours de formation exigés."
                    + " Vérifiez le nombre de tentatives et la date d'achèvement.");

    private final Dated<Integer> sittings;

    /** The rule with the law's number of sittings. */
    public ThirdRewrite(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-18/19",
                                "After two failed rewrites the required training courses are completed before a third"
                                        + " rewrite.",
                                "Après deux reprises ratées, les cours de formation exigés sont terminés avant une"
                                        + " troisième.",
                                Source.REG_1055.at(
                                        "s. 19", "before being permitted to rewrite the examination a third time"),
                                Source.REG_1055.at("s. 18", "who has failed to pass an examination may rewrite"))
                        .reads("sittingsFailed", "examinationPassedOn", "coursesCompletedOn", "issuedOn")
                        .failures(UNTRAINED),
                "issuedOn",
                certificate -> certificate.examinationPassedOn() != null
                        ? certificate.examinationPassedOn()
                        : certificate.issuedOn());
        this.sittings = law.integers("reg1055.sittings.before-training");
    }

    @Override
    protected boolean concerns(Certificate certificate) {
        return true;
    }

    @Override
    protected RuleResult judgeInForce(Certificate certificate, LocalDate day) {
        int before = sittings.on(day).orElseThrow();
        LocalDate passed = certificate.examinationPassedOn();
        boolean fourthSitting =
                certificate.sittingsFailed() > before || certificate.sittingsFailed() == before && passed != null;
        if (!fourthSitting) {
            return RuleResult.satisfied();
        }
        LocalDate trained = certificate.coursesCompletedOn();
        boolean inTime = trained != null && (passed == null || !trained.isAfter(passed));
        return inTime ? RuleResult.satisfied() : RuleResult.fails(UNTRAINED, "coursesCompletedOn", trained);
    }
}
