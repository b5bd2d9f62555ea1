package ca.tradeshub.feeds;

/**
 * Why nothing of a file takes effect.
 *
 * @param code the refusal code (interface agreements, section 1), for example {@code FILE-HEADER}
 * @param line the line it was found on, null when it concerns the whole file
 * @param detail what is wrong, in a sentence for the sender, without personal data
 * @param detailFr the same in French
 */
public record FileFault(String code, Integer line, String detail, String detailFr) implements ControlReading {

    /** Bytes that are invalid in the declared encoding. */
    public static final String ENCODING = "FILE-ENCODING";

    /** A header or control file that is missing, malformed or of something else. */
    public static final String HEADER = "FILE-HEADER";

    /** The file ends before its trailer. */
    public static final String TRUNCATED = "FILE-TRUNCATED";

    /** A trailer that is malformed, repeated or followed by data. */
    public static final String TRAILER = "FILE-TRAILER";

    /** A line longer than the hub reads. */
    public static final String LINE_TOO_LONG = "FILE-LINE-TOO-LONG";
}
