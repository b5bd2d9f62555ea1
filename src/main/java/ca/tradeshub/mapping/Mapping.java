// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.feeds.line.SourceLine;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Maps the lines of one feed or layout to canonical records. Safe for use by several threads. */
public interface Mapping {

    /** The mapping's name, that of its sheet without {@code .mapping.yaml}. */
    String name();

    /** SHA-256, in hex, of the sheet and the code tables it uses. */
    String digest();

    /**
     * Maps a line.
     *
     * @param line the line, which may be unreadable
     * @param facts the data in its file that hold for all its lines; a payroll file's employer must be there
     */
    Mapped map(SourceLine line, FileContext facts);

    /**
     * The values of fields that can be read on a line, whatever else is wrong with it.
     *
     * @param fields names of canonical fields; those that this feed does not have are passed over
     * @return by field; nothing for a line that is unreadable as a whole
     */
    Map<String, Object> readable(SourceLine line, Collection<String> fields);

    /**
     * Where on a line a canonical field is read from, as {@link SourceLine#column} counts.
     *
     * @param field the canonical field's name, may be null
     * @return null when no one place of the line holds it
     */
    @Nullable
    Integer column(SourceLine line, @Nullable String field);
}
