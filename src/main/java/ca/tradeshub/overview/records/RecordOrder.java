// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.records;

import ca.tradeshub.overview.Keyset;
import ca.tradeshub.overview.SortOrder;
import java.util.List;

/** The orders of a list of records. */
public enum RecordOrder implements SortOrder {
    /** The newest file first, and in it the last line first. */
    NEWEST(true, "r.file_id", "r.line"),
    /** The oldest file first, and in it the first line first. */
    OLDEST(false, "r.file_id", "r.line"),
    /** By key, records without a key first. */
    KEY(false, "coalesce(r.record_key, '')", "r.file_id", "r.line"),
    /** The highest amount first; an amount that could not be read is 0. */
    AMOUNT(true, "coalesce(r.amount, 0)", "r.file_id", "r.line"),
    /** The versions of a key, the newest first. */
    VERSION(true, "f.file_order", "r.file_id", "r.line"),
    /** By state, in the order of {@link ca.tradeshub.ledger.RecordState}; the oldest record of each first. */
    STATE(false, "shown_state", "r.file_id", "r.line"),
    /** By sender; the oldest record of each first. */
    SENDER(false, "f.sender", "r.file_id", "r.line");

    private final Keyset keyset;

    RecordOrder(boolean descending, String... columns) {
        this.keyset = new Keyset(
                List.of(columns),
                descending,
                "from record r join file f on f.id = r.file_id where r.file_id = :placeFile and r.line = :placeLine");
    }

    @Override
    public Keyset keyset() {
        return keyset;
    }
}
