// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.response;

import ca.tradeshub.ledger.FileState;

/** The hub's word on a whole file (interface agreements, section 2). */
public enum FileVerdict {
    /** Every record was taken. */
    ACCEPTED,
    /** At least one record was rejected. */
    ACCEPTED_IN_PART,
    /** Nothing of the file takes effect. */
    REFUSED,
    /** The hub is still at work on it. */
    IN_PROGRESS;

    /**
     * The verdict on a file.
     *
     * @param state the file's state in the ledger
     * @param rejected how many of its records are rejected
     */
    public static FileVerdict of(FileState state, long rejected) {
        return switch (state) {
            case REFUSED -> REFUSED;
            case APPLIED, CLOSED, REHEARSED -> rejected == 0 ? ACCEPTED : ACCEPTED_IN_PART;
            case LANDED, STAGING, PARKED, PAIRED -> IN_PROGRESS;
        };
    }
}
