// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a list of any length. The list is read by its order: a slice says after which row the next one
 * begins, so that a slice costs the same wherever it is and rows that come in meanwhile move nothing.
 *
 * @param rows the rows
 * @param next the row behind which the next slice begins, null at the end of the list
 * @param previous the row before which the previous slice ends, null at the beginning of the list
 */
public record Slice<T>(List<T> rows, @Nullable String next, @Nullable String previous) {

    /** How many rows a page shows when its reader does not choose. */
    public static final int SIZE = 50;

    /** Most rows a reader may choose. */
    public static final int MOST = 200;
}
