// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.util.Locale;

/** An order by which a list can be read. */
public interface SortOrder {

    /** The constant's name. */
    String name();

    /** The order as SQL. */
    Keyset keyset();

    /** Its name in an address. */
    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
