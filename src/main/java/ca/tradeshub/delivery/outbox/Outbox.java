// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.delivery.DeliverySettings;
import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.ledger.parking.WorkReleased;
import ca.tradeshub.ledger.record.RecordStates;
import ca.tradeshub.reconciliation.decision.MessageLedger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The messages that are decided and not yet on their queue. A route takes a batch, sends it, and reports whether the
 * broker has accepted it.
 *
 * <p>An attempt is counted and committed before it is made. After a crash between the broker's commit and the mark
 * here, the message is therefore sent again alone, under the same duplicate-detection id, and the broker drops it.
 * Messages of a group keep their order: one that waits or is parked holds back only the later ones of its group.
 */
@Component
public class Outbox {

    private static final Messages MESSAGES = Messages.of(Outbox.class);
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final String STEP = "deliver";
    private static final String REFERENCE = "message:";

    private static final String HAS_UNSENT =
            "select id from message where queue = :queue and sent_at is null order by id limit 1";

    private static final String DUE =
            """
            with troubled as materialized (
                select group_id, id, parked from message
                 where queue = :queue and sent_at is null and (attempts > 0 or parked)),
            first_of_group as materialized (select group_id, min(id) as id from troubled group by group_id),
            oldest as materialized (select min(id) as id from troubled where not parked)
            select id, message_id, contract, record_key, group_id, version, kind, attempts + 1 as attempts, body
              from message
             where queue = :queue and sent_at is null and not parked
               and (next_attempt_at is null or next_attempt_at <= :now)
               and not exists (select from first_of_group f
                                where f.group_id = message.group_id and f.id < message.id)
               and (message.attempts > 0 or id < coalesce((select id from oldest), id) + :window)
             order by id
             limit :limit
            """;

    private final JdbcClient jdbc;
    private final MessageLedger messages;
    private final TransactionTemplate transaction;
    private final QueueLeases leases;
    private final RecordStates records;
    private final Parking parking;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Map<String, CircuitBreaker> circuits = new ConcurrentHashMap<>();

    Outbox(
            JdbcClient jdbc,
            MessageLedger messages,
            PlatformTransactionManager transactions,
            QueueLeases leases,
            RecordStates records,
            Parking parking,
            Alarms alarms,
            AuditTrail audit,
            DeliverySettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.transaction = new TransactionTemplate(transactions);
        this.leases = leases;
        this.records = records;
        this.parking = parking;
        this.alarms = alarms;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Takes the next messages of a queue and counts the attempt.
     *
     * @param queue the queue's name
     * @return the messages; empty when no message is due, when another hub sends to the queue, or while the circuit breaker
     *     is open after failures
     */
    public OutboxBatch next(@ExchangeProperty("queue") String queue) {
        CircuitBreaker circuitBreaker = circuitBreaker(queue);
        if (!circuitBreaker.allows(clock.instant()) || !hasUnsent(queue)) {
            return OutboxBatch.nothing(queue);
        }
        return transaction.execute(status -> leases.hold(queue)
                .map(epoch -> new OutboxBatch(queue, epoch, attempt(due(queue, circuitBreaker.isTrying()))))
                .orElseGet(() -> OutboxBatch.nothing(queue)));
    }

    /**
     * Notes that the broker has committed a batch: marks its messages sent and their records delivered. Does nothing
     * when the lease was lost meanwhile: the hub that has it sends the messages again, and the broker drops them.
     */
    public void sent(@Body OutboxBatch batch) {
        if (!batch.isEmpty()) {
            mark(batch);
        }
        recovered(batch.queue());
        LOG.debug("Sent {} messages to {}", size(batch), batch.queue());
    }

    private void mark(OutboxBatch batch) {
        transaction.executeWithoutResult(status -> {
            if (!leases.isValid(batch.queue(), batch.epoch())) {
                LOG.warn(
                        "The lease of queue {} was lost while {} messages were being sent", batch.queue(), size(batch));
                return;
            }
            messages.markSent(batch.ids(), clock.instant());
            int delivered = records.delivered(batch.ids());
            audit.append(
                    STEP,
                    "send",
                    batch.queue(),
                    Map.of(
                            "messages", size(batch),
                            "first", batch.ids().get(0),
                            "last", batch.ids().get(size(batch) - 1),
                            "records", delivered));
        });
    }

    /**
     * Notes that a batch failed or that its outcome is unknown. Its messages are sent again later, each alone. One that
     * has used up its attempts while others of its queue pass is parked. A failure of the broker or of its connection never
     * parks a message.
     *
     * @param batch the batch
     * @param cause what went wrong
     */
    public void failed(@Body OutboxBatch batch, @ExchangeProperty("CamelExceptionCaught") Exception cause) {
        Instant now = clock.instant();
        CircuitBreaker circuitBreaker = circuitBreaker(batch.queue());
        boolean othersPass = circuitBreaker.failed(now);
        boolean ofBroker = BrokerFault.is(cause);
        boolean late = BrokerFault.isLate(cause);
        String reason = FailureCause.withoutMessage(cause);
        LOG.warn("Sending {} messages to {} failed: {}", size(batch), batch.queue(), reason);
        transaction.executeWithoutResult(status -> {
            if (!leases.isValid(batch.queue(), batch.epoch())) {
                return;
            }
            for (OutgoingMessage message : batch.messages()) {
                boolean spent = othersPass && !ofBroker && message.attempts() >= settings.attempts();
                boolean unsent =
                        messages.retryOrPark(message.id(), spent, now.plus(settings.retryAfter(message.attempts())));
                if (spent && unsent) {
                    try (MDC.MDCCloseable id = MDC.putCloseable("messageId", message.messageId())) {
                        LOG.error(
                                "Message {} is parked after {} attempts: {}", message.id(), message.attempts(), reason);
                    }
                    parking.park(STEP, REFERENCE + message.id(), FailureCause.textWithoutMessage(cause));
                }
            }
            if (late) {
                alarms.raiseOrRestate(
                        AlarmCode.DELIVERY_STOPPED, batch.queue(), MESSAGES.text("no-room", settings.sendLimit()));
            } else if (circuitBreaker.isBroken()) {
                alarms.raise(AlarmCode.DELIVERY_STOPPED, batch.queue(), MESSAGES.text("stopped", reason));
            }
        });
    }

    /** Sends a parked message again that an operator has released. */
    @EventListener
    public void released(WorkReleased release) {
        if (release.work().step().equals(STEP) && release.work().reference().startsWith(REFERENCE)) {
            messages.release(Long.parseLong(release.work().reference().substring(REFERENCE.length())));
        }
    }

    private boolean hasUnsent(String queue) {
        return jdbc.sql(HAS_UNSENT)
                .param("queue", queue)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private List<OutgoingMessage> due(String queue, boolean trial) {
        List<OutgoingMessage> due = jdbc.sql(DUE)
                .param("queue", queue)
                .param("now", Timestamp.from(clock.instant()))
                .param("window", settings.window())
                .param("limit", trial ? 1 : settings.batchSize())
                .query(Outbox::read)
                .list();
        if (!due.isEmpty() && due.get(0).attempts() > 1) {
            return due.subList(0, 1);
        }
        return due.stream().filter(message -> message.attempts() == 1).toList();
    }

    private List<OutgoingMessage> attempt(List<OutgoingMessage> due) {
        if (!due.isEmpty()) {
            messages.countAttempt(due.stream().map(OutgoingMessage::id).toList());
        }
        return due;
    }

    private void recovered(String queue) {
        CircuitBreaker circuitBreaker = circuitBreaker(queue);
        if (circuitBreaker.isBroken()) {
            // Messages that wait only because the broker was unavailable are sent at once.
            messages.retryAllNow(queue);
            LOG.info("The broker accepts messages for {} again", queue);
        }
        if (circuitBreaker.isAlarmPossible() || circuitBreaker.isTrying()) {
            alarms.close(AlarmCode.DELIVERY_STOPPED, queue);
        }
        circuitBreaker.succeeded();
    }

    private CircuitBreaker circuitBreaker(String queue) {
        return circuits.computeIfAbsent(
                queue, q -> new CircuitBreaker(settings.circuitFailures(), settings.circuitPause()));
    }

    private static int size(OutboxBatch batch) {
        return batch.messages().size();
    }

    private static OutgoingMessage read(ResultSet rs, int row) throws SQLException {
        return new OutgoingMessage(
                rs.getLong("id"),
                rs.getString("message_id"),
                rs.getString("contract"),
                rs.getString("record_key"),
                rs.getString("group_id"),
                rs.getInt("version"),
                rs.getString("kind"),
                rs.getInt("attempts"),
                rs.getString("body"));
    }
}
