package ca.tradeshub.generator.forecast;

/** When files are dropped: one wave after the other, each once the hub has come to rest after the one before. */
public enum DropPhase {
    /** First attempts that the hub must refuse; their senders mend them and send them again in the year. */
    REFUSED_FIRST("refused-first/"),
    /** The year. */
    YEAR(""),
    /** What comes afterwards: corrections, late records, repetitions. */
    AFTERWARDS("afterwards/");

    private final String folder;

    DropPhase(String folder) {
        this.folder = folder;
    }

    /** The folder its senders' folders are in, with a slash behind it; empty for the year itself. */
    public String folder() {
        return folder;
    }

    /** Its name in the manifest. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
