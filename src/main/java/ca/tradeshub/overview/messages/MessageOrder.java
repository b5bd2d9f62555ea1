// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.overview.Keyset;
import ca.tradeshub.overview.SortOrder;
import java.util.List;

/** The orders of a list of messages. */
public enum MessageOrder implements SortOrder {
    /** The last decided first. */
    NEWEST(true, "m.id"),
    /** The first decided first. */
    OLDEST(false, "m.id"),
    /** By queue. */
    QUEUE(false, "outbox_of(m.queue)", "m.id"),
    /** By key, and its versions the oldest first. */
    KEY(false, "m.record_key", "m.id"),
    /** By status, in the order of {@link MessageStatus}; the first decided of each first. */
    STATUS(false, "status", "m.id");

    private final Keyset keyset;

    MessageOrder(boolean descending, String... columns) {
        this.keyset = new Keyset(List.of(columns), descending, "from message m where m.message_id = :place");
    }

    @Override
    public Keyset keyset() {
        return keyset;
    }
}
