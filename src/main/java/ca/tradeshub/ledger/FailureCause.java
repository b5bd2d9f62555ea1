package ca.tradeshub.ledger;

import java.sql.SQLException;
import java.util.regex.Pattern;

/**
 * Why work of ours failed, in words that carry no personal data: drivers and parsers quote what they choked on, so
 * quoted text, long digits and everything beyond the first line are left out.
 */
public final class FailureCause {

    private static final int LONGEST = 300;
    private static final int DEEPEST = 10;
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|\\([^()]*\\)=\\([^()]*\\)");
    private static final Pattern DIGITS = Pattern.compile("\\d[\\d -]{4,}\\d");

    private FailureCause() {}

    /** The failure and what lies at its root. */
    public static String of(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
            root = root.getCause();
        }
        return root == failure ? describe(failure) : describe(failure) + " < " + describe(root);
    }

    private static String describe(Throwable failure) {
        String type = failure.getClass().getSimpleName();
        if (failure instanceof SQLException sql) {
            return type + " (SQL state " + sql.getSQLState() + ")";
        }
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return type;
        }
        String line = message.strip().lines().findFirst().orElse("");
        String masked = DIGITS.matcher(QUOTED.matcher(line).replaceAll("…")).replaceAll("#");
        return type + ": " + (masked.length() > LONGEST ? masked.substring(0, LONGEST) + "…" : masked);
    }
}
