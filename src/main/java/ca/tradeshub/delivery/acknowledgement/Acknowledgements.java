// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.delivery.DeliverySettings;
import ca.tradeshub.delivery.outbox.DeadLetters;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionSubject;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.parking.RefusedAcknowledgement.Problem;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.resolved.Refusals;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records the consumers' acknowledgements in the ledger. Each takes effect once, however often it arrives. A refusal opens
 * the exception {@code CONSUMER_REFUSED} and holds the records the message is based on (interface agreements, sections 3
 * and 6). An acknowledgement that is not valid, names an unknown message or comes from a user without the right to
 * acknowledge for the queue has no effect; it is kept sealed as a refused acknowledgement.
 */
@Component
public class Acknowledgements {

    private static final Messages MESSAGES = Messages.of(Acknowledgements.class);
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);

    /** 32 hexadecimal digits, not all of them decimal. */
    private static final Pattern OWN_ID = Pattern.compile("(?=.*[a-f])[0-9a-f]{32}");

    /** Only messages that were sent before the limit are read, however many were sent since. */
    private static final String COUNT_OVERDUE =
            """
            select count(*) from message_status
             where outbox_of(queue) = :queue and acknowledged_at is null and sent_at < :limit
               and id > coalesce((select through from acknowledgement_cursor where queue = :queue), 0)
               and id <= greatest((select max(last_id) from send_batch where queue = :queue and sent_at < :limit),
                                  (select max(id) from delayed_message where queue = :queue and sent_at < :limit))
            """;

    private static final String FIND =
            """
            select m.id, m.message_id, m.queue, m.record_key, m.kind = 'WITHDRAW' as withdraws, a.status,
                   exists (select from message n
                            where n.queue = m.queue and n.record_key = m.record_key and n.version > m.version) as replaced
              from message m left join acknowledgement a on a.id = m.id
             where m.message_id = any(:ids)
             order by m.id
               for update of m
            """;

    private static final String FILES =
            "select distinct file_id from message_source where message_id = any(:ids) order by file_id";

    private static final String SOURCES =
            "select file_id, line from message_record where message_id = :id order by file_id, line";

    /** What the message stated that is withdrawn, and the records that count in place of its records now. */
    private static final String WITHDRAWN =
            """
            with source as (
                select s.file_id, s.line
                  from message_record s
                 where s.message_id = (select n.id from message n
                                where n.queue = :queue and n.record_key = :key and n.kind <> 'WITHDRAW'
                                order by n.version desc limit 1))
            select file_id, line from source
            union
            select r.file_id, r.line
              from source
              join record o using (file_id, line)
              join record r on r.feed = o.feed and r.record_key = o.record_key
             where r.state not in ('SUPERSEDED', 'DUPLICATE', 'REJECTED')
             order by file_id, line
            """;

    private static final String WITHDRAWN_CREDIT =
            """
            select cast(body::json #>> '{computation,credit}' as numeric) as credit from message
             where queue = :queue and record_key = :key and kind <> 'WITHDRAW' order by version desc limit 1
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

    private static final String ADD =
            """
            insert into acknowledgement (id, queue, status, received_at, received_from, reason)
            select id, queue, status, cast(:now as timestamptz), received_from, reason
              from unnest(cast(:ids as bigint[]), cast(:queues as text[]), cast(:statuses as text[]),
                          cast(:users as text[]), cast(:reasons as text[]))
                   as given (id, queue, status, received_from, reason)
             order by id
            on conflict (id) do update
               set status = excluded.status, received_at = excluded.received_at,
                   received_from = excluded.received_from, reason = excluded.reason
            """;

    private final JdbcClient jdbc;
    private final DeadLetters deadLetters;
    private final TransactionTemplate transaction;
    private final RecordStates records;
    private final Findings findings;
    private final ExceptionCases exceptions;
    private final SenderResponses responses;
    private final RefusedAcknowledgements refused;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final DeliverySettings settings;
    private final Clock clock;

    Acknowledgements(
            JdbcClient jdbc,
            DeadLetters deadLetters,
            PlatformTransactionManager transactions,
            RecordStates records,
            Findings findings,
            ExceptionCases exceptions,
            SenderResponses responses,
            RefusedAcknowledgements refused,
            Alarms alarms,
            AuditTrail audit,
            DeliverySettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.deadLetters = deadLetters;
        this.transaction = new TransactionTemplate(transactions);
        this.records = records;
        this.findings = findings;
        this.exceptions = exceptions;
        this.responses = responses;
        this.refused = refused;
        this.alarms = alarms;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /** Records acknowledgements from a partner's own queue, which identifies the partner. */
    public void recordFrom(@Body List<InboundAcknowledgement> received, @ExchangeProperty("partner") String partner) {
        recordAll(received.stream().map(each -> each.from(partner)).toList());
    }

    /**
     * Records acknowledgements in their order; anything that is not a valid one becomes a refused acknowledgement. Those
     * that say that a message was posted, nearly all, are recorded in one transaction as far as they follow one another. If
     * it fails, each is recorded alone, so that one that cannot be recorded holds up no other.
     */
    public void recordAll(@Body List<InboundAcknowledgement> received) {
        List<InboundAcknowledgement.Readable> posted = new ArrayList<>();
        for (InboundAcknowledgement each : received) {
            if (each instanceof InboundAcknowledgement.Readable readable
                    && readable.acknowledgement().status() == Acknowledgement.Status.POSTED) {
                posted.add(readable);
            } else {
                recordPosted(posted);
                posted.clear();
                record(each);
            }
        }
        recordPosted(posted);
    }

    private void recordPosted(List<InboundAcknowledgement.Readable> posted) {
        if (posted.size() < 2) {
            posted.forEach(each -> record((InboundAcknowledgement) each));
            return;
        }
        List<InboundAcknowledgement.Readable> others;
        try {
            others = Objects.requireNonNull(transaction.execute(status -> othersThanPosted(posted)));
        } catch (RuntimeException e) {
            LOG.warn(
                    "{} acknowledgements were not recorded together and are recorded one by one: {}",
                    posted.size(),
                    FailureCause.withoutMessage(e));
            others = posted;
        }
        others.forEach(each -> record((InboundAcknowledgement) each));
    }

    /** Records those of the acknowledgements that take effect; returns those that must be refused. */
    private List<InboundAcknowledgement.Readable> othersThanPosted(List<InboundAcknowledgement.Readable> posted) {
        Map<String, Acknowledged> known = find(posted.stream()
                .map(each -> each.acknowledgement().messageId())
                .distinct()
                .toList());
        List<InboundAcknowledgement.Readable> others = new ArrayList<>();
        Map<String, Given> effective = new LinkedHashMap<>();
        for (InboundAcknowledgement.Readable each : posted) {
            Acknowledged message = known.get(each.acknowledgement().messageId());
            if (message == null
                    || !mayAcknowledge(each.user(), message.queue())
                    || message.status() != null && !message.isPosted()) {
                others.add(each);
            } else if (!message.isPosted()) {
                effective.putIfAbsent(message.messageId(), Given.of(each, message));
            }
        }
        if (!effective.isEmpty()) {
            storePosted(List.copyOf(effective.values()));
        }
        return others;
    }

    private void storePosted(List<Given> posted) {
        Long[] ids = posted.stream().map(each -> each.message().id()).toArray(Long[]::new);
        add(posted);
        deadLetters.revive(List.of(ids));
        responses.due(jdbc.sql(FILES).param("ids", ids).query(Long.class).list());
        audit.append(posted.stream().map(Given::act).toList());
    }

    private void add(List<Given> acknowledged) {
        jdbc.sql(ADD)
                .param("now", Timestamp.from(clock.instant()))
                .param(
                        "ids",
                        acknowledged.stream().map(each -> each.message().id()).toArray(Long[]::new))
                .param("queues", texts(acknowledged, each -> each.message().queue()))
                .param("statuses", texts(acknowledged, each -> each.acknowledgement()
                        .status()
                        .name()))
                .param("users", texts(acknowledged, Given::user))
                .param("reasons", texts(acknowledged, each -> each.reason()))
                .update();
    }

    private static String[] texts(List<Given> acknowledged, Function<Given, @Nullable String> part) {
        return acknowledged.stream().map(part).toArray(String[]::new);
    }

    /** Records an acknowledgement; anything that is not a valid one becomes a refused acknowledgement. */
    public void record(InboundAcknowledgement received) {
        transaction.executeWithoutResult(status -> {
            if (received instanceof InboundAcknowledgement.Readable readable) {
                record(readable);
            } else if (received instanceof InboundAcknowledgement.Unreadable unreadable) {
                refuse(unreadable, unreadable.problem(), null);
            }
        });
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

    private void record(InboundAcknowledgement.Readable received) {
        Acknowledgement acknowledgement = received.acknowledgement();
        Optional<Acknowledged> known = find(acknowledgement.messageId());
        if (known.isEmpty()) {
            refuse(received, Problem.UNKNOWN_MESSAGE, acknowledgement.messageId());
            return;
        }
        Acknowledged message = known.get();
        if (!mayAcknowledge(received.user(), message.queue())) {
            refuse(received, Problem.NOT_PERMITTED, message.messageId());
        } else if (acknowledgement.status().name().equals(message.status())) {
            LOG.debug("Message {} was acknowledged before", message.messageId());
        } else if (message.status() != null && acknowledgement.status() == Acknowledgement.Status.POSTED) {
            refuse(received, Problem.AFTER_REFUSAL, message.messageId());
        } else {
            store(Given.of(received, message));
        }
    }

    private Optional<Acknowledged> find(String messageId) {
        return Optional.ofNullable(find(List.of(messageId)).get(messageId));
    }

    /** Locks messages in the order of their rows. */
    private Map<String, Acknowledged> find(List<String> messageIds) {
        Map<String, Acknowledged> found = new HashMap<>();
        jdbc.sql(FIND).param("ids", messageIds.toArray(String[]::new)).query(rs -> {
            found.put(
                    rs.getString("message_id"),
                    new Acknowledged(
                            rs.getLong("id"),
                            rs.getString("message_id"),
                            rs.getString("queue"),
                            rs.getString("record_key"),
                            rs.getBoolean("withdraws"),
                            rs.getString("status"),
                            rs.getBoolean("replaced")));
        });
        return found;
    }

    private boolean mayAcknowledge(String user, String queue) {
        return settings.acknowledgers().getOrDefault(user, List.of()).contains(queue);
    }

    /**
     * Records that an operator treats a message as refused by its consumer; does nothing to one that was acknowledged
     * meanwhile.
     *
     * @param reason why, shown as the reason of the refusal
     */
    void refusedByOperator(String messageId, String reason, String operator) {
        Acknowledgement refusal = new Acknowledgement(
                messageId,
                Acknowledgement.Status.REFUSED,
                reason,
                clock.instant().atOffset(ZoneOffset.UTC));
        transaction.executeWithoutResult(status -> find(messageId)
                .filter(message -> message.status() == null)
                .ifPresent(message -> store(new Given(refusal, operator, Map.of("reason", reason), message))));
    }

    private void store(Given given) {
        if (given.acknowledgement().status() == Acknowledgement.Status.POSTED) {
            storePosted(List.of(given));
            return;
        }
        Acknowledged message = given.message();
        add(List.of(given));
        deadLetters.revive(List.of(message.id()));
        List<RecordAddress> contributing = contributing(message);
        if (!message.isReplaced()) {
            if (message.withdraws()) {
                askAboutWithdrawal(message, given.reason());
            } else {
                hold(message, contributing, given.reason());
            }
        }
        responses.due(contributing.stream()
                .map(RecordAddress::fileId)
                .distinct()
                .sorted()
                .toList());
        audit.append(List.of(given.act()));
    }

    private List<RecordAddress> contributing(Acknowledged message) {
        return jdbc.sql(SOURCES)
                .param("id", message.id())
                .query((rs, row) -> new RecordAddress(rs.getLong("file_id"), rs.getInt("line")))
                .list();
    }

    /**
     * Asks a person about a withdrawal. It is based on no records, so none are held: those that count now count in other
     * messages.
     */
    private void askAboutWithdrawal(Acknowledged message, @Nullable String reason) {
        List<RecordAddress> withdrawn = jdbc.sql(WITHDRAWN)
                .param("queue", message.queue())
                .param("key", message.recordKey())
                .query((rs, row) -> new RecordAddress(rs.getLong("file_id"), rs.getInt("line")))
                .list();
        Disagreement disagreement = Refusals.ofWithdrawal(message.messageId(), reason);
        BigDecimal credit = jdbc.sql(WITHDRAWN_CREDIT)
                .param("queue", message.queue())
                .param("key", message.recordKey())
                .query((rs, row) -> Optional.ofNullable(rs.getBigDecimal("credit")))
                .optional()
                .flatMap(Function.identity())
                .orElse(null);
        exceptions.open(
                ExceptionSubject.ofKey(message.recordKey()),
                List.of(disagreement.withAmount(
                        credit == null ? null : new AmountAtStake(credit, AmountAtStake.Of.CREDIT))),
                withdrawn);
        LOG.warn("The withdrawal {} was refused by its consumer", message.messageId());
    }

    /** Holds the records with their key, until a person decides or the key gets another content. */
    private void hold(Acknowledged message, List<RecordAddress> contributing, @Nullable String reason) {
        Disagreement disagreement = Refusals.disagreement(message.messageId(), reason);
        exceptions.open(ExceptionSubject.ofKey(message.recordKey()), List.of(disagreement), contributing);
        int held = records.move(
                contributing,
                Set.of(RecordState.PENDING, RecordState.DELIVERED),
                RecordState.HELD,
                ExceptionType.CONSUMER_REFUSED.name(),
                message.recordKey());
        findings.addDecided(message.recordKey(), contributing, disagreement.finding());
        LOG.warn("Message {} was refused by its consumer; {} records are held", message.messageId(), held);
    }

    private void refuse(InboundAcknowledgement received, Problem problem, @Nullable String messageId) {
        refused.add(received.user(), problem, messageId == null ? null : shown(messageId), received.received());
    }

    /** An id in the form of the hub's own stays whole, although nine of its digits may look like a number of a person. */
    private static String shown(String messageId) {
        return OWN_ID.matcher(messageId).matches() ? messageId : Masking.quoted(messageId);
    }

    /**
     * An acknowledgement that takes effect.
     *
     * @param user who gave it
     * @param evidence what the audit entry has besides
     * @param message the message it is about
     */
    private record Given(
            Acknowledgement acknowledgement, String user, Map<String, String> evidence, Acknowledged message) {

        static Given of(InboundAcknowledgement.Readable received, Acknowledged message) {
            return new Given(
                    received.acknowledgement(),
                    received.user(),
                    Map.of("acknowledgement", received.received().digest()),
                    message);
        }

        @Nullable
        String reason() {
            return Masking.freeText(acknowledgement.reason());
        }

        AuditTrail.Act act() {
            Map<String, Object> detail = new HashMap<>(evidence);
            detail.put("at", acknowledgement.at().toString());
            detail.put("queue", message.queue());
            return new AuditTrail.Act(
                    "user:" + user,
                    "message." + acknowledgement.status().name().toLowerCase(Locale.ROOT),
                    "message:" + message.messageId(),
                    detail);
        }
    }

    /**
     * A message.
     *
     * @param withdraws whether it withdraws its key
     * @param status how it was acknowledged before, null when it was not
     * @param isReplaced whether a newer message of its key was made since, so that nothing is left to settle
     */
    private record Acknowledged(
            long id,
            String messageId,
            String queue,
            String recordKey,
            boolean withdraws,
            @Nullable String status,
            boolean isReplaced) {

        boolean isPosted() {
            return Acknowledgement.Status.POSTED.name().equals(status);
        }
    }
}
