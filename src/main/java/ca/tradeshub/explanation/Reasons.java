// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.rules.engine.Declaration;

/** Why a rule does not apply to a record or cannot be decided, in both languages. */
final class Reasons {

    private static final Messages MESSAGES = Messages.of(Reasons.class);

    private Reasons() {}

    /** Another rule or gate applies instead: its id and its statement. */
    static Text gate(Declaration gate) {
        return MESSAGES.text("gate", gate.id(), gate.statement());
    }

    /** A fact is missing. */
    static Text missing(String field) {
        return MESSAGES.text("fact.missing", field);
    }
}
