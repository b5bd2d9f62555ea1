// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.console.request.ExclusiveParametersException;
import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.SliceRequest;
import ca.tradeshub.overview.SortOrder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list its reader chose, as the parameters that all lists have.
 *
 * @param after the row behind which the part begins
 * @param before the row before which it ends; not together with {@code after}
 * @param size how many rows to show: 1 to 200, else 50
 */
public record ListPart(@Nullable String after, @Nullable String before, @Nullable String size) {

    /**
     * Reads the part.
     *
     * @param read reads a list, and fails with an {@link IllegalArgumentException} at a place that is not in it
     */
    public <O extends Enum<O> & SortOrder, T> Slice<T> read(
            Sorting<O> sorting, Function<SliceRequest<O>, Slice<T>> read) {
        String behind = InvalidParameterException.text(after);
        String until = InvalidParameterException.text(before);
        if (behind != null && until != null) {
            throw new ExclusiveParametersException("after", "before");
        }
        SliceRequest<O> request = new SliceRequest<>(
                sorting.order(), sorting.isReversed(), behind == null ? until : behind, until != null, rows());
        try {
            return read.apply(request);
        } catch (IllegalArgumentException e) {
            throw new InvalidParameterException(
                    until == null ? "after" : "before", until == null ? "next" : "previous");
        }
    }

    private int rows() {
        String text = InvalidParameterException.text(size);
        if (text == null) {
            return Slice.SIZE;
        }
        int rows = text.matches("0*[1-9][0-9]{0,2}") ? Integer.parseInt(text) : 0;
        if (rows < 1 || rows > Slice.MOST) {
            throw new InvalidParameterException("size", "1 … " + Slice.MOST);
        }
        return rows;
    }
}
