// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.records;

import java.util.Locale;

/** The orders of a list of records. */
public enum RecordOrder {
    /** The newest file first, and in it the last line first. */
    NEWEST("r.file_id desc, r.line desc", "r.file_id, r.line", '<'),
    /** The oldest file first, and in it the first line first. */
    OLDEST("r.file_id, r.line", "r.file_id, r.line", '>'),
    /** By key, records without a key first. */
    KEY("coalesce(r.record_key, ''), r.file_id, r.line", "coalesce(r.record_key, ''), r.file_id, r.line", '>'),
    /** The highest amount first; an amount that could not be read is 0. */
    AMOUNT("coalesce(r.amount, 0) desc, r.file_id desc, r.line desc", "coalesce(r.amount, 0), r.file_id, r.line", '<'),
    /** The versions of a key, the newest first. */
    VERSION("r.file_order desc, r.file_id desc, r.line desc", "r.file_order, r.file_id, r.line", '<');

    private final String columns;
    private final String after;

    RecordOrder(String columns, String compared, char direction) {
        this.columns = columns;
        this.after = "(%s) %s (select %s from record r where r.file_id = :afterFile and r.line = :afterLine)"
                .formatted(compared, direction, compared);
    }

    /** The columns of {@code order by}. */
    String columns() {
        return columns;
    }

    /** The condition on the rows behind the record {@code :afterFile}, {@code :afterLine}. */
    String after() {
        return after;
    }

    /** The order's name in an address. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
