package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.RecordStates;
import ca.tradeshub.rules.engine.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes decisions: the decision of each key, the message it gives rise to, the breaks it opens and closes, and the
 * states of the records it rests on, all in the caller's transaction. A message is made only when what it says, or what
 * it rests on, differs from the key's last message.
 */
@Component
public class Decisions {

    private static final Set<RecordState> OPEN =
            EnumSet.of(RecordState.PENDING, RecordState.DELIVERED, RecordState.OUT_OF_SCOPE, RecordState.HELD);
    private static final Set<RecordState> UNSENT =
            EnumSet.of(RecordState.PENDING, RecordState.OUT_OF_SCOPE, RecordState.HELD);

    private final JdbcClient jdbc;
    private final RecordStates states;
    private final ExceptionCases breaks;
    private final MessageRenderer renderer;
    private final RuleSetVersion versions;
    private final Clock clock;

    Decisions(
            JdbcClient jdbc,
            RecordStates states,
            ExceptionCases breaks,
            MessageRenderer renderer,
            RuleSetVersion versions,
            Clock clock) {
        this.jdbc = jdbc;
        this.states = states;
        this.breaks = breaks;
        this.renderer = renderer;
        this.versions = versions;
        this.clock = clock;
    }

    /**
     * The decision of a key as it stands.
     *
     * @param state state of the decision
     * @param version version of the last message, 0 when none was made
     * @param messageId the last message, null when none was made
     * @param bodyDigest digest of what it said, null after a withdrawal
     * @param sent whether the broker has taken it
     * @param rules the rule set it was decided under, null when it was decided before that was kept
     */
    public record Current(
            String recordKey,
            String groupId,
            String state,
            int version,
            String messageId,
            String bodyDigest,
            boolean sent,
            String rules) {

        public boolean isSaid() {
            return bodyDigest != null;
        }
    }

    /** The decisions on keys, by key. */
    public Map<String, Current> byKey(OutgoingQueue queue, Collection<String> keys) {
        return current(queue, "d.record_key = any(:values)", keys);
    }

    /** The decisions on groups, by key. */
    public Map<String, Current> byGroup(OutgoingQueue queue, Collection<String> groups) {
        return current(queue, "d.group_id = any(:values)", groups);
    }

    private Map<String, Current> current(OutgoingQueue queue, String condition, Collection<String> values) {
        Map<String, Current> byKey = new TreeMap<>();
        jdbc.sql(
                        """
                        select d.record_key, d.group_id, d.state, d.version, d.message_id, d.body_digest,
                               m.sent_at is not null, d.rules_digest
                          from decision d left join message m on m.message_id = d.message_id
                         where d.queue = :queue and %s
                        """
                                .formatted(condition))
                .param("queue", queue.queueName())
                .param("values", values.toArray(String[]::new))
                .query(rs -> {
                    byKey.put(
                            rs.getString(1),
                            new Current(
                                    rs.getString(1),
                                    rs.getString(2),
                                    rs.getString(3),
                                    rs.getInt(4),
                                    rs.getString(5),
                                    rs.getString(6),
                                    rs.getBoolean(7),
                                    rs.getString(8)));
                });
        return byKey;
    }

    /**
     * Writes a batch of verdicts, at most one a key beside those that reject.
     *
     * @param verdicts the verdicts
     * @param current the decisions on their keys
     * @return how many messages were made
     */
    public int write(List<? extends Verdict> verdicts, Map<String, Current> current) {
        Batch batch = new Batch(current);
        verdicts.forEach(batch::add);
        return batch.flush();
    }

    /**
     * What verdicts would come to.
     *
     * @param moves records that would change their state
     * @param messages messages that would be made
     */
    public record Previewed(List<PreviewedMove> moves, List<PreviewedMessage> messages) {}

    /** Records that would come into a state, as far as they are in one of those they may leave. */
    public record PreviewedMove(
            List<RecordAddress> records, Set<RecordState> from, RecordState to, String rule, String heldWith) {}

    /**
     * A message that would be made.
     *
     * @param statement what it would say, null when it would withdraw
     * @param before the message it would replace, null when it would be the key's first
     */
    public record PreviewedMessage(
            OutgoingQueue queue, String recordKey, Envelope.Kind kind, MessageContent statement, String before) {}

    /** What {@link #write} would do, without doing it. */
    public Previewed preview(List<? extends Verdict> verdicts, Map<String, Current> current) {
        Batch batch = new Batch(current);
        verdicts.forEach(batch::add);
        return new Previewed(
                batch.moves.entrySet().stream()
                        .map(move -> new PreviewedMove(
                                move.getValue(),
                                move.getKey().from(),
                                move.getKey().to(),
                                move.getKey().rule(),
                                move.getKey().heldWith()))
                        .toList(),
                batch.messages.stream()
                        .map(message -> new PreviewedMessage(
                                message.verdict().queue(),
                                message.verdict().recordKey(),
                                message.envelope().kind(),
                                message.verdict() instanceof Verdict.Publish say ? say.statement() : null,
                                message.envelope().supersedes()))
                        .toList());
    }

    /** One batch of verdicts, gathered so that each table is written by one statement. */
    private final class Batch {

        private final Map<String, Current> current;
        private final Instant now = clock.instant();
        private final List<Object[]> decisions = new ArrayList<>();
        private final List<Message> messages = new ArrayList<>();
        private final Map<Move, List<RecordAddress>> moves = new LinkedHashMap<>();
        private final List<Runnable> breakChanges = new ArrayList<>();
        private final List<Verdict.Reject> rejections = new ArrayList<>();
        private final Map<String, Finding> rejected = new HashMap<>();

        Batch(Map<String, Current> current) {
            this.current = current;
        }

        void add(Verdict verdict) {
            if (verdict instanceof Verdict.Reject reject) {
                reject(reject);
                return;
            }
            Current before = current.get(verdict.recordKey());
            if (verdict instanceof Verdict.Publish say) {
                say(say, before);
            } else if (verdict instanceof Verdict.Wait wait) {
                move(wait.waiting(), EnumSet.of(RecordState.HELD), RecordState.PENDING, null, null);
                decide(verdict, before, "WAITING", wait.rule(), wait.reason());
            } else if (verdict instanceof Verdict.Hold hold) {
                ExceptionCases.Disagreement first = hold.breaks().get(0);
                String rule = first.rule() == null ? first.type().name() : first.rule();
                move(hold.held(), hold.holdsDelivered() ? OPEN : UNSENT, RecordState.HELD, rule, hold.recordKey());
                breakChanges.add(() -> breaks.open(hold.recordKey(), hold.breaks(), hold.held()));
                decide(verdict, before, "HELD", rule, first.detail());
            } else if (verdict instanceof Verdict.OutOfScope silence) {
                move(silence.records(), OPEN, RecordState.OUT_OF_SCOPE, silence.rule(), null);
                if (before != null && before.isSaid()) {
                    withdraw(verdict, before);
                } else {
                    decide(verdict, before, "OUT_OF_SCOPE", silence.rule(), null);
                }
            } else if (before != null && before.isSaid()) {
                withdraw(verdict, before);
            } else if (before != null) {
                decide(verdict, before, "WITHDRAWN", null, null);
            } else if (rejected.containsKey(verdict.recordKey())) {
                // What of its lines is rejected may be restored: the key must be known when others are decided again.
                Finding finding = rejected.get(verdict.recordKey());
                decide(verdict, null, "WAITING", finding.rule(), finding.message());
            }
            if (before != null && !before.state().equals("SENT")) {
                List<ExceptionCases.Disagreement> standing =
                        verdict instanceof Verdict.Hold hold ? hold.breaks() : List.of();
                breakChanges.add(() -> breaks.closeOthers(verdict.recordKey(), standing));
            }
        }

        private void say(Verdict.Publish say, Current before) {
            MessageContent statement = say.statement();
            String digest = sha256(renderer.content(statement));
            Map<String, List<RecordAddress>> excluded = new TreeMap<>();
            say.excluded().forEach((record, rule) -> excluded.computeIfAbsent(rule, key -> new ArrayList<>())
                    .add(record));
            excluded.forEach((rule, records) -> move(records, OPEN, RecordState.OUT_OF_SCOPE, rule, null));
            if (before != null && before.isSaid() && digest.equals(before.bodyDigest())) {
                RecordState settled = before.sent() ? RecordState.DELIVERED : RecordState.PENDING;
                move(say.contributing(), UNSENT, settled, null, null);
                if (!before.state().equals("SENT") || !versions.rules().equals(before.rules())) {
                    keep(say, before, digest);
                }
                return;
            }
            move(
                    say.contributing(),
                    EnumSet.of(RecordState.OUT_OF_SCOPE, RecordState.HELD),
                    RecordState.PENDING,
                    null,
                    null);
            Envelope.Kind kind = before != null && before.isSaid() ? Envelope.Kind.AMEND : Envelope.Kind.NEW;
            Envelope envelope = envelope(say, before, kind, digest);
            messages.add(new Message(
                    say, envelope, renderer.message(envelope, statement), digest, List.copyOf(say.contributing())));
            decisions.add(row(say, "SENT", null, null, envelope.version(), envelope.messageId(), digest));
        }

        private void reject(Verdict.Reject reject) {
            move(reject.restored(), EnumSet.of(RecordState.REJECTED), RecordState.PENDING, null, null);
            reject.rejected().forEach((record, finding) -> {
                move(List.of(record), OPEN, RecordState.REJECTED, finding.rule(), reject.recordKey());
                rejected.put(reject.recordKey(), finding);
            });
            rejections.add(reject);
        }

        private void withdraw(Verdict verdict, Current before) {
            Envelope envelope = envelope(verdict, before, Envelope.Kind.WITHDRAW, "");
            messages.add(new Message(
                    verdict, envelope, renderer.withdrawal(envelope, verdict.queue()), sha256(""), List.of()));
            decisions.add(row(verdict, "WITHDRAWN", null, null, envelope.version(), envelope.messageId(), null));
        }

        private void keep(Verdict verdict, Current before, String digest) {
            decisions.add(row(verdict, "SENT", null, null, before.version(), before.messageId(), digest));
        }

        private void decide(Verdict verdict, Current before, String state, String rule, String reason) {
            decisions.add(row(
                    verdict,
                    state,
                    rule,
                    reason,
                    before == null ? 0 : before.version(),
                    before == null ? null : before.messageId(),
                    before == null ? null : before.bodyDigest()));
        }

        private Object[] row(
                Verdict verdict,
                String state,
                String rule,
                String reason,
                int version,
                String messageId,
                String digest) {
            return new Object[] {
                verdict.queue().queueName(),
                verdict.recordKey(),
                verdict.groupId(),
                state,
                rule,
                reason,
                version,
                messageId,
                digest
            };
        }

        private Envelope envelope(Verdict verdict, Current before, Envelope.Kind kind, String digest) {
            int version = before == null ? 1 : before.version() + 1;
            String id = messageId(verdict.queue().contract(), verdict.recordKey(), version, kind, digest);
            return new Envelope(
                    id,
                    kind,
                    verdict.recordKey(),
                    version,
                    before == null ? null : before.messageId(),
                    now,
                    versions.rules());
        }

        private void move(
                Collection<RecordAddress> records,
                Set<RecordState> from,
                RecordState to,
                String rule,
                String heldWith) {
            moves.computeIfAbsent(new Move(from, to, rule, heldWith), key -> new ArrayList<>())
                    .addAll(records);
        }

        int flush() {
            breakChanges.forEach(Runnable::run);
            moves.forEach(
                    (move, records) -> states.move(records, move.from(), move.to(), move.rule(), move.heldWith()));
            rejections.forEach(this::writeFindings);
            writeDecisions();
            writeMessages();
            return messages.size();
        }

        /** What is found on a rejected record goes back to its sender with it. */
        private void writeFindings(Verdict.Reject reject) {
            reject.restored().forEach(record -> jdbc.sql(
                            """
                                    delete from finding
                                     where file_id = :file and line = :line and outcome = 'reject'
                                    """)
                    .param("file", record.fileId())
                    .param("line", record.line())
                    .update());
            reject.rejected().forEach((record, finding) -> jdbc.sql(
                            """
                                    insert into finding (file_id, line, rule, outcome, unknown, field, message_en,
                                                         message_fr, citation, observed)
                                    values (:file, :line, :rule, :outcome, false, :field, :en, :fr, :citation, :observed)
                                    """)
                    .param("file", record.fileId())
                    .param("line", record.line())
                    .param("rule", finding.rule())
                    .param("outcome", finding.outcome().wireName())
                    .param("field", finding.field(), java.sql.Types.VARCHAR)
                    .param("en", finding.message())
                    .param("fr", finding.messageFr())
                    .param("citation", finding.citation().toString())
                    .param("observed", finding.observed(), java.sql.Types.VARCHAR)
                    .update());
        }

        private void writeDecisions() {
            if (decisions.isEmpty()) {
                return;
            }
            jdbc.sql(
                            """
                            insert into decision (queue, record_key, group_id, state, rule, reason, version, message_id,
                                                  body_digest, decided_at, rules_digest)
                            select w.*, cast(:now as timestamptz), :rules
                              from unnest(cast(:c0 as text[]), cast(:c1 as text[]), cast(:c2 as text[]),
                                          cast(:c3 as text[]), cast(:c4 as text[]), cast(:c5 as text[]),
                                          cast(:c6 as integer[]), cast(:c7 as text[]), cast(:c8 as text[])) as w
                            on conflict (queue, record_key) do update
                               set group_id = excluded.group_id, state = excluded.state, rule = excluded.rule,
                                   reason = excluded.reason, version = excluded.version,
                                   message_id = excluded.message_id, body_digest = excluded.body_digest,
                                   decided_at = case
                                       when (decision.state, decision.rule, decision.version)
                                            is not distinct from (excluded.state, excluded.rule, excluded.version)
                                       then decision.decided_at else excluded.decided_at end,
                                   rules_digest = excluded.rules_digest
                            """)
                    .params(columns(decisions, 9, 6))
                    .param("rules", versions.rules())
                    .param("now", Timestamp.from(now))
                    .update();
        }

        private void writeMessages() {
            if (messages.isEmpty()) {
                return;
            }
            List<Object[]> rows = new ArrayList<>();
            Long[] ids = jdbc.sql("select nextval(pg_get_serial_sequence('message', 'id')) from generate_series(1, :n)")
                    .param("n", messages.size())
                    .query(Long.class)
                    .list()
                    .toArray(Long[]::new);
            List<Long> sourceMessages = new ArrayList<>();
            List<RecordAddress> sources = new ArrayList<>();
            for (int i = 0; i < messages.size(); i++) {
                Message message = messages.get(i);
                Envelope envelope = message.envelope();
                rows.add(new Object[] {
                    message.verdict().queue().queueName(),
                    message.verdict().queue().contract(),
                    envelope.messageId(),
                    envelope.recordKey(),
                    message.verdict().groupId(),
                    envelope.kind().name(),
                    envelope.version(),
                    envelope.supersedes(),
                    message.body(),
                    message.digest()
                });
                for (RecordAddress source : message.sources()) {
                    sourceMessages.add(ids[i]);
                    sources.add(source);
                }
            }
            jdbc.sql(
                            """
                            insert into message (id, queue, contract, message_id, record_key, group_id, kind, version,
                                                 supersedes, body, body_digest, rules_digest, mapping_digest,
                                                 decided_at)
                            overriding system value
                            select w.*, :rules, :mappings, cast(:now as timestamptz)
                              from unnest(cast(:ids as bigint[]), cast(:c0 as text[]), cast(:c1 as text[]),
                                          cast(:c2 as text[]), cast(:c3 as text[]), cast(:c4 as text[]),
                                          cast(:c5 as text[]), cast(:c6 as integer[]), cast(:c7 as text[]),
                                          cast(:c8 as text[]), cast(:c9 as text[])) as w
                            """)
                    .params(columns(rows, 10, 6))
                    .param("ids", ids)
                    .param("rules", versions.rules())
                    .param("mappings", versions.mappings())
                    .param("now", Timestamp.from(now))
                    .update();
            jdbc.sql(
                            """
                            insert into message_source (message_id, file_id, line)
                            select * from unnest(cast(:messages as bigint[]), cast(:files as bigint[]),
                                                 cast(:lines as integer[]))
                            """)
                    .param("messages", sourceMessages.toArray(Long[]::new))
                    .param("files", sources.stream().map(RecordAddress::fileId).toArray(Long[]::new))
                    .param("lines", sources.stream().map(RecordAddress::line).toArray(Integer[]::new))
                    .update();
        }
    }

    /** The columns of rows as named array parameters {@code c0…}; one of them holds integers. */
    private static Map<String, Object> columns(List<Object[]> rows, int width, int integers) {
        Map<String, Object> columns = new HashMap<>();
        for (int c = 0; c < width; c++) {
            int column = c;
            Function<Object[], Object> cell = row -> row[column];
            columns.put(
                    "c" + c,
                    c == integers
                            ? rows.stream().map(cell).toArray(Integer[]::new)
                            : rows.stream().map(cell).toArray(String[]::new));
        }
        return columns;
    }

    private static String messageId(String contract, String recordKey, int version, Envelope.Kind kind, String digest) {
        return sha256(String.join("\n", contract, recordKey, Integer.toString(version), kind.name(), digest))
                .substring(0, 32);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-256", e);
        }
    }

    private record Move(Set<RecordState> from, RecordState to, String rule, String heldWith) {}

    private record Message(
            Verdict verdict, Envelope envelope, String body, String digest, List<RecordAddress> sources) {}
}
