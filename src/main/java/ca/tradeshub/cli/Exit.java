// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

/** The exit codes of the commands. */
final class Exit {

    /** Success. */
    static final int OK = 0;

    /** Warnings, or records rejected or held. */
    static final int PARTLY = 1;

    /** The command line is not valid. */
    static final int USAGE = 2;

    /** A file is refused, or a check failed. */
    static final int REFUSED = 3;

    /** The command failed. */
    static final int FAILED = 4;

    private Exit() {}
}
