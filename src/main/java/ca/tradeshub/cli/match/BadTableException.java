// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.match;

/** A CSV file of persons that cannot be used. */
public final class BadTableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong; the name is the key of the sentence. */
    public enum Problem {
        EMPTY,
        MALFORMED,
        NO_COLUMN,
        NO_FIELD
    }

    private final Problem problem;
    private final String detail;

    BadTableException(Problem problem, String detail) {
        super(problem + " " + detail);
        this.problem = problem;
        this.detail = detail;
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }

    /** The line, or the name of the column. */
    public String detail() {
        return detail;
    }
}
