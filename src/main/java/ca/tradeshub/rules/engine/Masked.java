package ca.tradeshub.rules.engine;

/** Personal identifiers as findings may show them: enough to find the record, not enough to identify the person. */
public final class Masked {

    private static final int SHOWN = 2;

    private Masked() {}

    /** The last two characters behind stars, for example {@code ******47}. */
    public static String tail(String identifier) {
        int hidden = Math.max(identifier.length() - SHOWN, Math.min(identifier.length(), SHOWN));
        return "*".repeat(hidden) + identifier.substring(hidden);
    }
}
