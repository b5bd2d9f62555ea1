// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.request;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list on a page: it goes on behind the place of its last row, so that every row is reachable.
 *
 * @param rows the rows
 * @param after the place behind which the part begins, null at the beginning of the list
 * @param next the place behind which the next part begins, null at the end of the list
 */
public record PagePart<T>(List<T> rows, @Nullable String after, @Nullable String next) {

    /** So many rows a part has. */
    public static final int SIZE = 50;

    /**
     * The part of a list.
     *
     * @param read the rows of the part, and one more when the list goes on
     * @param after the place behind which they were read
     * @param place the place of a row
     */
    public static <T> PagePart<T> of(List<T> read, @Nullable String after, Function<T, String> place) {
        List<T> rows = read.subList(0, Math.min(SIZE, read.size()));
        return new PagePart<>(
                rows,
                InvalidParameterException.text(after),
                rows.size() < read.size() ? place.apply(rows.get(rows.size() - 1)) : null);
    }
}
