// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.disagreement;

import ca.tradeshub.ledger.RecordAddress;
import org.jspecify.annotations.Nullable;

/**
 * One side of a disagreement.
 *
 * @param source the sender or file that states the value, null when it is not known
 * @param file the id of the control file that states it, null when a record does or it is not known
 * @param record the record that states it, null when none does
 * @param value the value, masked where it is personal; null when the side states none
 * @param choice what a resolution names to use this side
 */
public record ExceptionSide(
        @Nullable String source,
        @Nullable Long file,
        @Nullable RecordAddress record,
        @Nullable String value,
        String choice) {

    /** The choice that names the first value of two. */
    public static final String LEFT = "left";

    /** The choice that names the second value of two. */
    public static final String RIGHT = "right";

    /** The one side of a refused message that is a withdrawal. */
    public static final String WITHDRAW = "WITHDRAW";

    /** A side that no control file states. */
    public ExceptionSide(
            @Nullable String source, @Nullable RecordAddress record, @Nullable String value, String choice) {
        this(source, null, record, value, choice);
    }

    /** The choice that names a record. */
    public static String choiceOf(RecordAddress record) {
        return record.fileId() + ":" + record.line();
    }
}
