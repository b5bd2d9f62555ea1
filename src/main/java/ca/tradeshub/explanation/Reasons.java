// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.rules.engine.RuleResult;

/** What a rule answers, and why it does not apply to a record or cannot be decided, in both languages. */
final class Reasons {

    private static final Messages MESSAGES = Messages.of(Reasons.class);

    private Reasons() {}

    /** The result in a word. A result that only informs, as an exemption does, is a note and not a failure. */
    static String answer(RuleResult result) {
        if (result instanceof RuleResult.Satisfied) {
            return "satisfied";
        }
        if (result instanceof RuleResult.Fails fails) {
            boolean isNote = fails.occurrences().stream()
                    .allMatch(occurrence -> occurrence.failure().outcome() == Outcome.INFO);
            return isNote ? "noted" : "fails";
        }
        return result instanceof RuleResult.Unknown ? "unknown" : "not applicable";
    }

    /** Another rule or gate applies instead: its id and its statement. */
    static Text gate(Declaration gate) {
        return MESSAGES.text("gate", gate.id(), gate.statement());
    }

    /** A fact is missing. */
    static Text missing(String field) {
        return MESSAGES.text("fact.missing", field);
    }
}
