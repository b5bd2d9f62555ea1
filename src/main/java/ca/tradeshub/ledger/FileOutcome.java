package ca.tradeshub.ledger;

/** What became of a file on its way into effect. */
public sealed interface FileOutcome {

    /** The file. */
    FileClaim claim();

    /** Every record is staged; the totals are to be compared. */
    record Staged(StagedFile file) implements FileOutcome {

        @Override
        public FileClaim claim() {
            return file.claim();
        }
    }

    /** The file agrees with its control totals and may take effect. */
    record Balanced(FileClaim claim) implements FileOutcome {}

    /** The file took effect. */
    record Applied(FileClaim claim) implements FileOutcome {}

    /** The file was dropped in {@code test/}: what it would have come to is known, and it had no effect. */
    record Rehearsed(FileClaim claim) implements FileOutcome {}

    /**
     * The whole file is refused and nothing of it takes effect.
     *
     * @param claim the file
     * @param why why, and where
     */
    record Refused(FileClaim claim, Refusal why) implements FileOutcome {}

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
        return claim().drop().dryRun();
    }

    /** Whether the file is refused. */
    default boolean isRefused() {
        return this instanceof Refused;
    }
}
