// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

/** Another worker has taken the file over; this one must stop and leave everything as it is. */
public class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the file whose lease was lost. */
    public LeaseLostException(FileLease lease) {
        super("Another worker has taken over file " + lease.fileId());
    }
}
