// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import org.jspecify.annotations.Nullable;

/** The status of a message, with the statement part that finds its messages. */
public enum MessageStatus {
    /** Made and not sent yet. */
    WAITING(
            """
            (m.id > coalesce((select c.sent_through from queue_cursor c where c.queue = m.queue), 0)
             or m.id in (select d.id from delayed_message d))
            and not m.sent and m.dead_lettered_at is null and m.acknowledgement is null"""),
    /** Sent, and the consumer has not answered. */
    SENT("m.sent and m.dead_lettered_at is null and m.acknowledgement is null"),
    /** The consumer accepted it. */
    ACCEPTED("m.acknowledgement = 'POSTED'"),
    /** The consumer refused it. */
    REFUSED("m.id in (select a.id from acknowledgement a where a.status = 'REFUSED')"),
    /** Among the dead letters of the broker: not delivered. */
    DEAD_LETTER("m.id in (select l.id from dead_letter l) and m.acknowledgement is null");

    private final String condition;

    MessageStatus(String condition) {
        this.condition = condition;
    }

    /** The condition on {@code message_status m}. */
    String condition() {
        return condition;
    }

    /** The status of a message. */
    static MessageStatus of(boolean sent, boolean dead, @Nullable String acknowledgement) {
        if (acknowledgement != null) {
            return acknowledgement.equals("POSTED") ? ACCEPTED : REFUSED;
        }
        return dead ? DEAD_LETTER : sent ? SENT : WAITING;
    }
}
