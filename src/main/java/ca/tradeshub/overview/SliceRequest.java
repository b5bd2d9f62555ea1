// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is read: its order, where the part begins, and how many rows it has. A part before a row is read
 * against the order and turned round, so that both directions are one statement and cost the same.
 *
 * @param order the order
 * @param isReversed whether the list is in the opposite direction of the order
 * @param place the row behind or before which the part is; null at the beginning of the list
 * @param isBefore whether the part is before that row
 * @param size how many rows to read
 */
public record SliceRequest<O>(O order, boolean isReversed, @Nullable String place, boolean isBefore, int size) {

    /** The part behind a row, in the direction of the order; the beginning of the list for null. */
    public static <O> SliceRequest<O> after(O order, @Nullable String place, int size) {
        return new SliceRequest<>(order, false, place, false, size);
    }

    /** The part behind a row of the same list. */
    public SliceRequest<O> behind(@Nullable String row) {
        return new SliceRequest<>(order, isReversed, row, false, size);
    }

    /** A part of the same list in the same direction that begins at another row and has another size. */
    SliceRequest<O> part(@Nullable String row, int rows) {
        return new SliceRequest<>(order, isReversed, row, isBefore, rows);
    }

    /** Whether the rows are read in the opposite direction of the order. */
    public boolean readsReversed() {
        return isReversed != isBefore;
    }

    /**
     * Makes the slice from the rows, of which one more was read than the slice has.
     *
     * @param read the rows in the order in which they were read
     * @param placeOf where a row is in the list
     */
    public <T> Slice<T> slice(List<T> read, Function<T, String> placeOf) {
        boolean hasMore = read.size() > size;
        List<T> kept = hasMore ? read.subList(0, size) : read;
        List<T> rows = isBefore
                ? IntStream.range(0, kept.size())
                        .mapToObj(i -> kept.get(kept.size() - 1 - i))
                        .toList()
                : List.copyOf(kept);
        if (rows.isEmpty()) {
            return new Slice<>(rows, null, null);
        }
        boolean hasNext = isBefore || hasMore;
        boolean hasPrevious = isBefore ? hasMore : place != null;
        return new Slice<>(
                rows,
                hasNext ? placeOf.apply(rows.get(rows.size() - 1)) : null,
                hasPrevious ? placeOf.apply(rows.get(0)) : null);
    }
}
