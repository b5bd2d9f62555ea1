// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.CreditBasis;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/**
 * R1055-9.2: no credit without documentary evidence or a passed test. The credit is refused, not the person: the
 * agreement goes on, flagged.
 */
public final class CreditEvidence extends RegistrationRule {

    private static final RuleFailure NO_EVIDENCE = RuleFailure.warn(
            "The credited hours cannot be granted, because neither documentary evidence nor a"
                    + " passed test is stated. State one of the two.",
            "Les heures ne peuvent pas être créditées, car ni preuve documentaire ni examen"
                    + " réussi n'est indiqué. Indiquez l'un des deux.");

    /** The rule. */
    public CreditEvidence(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-9.2",
                                "No credits are granted without documentary evidence or a passed test.",
                                "Aucune heure n'est créditée sans preuve documentaire ou examen réussi.",
                                Source.REG_1055.at(
                                        "s. 9 (2)", "No credits shall be granted under subsection (1) unless"))
                        .reads("hoursCredited", "creditBasis", "creditEvidence")
                        .failures(NO_EVIDENCE));
    }

    @Override
    RuleResult judgeInForce(Registration registration) {
        boolean granted = registration.hoursCredited().signum() > 0;
        boolean shown = registration.creditBasis() == CreditBasis.TEST || registration.creditEvidence() != null;
        return granted && !shown
                ? RuleResult.fails(NO_EVIDENCE, "creditEvidence", registration.hoursCredited())
                : RuleResult.satisfied();
    }
}
