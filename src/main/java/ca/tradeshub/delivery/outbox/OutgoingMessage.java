// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

/**
 * A message on its way out.
 *
 * @param id its row in the ledger; rows are sent in this order
 * @param messageId the contract's message id
 * @param contract the contract it follows
 * @param recordKey the key it is about
 * @param groupId the group within which it keeps its order
 * @param version its version within the key
 * @param kind {@code NEW}, {@code AMEND} or {@code WITHDRAW}
 * @param attempts attempts made, this one included
 * @param body the text to send
 */
public record OutgoingMessage(
        long id,
        String messageId,
        String contract,
        String recordKey,
        String groupId,
        int version,
        String kind,
        int attempts,
        String body) {}
