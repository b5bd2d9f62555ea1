// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.platform.failure.FailureReason;
import ca.tradeshub.platform.failure.StartFailure;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check of the configuration.
 *
 * @param area {@code settings}, {@code mappings}, {@code routes}, {@code keys}, {@code folders} or {@code connections}
 * @param state the outcome
 * @param message what was found and where, a sentence without passwords and keys
 * @param remedy what to do next, a sentence; null when nothing is to be done
 */
public record CheckResult(String area, State state, Text message, @Nullable Text remedy) {

    private static final Messages MESSAGES = Messages.of(CheckResult.class);

    /** The outcome of a check. */
    public enum State {
        /** Correct. */
        OK,
        /** The hub starts, but a part will not work or is not safe. */
        WARNING,
        /** The hub would not start or not work. */
        FAILED;

        /** The outcome as it is printed. */
        public Text label() {
            return MESSAGES.text("state." + name());
        }
    }

    /** The area as it is printed. */
    public Text areaLabel() {
        return MESSAGES.text("area." + area);
    }

    /** A word or a part of a sentence. */
    static Text part(String key, Object... values) {
        return MESSAGES.text(key, values);
    }

    /** Something correct: a key and the values of its sentence. */
    static CheckResult ok(String area, String key, Object... values) {
        return new CheckResult(area, State.OK, MESSAGES.text(key, values), null);
    }

    /** A warning: a key and the values of its sentence and of what to do, whose key ends with {@code .todo}. */
    static CheckResult warning(String area, String key, Object... values) {
        return new CheckResult(area, State.WARNING, MESSAGES.text(key, values), MESSAGES.text(key + ".todo", values));
    }

    /** A warning in a sentence of another package, with what to do. */
    static CheckResult warning(String area, Text message, Text remedy) {
        return new CheckResult(area, State.WARNING, message, remedy);
    }

    /** A failure: a key and the values of its sentence and of what to do, whose key ends with {@code .todo}. */
    static CheckResult failed(String area, String key, Object... values) {
        return new CheckResult(area, State.FAILED, MESSAGES.text(key, values), MESSAGES.text(key + ".todo", values));
    }

    /** What would prevent a start, with the reason of the part that failed. */
    static CheckResult failed(String area, StartFailure failure) {
        return new CheckResult(
                area,
                State.FAILED,
                failure.getCause() == null
                        ? failure.reason()
                        : MESSAGES.text("and-reason", failure.reason(), FailureReason.of(failure.getCause())),
                failure.remedy());
    }

    /** What would prevent a start, without the reason of the part that failed, which adds nothing. */
    static CheckResult failedAlone(String area, StartFailure failure) {
        return new CheckResult(area, State.FAILED, failure.reason(), failure.remedy());
    }
}
