// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Columns that several readers convert in the same way. */
public final class Columns {

    private Columns() {}

    /** An instant, null for SQL's null. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** The first line numbers of a group, ending in "…" when the group has more. */
    public static String firstLines(ResultSet row, String column, long count) throws SQLException {
        Integer[] lines = (Integer[]) row.getArray(column).getArray();
        String shown = Arrays.stream(lines).map(String::valueOf).collect(Collectors.joining(", "));
        return count > lines.length ? shown + ", …" : shown;
    }
}
