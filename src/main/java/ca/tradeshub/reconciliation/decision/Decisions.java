// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.decision;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionSubject;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.parking.ParkedWork;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.resolved.Refusals;
import ca.tradeshub.reconciliation.resolved.ResolvedFindings;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes decisions: the decision of each key, its message, the exceptions it opens and closes, and the states of the
 * records it is based on, all in the caller's transaction. A message is made only when its content or its sources
 * differ from the key's last message. A message that would not follow its contract is not made.
 */
@Component
public class Decisions {

    private static final String STEP = "contract";

    private static final String CURRENT =
            """
            select d.record_key, d.group_id, d.state, d.version, d.message_id, d.body_digest, d.rules_digest,
                   d.certificate_awaited_since, m.sent and m.dead_lettered_at is null as sent,
                   exists (select from exception_case e
                            where e.subject = d.record_key and e.type = 'MISSING_CERTIFICATE'
                              and e.closed_at is null) as certificate_overdue
              from decision d left join message_status m on m.message_id = d.message_id
             where d.queue = :queue and d.%s = any(:values)
            """;
    private static final String CURRENT_BY_KEY = CURRENT.formatted("record_key");
    private static final String CURRENT_BY_GROUP = CURRENT.formatted("group_id");

    private static final String WRITE =
            """
            insert into decision (queue, record_key, group_id, state, rule, reason, version, message_id, body_digest,
                                  reason_fr, certificate_awaited_since, decided_at, rules_digest)
            select w.*, cast(:now as timestamptz), :rules
              from unnest(cast(:queues as text[]), cast(:recordKeys as text[]), cast(:groupIds as text[]),
                          cast(:states as text[]), cast(:ruleIds as text[]), cast(:reasons as text[]),
                          cast(:versions as integer[]), cast(:messageIds as text[]), cast(:digests as text[]),
                          cast(:reasonsFr as text[]), cast(:awaited as timestamptz[])) as w
            on conflict (queue, record_key) do update
               set group_id = excluded.group_id, state = excluded.state, rule = excluded.rule,
                   reason = excluded.reason, reason_fr = excluded.reason_fr, version = excluded.version,
                   message_id = excluded.message_id, body_digest = excluded.body_digest,
                   certificate_awaited_since = excluded.certificate_awaited_since,
                   decided_at = case
                       when (decision.state, decision.rule, decision.version)
                            is not distinct from (excluded.state, excluded.rule, excluded.version)
                       then decision.decided_at else excluded.decided_at end,
                   rules_digest = excluded.rules_digest
            """;

    private static final Set<RecordState> OPEN =
            EnumSet.of(RecordState.PENDING, RecordState.DELIVERED, RecordState.OUT_OF_SCOPE, RecordState.HELD);
    private static final Set<RecordState> UNSENT =
            EnumSet.of(RecordState.PENDING, RecordState.OUT_OF_SCOPE, RecordState.HELD);

    private final JdbcClient jdbc;
    private final RecordStates states;
    private final Findings findings;
    private final StateReasons reasons;
    private final SenderResponses responses;
    private final ExceptionCases exceptions;
    private final MessageLedger messages;
    private final MessageRenderer renderer;
    private final Parking parking;
    private final RuleSetVersion versions;
    private final Refusals refusals;
    private final Clock clock;

    Decisions(
            JdbcClient jdbc,
            RecordStates states,
            Findings findings,
            StateReasons reasons,
            SenderResponses responses,
            ExceptionCases exceptions,
            MessageLedger messages,
            MessageRenderer renderer,
            Parking parking,
            RuleSetVersion versions,
            Refusals refusals,
            Clock clock) {
        this.jdbc = jdbc;
        this.states = states;
        this.findings = findings;
        this.reasons = reasons;
        this.responses = responses;
        this.exceptions = exceptions;
        this.messages = messages;
        this.renderer = renderer;
        this.parking = parking;
        this.versions = versions;
        this.refusals = refusals;
        this.clock = clock;
    }

    /**
     * The current decision of a key.
     *
     * @param state state of the decision
     * @param version version of the last message, 0 when none was made
     * @param messageId the last message, null when none was made
     * @param bodyDigest digest of its content, null after a withdrawal
     * @param sent whether the broker has accepted it
     * @param rules the rule set it was decided under, null for decisions made before this column existed
     * @param refusals what the consumer refused of the key
     * @param awaited the certificate that is missing with the last content
     */
    public record Current(
            String recordKey,
            String groupId,
            DecisionState state,
            int version,
            @Nullable String messageId,
            @Nullable String bodyDigest,
            boolean sent,
            @Nullable String rules,
            Refusals.OfKey refusals,
            AwaitedCertificate awaited) {

        /** The same with other refusals. */
        public Current refused(Refusals.OfKey other) {
            return new Current(recordKey, groupId, state, version, messageId, bodyDigest, sent, rules, other, awaited);
        }

        private Current withdrawnBy(Envelope envelope) {
            return new Current(
                    recordKey,
                    groupId,
                    state,
                    envelope.version(),
                    envelope.messageId(),
                    null,
                    false,
                    rules,
                    new Refusals.OfKey(refusals.content(), null),
                    awaited);
        }

        /** Whether a message of the key is in force: made, and not withdrawn since. */
        public boolean isPublished() {
            return bodyDigest != null;
        }
    }

    /**
     * The certificate that is missing with a published content.
     *
     * @param since since when, null when none is missing or it is overdue
     * @param isOverdue whether an exception is open about it
     */
    public record AwaitedCertificate(@Nullable OffsetDateTime since, boolean isOverdue) {

        /** Whether a verdict says the same. */
        boolean is(Verdict.Publish publish) {
            Instant other = since(publish);
            return since == null
                    ? other == null
                    : other != null && since.toInstant().equals(other);
        }

        private static @Nullable Instant since(Verdict.Publish publish) {
            Verdict.Awaited awaited = publish.awaited();
            return awaited == null || awaited.isOverdue() ? null : awaited.since();
        }
    }

    /** The decisions on keys, by key. */
    public Map<String, Current> byKey(OutgoingQueue queue, Collection<String> keys) {
        return current(CURRENT_BY_KEY, queue, keys);
    }

    /** The decisions on groups, by key. */
    public Map<String, Current> byGroup(OutgoingQueue queue, Collection<String> groups) {
        return current(CURRENT_BY_GROUP, queue, groups);
    }

    private Map<String, Current> current(String sql, OutgoingQueue queue, Collection<String> values) {
        Map<String, Current> byKey = new TreeMap<>();
        jdbc.sql(sql)
                .param("queue", queue.queueName())
                .param("values", values.toArray(String[]::new))
                .query((rs, row) -> current(rs))
                .list()
                .forEach(current -> byKey.put(current.recordKey(), current));
        refusals.of(queue.queueName(), byKey.keySet())
                .forEach((key, refused) -> byKey.computeIfPresent(key, (of, current) -> current.refused(refused)));
        return byKey;
    }

    private static Current current(ResultSet rs) throws SQLException {
        return new Current(
                rs.getString("record_key"),
                rs.getString("group_id"),
                DecisionState.valueOf(rs.getString("state")),
                rs.getInt("version"),
                rs.getString("message_id"),
                rs.getString("body_digest"),
                rs.getBoolean("sent"),
                rs.getString("rules_digest"),
                Refusals.OfKey.NONE,
                new AwaitedCertificate(
                        rs.getObject("certificate_awaited_since", OffsetDateTime.class),
                        rs.getBoolean("certificate_overdue")));
    }

    /**
     * Writes a batch of verdicts: at most one a key, in addition to those that reject records.
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
     * The effects that verdicts would have.
     *
     * @param moves records that would change their state
     * @param messages messages that would be made
     */
    public record Previewed(List<PreviewedMove> moves, List<PreviewedMessage> messages) {}

    /** Records that would move to a state, if they are in one of the states they may leave. */
    public record PreviewedMove(
            List<RecordAddress> records,
            Set<RecordState> from,
            RecordState to,
            @Nullable String rule,
            @Nullable String heldWith) {}

    /**
     * A message that would be made.
     *
     * @param statement its content, null for a withdrawal
     * @param before the message it would replace, null for the key's first
     */
    public record PreviewedMessage(
            OutgoingQueue queue,
            String recordKey,
            Envelope.Kind kind,
            @Nullable MessageContent statement,
            @Nullable String before) {}

    /** What {@link #write} would do, without doing it. */
    public Previewed preview(List<? extends Verdict> verdicts, Map<String, Current> current) {
        Batch batch = new Batch(current);
        verdicts.forEach(batch::add);
        batch.lackingSources();
        return new Previewed(
                batch.moves.entrySet().stream()
                        .map(move -> new PreviewedMove(
                                move.getValue(),
                                move.getKey().from(),
                                move.getKey().to(),
                                move.getKey().rule(),
                                move.getKey().heldWith()))
                        .toList(),
                batch.newMessages.stream()
                        .map(message -> new PreviewedMessage(
                                message.queue(),
                                message.envelope().recordKey(),
                                message.envelope().kind(),
                                batch.statements.get(message.envelope().messageId()),
                                message.envelope().supersedes()))
                        .toList());
    }

    /** One batch of verdicts, collected so that one statement writes each table. */
    private final class Batch {

        private final Map<String, Current> current;
        private final List<Verdict> verdicts = new ArrayList<>();
        private final Instant now = clock.instant();
        private final List<Row> decisions = new ArrayList<>();
        private final List<MessageLedger.NewMessage> newMessages = new ArrayList<>();
        private final Map<String, MessageContent> statements = new HashMap<>();
        private final Map<Move, List<RecordAddress>> moves = new LinkedHashMap<>();
        private final Map<String, Unchanged> unchanged = new LinkedHashMap<>();
        private final List<RecordAddress> newlyWaiting = new ArrayList<>();
        private final List<Runnable> exceptionChanges = new ArrayList<>();
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
            verdicts.add(verdict);
            Current before = withdrawnAgain(verdict, current.get(verdict.recordKey()));
            int madeBefore = newMessages.size();
            List<ExceptionCases.Disagreement> open = List.of();
            if (verdict instanceof Verdict.Publish publish) {
                open = publish(publish, before);
            } else if (verdict instanceof Verdict.Wait wait) {
                move(wait.waiting(), EnumSet.of(RecordState.HELD), RecordState.PENDING, null, null);
                if (before == null || before.state() != DecisionState.WAITING) {
                    newlyWaiting.addAll(wait.waiting());
                }
                decide(verdict, before, DecisionState.WAITING, wait.reason().rule(), text(wait.reason()));
            } else if (verdict instanceof Verdict.Hold hold) {
                hold(hold, before);
                open = hold.disagreements();
            } else if (verdict instanceof Verdict.DoneOutside outside) {
                doneOutside(outside, before);
            } else if (verdict instanceof Verdict.OutOfScope outOfScope) {
                String rule = outOfScope.reason().rule();
                move(outOfScope.records(), OPEN, RecordState.OUT_OF_SCOPE, rule, null);
                if (before != null && before.isPublished()) {
                    withdraw(verdict, before);
                } else {
                    decide(verdict, before, DecisionState.OUT_OF_SCOPE, rule, text(outOfScope.reason()));
                }
            } else if (before != null && before.isPublished()) {
                withdraw(verdict, before);
            } else if (before != null) {
                decide(verdict, before, DecisionState.WITHDRAWN, null, null);
            } else if (rejected.containsKey(verdict.recordKey())) {
                // Its rejected lines may be restored later: the key must have a decision to be decided again with
                // others.
                Finding finding = rejected.get(verdict.recordKey());
                decide(verdict, null, DecisionState.WAITING, finding.rule(), text(finding));
            }
            boolean parked = verdict instanceof Verdict.Publish && !open.isEmpty();
            if (verdict instanceof Verdict.Publish publish && !parked) {
                open = publish.overdue();
                missing(publish);
            }
            if (before != null && before.state() == DecisionState.HELD && !parked) {
                exceptionChanges.add(() -> parking.close(STEP, reference(verdict)));
            }
            if (before != null && isToClose(before)) {
                List<ExceptionCases.Disagreement> stay =
                        newMessages.size() > madeBefore ? open : withRefusedWithdrawal(open, before);
                exceptionChanges.add(() -> exceptions.closeOthers(ExceptionSubject.ofKey(verdict.recordKey()), stay));
            }
        }

        /** What is missing with what is published: it is shown, and holds nothing. */
        private void missing(Verdict.Publish publish) {
            Verdict.Awaited awaited = publish.awaited();
            if (awaited != null && awaited.isOverdue()) {
                exceptionChanges.add(() -> exceptions.open(
                        ExceptionSubject.ofKey(publish.recordKey()), List.of(awaited.missing()), awaited.records()));
            }
        }

        /** Withdraws a key again whose withdrawal the consumer refused, when a person decided to send it again. */
        private @Nullable Current withdrawnAgain(Verdict verdict, @Nullable Current before) {
            Refusals.Refusal refusal = before == null ? null : before.refusals().withdrawal();
            return before == null
                            || refusal == null
                            || refusal.resolution() != ResolutionKind.RESEND
                            || verdict instanceof Verdict.Publish
                    ? before
                    : before.withdrawnBy(withdrawal(verdict, before));
        }

        /** What stays open of a key without a newer message: also the refusal of its withdrawal, until it is settled. */
        private static List<ExceptionCases.Disagreement> withRefusedWithdrawal(
                List<ExceptionCases.Disagreement> open, Current before) {
            Refusals.Refusal refusal = before.refusals().withdrawal();
            return refusal == null || refusal.resolution() != null
                    ? open
                    : Stream.concat(open.stream(), Stream.of(refusal.disagreement()))
                            .toList();
        }

        private void hold(Verdict.Hold hold, @Nullable Current before) {
            ExceptionCases.Disagreement first = hold.disagreements().get(0);
            String rule = first.rule() == null ? first.type().name() : first.rule();
            Set<RecordState> from = hold.reach() == Verdict.Hold.Reach.UNDELIVERED ? UNSENT : OPEN;
            move(hold.held(), from, RecordState.HELD, rule, hold.recordKey());
            move(hold.waiting(), EnumSet.of(RecordState.HELD), RecordState.PENDING, null, null);
            exceptionChanges.add(
                    () -> exceptions.open(ExceptionSubject.ofKey(hold.recordKey()), hold.disagreements(), hold.held()));
            if (hold.reach() == Verdict.Hold.Reach.WITHDRAWN && before != null && before.isPublished()) {
                Envelope envelope = withdrawal(hold, before);
                decisions.add(new Row(
                        hold,
                        DecisionState.HELD,
                        rule,
                        first.detail(),
                        envelope.version(),
                        envelope.messageId(),
                        null));
            } else {
                decide(hold, before, DecisionState.HELD, rule, first.detail());
            }
        }

        private void doneOutside(Verdict.DoneOutside outside, @Nullable Current before) {
            String rule = outside.reason().rule();
            move(
                    outside.records(),
                    outside.reach() == Verdict.Hold.Reach.UNDELIVERED ? UNSENT : OPEN,
                    RecordState.OUT_OF_SCOPE,
                    rule,
                    null);
            decide(outside, before, DecisionState.OUT_OF_SCOPE, rule, text(outside.reason()));
        }

        /** Publishes; returns why nothing can be published, empty when it can. */
        private List<ExceptionCases.Disagreement> publish(Verdict.Publish publish, @Nullable Current before) {
            MessageContent statement = publish.statement();
            MessageRenderer.RenderedContent content = renderer.content(statement);
            String digest = Sha256.hex(content.text());
            Map<String, List<RecordAddress>> excluded = new TreeMap<>();
            publish.excluded().forEach((record, rule) -> excluded.computeIfAbsent(rule, key -> new ArrayList<>())
                    .add(record));
            excluded.forEach((rule, records) -> move(records, OPEN, RecordState.OUT_OF_SCOPE, rule, null));
            Refusals.Refusal refusal = before == null ? null : before.refusals().content();
            boolean isRefused = refusal != null && digest.equals(refusal.digest());
            if (isRefused && refusal != null && stays(refusal)) {
                return refused(publish, before, refusal);
            }
            boolean isResent = isRefused && refusal != null && refusal.resolution() == ResolutionKind.RESEND;
            if (before != null && before.isPublished() && digest.equals(before.bodyDigest()) && !isResent) {
                RecordState state = before.sent() ? RecordState.DELIVERED : RecordState.PENDING;
                move(publish.setAside(), EnumSet.of(RecordState.OUT_OF_SCOPE, RecordState.HELD), state, null, null);
                unchanged.put(before.messageId(), new Unchanged(state, publish.contributing()));
                if (before.state() != DecisionState.SENT
                        || !versions.rules().equals(before.rules())
                        || !before.awaited().is(publish)) {
                    keep(publish, before, digest);
                }
                return List.of();
            }
            Envelope.Kind kind = before != null && before.isPublished() ? Envelope.Kind.AMEND : Envelope.Kind.NEW;
            Envelope envelope = envelope(publish, before, kind, digest);
            String body;
            try {
                body = content.in(envelope);
            } catch (ContractViolation violation) {
                return park(publish, before, violation);
            }
            move(
                    publish.setAside(),
                    EnumSet.of(RecordState.OUT_OF_SCOPE, RecordState.HELD),
                    RecordState.PENDING,
                    null,
                    null);
            newMessages.add(new MessageLedger.NewMessage(
                    publish.queue(), publish.groupId(), envelope, body, digest, List.copyOf(publish.contributing())));
            statements.put(envelope.messageId(), statement);
            decide(publish, DecisionState.SENT, envelope, digest);
            return List.of();
        }

        /** Whether the same content is not sent again and does not count as delivered. */
        private static boolean stays(Refusals.Refusal refusal) {
            return refusal.resolution() != ResolutionKind.RESEND && refusal.resolution() != ResolutionKind.ACCEPT;
        }

        /** The content is what the consumer refused; returns what a person must settle, empty when it is settled. */
        private List<ExceptionCases.Disagreement> refused(
                Verdict.Publish publish, @Nullable Current before, Refusals.Refusal refusal) {
            ExceptionCases.Disagreement why = refusal.disagreement();
            if (refusal.resolution() == ResolutionKind.DONE_OUTSIDE) {
                Verdict.DoneOutside outside = new Verdict.DoneOutside(
                        publish.queue(),
                        publish.recordKey(),
                        publish.groupId(),
                        ResolvedFindings.outside(why.finding()),
                        publish.contributing(),
                        Verdict.Hold.Reach.DELIVERED);
                verdicts.add(outside);
                doneOutside(outside, before);
                return List.of();
            }
            Verdict.Hold hold = new Verdict.Hold(
                    publish.queue(),
                    publish.recordKey(),
                    publish.groupId(),
                    List.of(why),
                    publish.contributing(),
                    Verdict.Hold.Reach.DELIVERED);
            verdicts.add(hold);
            hold(hold, before);
            return List.of(why);
        }

        /** Stores no message: the records are held, and the work is parked until a decision on the key has a message. */
        private List<ExceptionCases.Disagreement> park(
                Verdict.Publish publish, @Nullable Current before, ContractViolation violation) {
            Finding finding =
                    StateReasons.agreed(ExceptionCases.Type.RULE_HOLD.name(), Outcome.HOLD, violation.text(), null);
            List<ExceptionCases.Disagreement> why =
                    List.of(new ExceptionCases.Disagreement(ExceptionCases.Type.RULE_HOLD, finding, null));
            Verdict.Hold hold = new Verdict.Hold(
                    publish.queue(),
                    publish.recordKey(),
                    publish.groupId(),
                    why,
                    publish.contributing(),
                    Verdict.Hold.Reach.UNDELIVERED);
            verdicts.add(hold);
            hold(hold, before);
            exceptionChanges.add(() -> parking.park(STEP, reference(publish), violation.text()));
            return why;
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
            decide(verdict, DecisionState.WITHDRAWN, withdrawal(verdict, before), null);
        }

        private Envelope withdrawal(Verdict verdict, Current before) {
            Envelope envelope = envelope(verdict, before, Envelope.Kind.WITHDRAW, "");
            newMessages.add(new MessageLedger.NewMessage(
                    verdict.queue(),
                    verdict.groupId(),
                    envelope,
                    renderer.withdrawal(envelope, verdict.queue()),
                    Sha256.hex(""),
                    List.of()));
            return envelope;
        }

        private void keep(Verdict verdict, Current before, String digest) {
            decisions.add(
                    new Row(verdict, DecisionState.SENT, null, null, before.version(), before.messageId(), digest));
        }

        private void decide(Verdict verdict, DecisionState state, Envelope envelope, @Nullable String digest) {
            decisions.add(new Row(verdict, state, null, null, envelope.version(), envelope.messageId(), digest));
        }

        private void decide(
                Verdict verdict,
                @Nullable Current before,
                DecisionState state,
                @Nullable String rule,
                @Nullable Text reason) {
            decisions.add(new Row(
                    verdict,
                    state,
                    rule,
                    reason,
                    before == null ? 0 : before.version(),
                    before == null ? null : before.messageId(),
                    before == null ? null : before.bodyDigest()));
        }

        private Envelope envelope(Verdict verdict, @Nullable Current before, Envelope.Kind kind, String digest) {
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
                @Nullable String rule,
                @Nullable String heldWith) {
            if (records.isEmpty()) {
                return;
            }
            moves.computeIfAbsent(new Move(from, to, rule, heldWith), key -> new ArrayList<>())
                    .addAll(records);
        }

        /** The records of unchanged messages that lack some of them; these records move with the others. */
        private Map<String, List<RecordAddress>> lackingSources() {
            Map<String, List<RecordAddress>> sources = new LinkedHashMap<>();
            unchanged.forEach((message, each) -> sources.put(message, each.records()));
            sources.keySet().retainAll(messages.lacking(sources));
            sources.forEach((message, records) -> move(
                    records,
                    UNSENT,
                    Objects.requireNonNull(unchanged.get(message)).state(),
                    null,
                    null));
            return sources;
        }

        int flush() {
            Map<String, List<RecordAddress>> lacking = lackingSources();
            states.lock(Stream.concat(moves.values().stream().flatMap(List::stream), newlyWaiting.stream())
                    .map(RecordAddress::fileId)
                    .distinct()
                    .toList());
            exceptionChanges.forEach(Runnable::run);
            moves.forEach(
                    (move, records) -> states.move(records, move.from(), move.to(), move.rule(), move.heldWith()));
            rejections.forEach(this::writeFindings);
            reasons.write(verdicts);
            newlyWaiting.stream().map(RecordAddress::fileId).distinct().sorted().forEach(responses::due);
            writeDecisions();
            messages.complete(lacking);
            messages.add(newMessages, versions, now);
            return newMessages.size();
        }

        /** Stores the findings of rejected records, so that the rejection pack returns them to the sender. */
        private void writeFindings(Verdict.Reject reject) {
            findings.removeRejections(reject.restored());
            findings.add(reject.rejected().entrySet().stream()
                    .map(each -> new Findings.Found(each.getKey(), each.getValue()))
                    .toList());
        }

        private void writeDecisions() {
            if (decisions.isEmpty()) {
                return;
            }
            jdbc.sql(WRITE)
                    .param(
                            "queues",
                            Columns.of(decisions, row -> row.verdict().queue().queueName(), String[]::new))
                    .param(
                            "recordKeys",
                            Columns.of(decisions, row -> row.verdict().recordKey(), String[]::new))
                    .param(
                            "groupIds",
                            Columns.of(decisions, row -> row.verdict().groupId(), String[]::new))
                    .param("states", Columns.of(decisions, row -> row.state().name(), String[]::new))
                    .param("ruleIds", Columns.of(decisions, Row::rule, String[]::new))
                    .param("reasons", Columns.of(decisions, row -> row.reasonIn(Language.EN), String[]::new))
                    .param("reasonsFr", Columns.of(decisions, row -> row.reasonIn(Language.FR), String[]::new))
                    .param("versions", Columns.of(decisions, Row::version, Integer[]::new))
                    .param("messageIds", Columns.of(decisions, Row::messageId, String[]::new))
                    .param("digests", Columns.of(decisions, Row::digest, String[]::new))
                    .param("awaited", Columns.of(decisions, Row::awaitedSince, Timestamp[]::new))
                    .param("rules", versions.rules())
                    .param("now", Timestamp.from(now))
                    .update();
        }
    }

    /** Whether exceptions on a key may be open: a key whose content is sent has none but that a certificate is missing. */
    private static boolean isToClose(Current before) {
        return before.state() != DecisionState.SENT
                || before.refusals().content() != null
                || before.awaited().isOverdue();
    }

    /** Names the key without quoting it. */
    private static String reference(Verdict verdict) {
        return ParkedWork.DECISION
                + Sha256.hex(verdict.queue().queueName() + "\n" + verdict.recordKey())
                        .substring(0, 16);
    }

    private static Text text(Finding finding) {
        return new Text(finding.message(), finding.messageFr());
    }

    private static String messageId(String contract, String recordKey, int version, Envelope.Kind kind, String digest) {
        return Sha256.hex(String.join("\n", contract, recordKey, Integer.toString(version), kind.name(), digest))
                .substring(0, 32);
    }

    /** The records of a message whose content stays as it is, and the state they are in with it. */
    private record Unchanged(RecordState state, List<RecordAddress> records) {}

    private record Move(Set<RecordState> from, RecordState to, @Nullable String rule, @Nullable String heldWith) {}

    /**
     * A decision to write.
     *
     * @param rule the rule or type of exception that decides, null when none does
     * @param reason a sentence, null when the decision does not have a reason
     * @param version version of the last message, 0 when none was made
     * @param messageId the last message, null when none was made
     * @param digest digest of its content, null when none was made or it is withdrawn
     */
    private record Row(
            Verdict verdict,
            DecisionState state,
            @Nullable String rule,
            @Nullable Text reason,
            int version,
            @Nullable String messageId,
            @Nullable String digest) {

        /** Since when a certificate is missing, null when none is or a person must look. */
        @Nullable
        Timestamp awaitedSince() {
            Instant since = verdict instanceof Verdict.Publish publish && state == DecisionState.SENT
                    ? AwaitedCertificate.since(publish)
                    : null;
            return since == null ? null : Timestamp.from(since);
        }

        @Nullable
        String reasonIn(Language language) {
            return reason == null ? null : reason.in(language);
        }
    }
}
