// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

/** A crash of the database took records of a file that were staged; the file must be staged again. */
public class StagedRecordsLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Names the file whose records were lost. */
    public StagedRecordsLostException(FileLease lease) {
        super("The database has no longer all staged records of file " + lease.fileId());
    }
}
