// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import ca.tradeshub.canonical.CauseChain;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cause of an internal failure, without personal data. Drivers and parsers quote the data that they failed on, so
 * quoted text, long numbers and all lines after the first are left out.
 */
public final class FailureCause {

    private static final int LONGEST = 300;
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'|\\([^()]*\\)=\\([^()]*\\)");
    private static final Pattern DIGITS = Pattern.compile("\\d[\\d -]{4,}\\d");

    private static final Pattern BROKER_CODE = Pattern.compile("AMQ\\d{6}");

    private FailureCause() {}

    /** The failure and its root cause. */
    public static String of(Throwable failure) {
        Throwable root = CauseChain.root(failure);
        return root == failure ? describe(failure) : describe(failure) + " < " + describe(root);
    }

    /**
     * The type of the root cause and the broker's own code, without the message: a broker quotes what it was sent.
     */
    public static String withoutMessage(Throwable failure) {
        Throwable root = CauseChain.root(failure);
        String type = root.getClass().getSimpleName();
        Matcher code = BROKER_CODE.matcher(String.valueOf(root.getMessage()));
        return code.find() ? type + " " + code.group() : type;
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
