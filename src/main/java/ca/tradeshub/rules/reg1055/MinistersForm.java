// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.reg1055;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Dated;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.Locale;
import java.util.Set;

/**
 * What the rules on forms have in common: a document is in a form the Minister provides, which the revoked Forms 1 to 3
 * no longer are. What other forms the Minister provides, no source lists.
 */
abstract sealed class MinistersForm extends RegistrationRule
        permits ApplicationForm, ContractForm, RevokedForms, TransferForm {

    private final RuleFailure failure;
    private final Dated<Set<String>> revoked;

    MinistersForm(Law law, String id, Text statement, RuleFailure failure, Basis basis) {
        super(
                law,
                Declaration.of(id, statement.en(), statement.fr(), basis)
                        .reads("form", "origin")
                        .failures(failure));
        this.failure = failure;
        this.revoked = law.sets("reg1055.forms.revoked");
    }

    /** Whether the rule applies to documents of this origin. */
    abstract boolean concerns(Registration.Origin origin);

    /** The result for a document that names no form. */
    abstract RuleResult noForm();

    @Override
    final RuleResult judgeInForce(Registration registration) {
        if (!concerns(registration.origin())) {
            return RuleResult.notApplicable("the document is of another kind", "le document est d'un autre genre");
        }
        if (registration.form() == null) {
            return noForm();
        }
        boolean isRevoked = revoked.on(registration.registeredOn())
                .orElse(Set.of())
                .contains(registration.form().strip().toUpperCase(Locale.ROOT));
        return isRevoked ? RuleResult.fails(failure, "form", registration.form()) : RuleResult.satisfied();
    }
}
