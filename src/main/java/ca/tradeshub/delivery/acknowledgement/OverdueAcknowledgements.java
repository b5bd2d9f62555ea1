// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.delivery.DeliverySettings;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Watches for messages that their consumers did not acknowledge in time. */
@Component
public class OverdueAcknowledgements {

    private static final Messages MESSAGES = Messages.of(OverdueAcknowledgements.class);

    /** Only messages that were sent before the limit are read, however many were sent since. */
    private static final String COUNT_OVERDUE =
            """
            select count(*) from message_status
             where outbox_of(queue) = :queue and acknowledged_at is null and sent_at < :limit
               and id > coalesce((select through from acknowledgement_cursor where queue = :queue), 0)
               and id <= greatest((select max(last_id) from send_batch where queue = :queue and sent_at < :limit),
                                  (select max(id) from delayed_message where queue = :queue and sent_at < :limit))
            """;

    /** Reads on from where the last one ended, up to the first message that is not acknowledged. */
    private static final String ADVANCE =
            """
            insert into acknowledgement_cursor as c (queue, through)
            select :queue, coalesce(waiting.id - 1, newest.id)
              from (select max(id) as id from message where outbox_of(queue) = :queue) newest
              left join lateral (
                select m.id from message m
                 where outbox_of(m.queue) = :queue
                   and m.id > coalesce((select through from acknowledgement_cursor where queue = :queue), 0)
                   and (select a.id from acknowledgement a where a.id = m.id) is null
                 order by m.id limit 1) waiting on true
             where newest.id is not null
            on conflict (queue) do update set through = excluded.through where c.through < excluded.through
            """;

    private final JdbcClient jdbc;
    private final Alarms alarms;
    private final DeliverySettings settings;
    private final Clock clock;

    OverdueAcknowledgements(JdbcClient jdbc, Alarms alarms, DeliverySettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.alarms = alarms;
        this.settings = settings;
        this.clock = clock;
    }

    /** Raises an alarm for each queue with messages unacknowledged past the limit, and closes it when all are acknowledged. */
    public void watch() {
        Instant limit = clock.instant().minus(settings.acknowledgementLimit());
        for (OutgoingQueue queue : OutgoingQueue.values()) {
            jdbc.sql(ADVANCE).param("queue", queue.queueName()).update();
            long overdue = jdbc.sql(COUNT_OVERDUE)
                    .param("queue", queue.queueName())
                    .param("limit", Timestamp.from(limit))
                    .query(Long.class)
                    .single();
            if (overdue > 0) {
                alarms.raise(
                        AlarmCode.ACKNOWLEDGEMENT_OVERDUE,
                        queue.queueName(),
                        MESSAGES.text("overdue", overdue, settings.acknowledgementLimit()));
            } else {
                alarms.close(AlarmCode.ACKNOWLEDGEMENT_OVERDUE, queue.queueName());
            }
        }
    }
}
