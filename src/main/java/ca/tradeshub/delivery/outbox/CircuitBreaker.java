// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import java.time.Duration;
import java.time.Instant;

/** Stops attempts to a destination for a while after failures in a row, then permits one attempt at a time. */
final class CircuitBreaker {

    private final int failuresToOpen;
    private final Duration pause;
    private int failures;
    private Instant openUntil = Instant.MIN;
    private boolean proven;

    CircuitBreaker(int failuresToOpen, Duration pause) {
        this.failuresToOpen = failuresToOpen;
        this.pause = pause;
    }

    /** Whether an attempt may be made. */
    synchronized boolean allows(Instant now) {
        return !now.isBefore(openUntil);
    }

    /** Whether the last attempt failed, so that the next is a trial. */
    synchronized boolean isTrying() {
        return failures > 0;
    }

    /** Whether failures in a row reached the limit; stays so until an attempt succeeds. */
    synchronized boolean isBroken() {
        return failures >= failuresToOpen;
    }

    /** Whether an alarm may be open: one of this run, or before the first success one of an earlier run. */
    synchronized boolean isAlarmPossible() {
        return !proven || isBroken();
    }

    /**
     * Notes a failure.
     *
     * @return whether the attempt before this one had succeeded
     */
    synchronized boolean failed(Instant now) {
        failures++;
        if (isBroken()) {
            openUntil = now.plus(pause);
        }
        return failures == 1;
    }

    synchronized void succeeded() {
        failures = 0;
        proven = true;
        openUntil = Instant.MIN;
    }
}
