// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.action.ExceptionActions.Approval;
import ca.tradeshub.exceptions.action.ExceptionActions.Wanted;
import org.jspecify.annotations.Nullable;

/**
 * A line with a decision, as a person wrote it.
 *
 * @param number its line in the table, the header is line 1
 * @param wanted what it decides, null when it does not
 * @param approval what it approves, null when it does not
 * @param reason why, empty when the cell is
 * @param problem why nothing is done, null when it is done
 */
record SheetLine(
        long number, @Nullable Wanted wanted, @Nullable Approval approval, String reason, @Nullable Text problem) {

    private static final Messages MESSAGES = Messages.of(SheetLine.class);

    static SheetLine deciding(long number, Wanted wanted, String reason) {
        return new SheetLine(number, wanted, null, reason, null);
    }

    static SheetLine approving(long number, Approval approval, String reason) {
        return new SheetLine(number, null, approval, reason, null);
    }

    static SheetLine unreadable(long number, String problem) {
        return new SheetLine(number, null, null, "", MESSAGES.text(problem));
    }

    /** The same line, of which nothing is done. */
    SheetLine refused(String why) {
        return new SheetLine(number, wanted, approval, reason, MESSAGES.text(why));
    }

    /** The exception that it names, null when it cannot be read. */
    @Nullable
    Long exception() {
        return wanted != null ? Long.valueOf(wanted.exception()) : approval != null ? approval.exception() : null;
    }
}
