// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Law;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;

/** R1055-F: Forms 1 to 3 are revoked; a document that names one is flagged. */
public final class RevokedForms extends MinistersForm {

    private static final RuleFailure REVOKED = RuleFailure.warn(
            "The form stated is one of the revoked Forms 1 to 3. Check the form.",
            "Le formulaire indiqué est l'une des formules 1 à 3 abrogées. Vérifiez le formulaire.");

    /** The rule with the law's list of revoked forms. */
    public RevokedForms(Law law) {
        super(
                law,
                "R1055-F",
                new Text("Forms 1 to 3 are revoked.", "Les formules 1 à 3 sont abrogées."),
                REVOKED,
                Source.REG_1055.at("Forms 1-3", "Forms 1-3 Revoked"));
    }

    @Override
    boolean concerns(Registration.Origin origin) {
        return true;
    }

    @Override
    RuleResult noForm() {
        return RuleResult.notApplicable("the record names no form", "l'enregistrement n'indique aucun formulaire");
    }
}
