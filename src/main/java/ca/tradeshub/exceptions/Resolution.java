// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided about an exception: in force, waiting for approval, or ended.
 *
 * @param id the resolution
 * @param exceptionId the exception it was made on
 * @param kind what was decided
 * @param basis what it applies to, on this exception and wherever the same disagreement occurs again
 * @param chosen the side to use, as {@link ExceptionSide#choice} names it; null when the kind chooses none
 * @param reason why; may quote personal data, which is masked where it is shown
 * @param author the user who decided
 * @param decidedAt when
 * @param needsApproval whether it is in force only when a second person has approved it
 * @param approver the user who approved it, never the author; null before
 * @param approvedAt when, null before
 * @param undoneBy the user who undid or declined it, or {@link #HUB} when later data settled the exception first; null
 *     while it is active
 * @param undoneAt when, null while it is active
 * @param undoReason why, null while it is active
 */
public record Resolution(
        long id,
        long exceptionId,
        ResolutionKind kind,
        String basis,
        @Nullable String chosen,
        String reason,
        String author,
        Instant decidedAt,
        boolean needsApproval,
        @Nullable String approver,
        @Nullable Instant approvedAt,
        @Nullable String undoneBy,
        @Nullable Instant undoneAt,
        @Nullable String undoReason) {

    /** Who ends a resolution that waits when later data settle its exception. */
    public static final String HUB = "hub";

    /** A resolution that is not made, as a preview assumes it. */
    public static Resolution assumed(
            ExceptionCase exception, ResolutionKind kind, @Nullable String chosen, Instant now) {
        return new Resolution(
                0, exception.id(), kind, exception.basis(), chosen, "", "", now, false, null, null, null, null, null);
    }

    /** The same with the user who approves it, as it will be stored. */
    public Resolution approvedBy(String user) {
        return new Resolution(
                id,
                exceptionId,
                kind,
                basis,
                chosen,
                reason,
                author,
                decidedAt,
                needsApproval,
                user,
                decidedAt,
                undoneBy,
                undoneAt,
                undoReason);
    }

    /** Whether it is neither undone nor waiting for approval. */
    public boolean inForce() {
        return undoneAt == null && (!needsApproval || approver != null);
    }

    /** Whether it was in force at a time. */
    public boolean inForceAt(Instant time) {
        Instant since = needsApproval ? approvedAt : decidedAt;
        return since != null && !since.isAfter(time) && (undoneAt == null || undoneAt.isAfter(time));
    }

    /** Whether a second person still has to approve it. */
    public boolean awaitsApproval() {
        return undoneAt == null && needsApproval && approver == null;
    }
}
