// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
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

    private static final Messages MESSAGES = Messages.of(FailureCause.class);
    private static final String BY = " < ";

    /**
     * A kind of failure.
     *
     * @param key the key of its sentence
     * @param type the simple name of the exception, which may be of a library that this package does not use
     * @param words what its message contains in lower case, empty for any
     */
    private record Kind(String key, String type, String words) {

        boolean isOf(Throwable failure) {
            return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(words) && isType(failure);
        }

        private boolean isType(Throwable failure) {
            for (Class<?> one = failure.getClass(); one != null; one = one.getSuperclass()) {
                if (one.getSimpleName().equals(type)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The kinds, of which the first that fits counts. */
    private static final List<Kind> KINDS = List.of(
            new Kind("host-key", "JSchException", "hostkey"),
            new Kind("sign-in", "JSchException", "auth "),
            new Kind("timeout", "JSchException", "timeout"),
            new Kind("disk-full", "IOException", "no space left"),
            new Kind("timeout", "SocketTimeoutException", ""),
            new Kind("timeout", "TimeoutException", ""),
            new Kind("timeout", "ConnectException", "timed out"),
            new Kind("connection-refused", "ConnectException", ""),
            new Kind("unknown-host", "UnknownHostException", ""),
            new Kind("unknown-host", "UnresolvedAddressException", ""),
            new Kind("missing", "NoSuchFileException", ""),
            new Kind("missing", "FileNotFoundException", ""),
            new Kind("missing", "SftpException", "no such file"),
            new Kind("access", "AccessDeniedException", ""),
            new Kind("access", "SftpException", "permission denied"),
            new Kind("broker", "JMSException", ""),
            new Kind("broker", "JmsException", ""),
            new Kind("broker", "ActiveMQException", ""),
            new Kind("sftp", "SftpException", ""),
            new Kind("sftp", "JSchException", ""),
            new Kind("sftp", "GenericFileOperationFailedException", ""),
            new Kind("database", "SQLException", ""),
            new Kind("database", "DataAccessException", ""),
            new Kind("io", "IOException", ""),
            new Kind("io", "UncheckedIOException", ""));

    private FailureCause() {}

    /**
     * What went wrong, for the operator. Libraries describe their failures in English, so the French sentence names the
     * types of the failure without the library's message; the log has the message.
     */
    public static Text text(Throwable failure) {
        return sentence(failure, new Text(of(failure), types(failure)));
    }

    /** What went wrong, for the operator, without any message of a library: a broker quotes what it was sent. */
    public static Text textWithoutMessage(Throwable failure) {
        return sentence(failure, Text.signs(withoutMessage(failure)));
    }

    /** The sentence of the kind of failure: of the innermost cause that is of a known kind. */
    private static Text sentence(Throwable failure, Text technical) {
        List<Throwable> causes = new ArrayList<>(CauseChain.of(failure));
        Collections.reverse(causes);
        String kind = causes.stream()
                .flatMap(
                        cause -> KINDS.stream().filter(each -> each.isOf(cause)).limit(1))
                .map(Kind::key)
                .findFirst()
                .orElse("other");
        return MESSAGES.text("failure." + kind, technical);
    }

    private static String types(Throwable failure) {
        Throwable root = CauseChain.root(failure);
        return root == failure ? type(failure) : type(failure) + BY + type(root);
    }

    private static String type(Throwable failure) {
        String type = failure.getClass().getSimpleName();
        return failure instanceof SQLException sql ? type + " (SQL " + sql.getSQLState() + ")" : type;
    }

    /** The failure and its root cause. */
    public static String of(Throwable failure) {
        Throwable root = CauseChain.root(failure);
        return root == failure ? describe(failure) : describe(failure) + BY + describe(root);
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
