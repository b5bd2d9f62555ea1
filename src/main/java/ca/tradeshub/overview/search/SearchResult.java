// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.search;

import ca.tradeshub.overview.files.FileRow;
import ca.tradeshub.overview.messages.MessageRow;
import ca.tradeshub.overview.records.RecordRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found. Each list is bounded; the lists of records, messages and files reach the rest.
 *
 * @param records records that have the identifier, the newest first
 * @param keys keys of the queues that it belongs to
 * @param messages the message with this id
 * @param files files of this name or employer, the newest first
 * @param more whether one of the lists would have had more
 */
public record SearchResult(
        List<RecordRow> records, List<KeyHit> keys, List<MessageRow> messages, List<FileRow> files, boolean more) {

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return records.isEmpty() && keys.isEmpty() && messages.isEmpty() && files.isEmpty();
    }

    /**
     * A key of a queue.
     *
     * @param queue the queue
     * @param recordKey the key; the number of a person is masked
     * @param state the state of its decision
     * @param version the version of its last message, 0 when none was made
     * @param messageId its last message, null when none was made
     */
    public record KeyHit(String queue, String recordKey, String state, int version, @Nullable String messageId) {}
}
