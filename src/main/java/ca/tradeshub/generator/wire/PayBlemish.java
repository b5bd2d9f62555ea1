package ca.tradeshub.generator.wire;

/** What may be wrong with a pay line, so that it is rejected. */
public enum PayBlemish {
    IMPOSSIBLE_DATE("MAP-DATE"),
    UNREADABLE_AMOUNT("MAP-NUMBER"),
    UNKNOWN_CODE("MAP-CODE"),
    MISSING_COLUMN("MAP-COLUMNS");

    private final String rule;

    PayBlemish(String rule) {
        this.rule = rule;
    }

    /** The rule that rejects the line. */
    public String rule() {
        return rule;
    }

    /** The fields of a row with the blemish on them. */
    String[] on(String[] fields, PayLayout layout) {
        return switch (this) {
            case IMPOSSIBLE_DATE -> with(fields, layout.payDate(), "31.02.2015");
            case UNREADABLE_AMOUNT -> with(fields, layout.grossWages(), "12O,34 $");
            case UNKNOWN_CODE -> with(fields, layout.assistanceKind(), "GIFT");
            case MISSING_COLUMN -> java.util.Arrays.copyOf(fields, fields.length - 1);
        };
    }

    private static String[] with(String[] fields, int column, String text) {
        String[] changed = fields.clone();
        changed[column] = text;
        return changed;
    }
}
