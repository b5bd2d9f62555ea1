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
import ca.tradeshub.ledger.state.RecordStates;
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

    private final OutboxLedger messages;
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
            OutboxLedger messages,
            PlatformTransactionManager transactions,
            QueueLeases leases,
            RecordStates records,
            Parking parking,
            Alarms alarms,
            AuditTrail audit,
            DeliverySettings settings,
            Clock clock) {
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
        if (!circuitBreaker.allows(clock.instant()) || !messages.hasUnsent(queue)) {
            return OutboxBatch.nothing(queue);
        }
        int limit = circuitBreaker.isTrying() ? 1 : settings.batchSize();
        return transaction.execute(status ->
                leases.hold(queue).map(epoch -> next(queue, epoch, limit)).orElseGet(() -> OutboxBatch.nothing(queue)));
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
            int delivered = records.writeOutcome(batch.ids(), () -> messages.finish(batch, clock.instant()));
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
            if (!batch.delayed()) {
                messages.delayUnfinished(batch.queue(), now);
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

    private OutboxBatch next(String queue, long epoch, int limit) {
        Instant now = clock.instant();
        // What an earlier run took and did not report is of unknown outcome.
        messages.delayUnfinished(queue, now);
        List<OutgoingMessage> due = messages.dueDelayed(queue, now, limit);
        if (due.isEmpty()) {
            return new OutboxBatch(queue, epoch, false, messages.take(queue, epoch, settings.window(), limit, now));
        }
        List<OutgoingMessage> delayed = due.get(0).attempts() > 1
                ? due.subList(0, 1)
                : due.stream().filter(message -> message.attempts() == 1).toList();
        messages.countAttempt(delayed);
        return new OutboxBatch(queue, epoch, true, delayed);
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
}
