package ca.tradeshub.feeds;

/**
 * A record whose fields could not be told apart: a ragged row, a line of the wrong width, a line that is no JSON
 * object. It counts as a received record and is rejected; its control value is unknown.
 *
 * @param line line number
 * @param offset offset of its first byte
 * @param length length in bytes without terminator
 * @param code {@code MAP-COLUMNS} or {@code MAP-JSON}
 * @param column where reading failed, null when that is no single place
 * @param observed what was found instead, in words; never the line's content, which may be personal
 * @param message what is wrong, in English
 * @param messageFr the same in French
 */
public record UnreadableLine(
        int line,
        long offset,
        int length,
        String code,
        Integer column,
        String observed,
        String message,
        String messageFr)
        implements SourceLine {

    /** The columns of a row or the positions of a fixed-width line do not fit the layout. */
    public static final String COLUMNS = "MAP-COLUMNS";

    /** The line is not one JSON object of the agreed shape. */
    public static final String JSON = "MAP-JSON";

    @Override
    public String text(String name) {
        return null;
    }

    @Override
    public Integer column(String name) {
        return null;
    }
}
