// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.Resolution;
import java.util.Locale;

/**
 * Why something was not done.
 *
 * @param code the reason, for programs
 * @param text the reason and what to do
 */
record ActionProblem(String code, Text text) {

    private static final Messages MESSAGES = Messages.of(ActionProblem.class);
    private static final String KEY = "problem.";
    private static final String CODE = "EXCEPTION-";

    /** The problem with the key {@code problem.*} of the messages. */
    static ActionProblem of(String key, Object... values) {
        return new ActionProblem(
                CODE + key.substring(KEY.length()).toUpperCase(Locale.ROOT), MESSAGES.text(key, values));
    }

    /** Who decided, or wants the undoing, does not approve or decline it. */
    static ActionProblem ofAuthor(Resolution waiting) {
        return new ActionProblem(
                CODE + "AUTHOR", MESSAGES.text(waiting.awaitsUndo() ? "problem.author.undo" : "problem.author"));
    }

    /** A resolution would have no effect, or not the one that is wanted. */
    static ActionProblem ofEffect(Text why) {
        return new ActionProblem(CODE + "NO-EFFECT", why);
    }
}
