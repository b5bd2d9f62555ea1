// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

/** The exit codes of the commands. */
public final class Exit {

    /** Success. */
    public static final int OK = 0;

    /** Warnings, or records rejected or held. */
    public static final int PARTLY = 1;

    /** The command line is not valid. */
    public static final int USAGE = 2;

    /** A file is refused, or a check failed. */
    public static final int REFUSED = 3;

    /** The command failed. */
    public static final int FAILED = 4;

    private Exit() {}
}
