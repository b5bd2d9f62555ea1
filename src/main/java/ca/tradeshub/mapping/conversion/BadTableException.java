// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

/** A table that is wrong. The message is the reason. */
public class BadTableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final int line;

    /**
     * A wrong line.
     *
     * @param line the line, from 1
     * @param reason what is wrong with it
     */
    public BadTableException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** The line that is wrong, from 1. */
    public int line() {
        return line;
    }
}
