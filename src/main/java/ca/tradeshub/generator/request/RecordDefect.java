package ca.tradeshub.generator.request;

import java.util.EnumSet;
import java.util.Set;

/** What may be wrong with a record, so that it is rejected. */
public enum RecordDefect {
    /** A date that is none. */
    IMPOSSIBLE_DATE("MAP-DATE"),
    /** A code no table has. */
    UNKNOWN_CODE("MAP-CODE"),
    /** A member the agreement does not know; registrations only. */
    UNKNOWN_MEMBER("MAP-JSON"),
    /** An amount nobody can read; payroll only. */
    UNREADABLE_AMOUNT("MAP-NUMBER"),
    /** A row one column short; payroll only. */
    MISSING_COLUMN("MAP-COLUMNS");

    /** Those of a registration. */
    public static final Set<RecordDefect> OF_REGISTRATIONS = EnumSet.of(IMPOSSIBLE_DATE, UNKNOWN_CODE, UNKNOWN_MEMBER);

    /** Those of a certificate. */
    public static final Set<RecordDefect> OF_CERTIFICATES = EnumSet.of(IMPOSSIBLE_DATE, UNKNOWN_CODE);

    /** Those of a pay line. */
    public static final Set<RecordDefect> OF_PAYROLL =
            EnumSet.of(IMPOSSIBLE_DATE, UNKNOWN_CODE, UNREADABLE_AMOUNT, MISSING_COLUMN);

    private final String rule;

    RecordDefect(String rule) {
        this.rule = rule;
    }

    /** The rule that rejects the record. */
    public String rule() {
        return rule;
    }
}
