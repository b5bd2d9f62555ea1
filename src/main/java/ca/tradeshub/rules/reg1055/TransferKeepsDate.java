// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/**
 * R1055-12.2: a transfer continues the same contract, so the original registration is not later than the transfer's.
 * Whether a transfer that does not state the original registration is held is interpretation C47.
 */
public final class TransferKeepsDate extends RegistrationRule {

    private static final RuleFailure LATER = RuleFailure.hold(
            "The original registration date is later than the registration date of the transfer."
                    + " Check both dates.",
            "La date d'inscription initiale est postérieure à celle du transfert. Vérifiez les deux dates.");

    private final boolean held;

    /** The rule with its interpretation. */
    public TransferKeepsDate(Law law) {
        super(
                law,
                Declaration.of(
                                "R1055-12.2",
                                "A transfer continues the contract as if the new employer had made it; the original"
                                        + " registration date is kept.",
                                "Le transfert continue le contrat comme si le nouvel employeur l'avait conclu; la date"
                                        + " d'inscription initiale demeure.",
                                Source.REG_1055.at(
                                        "s. 12 (2)",
                                        "as if the employer were the employer with whom the contract was made"))
                        .beyondText(
                                "The section says how the new employer performs the contract. That the original registration date is kept is an interpretation.",
                                "L'article dit comment le nouvel employeur exécute le contrat. Que la date d'inscription initiale demeure est une interprétation.")
                        .reads("origin", "registeredOn", "originalRegisteredOn")
                        .restsOn("C47")
                        .failures(LATER));
        this.held = law.interpretation("C47").is("held");
    }

    @Override
    RuleResult judgeInForce(Registration registration) {
        if (registration.origin() != Registration.Origin.TRANSFER) {
            return RuleResult.notApplicable(
                    "the registration is not a transfer", "l'inscription n'est pas un transfert");
        }
        if (registration.originalRegisteredOn() == null) {
            return held ? RuleResult.unknown("originalRegisteredOn") : RuleResult.unstated("originalRegisteredOn");
        }
        return registration.originalRegisteredOn().isAfter(registration.registeredOn())
                ? RuleResult.fails(LATER, "originalRegisteredOn", registration.originalRegisteredOn())
                : RuleResult.satisfied();
    }
}
