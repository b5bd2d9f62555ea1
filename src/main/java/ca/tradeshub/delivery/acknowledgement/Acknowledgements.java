package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.delivery.DeliverySettings;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.ledger.record.RecordStates;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The consumers' answers in the ledger. Each takes effect once, however often it arrives. A refusal opens the break
 * {@code CONSUMER_REFUSED} and holds the records the message rests on (interface agreements, sections 3 and 6). What is
 * no acknowledgement, names no message or comes from a user who may not answer for the queue is parked without its text.
 */
@Component
public class Acknowledgements {

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);
    private static final String STEP = "acknowledgements";
    private static final int DIGEST_SHOWN = 16;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final RecordStates records;
    private final ExceptionCases breaks;
    private final SenderResponses responses;
    private final Parking parking;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final DeliverySettings settings;
    private final Clock clock;

    Acknowledgements(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            RecordStates records,
            ExceptionCases breaks,
            SenderResponses responses,
            Parking parking,
            Alarms alarms,
            AuditTrail audit,
            DeliverySettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.records = records;
        this.breaks = breaks;
        this.responses = responses;
        this.parking = parking;
        this.alarms = alarms;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** Records an acknowledgement, or parks what is none. */
    public void record(InboundAcknowledgement received) {
        transaction.executeWithoutResult(status -> {
            if (received instanceof InboundAcknowledgement.Readable readable) {
                record(readable);
            } else if (received instanceof InboundAcknowledgement.Unreadable unreadable) {
                refuse(unreadable, unreadable.problem());
            }
        });
    }

    /** Opens an alarm for each queue with messages unacknowledged past the limit, and closes it when there are none. */
    public void watch() {
        Instant limit = clock.instant().minus(settings.acknowledgementLimit());
        for (OutgoingQueue queue : OutgoingQueue.values()) {
            long overdue = jdbc.sql(
                            """
                            select count(*) from message
                             where queue = :queue and sent_at is not null and acknowledged_at is null
                               and sent_at < :limit
                            """)
                    .param("queue", queue.queueName())
                    .param("limit", Timestamp.from(limit))
                    .query(Long.class)
                    .single();
            if (overdue > 0) {
                alarms.raise(
                        AlarmCode.ACKNOWLEDGEMENT_OVERDUE,
                        queue.queueName(),
                        overdue + " messages have waited longer than " + settings.acknowledgementLimit()
                                + " for an acknowledgement");
            } else {
                alarms.close(AlarmCode.ACKNOWLEDGEMENT_OVERDUE, queue.queueName());
            }
        }
    }

    private void record(InboundAcknowledgement.Readable received) {
        Acknowledgement acknowledgement = received.acknowledgement();
        Optional<Acknowledged> known = find(acknowledgement.messageId());
        if (known.isEmpty()) {
            refuse(received, "It names no message of this hub");
            return;
        }
        Acknowledged message = known.get();
        if (!mayAcknowledge(received.user(), message.queue())) {
            refuse(received, "Its user may not acknowledge messages of " + message.queue());
        } else if (acknowledgement.status().name().equals(message.status())) {
            LOG.debug("Message {} was acknowledged before", message.messageId());
        } else if (message.status() != null && acknowledgement.status() == Acknowledgement.Status.POSTED) {
            refuse(received, "It says posted of message " + message.messageId() + ", which was refused before");
        } else {
            store(received, message);
        }
    }

    private Optional<Acknowledged> find(String messageId) {
        return jdbc.sql(
                        """
                        select id, message_id, queue, record_key, acknowledgement from message
                         where message_id = :id for update
                        """)
                .param("id", messageId)
                .query((rs, row) -> new Acknowledged(
                        rs.getLong(1), rs.getString(2), rs.getString(3), rs.getString(4), rs.getString(5)))
                .optional();
    }

    private boolean mayAcknowledge(String user, String queue) {
        return settings.acknowledgers().getOrDefault(user, List.of()).contains(queue);
    }

    private void store(InboundAcknowledgement.Readable received, Acknowledged message) {
        Acknowledgement acknowledgement = received.acknowledgement();
        String reason = PartnerText.safe(acknowledgement.reason());
        jdbc.sql(
                        """
                        update message
                           set acknowledgement = :status, acknowledged_at = :now, acknowledged_by = :by,
                               acknowledgement_reason = :reason
                         where id = :id
                        """)
                .param("status", acknowledgement.status().name())
                .param("now", Timestamp.from(clock.instant()))
                .param("by", received.user())
                .param("reason", reason, Types.VARCHAR)
                .param("id", message.id())
                .update();
        List<RecordAddress> contributing = contributing(message);
        if (acknowledgement.status() == Acknowledgement.Status.REFUSED) {
            hold(message, contributing, reason);
        }
        contributing.stream().map(RecordAddress::fileId).distinct().sorted().forEach(responses::due);
        audit.append(
                "user:" + received.user(),
                "message." + acknowledgement.status().name().toLowerCase(Locale.ROOT),
                "message:" + message.messageId(),
                Map.of(
                        "at",
                        acknowledgement.at().toString(),
                        "queue",
                        message.queue(),
                        "acknowledgement",
                        received.digest()));
    }

    private List<RecordAddress> contributing(Acknowledged message) {
        return jdbc.sql("select file_id, line from message_source where message_id = :id order by file_id, line")
                .param("id", message.id())
                .query((rs, row) -> new RecordAddress(rs.getLong(1), rs.getInt(2)))
                .list();
    }

    /** Held by themselves, not with their key: deciding the key again does not release them, only a person does. */
    private void hold(Acknowledged message, List<RecordAddress> contributing, String reason) {
        String detail = "Message " + message.messageId() + " was refused: "
                + (reason == null || reason.isEmpty() ? "no reason given" : reason);
        breaks.open(
                message.recordKey(),
                List.of(new ExceptionCases.Disagreement(
                        ExceptionCases.Type.CONSUMER_REFUSED, null, detail, null, null)),
                contributing);
        int held = records.move(
                contributing,
                Set.of(RecordState.PENDING, RecordState.DELIVERED),
                RecordState.HELD,
                ExceptionCases.Type.CONSUMER_REFUSED.name(),
                null);
        LOG.warn("Message {} was refused by its consumer; {} records are held", message.messageId(), held);
    }

    private void refuse(InboundAcknowledgement received, String problem) {
        String who =
                received.user().isEmpty() ? "nobody the broker knows" : "user " + PartnerText.safe(received.user());
        parking.park(
                STEP,
                "acknowledgement:" + received.digest().substring(0, DIGEST_SHOWN),
                "An acknowledgement of " + who + " was not taken. " + problem + ".");
    }

    private record Acknowledged(long id, String messageId, String queue, String recordKey, String status) {}
}
