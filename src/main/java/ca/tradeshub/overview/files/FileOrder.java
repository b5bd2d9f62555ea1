// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.files;

import ca.tradeshub.overview.Keyset;
import ca.tradeshub.overview.SortOrder;
import java.util.List;

/** The orders of a list of files. */
public enum FileOrder implements SortOrder {
    /** The last received first. */
    NEWEST(true, "f.id"),
    /** The first received first. */
    OLDEST(false, "f.id"),
    /** By name. */
    NAME(false, "f.name", "f.id"),
    /** The file with the most records first. */
    RECORDS(true, "coalesce(f.records, 0)", "f.id");

    private final Keyset keyset;

    FileOrder(boolean descending, String... columns) {
        this.keyset = new Keyset(List.of(columns), descending, "from file f where f.id = :place");
    }

    @Override
    public Keyset keyset() {
        return keyset;
    }
}
