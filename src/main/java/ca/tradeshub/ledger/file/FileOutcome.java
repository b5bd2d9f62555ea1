// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import ca.tradeshub.canonical.FileRefusal;

/** The outcome of a step in the processing of a file. */
public sealed interface FileOutcome {

    /** The file. */
    FileLease lease();

    /** A worker has the file, which is to be read. */
    record Leased(FileLease lease) implements FileOutcome {}

    /** Every record is staged; the totals are to be compared. */
    record Staged(StagedFile file) implements FileOutcome {

        @Override
        public FileLease lease() {
            return file.lease();
        }
    }

    /** The file agrees with its control totals and may take effect. */
    record Balanced(FileLease lease) implements FileOutcome {}

    /** The file took effect. */
    record Applied(FileLease lease) implements FileOutcome {}

    /** The file was dropped in {@code test/}: it was processed to find its expected result, and it had no effect. */
    record Rehearsed(FileLease lease) implements FileOutcome {}

    /**
     * The whole file is refused and nothing of it takes effect.
     *
     * @param lease the file
     * @param why why, and where
     */
    record Refused(FileLease lease, FileRefusal why) implements FileOutcome {}
}
