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
 * @param ended how it ended, null while it is active
 * @param undoRequest the undoing that waits for a second person, or that one has approved; null without one
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
        @Nullable Ended ended,
        @Nullable UndoRequest undoRequest) {

    /** Who ends a resolution that waits when later data settle its exception. */
    public static final String HUB = "hub";

    /**
     * The end of a resolution.
     *
     * @param by the user who undid or declined it, or {@link #HUB} when later data settled the exception first
     * @param at when
     * @param reason why; may quote personal data, which is masked where it is shown
     * @param approver who approved the undoing, null when it needed no second person
     */
    public record Ended(String by, Instant at, String reason, @Nullable String approver) {}

    /**
     * An undoing that needs a second person.
     *
     * @param by the user who wants it
     * @param at since when
     * @param reason why; may quote personal data, which is masked where it is shown
     */
    public record UndoRequest(String by, Instant at, String reason) {}

    /** A resolution that is not made, as a preview assumes it. */
    public static Resolution assumed(
            ExceptionCase exception, ResolutionKind kind, @Nullable String chosen, Instant now) {
        return new Resolution(
                0, exception.id(), kind, exception.basis(), chosen, "", "", now, false, null, null, null, null);
    }

    /** The same with the user who approves it, as it will be stored. */
    public Resolution approvedBy(String user) {
        UndoRequest undoing = awaitsUndo() ? undoRequest : null;
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
                undoing == null ? user : approver,
                undoing == null ? decidedAt : approvedAt,
                undoing == null ? ended : new Ended(undoing.by(), undoing.at(), undoing.reason(), user),
                undoRequest);
    }

    /** The user who undid or declined it, or {@link #HUB}; null while it is active. */
    public @Nullable String undoneBy() {
        return ended == null ? null : ended.by();
    }

    /** When it ended, null while it is active. */
    public @Nullable Instant undoneAt() {
        return ended == null ? null : ended.at();
    }

    /** Why it ended, null while it is active. */
    public @Nullable String undoReason() {
        return ended == null ? null : ended.reason();
    }

    /** Who approved the undoing, null when it needed no second person or before. */
    public @Nullable String undoApprover() {
        return ended == null ? null : ended.approver();
    }

    /** Whether it is neither undone nor waiting for approval. */
    public boolean inForce() {
        return ended == null && (!needsApproval || approver != null);
    }

    /** Whether it was in force at a time. */
    public boolean inForceAt(Instant time) {
        Instant since = needsApproval ? approvedAt : decidedAt;
        return since != null
                && !since.isAfter(time)
                && (ended == null || ended.at().isAfter(time));
    }

    /** Whether a second person still has to approve it. */
    public boolean awaitsApproval() {
        return ended == null && needsApproval && approver == null;
    }

    /** Whether it is in force, and a second person still has to approve that it is undone. */
    public boolean awaitsUndo() {
        return ended == null && undoRequest != null;
    }

    /** The user whose decision, or whose undoing of it, another person has to approve. */
    public String requester() {
        return undoRequest == null ? author : undoRequest.by();
    }

    /** Whether this user decided, or wants the undoing, that another person has to approve; the case does not count. */
    public boolean isRequestedBy(String user) {
        return requester().equalsIgnoreCase(user);
    }

    /** Whether a second person has to approve something: that it comes into force, or that it is undone. */
    public boolean waits() {
        return awaitsApproval() || awaitsUndo();
    }
}
