// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.CreditBasis;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** R1055-9.1: credited hours are based on a completed course, prior work or experience, or a test. */
public final class CreditBasisStated extends RegistrationRule {

    private static final RuleFailure NO_BASIS = RuleFailure.hold(
            "Hours are credited, but no course, work, experience or test is stated as the"
                    + " reason. State the reason for the credit.",
            "Des heures sont créditées, mais aucun cours, travail, expérience ou examen n'est"
                    + " indiqué comme motif. Indiquez le motif du crédit.");

    /** The rule. */
    public CreditBasisStated(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-9.1",
                                "Hourly credits are granted for a completed course or for prior work or experience in the"
                                        + " trade.",
                                "Des heures sont créditées pour un cours réussi ou pour un travail ou une expérience"
                                        + " antérieurs dans le métier.",
                                Source.REG_1055.at(
                                        "s. 9 (1)", "for the successful completion of a course of study or training"))
                        .reads("hoursCredited", "creditBasis")
                        .failures(NO_BASIS));
    }

    @Override
    RuleResult judgeInForce(Registration registration) {
        boolean baseless = registration.hoursCredited().signum() > 0
                && (registration.creditBasis() == null || registration.creditBasis() == CreditBasis.NONE);
        return baseless
                ? RuleResult.fails(NO_BASIS, "creditBasis", registration.hoursCredited())
                : RuleResult.satisfied();
    }
}
