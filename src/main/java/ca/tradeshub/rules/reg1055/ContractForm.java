// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** R1055-11.1: a contract of apprenticeship is on the Minister's form. */
public final class ContractForm extends MinistersForm {

    private static final RuleFailure REVOKED = RuleFailure.warn(
            "The contract is on one of the revoked Forms 1 to 3. Use the form that the Minister provides.",
            "Le contrat est sur l'une des formules 1 à 3 abrogées. Utilisez le formulaire fourni"
                    + " par le ministre.");

    /** The rule with the law's list of revoked forms. */
    public ContractForm(Law law) {
        super(
                law,
                "R1055-11.1",
                new Text(
                        "A contract of apprenticeship is in a form provided by the Minister.",
                        "Le contrat d'apprentissage est sur un formulaire fourni par le ministre."),
                REVOKED,
                Source.REG_1055.at(
                        "s. 11 (1)", "A contract of apprenticeship shall be in a form provided by the Minister."));
    }

    @Override
    boolean concerns(Registration.Origin origin) {
        return origin != Registration.Origin.TRANSFER;
    }

    @Override
    RuleResult noForm() {
        return RuleResult.unstated("form");
    }
}
