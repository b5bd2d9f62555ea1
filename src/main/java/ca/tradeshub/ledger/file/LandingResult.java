package ca.tradeshub.ledger.file;

/** What the ledger says of a file that arrived. */
public sealed interface LandingResult {

    /**
     * The ledger has it; its source is to be moved away.
     *
     * @param fileId the ledger's id
     * @param refusalCode why it was refused on landing, null when it was taken
     * @param controlFile the ledger's id of the control file that goes with it, null when none does
     * @param controlName the control file's name in the drop folder, null when none goes with it
     * @param waitsForProcessing whether it waits to be processed
     */
    record Landed(long fileId, String refusalCode, Long controlFile, String controlName, boolean waitsForProcessing)
            implements LandingResult {}

    /**
     * A control file the ledger has, whose CSV has not come; its source stays until then.
     *
     * @param fileId the ledger's id
     */
    record WaitsForItsCsv(long fileId) implements LandingResult {}

    /** A CSV that is not in the ledger yet, whose control file is not landed; its source stays until then. */
    record WaitsForItsControlFile() implements LandingResult {}

    /** Another hub took the same file while this one read it; its source is the other's business. */
    record TakenElsewhere() implements LandingResult {}
}
