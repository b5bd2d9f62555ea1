// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is sent, and what is not: for each queue the last message sent, and apart from it the delayed messages. A delayed
 * message was attempted and is not known to be sent, is parked, or is behind such a message of its group. It keeps its
 * row when it is sent. All methods work in the caller's transaction.
 *
 * <p>Messages become visible in the order of their ids, see {@link ca.tradeshub.locks.AdvisoryLock#MESSAGES}; a queue
 * therefore never passes over one.
 */
@Component
public class OutboxLedger {

    /**
     * The newest message of a queue is found at the end of its part of the index, however many messages other queues
     * have. With an equation the planner would read the messages of all queues from the newest on until one is of the
     * queue, which is all of them for a queue without messages.
     */
    private static final String HAS_UNSENT =
            """
            select coalesce((select id from message
                              where outbox_of(queue) >= :queue and outbox_of(queue) <= :queue
                              order by outbox_of(queue) desc, id desc limit 1)
                            > coalesce((select sent_through from queue_cursor where queue = :queue), 0), false)
                or exists (select from delayed_message where queue = :queue and sent_at is null and not parked)
            """;

    private static final String DELAY_UNFINISHED =
            """
            insert into delayed_message (id, queue, group_id, attempts, next_attempt_at)
            select m.id, m.queue, m.group_id, 1, cast(:at as timestamptz)
              from queue_cursor c cross join message m
             where c.queue = :queue and outbox_of(m.queue) = :queue and m.id > c.sent_through and m.id <= c.taken_through
            on conflict (id) do nothing
            """;

    private static final String REMOVE_UNFINISHED = "delete from send_batch where queue = :queue and sent_at is null";

    private static final String PASS_TAKEN =
            "update queue_cursor set sent_through = taken_through where queue = :queue and sent_through < taken_through";

    private static final String DUE_DELAYED =
            """
            select m.id, m.message_id, m.contract, m.record_key, m.group_id, m.version, m.kind,
                   d.attempts + 1 as attempts, m.body
              from delayed_message d join message m on m.id = d.id
             where d.queue = :queue and d.sent_at is null and not d.parked
               and (d.next_attempt_at is null or d.next_attempt_at <= :now)
               and not exists (select from delayed_message e
                                where e.queue = d.queue and e.group_id = d.group_id and e.sent_at is null
                                  and e.id < d.id and (e.attempts > 0 or e.parked))
             order by d.attempts = 0, d.id
             limit :limit
            """;

    private static final String COUNT_ATTEMPT =
            "update delayed_message set attempts = attempts + 1, next_attempt_at = null where id = any(:ids)";

    /** The next messages in their order; not farther than the window after the oldest message whose outcome is unknown. */
    private static final String NEXT =
            """
            select m.id, m.message_id, m.contract, m.record_key, m.group_id, m.version, m.kind, 1 as attempts, m.body,
                   exists (select from delayed_message d
                            where d.queue = m.queue and d.group_id = m.group_id and d.sent_at is null) as behind
              from message m
             where outbox_of(m.queue) = :queue
               and m.id > coalesce((select taken_through from queue_cursor where queue = :queue), 0)
               and m.id < coalesce((select min(id) from delayed_message
                                     where queue = :queue and sent_at is null and attempts > 0 and not parked), m.id)
                          + :window
             order by m.id
             limit :limit
            """;

    private static final String DELAY_BEHIND =
            """
            insert into delayed_message (id, queue, group_id, attempts)
            select id, queue, group_id, 0 from message where id = any(:ids)
            """;

    private static final String TAKE =
            """
            insert into queue_cursor (queue, taken_through) values (:queue, :last)
            on conflict (queue) do update set taken_through = excluded.taken_through
            """;

    private static final String BEGIN =
            """
            insert into send_batch (queue, last_id, messages, epoch, attempted_at)
            values (:queue, :last, :messages, :epoch, :now)
            """;

    private static final String FINISH =
            """
            update send_batch set sent_at = :now, sent_in = pg_current_xact_id()
             where queue = :queue and sent_at is null
            """;

    private static final String MARK_DELAYED_SENT =
            """
            update delayed_message
               set sent_at = :now, sent_in = pg_current_xact_id(), next_attempt_at = null, parked = false
             where id = any(:ids) and sent_at is null
            """;

    private static final String RETRY_OR_PARK =
            """
            update delayed_message set parked = :parked, next_attempt_at = :at where id = :id and sent_at is null
            """;

    private static final String RELEASE =
            "update delayed_message set parked = false, next_attempt_at = null where id = :id and sent_at is null";

    private static final String RETRY_ALL_NOW =
            """
            update delayed_message set next_attempt_at = null
             where queue = :queue and sent_at is null and not parked and next_attempt_at is not null
            """;

    private final JdbcClient jdbc;

    OutboxLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a message waits to be sent, parked ones aside. */
    boolean hasUnsent(String queue) {
        return jdbc.sql(HAS_UNSENT).param("queue", queue).query(Boolean.class).single();
    }

    /**
     * Ends a batch whose outcome is unknown or that failed: each of its messages is delayed, attempted once. Does nothing
     * when every batch is finished.
     *
     * @param retryAt not sent again before this time
     */
    void delayUnfinished(String queue, Instant retryAt) {
        int unfinished = jdbc.sql(REMOVE_UNFINISHED).param("queue", queue).update();
        if (unfinished > 0) {
            jdbc.sql(DELAY_UNFINISHED)
                    .param("queue", queue)
                    .param("at", Timestamp.from(retryAt))
                    .update();
            jdbc.sql(PASS_TAKEN).param("queue", queue).update();
        }
    }

    /**
     * The delayed messages that are due, those attempted before first. Those that were not attempted have only such
     * messages of their group before them, and keep their order.
     */
    List<OutgoingMessage> dueDelayed(String queue, Instant now, int limit) {
        return jdbc.sql(DUE_DELAYED)
                .param("queue", queue)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query(OutboxLedger::read)
                .list();
    }

    /** Counts an attempt to send delayed messages. */
    void countAttempt(Collection<OutgoingMessage> delayed) {
        jdbc.sql(COUNT_ATTEMPT).param("ids", ids(delayed)).update();
    }

    /**
     * Takes the next messages of the queue as a batch. Messages behind a delayed one of their group are delayed too, and
     * are not part of it.
     *
     * @param epoch the epoch of the lease under which it is sent
     * @param window how far after the oldest message of unknown outcome messages are taken
     * @param limit the most messages taken
     * @return the batch; empty when no message is left
     */
    List<OutgoingMessage> take(String queue, long epoch, int window, int limit, Instant now) {
        while (true) {
            List<Next> next = jdbc.sql(NEXT)
                    .param("queue", queue)
                    .param("window", window)
                    .param("limit", limit)
                    .query((rs, row) -> new Next(read(rs, row), rs.getBoolean("behind")))
                    .list();
            if (next.isEmpty()) {
                return List.of();
            }
            long last = next.get(next.size() - 1).message().id();
            jdbc.sql(TAKE).param("queue", queue).param("last", last).update();
            delayBehind(next.stream().filter(Next::behind).map(Next::message).toList());
            List<OutgoingMessage> batch = next.stream()
                    .filter(each -> !each.behind())
                    .map(Next::message)
                    .toList();
            if (batch.isEmpty()) {
                jdbc.sql(PASS_TAKEN).param("queue", queue).update();
            } else {
                jdbc.sql(BEGIN)
                        .param("queue", queue)
                        .param("last", last)
                        .param("messages", batch.size())
                        .param("epoch", epoch)
                        .param("now", Timestamp.from(now))
                        .update();
                return batch;
            }
        }
    }

    private void delayBehind(List<OutgoingMessage> behind) {
        if (!behind.isEmpty()) {
            jdbc.sql(DELAY_BEHIND).param("ids", ids(behind)).update();
        }
    }

    /** Marks a batch as sent. */
    void finish(OutboxBatch batch, Instant now) {
        if (batch.delayed()) {
            jdbc.sql(MARK_DELAYED_SENT)
                    .param("now", Timestamp.from(now))
                    .param("ids", ids(batch.messages()))
                    .update();
        } else {
            jdbc.sql(FINISH)
                    .param("now", Timestamp.from(now))
                    .param("queue", batch.queue())
                    .update();
            jdbc.sql(PASS_TAKEN).param("queue", batch.queue()).update();
        }
    }

    /**
     * Sets when a delayed message is sent again, or parks it until an operator releases it.
     *
     * @return whether the message is unsent; a sent one is left as it is
     */
    boolean retryOrPark(long id, boolean parked, Instant retryAt) {
        return jdbc.sql(RETRY_OR_PARK)
                        .param("parked", parked)
                        .param("at", Timestamp.from(retryAt))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Releases a parked message, so that it is sent again at once. */
    void release(long id) {
        jdbc.sql(RELEASE).param("id", id).update();
    }

    /** Ends the waiting time of a queue's delayed messages, except parked ones. */
    void retryAllNow(String queue) {
        jdbc.sql(RETRY_ALL_NOW).param("queue", queue).update();
    }

    private static Long[] ids(Collection<OutgoingMessage> messages) {
        return messages.stream().map(OutgoingMessage::id).toArray(Long[]::new);
    }

    private record Next(OutgoingMessage message, boolean behind) {}

    private static OutgoingMessage read(ResultSet rs, int row) throws SQLException {
        return new OutgoingMessage(
                rs.getLong("id"), OutgoingMessage.Head.read(rs), rs.getInt("attempts"), rs.getString("body"));
    }
}
