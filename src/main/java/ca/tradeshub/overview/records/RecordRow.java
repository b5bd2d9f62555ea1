// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.records;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record in a list. It has no personal data: its key is the number of an agreement, a certificate or a pay line.
 *
 * @param fileId the ledger's id of its file
 * @param line its line
 * @param file the name of its file
 * @param sender who sent it
 * @param feed its feed
 * @param key its key, null when it could not be read
 * @param state its state
 * @param rule the rule or code that decided the state, null when none did
 * @param amount its hours or gross wages, null for certificates and when they could not be read
 * @param changedAt when it came into its state
 * @param current whether it is the current record of its key
 * @param supersededBy the record that replaced it, or that it repeats; null when none does
 */
public record RecordRow(
        long fileId,
        int line,
        String file,
        String sender,
        Feed feed,
        @Nullable String key,
        RecordState state,
        @Nullable String rule,
        @Nullable BigDecimal amount,
        Instant changedAt,
        boolean current,
        @Nullable Replacement supersededBy) {

    /**
     * The record that replaces another.
     *
     * @param fileId the ledger's id of its file
     * @param line its line
     * @param file the name of its file
     */
    public record Replacement(long fileId, int line, String file) {

        /** Its id, {@code <file>:<line>}. */
        public String id() {
            return fileId + ":" + line;
        }
    }

    /** Its id, {@code <file>:<line>}. */
    public String id() {
        return fileId + ":" + line;
    }
}
