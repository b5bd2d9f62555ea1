// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.search;

import ca.tradeshub.ledger.RecordAddress;
import java.util.List;

/**
 * What has an identifier: the places of the records, keys, messages and files, all of them, without what was searched for. A
 * reader pages through them as through any list.
 *
 * @param records the records
 * @param keys the keys of the queues
 * @param messages the ids of messages
 * @param files the ids of files
 */
public record Found(List<RecordAddress> records, List<Key> keys, List<String> messages, List<Long> files) {

    static final Found NOTHING = new Found(List.of(), List.of(), List.of(), List.of());

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return records.isEmpty() && keys.isEmpty() && messages.isEmpty() && files.isEmpty();
    }

    /** A key of a queue, with the numbers of persons in it. */
    record Key(String queue, String recordKey) {

        /** Without the key, which may have the number of a person. */
        @Override
        public String toString() {
            return queue;
        }
    }
}
