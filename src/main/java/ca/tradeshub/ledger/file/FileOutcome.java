// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import ca.tradeshub.canonical.FileRefusal;

/** The outcome of a step in the processing of a file. */
public sealed interface FileOutcome {

    /** The file. */
    FileLease lease();

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

    /** Whether the file is on its way: staged but not yet compared. */
    default boolean isStaged() {
        return this instanceof Staged;
    }

    /** Whether the file may take effect. */
    default boolean isBalanced() {
        return this instanceof Balanced;
    }

    /** Whether the file is only to be checked. */
    default boolean isDryRun() {
        return lease().inbox().dryRun();
    }

    /** Whether the file is refused. */
    default boolean isRefused() {
        return this instanceof Refused;
    }
}
