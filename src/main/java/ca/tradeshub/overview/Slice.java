// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The next rows of a list of any length. The list is read by its order: a slice says after which row the next one
 * begins, so that a slice costs the same wherever it is and rows that come in meanwhile move nothing.
 *
 * @param rows the rows
 * @param next where the next slice begins, null at the end of the list
 */
public record Slice<T>(List<T> rows, @Nullable String next) {

    /** How many rows a page shows when its reader does not choose. */
    public static final int SIZE = 50;

    /** Most rows a reader may choose. */
    public static final int MOST = 200;

    /** How many rows to read for a page: the number that its reader chose, within bounds. */
    public static int size(int wanted) {
        return Math.max(1, Math.min(MOST, wanted));
    }

    /**
     * Cuts a slice from rows of which one more was read than it shows.
     *
     * @param read the rows read, at most {@code size + 1}
     * @param place where a row is in the order of the list
     */
    public static <T> Slice<T> of(List<T> read, int size, Function<T, String> place) {
        return read.size() <= size
                ? new Slice<>(List.copyOf(read), null)
                : new Slice<>(List.copyOf(read.subList(0, size)), place.apply(read.get(size - 1)));
    }
}
