// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.console.request.InvalidParameterException;
import ca.tradeshub.overview.SortOrder;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a list is sorted: an order, or with a leading minus in the address its opposite direction.
 *
 * @param order the order
 * @param isReversed whether the list is in its opposite direction
 */
public record Sorting<O extends Enum<O> & SortOrder>(O order, boolean isReversed) {

    private static final String OPPOSITE = "-";

    /**
     * The sorting of an address.
     *
     * @param sort the parameter, null when it is absent
     * @param otherwise the order of a list whose reader chose none
     */
    public static <O extends Enum<O> & SortOrder> Sorting<O> of(@Nullable String sort, O otherwise) {
        String text = InvalidParameterException.text(sort);
        if (text == null) {
            return new Sorting<>(otherwise, false);
        }
        boolean isReversed = text.startsWith(OPPOSITE);
        String name = isReversed ? text.substring(OPPOSITE.length()) : text;
        O[] orders = otherwise.getDeclaringClass().getEnumConstants();
        return Arrays.stream(orders)
                .filter(order -> order.wireName().equalsIgnoreCase(name))
                .findFirst()
                .map(order -> new Sorting<>(order, isReversed))
                .orElseThrow(() -> new InvalidParameterException(
                        "sort", Arrays.stream(orders).map(SortOrder::wireName).collect(Collectors.joining(", "))));
    }

    /** The parameter to which a heading leads: its first direction, or the second when the list has the first already. */
    public String toggled(String first, String second) {
        Sorting<O> wanted = of(first, order);
        return isBy(wanted) && isDescending() == wanted.isDescending() ? second : first;
    }

    /** The attribute {@code aria-sort} of a heading; null when the list is not sorted by it. */
    public @Nullable String aria(String first) {
        if (!isBy(of(first, order))) {
            return null;
        }
        return isDescending() ? "descending" : "ascending";
    }

    private boolean isBy(Sorting<O> other) {
        return order.keyset().columns().equals(other.order.keyset().columns());
    }

    private boolean isDescending() {
        return order.keyset().descending() != isReversed;
    }
}
