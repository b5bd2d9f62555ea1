// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.exceptions.ResolutionKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A resolution on a key or on records that its messages are based on.
 *
 * @param id the resolution
 * @param exception the exception it was made on
 * @param kind what was decided
 * @param reason why, personal values masked
 * @param author who decided
 * @param approver who approved it, null where one person suffices
 * @param since since when it is in force
 * @param until when it was undone, null while it is in force
 */
public record HistoryResolution(
        long id,
        long exception,
        ResolutionKind kind,
        String reason,
        String author,
        @Nullable String approver,
        Instant since,
        @Nullable Instant until) {

    /** Whether it was in force at a time. */
    boolean inForceAt(Instant time) {
        return !since.isAfter(time) && (until == null || until.isAfter(time));
    }
}
