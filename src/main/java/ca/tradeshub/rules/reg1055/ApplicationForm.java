// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** R1055-2: an apprenticeship is applied for on the Minister's form; the feed names the contract's form only. */
public final class ApplicationForm extends MinistersForm {

    private static final RuleFailure REVOKED = RuleFailure.warn(
            "The application for apprenticeship is on one of the revoked Forms 1 to 3. Use the"
                    + " form that the Minister provides.",
            "La demande d'apprentissage est sur l'une des formules 1 à 3 abrogées. Utilisez le"
                    + " formulaire fourni par le ministre.");

    /** The rule with the law's list of revoked forms. */
    public ApplicationForm(Law law) {
        super(
                law,
                "R1055-2",
                new Text(
                        "An application for apprenticeship in a trade is in a form provided by the Minister.",
                        "La demande d'apprentissage dans un métier est sur un formulaire fourni par le ministre."),
                REVOKED,
                Source.REG_1055.at(
                        "s. 2",
                        "An application for apprenticeship in a trade shall be in a form provided by the Minister."));
    }

    @Override
    boolean concerns(Registration.Origin origin) {
        return origin == Registration.Origin.ORIGINAL;
    }

    @Override
    RuleResult noForm() {
        return RuleResult.notApplicable("R1055-11.1");
    }
}
