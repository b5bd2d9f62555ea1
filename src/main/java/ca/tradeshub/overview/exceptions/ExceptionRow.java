// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An exception in a list.
 *
 * @param id the exception
 * @param revision its revision
 * @param type its type
 * @param state its state
 * @param about the key of the record, person or claim it is about
 * @param rule the rule that opened it, null when it was not opened by a rule
 * @param detail what is wrong; the same sentence in both languages where the ledger has only the English one
 * @param reported the reported value, for a held record the value found there; null when there is no such value
 * @param conflicting the conflicting value, null when there is no such value
 * @param amount what is at stake, null when no money is concerned
 * @param openedAt when it opened
 * @param closedAt when it was closed, null while it is open
 * @param assignedTo who works on it, null when it is not assigned
 * @param note the newest note, masked; null without notes
 * @param noteBy who wrote it
 * @param decision the kind of the resolution that waits for approval or is to be undone, null when none is
 * @param decidedBy its author, or who wants to undo it
 * @param fileId a file with a record it concerns, null when it concerns none
 * @param line that record's line
 * @param file that file's name
 */
public record ExceptionRow(
        long id,
        int revision,
        String type,
        ExceptionState state,
        String about,
        @Nullable String rule,
        Text detail,
        @Nullable String reported,
        @Nullable String conflicting,
        @Nullable AmountAtStake amount,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable String assignedTo,
        @Nullable String note,
        @Nullable String noteBy,
        @Nullable ResolutionKind decision,
        @Nullable String decidedBy,
        @Nullable Long fileId,
        @Nullable Integer line,
        @Nullable String file) {

    /** Whether what waits for approval is that its resolution is undone. */
    public boolean isToBeUndone() {
        return state == ExceptionState.AWAITING_APPROVAL && closedAt != null;
    }
}
