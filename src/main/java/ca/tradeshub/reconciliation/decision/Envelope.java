// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part every message shares (interface agreements, section 3).
 *
 * @param messageId deterministic id
 * @param kind {@code NEW}, {@code AMEND} or {@code WITHDRAW}
 * @param recordKey the key
 * @param version 1, 2, … per key
 * @param supersedes the message it replaces, null for the first
 * @param decidedAt when the decision was made
 * @param rulesVersion digest of the rule set
 */
public record Envelope(
        String messageId,
        Kind kind,
        String recordKey,
        int version,
        @Nullable String supersedes,
        Instant decidedAt,
        String rulesVersion) {

    /** The effect of a message on the key's earlier messages. */
    public enum Kind {
        NEW,
        AMEND,
        WITHDRAW
    }
}
