// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message based on a file's records.
 *
 * @param messageId its id
 * @param queue where it goes
 * @param recordKey what it is about; the number of a person is masked
 * @param kind {@code NEW}, {@code AMEND} or {@code WITHDRAW}
 * @param version its version
 * @param decidedAt when it was decided
 * @param sentAt when it was sent, null while it waits
 * @param deadLetteredAt when it was found among the dead letters, null when it is not one
 * @param acknowledgement {@code POSTED} or {@code REFUSED}, null until the consumer has answered
 * @param reason the consumer's reason, null when it gave none
 */
public record MessageRow(
        String messageId,
        String queue,
        String recordKey,
        String kind,
        int version,
        Instant decidedAt,
        @Nullable Instant sentAt,
        @Nullable Instant deadLetteredAt,
        @Nullable String acknowledgement,
        @Nullable String reason) {}
