// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The only writer of messages and of the records they are based on, in the caller's transaction. */
@Component
public class MessageLedger {

    private static final String NEXT_IDS =
            "select nextval(pg_get_serial_sequence('message', 'id')) from generate_series(1, :count)";

    private static final String ADD =
            """
            insert into message (id, queue, contract, message_id, record_key, group_id, kind, version, supersedes, body,
                                 body_digest, rules_digest, mapping_digest, decided_at)
            overriding system value
            select w.*, :rules, :mappings, cast(:now as timestamptz)
              from unnest(cast(:ids as bigint[]), cast(:queues as text[]), cast(:contracts as text[]),
                          cast(:messageIds as text[]), cast(:recordKeys as text[]), cast(:groupIds as text[]),
                          cast(:kinds as text[]), cast(:versions as integer[]), cast(:superseded as text[]),
                          cast(:bodies as text[]), cast(:digests as text[])) as w
            """;

    private static final String ADD_SOURCES =
            """
            insert into message_source (message_id, file_id, line)
            select * from unnest(cast(:messages as bigint[]), cast(:files as bigint[]), cast(:lines as integer[]))
            """;

    private static final String ADD_SOURCES_OF_MADE =
            """
            insert into message_source (message_id, file_id, line)
            select m.id, w.file_id, w.line
              from unnest(cast(:messages as text[]), cast(:files as bigint[]), cast(:lines as integer[]))
                   as w (message_id, file_id, line)
              join message m on m.message_id = w.message_id
            on conflict do nothing
            """;

    /** At most one a queue and period. */
    private static final String ADD_PERIOD =
            """
            insert into message (queue, contract, message_id, record_key, group_id, version, kind, body, body_digest,
                                 rules_digest, mapping_digest, decided_at)
            values (:queue, :contract, :id, :period, :queue, 1, 'NEW', :body, :digest, :rules, :mappings, :now)
            on conflict do nothing
            """;

    private static final String COUNT_ATTEMPT =
            "update message set attempts = attempts + 1, next_attempt_at = null where id = any(:ids)";

    private static final String MARK_SENT =
            "update message set sent_at = :now, next_attempt_at = null where id = any(:ids) and sent_at is null";

    private static final String RETRY_OR_PARK =
            "update message set parked = :parked, next_attempt_at = :at where id = :id and sent_at is null";

    private static final String RELEASE =
            "update message set parked = false, next_attempt_at = null where id = :id and sent_at is null";

    private static final String RETRY_ALL_NOW =
            """
            update message set next_attempt_at = null
             where queue = :queue and sent_at is null and not parked
            """;

    private static final String MARK_DEAD =
            """
            update message set dead_lettered_at = :now
             where message_id = any(:ids) and dead_lettered_at is null and acknowledgement is null
            returning id
            """;

    private static final String COUNT_BY_QUEUE =
            "select queue, count(*) as messages from message where message_id = any(:ids) group by queue";

    private static final String REVIVE =
            "update message set dead_lettered_at = null where id = :id and dead_lettered_at is not null";

    private static final String ACKNOWLEDGE =
            """
            update message
               set acknowledgement = :status, acknowledged_at = :now, acknowledged_by = :by,
                   acknowledgement_reason = :reason
             where id = :id
            """;

    private final JdbcClient jdbc;

    MessageLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A message to add.
     *
     * @param queue the queue it goes to
     * @param groupId the group within which it keeps its order
     * @param envelope its envelope
     * @param body the text to send
     * @param digest digest of its content
     * @param sources the records it is based on
     */
    record NewMessage(
            OutgoingQueue queue,
            String groupId,
            Envelope envelope,
            String body,
            String digest,
            List<RecordAddress> sources) {}

    /**
     * Adds messages that are not sent yet.
     *
     * @param messages the messages in the order in which they are to be sent
     * @param versions the rule set and the mappings they were made under
     * @param now when they were decided
     */
    void add(List<NewMessage> messages, RuleSetVersion versions, Instant now) {
        if (messages.isEmpty()) {
            return;
        }
        List<Long> ids = jdbc.sql(NEXT_IDS)
                .param("count", messages.size())
                .query(Long.class)
                .list();
        List<Envelope> envelopes = messages.stream().map(NewMessage::envelope).toList();
        jdbc.sql(ADD)
                .param("ids", ids.toArray(Long[]::new))
                .param("queues", Columns.of(messages, message -> message.queue().queueName(), String[]::new))
                .param(
                        "contracts",
                        Columns.of(messages, message -> message.queue().contract(), String[]::new))
                .param("messageIds", Columns.of(envelopes, Envelope::messageId, String[]::new))
                .param("recordKeys", Columns.of(envelopes, Envelope::recordKey, String[]::new))
                .param("groupIds", Columns.of(messages, NewMessage::groupId, String[]::new))
                .param(
                        "kinds",
                        Columns.of(envelopes, envelope -> envelope.kind().name(), String[]::new))
                .param("versions", Columns.of(envelopes, Envelope::version, Integer[]::new))
                .param("superseded", Columns.of(envelopes, Envelope::supersedes, String[]::new))
                .param("bodies", Columns.of(messages, NewMessage::body, String[]::new))
                .param("digests", Columns.of(messages, NewMessage::digest, String[]::new))
                .param("rules", versions.rules())
                .param("mappings", versions.mappings())
                .param("now", Timestamp.from(now))
                .update();
        addSources(messages, ids);
    }

    private void addSources(List<NewMessage> messages, List<Long> ids) {
        List<Long> ofSources = new ArrayList<>();
        List<RecordAddress> sources = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            for (RecordAddress source : messages.get(i).sources()) {
                ofSources.add(ids.get(i));
                sources.add(source);
            }
        }
        jdbc.sql(ADD_SOURCES)
                .param("messages", ofSources.toArray(Long[]::new))
                .params(RecordAddress.columns(sources))
                .update();
    }

    /**
     * Adds records to those that messages made before are based on: records that replaced others with the same content
     * and the same description of their source.
     *
     * @param messageIds the message of each record
     * @param records the records
     */
    void addSourcesOfMade(List<String> messageIds, List<RecordAddress> records) {
        if (!records.isEmpty()) {
            jdbc.sql(ADD_SOURCES_OF_MADE)
                    .param("messages", messageIds.toArray(String[]::new))
                    .params(RecordAddress.columns(records))
                    .update();
        }
    }

    /**
     * Adds the message that closes a period of a queue, unless the period is closed already.
     *
     * @param queue the queue of periods it goes to
     * @param contract the contract it follows
     * @param messageId its id
     * @param period first and last day of the period, which are its key
     * @param body the text to send
     * @param versions the rule set and the mappings in force
     * @param now when it was decided
     * @return whether it was added
     */
    public boolean addPeriod(
            String queue,
            String contract,
            String messageId,
            String period,
            String body,
            RuleSetVersion versions,
            Instant now) {
        return jdbc.sql(ADD_PERIOD)
                        .param("queue", queue)
                        .param("contract", contract)
                        .param("id", messageId)
                        .param("period", period)
                        .param("body", body)
                        .param("digest", Sha256.hex(body))
                        .param("rules", versions.rules())
                        .param("mappings", versions.mappings())
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /**
     * Counts an attempt to send messages.
     *
     * @param ids rows of messages
     */
    public void countAttempt(Collection<Long> ids) {
        jdbc.sql(COUNT_ATTEMPT).param("ids", ids.toArray(Long[]::new)).update();
    }

    /**
     * Marks messages as sent, except those marked before.
     *
     * @param ids rows of messages
     * @param now when the broker had committed them
     */
    public void markSent(Collection<Long> ids, Instant now) {
        jdbc.sql(MARK_SENT)
                .param("now", Timestamp.from(now))
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    /**
     * Sets when a failed message is sent again, or parks it until an operator releases it.
     *
     * @param id row of the message
     * @param parked whether it is parked
     * @param retryAt not sent before this time
     * @return whether the message is unsent; a sent one is left as it is
     */
    public boolean retryOrPark(long id, boolean parked, Instant retryAt) {
        return jdbc.sql(RETRY_OR_PARK)
                        .param("parked", parked)
                        .param("at", Timestamp.from(retryAt))
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * Releases a parked message, so that it is sent again at once.
     *
     * @param id row of the message
     */
    public void release(long id) {
        jdbc.sql(RELEASE).param("id", id).update();
    }

    /** Ends the waiting time of a queue's failed messages, except parked ones. */
    public void retryAllNow(String queue) {
        jdbc.sql(RETRY_ALL_NOW).param("queue", queue).update();
    }

    /**
     * Marks messages as dead letters, except those marked before and those that their consumer has acknowledged.
     *
     * @return the rows of those marked now
     */
    public List<Long> markDead(Collection<String> messageIds, Instant now) {
        return jdbc.sql(MARK_DEAD)
                .param("ids", messageIds.toArray(String[]::new))
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .list();
    }

    /** How many of these messages belong to each queue. */
    public Map<String, Long> countByQueue(Collection<String> messageIds) {
        Map<String, Long> counts = new HashMap<>();
        jdbc.sql(COUNT_BY_QUEUE)
                .param("ids", messageIds.toArray(String[]::new))
                .query((row, number) -> counts.put(row.getString("queue"), row.getLong("messages")))
                .list();
        return counts;
    }

    /** Ends the mark of a dead letter that its consumer has; returns whether it had one. */
    public boolean revive(long id) {
        return jdbc.sql(REVIVE).param("id", id).update() == 1;
    }

    /**
     * Notes a consumer's acknowledgement.
     *
     * @param id row of the message
     * @param status {@code POSTED} or {@code REFUSED}
     * @param user the consumer's user at the broker
     * @param reason why it was refused, safe to show; null when none was given
     * @param now when the acknowledgement was received
     */
    public void acknowledge(long id, String status, String user, @Nullable String reason, Instant now) {
        jdbc.sql(ACKNOWLEDGE)
                .param("status", status)
                .param("now", Timestamp.from(now))
                .param("by", user)
                .param("reason", reason, Types.VARCHAR)
                .param("id", id)
                .update();
    }
}
