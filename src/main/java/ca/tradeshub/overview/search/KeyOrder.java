// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.search;

import ca.tradeshub.overview.Keyset;
import ca.tradeshub.overview.SortOrder;
import java.util.List;

/** The orders of a list of keys that were found. The place of a key is its number in the list: an address has no key. */
public enum KeyOrder implements SortOrder {
    /** By key. */
    KEY("d.record_key", "d.queue"),
    /** By queue. */
    QUEUE("d.queue", "d.record_key"),
    /** By the state of the decision. */
    DECISION("d.state", "d.queue", "d.record_key"),
    /** By the version of the last message. */
    VERSION("d.version", "d.queue", "d.record_key");

    private final Keyset keyset;

    KeyOrder(String... columns) {
        this.keyset = new Keyset(List.of(columns), false, "");
    }

    @Override
    public Keyset keyset() {
        return keyset;
    }
}
