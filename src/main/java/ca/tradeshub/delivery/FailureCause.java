package ca.tradeshub.delivery;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why sending failed, in words that carry nothing of the message: types of exceptions and the broker's own code. */
final class FailureCause {

    private static final Pattern BROKER_CODE = Pattern.compile("AMQ\\d{6}");
    private static final int DEEPEST = 20;

    private FailureCause() {}

    static String of(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
            root = root.getCause();
        }
        String type = root.getClass().getSimpleName();
        Matcher code = BROKER_CODE.matcher(String.valueOf(root.getMessage()));
        return code.find() ? type + " " + code.group() : type;
    }
}
