package ca.tradeshub.rules.engine;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Basis;
import ca.tradeshub.law.Citation;
import org.jspecify.annotations.Nullable;

/**
 * One way a rule can fail: what follows and what is said.
 *
 * @param outcome what it asks for
 * @param message what is wrong and what to do
 * @param citation the law it rests on when that is not what its rule rests on first, else null
 */
public record RuleFailure(Outcome outcome, Text message, @Nullable Citation citation) {

    /** A fault that rests on what its rule rests on first. */
    public RuleFailure(Outcome outcome, Text message) {
        this(outcome, message, null);
    }

    /** A fault for which the record cannot go on. */
    public static RuleFailure reject(String en, String fr) {
        return new RuleFailure(Outcome.REJECT, new Text(en, fr));
    }

    /** A fault at which a person must look. */
    public static RuleFailure hold(String en, String fr) {
        return new RuleFailure(Outcome.HOLD, new Text(en, fr));
    }

    /** A fault that is only flagged. */
    public static RuleFailure warn(String en, String fr) {
        return new RuleFailure(Outcome.WARN, new Text(en, fr));
    }

    /** Something to note in the trace. */
    public static RuleFailure info(String en, String fr) {
        return new RuleFailure(Outcome.INFO, new Text(en, fr));
    }

    /** The same fault, resting on another law than its rule does first. */
    public RuleFailure under(Basis basis) {
        return new RuleFailure(outcome, message, basis.citation());
    }
}
