// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.util.List;
import java.util.stream.Collectors;

/**
 * An order of a list as SQL: columns that together name a row, all in one direction, and how the columns of the row are
 * found at which a part of the list begins.
 *
 * @param columns the columns, of which the last ones make the order total
 * @param descending whether the highest comes first
 * @param row the part of a select behind its columns that finds the row
 */
public record Keyset(List<String> columns, boolean descending, String row) {

    /** The order of the rows that have the same value in the first column. */
    public Keyset withinGroup() {
        return new Keyset(columns.subList(1, columns.size()), descending, row);
    }

    /** What follows a column in {@code order by}. */
    public String direction(boolean isReversed) {
        return descending == isReversed ? "" : " desc";
    }

    /** The columns of {@code order by}. */
    public String orderBy(boolean isReversed) {
        String direction = direction(isReversed);
        return columns.stream().map(column -> column + direction).collect(Collectors.joining(", "));
    }

    /** The condition on the rows behind the row. */
    public String behind(boolean isReversed) {
        String compared = String.join(", ", columns);
        return "(%s) %s (select %s %s)".formatted(compared, descending == isReversed ? ">" : "<", compared, row);
    }
}
