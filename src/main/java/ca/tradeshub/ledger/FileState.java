// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

/** The states of a file in the ledger, as the column {@code file.state} stores them. */
public enum FileState {
    /** In the archive and in the ledger; waits for a worker, or, a control file, for its CSV. */
    LANDED,
    /** A worker reads it and writes its records. */
    STAGING,
    /** Took effect; some of its records are held or pending. */
    APPLIED,
    /** Took effect; each of its records is in a final state. */
    CLOSED,
    /** Refused as a whole; has no effect. */
    REFUSED,
    /** Failed for a reason of ours; waits for an operator. */
    PARKED,
    /** A control file with its CSV; the CSV is processed, this file is not. */
    PAIRED,
    /** A dry run that was judged completely and had no effect. */
    REHEARSED;

    /** Whether the file took effect; the view {@code effective_file} has the same files. */
    public boolean isEffective() {
        return this == APPLIED || this == CLOSED;
    }

    /** Whether the file has a balance: it took effect, or a dry run found what its effect would be. */
    public boolean hasBalance() {
        return isEffective() || this == REHEARSED;
    }
}
