// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.request;

import java.util.EnumSet;
import java.util.Set;

/** A defect for which the hub rejects a record. */
public enum RecordDefect {
    /** An impossible date. */
    IMPOSSIBLE_DATE("MAP-DATE"),
    /** A code that no code table contains. */
    UNKNOWN_CODE("MAP-CODE"),
    /** A JSON member that the interface agreement does not define; registrations only. */
    UNKNOWN_MEMBER("MAP-JSON"),
    /** An amount that is not a number; payroll only. */
    UNREADABLE_AMOUNT("MAP-NUMBER"),
    /** A row without its last column; payroll only. */
    MISSING_COLUMN("MAP-COLUMNS");

    /** The defects of registrations. */
    public static final Set<RecordDefect> OF_REGISTRATIONS = EnumSet.of(IMPOSSIBLE_DATE, UNKNOWN_CODE, UNKNOWN_MEMBER);

    /** The defects of certificates. */
    public static final Set<RecordDefect> OF_CERTIFICATES = EnumSet.of(IMPOSSIBLE_DATE, UNKNOWN_CODE);

    /** The defects of pay lines. */
    public static final Set<RecordDefect> OF_PAYROLL =
            EnumSet.of(IMPOSSIBLE_DATE, UNKNOWN_CODE, UNREADABLE_AMOUNT, MISSING_COLUMN);

    private final String rule;

    RecordDefect(String rule) {
        this.rule = rule;
    }

    /** Returns the rule that rejects the record. */
    public String rule() {
        return rule;
    }
}
