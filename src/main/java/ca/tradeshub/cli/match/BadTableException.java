// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.match;

import java.util.List;

/** A CSV file of persons that cannot be used. */
public final class BadTableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong; the name is the key of the sentence. */
    public enum Problem {
        EMPTY,
        MALFORMED,
        /** The file ends inside quotation marks. */
        UNCLOSED,
        /** A row has more or fewer fields than the header. */
        FIELDS,
        NO_COLUMN,
        TWO_COLUMNS,
        /** The column is there when the header is divided by another character. */
        SEPARATOR,
        NO_FIELD
    }

    private final Problem problem;
    private final List<String> details;

    BadTableException(Problem problem, String... details) {
        super(problem.name());
        this.problem = problem;
        this.details = List.of(details);
    }

    /** What is wrong. */
    public Problem problem() {
        return problem;
    }

    /** The line with its numbers of fields, the name of the column, or the separator. */
    public List<String> details() {
        return details;
    }
}
