// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.disagreement;

import org.jspecify.annotations.Nullable;

/**
 * One field of the comparison that an exception is based on.
 *
 * @param field the field
 * @param left its value on one side, masked where it is personal; null when the side states none
 * @param right its value on the other side, in the same way
 * @param agreement how far the values agree
 * @param bits how much the field speaks for one person, negative when against; null when it was not weighed
 */
public record ExceptionEvidence(
        String field, @Nullable String left, @Nullable String right, Agreement agreement, @Nullable Double bits) {

    /** How far two values agree. */
    public enum Agreement {
        AGREES,
        CLOSE,
        DIFFERS,
        UNKNOWN
    }
}
