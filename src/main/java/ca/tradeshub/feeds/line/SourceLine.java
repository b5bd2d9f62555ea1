// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.line;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One record as the sender wrote it: its place in the file and its fields as raw text. */
public interface SourceLine {

    /** Its place in the decrypted, decompressed file. */
    LinePlace place();

    /** Line number; 1 is the first line. */
    default int line() {
        return place().line();
    }

    /** Offset in bytes of the record's first byte. */
    default long offset() {
        return place().offset();
    }

    /** Length in bytes, without the line terminator. */
    default int length() {
        return place().length();
    }

    /**
     * The raw text of a field, neither trimmed nor interpreted.
     *
     * @param name the JSON path ({@code person.clientId}), the field of the fixed-width record or the CSV column
     * @return null when the line has no such field
     */
    @Nullable
    String text(String name);

    /** The position of the field: 1-based CSV column or fixed-width start position; null where the format has none. */
    @Nullable
    Integer column(String name);

    /** The field names this line carries, in formats where every line names its own; empty where the layout does. */
    default Collection<String> names() {
        return List.of();
    }
}
