// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.effect;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.decision.DecisionState;
import ca.tradeshub.reconciliation.decision.MessageContent;
import ca.tradeshub.reconciliation.decision.MessageLedger;
import ca.tradeshub.reconciliation.decision.Verdict;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of verdicts changes, collected so that one statement writes each table. Holds values only:
 * {@link VerdictEffects} fills it, {@link DecisionStore} writes it, and a preview only reads it.
 */
final class DecisionEffects {

    /** The states of a standing record that is in no message. */
    static final Set<RecordState> UNSENT = EnumSet.of(RecordState.PENDING, RecordState.OUT_OF_SCOPE, RecordState.HELD);

    private final Instant now;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Decided> decisions = new ArrayList<>();
    private final List<MessageLedger.NewMessage> newMessages = new ArrayList<>();
    private final Map<String, MessageContent> statements = new HashMap<>();
    private final Map<Move, List<RecordAddress>> moves = new LinkedHashMap<>();
    private final Map<String, Unchanged> unchanged = new LinkedHashMap<>();
    private final List<RecordAddress> newlyWaiting = new ArrayList<>();
    private final List<ExceptionChange> exceptionChanges = new ArrayList<>();
    private final List<Verdict.Reject> rejections = new ArrayList<>();

    /**
     * No effects yet.
     *
     * @param now when the decisions are made
     */
    DecisionEffects(Instant now) {
        this.now = now;
    }

    /** When the decisions are made. */
    Instant now() {
        return now;
    }

    /** The verdicts on keys, with those that replaced a publication, in the order in which they were decided. */
    List<Verdict> verdicts() {
        return verdicts;
    }

    /** The decisions to write, at most one a key. */
    List<Decided> decisions() {
        return decisions;
    }

    /** The messages to add. */
    List<MessageLedger.NewMessage> newMessages() {
        return newMessages;
    }

    /** The records to move, in the order in which the moves are made. */
    Map<Move, List<RecordAddress>> moves() {
        return moves;
    }

    /** Records of keys that did not wait before. */
    List<RecordAddress> newlyWaiting() {
        return newlyWaiting;
    }

    /** What changes about the exceptions of the keys, in this order. */
    List<ExceptionChange> exceptionChanges() {
        return exceptionChanges;
    }

    /** The verdicts that reject records. */
    List<Verdict.Reject> rejections() {
        return rejections;
    }

    void move(
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

    void publish(MessageLedger.NewMessage message, MessageContent statement) {
        newMessages.add(message);
        statements.put(message.envelope().messageId(), statement);
    }

    void leaveUnchanged(String messageId, RecordState state, List<RecordAddress> contributing) {
        unchanged.put(messageId, new Unchanged(state, contributing));
    }

    /** The records of the messages that stay as they are, by message. */
    Map<String, List<RecordAddress>> unchangedSources() {
        Map<String, List<RecordAddress>> sources = new LinkedHashMap<>();
        unchanged.forEach((message, each) -> sources.put(message, each.records()));
        return sources;
    }

    /**
     * Moves the records of unchanged messages that lack some of them.
     *
     * @param lacking identifiers of these messages
     * @return their records, by message
     */
    Map<String, List<RecordAddress>> completing(Set<String> lacking) {
        Map<String, List<RecordAddress>> sources = unchangedSources();
        sources.keySet().retainAll(lacking);
        sources.forEach((message, records) -> move(
                records, UNSENT, Objects.requireNonNull(unchanged.get(message)).state(), null, null));
        return sources;
    }

    /** The effects as a preview shows them. */
    Decisions.Previewed previewed() {
        return new Decisions.Previewed(
                moves.entrySet().stream()
                        .map(move -> new Decisions.PreviewedMove(
                                move.getValue(),
                                move.getKey().from(),
                                move.getKey().to(),
                                move.getKey().rule(),
                                move.getKey().heldWith()))
                        .toList(),
                newMessages.stream()
                        .map(message -> new Decisions.PreviewedMessage(
                                message.queue(),
                                message.envelope().recordKey(),
                                message.envelope().kind(),
                                statements.get(message.envelope().messageId()),
                                message.envelope().supersedes()))
                        .toList());
    }

    /** The records of a message whose content stays as it is, and the state they are in with it. */
    private record Unchanged(RecordState state, List<RecordAddress> records) {}

    /**
     * A change of state.
     *
     * @param from the states that records leave; a record in another state stays
     * @param rule the rule that decides the new state, null when none does
     * @param heldWith the key that records are held or rejected with, null for other states
     */
    record Move(Set<RecordState> from, RecordState to, @Nullable String rule, @Nullable String heldWith) {}

    /** What a decision changes about the exceptions of its key. */
    sealed interface ExceptionChange {

        /** Opens exceptions about a key and the records concerned. */
        record Open(String recordKey, List<Disagreement> disagreements, Collection<RecordAddress> records)
                implements ExceptionChange {}

        /** Closes the exceptions of a key except some. */
        record CloseOthers(String recordKey, List<Disagreement> open) implements ExceptionChange {}

        /** Parks a key whose message does not follow its contract. */
        record Park(Verdict verdict, Text cause) implements ExceptionChange {}

        /** Releases a key that has a decision again. */
        record Unpark(Verdict verdict) implements ExceptionChange {}
    }

    /**
     * A decision to write.
     *
     * @param rule the rule or type of exception that decides, null when none does
     * @param reason a sentence, null when the decision does not have a reason
     * @param version version of the last message, 0 when none was made
     * @param messageId the last message, null when none was made
     * @param digest digest of its content, null when none was made or it is withdrawn
     */
    record Decided(
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
                    ? Decisions.AwaitedCertificate.since(publish)
                    : null;
            return since == null ? null : Timestamp.from(since);
        }

        @Nullable
        String reasonIn(Language language) {
            return reason == null ? null : reason.in(language);
        }
    }
}
