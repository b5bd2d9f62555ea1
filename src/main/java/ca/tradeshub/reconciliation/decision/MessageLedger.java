// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.locks.AdvisoryLock;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The only writer of messages and of the records they are based on, in the caller's transaction. */
@Component
public class MessageLedger {

    /** OFFSET 0 looks the sequence up once; it would be looked up for each id. */
    private static final String NEXT_IDS =
            """
            select nextval(s.name)
              from (select cast(pg_get_serial_sequence('message', 'id') as regclass) as name offset 0) as s,
                   generate_series(1, :count)
            """;

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
            insert into message_source (message_id, file_id, lines)
            select w.message_id, w.file_id, cast(w.lines as int4multirange)
              from unnest(cast(:messages as bigint[]), cast(:files as bigint[]), cast(:lines as text[]))
                   as w (message_id, file_id, lines)
            """;

    /** Of messages made before, with the records they should be based on: those that lack some. */
    private static final String LACKING =
            """
            select distinct w.message_id
              from unnest(cast(:messages as text[]), cast(:files as bigint[]), cast(:lines as text[]))
                   as w (message_id, file_id, lines)
              join message m on m.message_id = w.message_id
              left join message_source s on s.message_id = m.id and s.file_id = w.file_id
             where s.message_id is null or not s.lines @> cast(w.lines as int4multirange)
            """;

    private static final String COMPLETE_SOURCES =
            """
            insert into message_source as s (message_id, file_id, lines)
            select m.id, w.file_id, cast(w.lines as int4multirange)
              from unnest(cast(:messages as text[]), cast(:files as bigint[]), cast(:lines as text[]))
                   as w (message_id, file_id, lines)
              join message m on m.message_id = w.message_id
            on conflict (message_id, file_id) do update set lines = s.lines + excluded.lines
            """;

    /** At most one a queue and period. */
    private static final String ADD_PERIOD =
            """
            insert into message (queue, contract, message_id, record_key, group_id, version, kind, body, body_digest,
                                 rules_digest, mapping_digest, decided_at)
            values (:queue, :contract, :id, :period, :queue, 1, 'NEW', :body, :digest, :rules, :mappings, :now)
            on conflict do nothing
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
    public record NewMessage(
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
    public void add(List<NewMessage> messages, RuleSetVersion versions, Instant now) {
        if (messages.isEmpty()) {
            return;
        }
        AdvisoryLock.MESSAGES.take(jdbc);
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
        List<LineRanges.OfFile> sources = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            for (LineRanges.OfFile source : LineRanges.of(messages.get(i).sources())) {
                ofSources.add(ids.get(i));
                sources.add(source);
            }
        }
        if (!sources.isEmpty()) {
            jdbc.sql(ADD_SOURCES)
                    .param("messages", ofSources.toArray(Long[]::new))
                    .params(columns(sources))
                    .update();
        }
    }

    /**
     * Which messages made before lack some of the records they should be based on: records that replaced others with the
     * same content and the same description of their source.
     *
     * @param sources the records of each message, by the message's id
     * @return the ids of those messages
     */
    public Set<String> lacking(Map<String, List<RecordAddress>> sources) {
        if (sources.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(ofMade(LACKING, sources).query(String.class).list());
    }

    /** Adds records to those that messages made before are based on; the records of each message by its id. */
    public void complete(Map<String, List<RecordAddress>> sources) {
        if (!sources.isEmpty()) {
            ofMade(COMPLETE_SOURCES, sources).update();
        }
    }

    private JdbcClient.StatementSpec ofMade(String sql, Map<String, List<RecordAddress>> sources) {
        List<String> messages = new ArrayList<>();
        List<LineRanges.OfFile> ranges = new ArrayList<>();
        sources.forEach((message, records) -> LineRanges.of(records).forEach(range -> {
            messages.add(message);
            ranges.add(range);
        }));
        return jdbc.sql(sql).param("messages", messages.toArray(String[]::new)).params(columns(ranges));
    }

    private static Map<String, Object> columns(List<LineRanges.OfFile> ranges) {
        return Map.of(
                "files", Columns.of(ranges, LineRanges.OfFile::file, Long[]::new),
                "lines", Columns.of(ranges, LineRanges.OfFile::lines, String[]::new));
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
        AdvisoryLock.MESSAGES.take(jdbc);
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
}
