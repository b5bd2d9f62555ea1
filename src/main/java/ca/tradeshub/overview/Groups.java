// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A list by a value that no index has, as the lists of each value, one behind the other: a part reads as many of them as
 * it needs rows, and none is sorted as a whole.
 */
public final class Groups {

    private Groups() {}

    /**
     * Reads the rows of a part, and one more when the list goes on.
     *
     * @param groups the values in their order
     * @param ofPlace the value of the row behind or before which the part is; null at the beginning of the list
     * @param read reads rows of a value: the part of its list, and one more when that goes on
     * @throws IllegalArgumentException when the list does not have the value
     */
    public static <G, O, T> List<T> read(
            SliceRequest<O> request,
            List<G> groups,
            @Nullable G ofPlace,
            BiFunction<G, SliceRequest<O>, List<T>> read) {
        List<G> inOrder = inDirection(groups, request.readsReversed());
        int first = ofPlace == null ? 0 : inOrder.indexOf(ofPlace);
        if (first < 0) {
            throw new IllegalArgumentException("place");
        }
        List<T> rows = new ArrayList<>();
        for (int group = first; group < inOrder.size() && rows.size() <= request.size(); group++) {
            @Nullable String place = group == first ? request.place() : null;
            rows.addAll(read.apply(inOrder.get(group), request.part(place, request.size() - rows.size())));
        }
        return rows;
    }

    /** The values in their order, or in the opposite one. */
    public static <G> List<G> inDirection(List<G> groups, boolean isReversed) {
        List<G> inOrder = new ArrayList<>(groups);
        if (isReversed) {
            Collections.reverse(inOrder);
        }
        return inOrder;
    }
}
