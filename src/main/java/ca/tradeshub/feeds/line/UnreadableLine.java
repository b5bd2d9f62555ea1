// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.line;

import ca.tradeshub.canonical.Text;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be split into fields: a row with the wrong number of columns, a line of the wrong width, a line
 * that is not a JSON object. It counts as a received record and is rejected; its control value is unknown.
 *
 * @param line line number
 * @param offset offset of its first byte
 * @param length length in bytes without terminator
 * @param code {@code MAP-COLUMNS}, {@code MAP-JSON} or {@code MAP-TEXT}
 * @param column where reading failed, null when the failure does not have a single position
 * @param observed what was found instead, in words; never the line's content, which may be personal
 * @param message what is wrong
 */
public record UnreadableLine(
        int line,
        long offset,
        int length,
        String code,
        @Nullable Integer column,
        @Nullable String observed,
        Text message)
        implements SourceLine {

    /** The columns of a row or the positions of a fixed-width line do not fit the layout. */
    public static final String COLUMNS = "MAP-COLUMNS";

    /** The line is not one JSON object of the agreed shape. */
    public static final String JSON = "MAP-JSON";

    /** The line was written in another encoding than the agreed one. */
    public static final String TEXT = "MAP-TEXT";

    @Override
    public LinePlace place() {
        return new LinePlace(line, offset, length);
    }

    @Override
    public @Nullable String text(String name) {
        return null;
    }

    @Override
    public @Nullable Integer column(String name) {
        return null;
    }
}
