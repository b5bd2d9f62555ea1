package ca.tradeshub.cli;

/** The exit codes of the commands. */
final class Exit {

    /** All is well. */
    static final int OK = 0;

    /** Something is not well: a record rejected or held, a warning. */
    static final int PARTLY = 1;

    /** The command line was not understood. */
    static final int USAGE = 2;

    /** A file is refused, a check failed. */
    static final int REFUSED = 3;

    /** The command itself could not do its work. */
    static final int FAILED = 4;

    private Exit() {}
}
