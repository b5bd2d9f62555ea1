// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.effect;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.decision.DecisionState;
import ca.tradeshub.reconciliation.decision.Envelope;
import ca.tradeshub.reconciliation.decision.MessageContent;
import ca.tradeshub.reconciliation.decision.MessageRenderer;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.resolved.Refusals;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Loads, makes and previews decisions: the decision of each key, its message, the exceptions it opens and closes, and
 * the states of the records it is based on. {@link DecisionTable} loads, {@link VerdictEffects} decides what changes
 * without a database, and {@link DecisionStore} stores it in the caller's transaction.
 */
@Component
public class Decisions {

    private final DecisionTable table;
    private final DecisionStore store;
    private final MessageRenderer renderer;
    private final RuleSetVersion versions;
    private final Clock clock;

    Decisions(
            DecisionTable table, DecisionStore store, MessageRenderer renderer, RuleSetVersion versions, Clock clock) {
        this.table = table;
        this.store = store;
        this.renderer = renderer;
        this.versions = versions;
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

        Current withdrawnBy(Envelope envelope) {
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

        static @Nullable Instant since(Verdict.Publish publish) {
            Verdict.Awaited awaited = publish.awaited();
            return awaited == null || awaited.isOverdue() ? null : awaited.since();
        }
    }

    /** The decisions on keys, by key; a key without a decision is absent. */
    public Map<String, Current> byKey(OutgoingQueue queue, Collection<String> keys) {
        return table.byKey(queue, keys);
    }

    /** The decisions on groups, by key; a group without a decision is absent. */
    public Map<String, Current> byGroup(OutgoingQueue queue, Collection<String> groups) {
        return table.byGroup(queue, groups);
    }

    /** What a batch of verdicts changes, with its messages; stored at most once. */
    public static final class Unstored {

        private final DecisionEffects effects;

        private Unstored(DecisionEffects effects) {
            this.effects = effects;
        }

        /** How many messages are made. */
        public int messages() {
            return effects.newMessages().size();
        }
    }

    /**
     * Decides what a batch of verdicts changes, without a database.
     *
     * @param verdicts at most one a key, in addition to those that reject records
     * @param current the decisions on their keys
     */
    public Unstored unstored(List<? extends Verdict> verdicts, Map<String, Current> current) {
        return new Unstored(effects(verdicts, current));
    }

    /**
     * Stores what a batch of verdicts changes, in the caller's transaction.
     *
     * @return how many messages were made
     */
    public int store(Unstored unstored) {
        store.write(unstored.effects, versions);
        return unstored.messages();
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

    /** What storing them would do, without doing it. */
    public Previewed preview(List<? extends Verdict> verdicts, Map<String, Current> current) {
        DecisionEffects effects = effects(verdicts, current);
        store.complete(effects);
        return effects.previewed();
    }

    private DecisionEffects effects(List<? extends Verdict> verdicts, Map<String, Current> current) {
        return VerdictEffects.of(verdicts, current, renderer, versions.rules(), clock.instant());
    }
}
