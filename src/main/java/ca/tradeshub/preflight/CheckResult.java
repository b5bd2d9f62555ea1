package ca.tradeshub.preflight;

import ca.tradeshub.platform.failure.FailureReason;
import ca.tradeshub.platform.failure.StartFailure;

/**
 * One thing a check of the configuration looked at.
 *
 * @param area {@code settings}, {@code mappings}, {@code routes}, {@code keys}, {@code folders} or {@code connections}
 * @param state how it was found
 * @param message what was found, a sentence without passwords and keys
 * @param remedy what to do about it, a sentence; null when nothing is to be done
 */
public record CheckResult(String area, State state, String message, String remedy) {

    /** How a thing was found. */
    public enum State {
        /** As it should be. */
        OK,
        /** The hub starts, but something will not work or is not safe. */
        WARNING,
        /** The hub would not start, or not do its work. */
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
