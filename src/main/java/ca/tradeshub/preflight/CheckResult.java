// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

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
public record CheckResult(String area, State state, String message, @Nullable String remedy) {

    /** The outcome of a check. */
    public enum State {
        /** Correct. */
        OK,
        /** The hub starts, but a part will not work or is not safe. */
        WARNING,
        /** The hub would not start or not work. */
        FAILED
    }

    static CheckResult ok(String area, String message) {
        return new CheckResult(area, State.OK, message, null);
    }

    static CheckResult warning(String area, String message, String remedy) {
        return new CheckResult(area, State.WARNING, message, remedy);
    }

    static CheckResult failed(String area, String message, String remedy) {
        return new CheckResult(area, State.FAILED, message, remedy);
    }

    static CheckResult failed(String area, StartFailure failure) {
        return failed(
                area,
                failure.getCause() == null
                        ? failure.getMessage()
                        : failure.getMessage() + " " + FailureReason.of(failure.getCause()),
                failure.remedy());
    }
}
