// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time of a drop folder that was empty: while it does not change, no file has come, and the folder need not be listed.
 * Servers give it in whole seconds, so a listing is certain only when it began later than the second of the change. Not
 * every server keeps it: until it has been seen to change with a file, the folder is listed every half minute all the
 * same, and at every poll once such a listing has shown a file.
 */
final class FolderTime {

    private static final Duration GRANULARITY = Duration.ofSeconds(2);
    private static final Duration UNTRIED = Duration.ofSeconds(30);

    private @Nullable Long time;
    private long since;
    private long listed;
    private boolean isTried;
    private boolean isBroken;

    /** What is to be done about a folder that was empty. */
    enum Look {
        /** Nothing: it is empty. */
        SKIP,
        /** List it; its time changed. */
        CHANGED,
        /** List it; its time may not show everything yet. */
        UNCERTAIN,
        /** List it to see whether its time can be relied on. */
        CHECK
    }

    /** Whether the server keeps the time of the folder, as far as is known. */
    boolean isOfUse() {
        return !isBroken;
    }

    /**
     * What is to be done.
     *
     * @param seconds the time of the folder now
     * @param nanos the present, by a clock that only measures
     */
    Look look(long seconds, long nanos) {
        Long before = time;
        if (before == null || before != seconds) {
            time = seconds;
            since = nanos;
            listed = nanos;
            return before == null ? Look.UNCERTAIN : Look.CHANGED;
        }
        if (listed - since < GRANULARITY.toNanos()) {
            listed = nanos;
            return Look.UNCERTAIN;
        }
        if (!isTried && nanos - listed >= UNTRIED.toNanos()) {
            listed = nanos;
            return Look.CHECK;
        }
        return Look.SKIP;
    }

    /** Takes note that the listing for a reason showed a file. */
    void found(Look look) {
        isTried |= look == Look.CHANGED;
        isBroken |= look == Look.CHECK;
    }
}
