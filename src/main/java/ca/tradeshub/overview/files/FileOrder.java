// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.files;

import java.util.Locale;

/** The orders of a list of files. */
public enum FileOrder {
    /** The last received first. */
    NEWEST("f.id desc", "f.id < :after"),
    /** The first received first. */
    OLDEST("f.id", "f.id > :after"),
    /** By name. */
    NAME("f.name, f.id", "(f.name, f.id) > (select b.name, b.id from file b where b.id = :after)"),
    /** The file with the most records first. */
    RECORDS(
            "coalesce(f.records, 0) desc, f.id desc",
            "(coalesce(f.records, 0), f.id) < (select coalesce(b.records, 0), b.id from file b where b.id = :after)");

    private final String columns;
    private final String after;

    FileOrder(String columns, String after) {
        this.columns = columns;
        this.after = after;
    }

    /** The columns of {@code order by}. */
    String columns() {
        return columns;
    }

    /** The condition on the rows behind the file {@code :after}. */
    String after() {
        return after;
    }

    /** The order's name in an address. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
