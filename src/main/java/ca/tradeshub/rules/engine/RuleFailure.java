// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.engine;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Citation;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a rule can fail: its outcome and message.
 *
 * @param outcome the outcome it requires
 * @param message what is wrong and what to do
 * @param citation its legal basis when it differs from the first basis of its rule, null otherwise
 */
public record RuleFailure(Outcome outcome, Text message, @Nullable Citation citation) {

    /** A failure with the first legal basis of its rule. */
    public RuleFailure(Outcome outcome, Text message) {
        this(outcome, message, null);
    }

    /** A failure that rejects the record or claim. */
    public static RuleFailure reject(String en, String fr) {
        return new RuleFailure(Outcome.REJECT, new Text(en, fr));
    }

    /** A failure on which a person must decide. */
    public static RuleFailure hold(String en, String fr) {
        return new RuleFailure(Outcome.HOLD, new Text(en, fr));
    }

    /** A failure that is only flagged. */
    public static RuleFailure warn(String en, String fr) {
        return new RuleFailure(Outcome.WARN, new Text(en, fr));
    }

    /** Information for the trace. */
    public static RuleFailure info(String en, String fr) {
        return new RuleFailure(Outcome.INFO, new Text(en, fr));
    }

    /** The same failure with another legal basis than the first of its rule. */
    public RuleFailure under(Basis basis) {
        return new RuleFailure(outcome, message, basis.citation());
    }
}
