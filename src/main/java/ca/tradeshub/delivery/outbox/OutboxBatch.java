// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import java.util.List;

/**
 * Messages to send to one queue now: several on their first attempt, which may share a transaction of the broker, or one
 * that was attempted before. The broker may already have such a message, and a duplicate id would fail a whole
 * transaction; the message is sent alone and outside any transaction, so that the broker drops the duplicate.
 *
 * @param queue the queue's name
 * @param epoch the epoch of the lease under which the batch was taken
 * @param delayed whether the messages are delayed ones, apart from the order of the queue
 * @param messages the messages in their order, empty when there is nothing to do
 */
public record OutboxBatch(String queue, long epoch, boolean delayed, List<OutgoingMessage> messages) {

    public OutboxBatch {
        messages = List.copyOf(messages);
        if (messages.size() > 1 && messages.stream().anyMatch(message -> message.attempts() > 1)) {
            throw new IllegalArgumentException("A message that was attempted before must be sent alone");
        }
    }

    static OutboxBatch nothing(String queue) {
        return new OutboxBatch(queue, 0, false, List.of());
    }

    /** Whether there is nothing to send. */
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Whether the messages may share a transaction of the broker. */
    public boolean isFirstAttempt() {
        return messages.stream().allMatch(message -> message.attempts() == 1);
    }

    List<Long> ids() {
        return messages.stream().map(OutgoingMessage::id).toList();
    }
}
