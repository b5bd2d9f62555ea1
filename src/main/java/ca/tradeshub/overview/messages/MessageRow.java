// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message in a list.
 *
 * @param messageId its id
 * @param queue where it goes
 * @param contract the contract of its body
 * @param recordKey what it is about; the number of a person is masked
 * @param kind {@code NEW}, {@code AMEND} or {@code WITHDRAW}
 * @param version its version
 * @param supersedes the message before it, null for the first version
 * @param status its status
 * @param decidedAt when it was decided
 * @param sentAt when it was sent, null while it waits
 * @param acknowledgedAt when its consumer answered, null before
 * @param reason the consumer's reason, null when it gave none
 * @param rulesVersion the rule set under which it was decided
 */
public record MessageRow(
        String messageId,
        String queue,
        String contract,
        String recordKey,
        String kind,
        int version,
        @Nullable String supersedes,
        MessageStatus status,
        Instant decidedAt,
        @Nullable Instant sentAt,
        @Nullable Instant acknowledgedAt,
        @Nullable String reason,
        String rulesVersion) {}
