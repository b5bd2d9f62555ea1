// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import java.util.Collection;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Rows as array parameters, one for each column, of a statement that reads them with {@code unnest}. */
public final class Columns {

    private Columns() {}

    /**
     * One column of rows.
     *
     * @param rows the rows; the array keeps their order
     * @param cell the value of a row, may be null
     * @param array the array's constructor
     */
    public static <T, C> C[] of(Collection<T> rows, Function<T, C> cell, IntFunction<C[]> array) {
        return rows.stream().map(cell).toArray(array);
    }
}
