// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolved;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.rules.engine.Outcome;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages that their consumers refused and that no newer message replaced, with what persons decided about them. */
@Component
public class Refusals {

    private static final Messages MESSAGES = Messages.of(Refusals.class);

    /**
     * The last content of each key and its withdrawal, if their consumer refused them. A withdrawal does not replace a
     * content: the same content is still refused when it comes again. Few messages are refused.
     */
    private static final String LAST_REFUSED =
            """
            select m.record_key, m.message_id, m.body_digest, m.kind = 'WITHDRAW' as withdraws, a.reason
              from acknowledgement a join message m on m.id = a.id
             where a.status = 'REFUSED' and m.queue = :queue and m.record_key = any(:keys)
               and not exists (select from message n
                                where n.queue = m.queue and n.record_key = m.record_key and n.version > m.version
                                  and (m.kind = 'WITHDRAW' or n.kind <> 'WITHDRAW'))
            """;

    private final JdbcClient jdbc;
    private final ResolvedBases resolved;

    Refusals(JdbcClient jdbc, ResolvedBases resolved) {
        this.jdbc = jdbc;
        this.resolved = resolved;
    }

    /**
     * A refusal.
     *
     * @param messageId the refused message
     * @param digest the digest of its content
     * @param reason the consumer's reason, masked; null when it gave none
     * @param resolution what a person decided about it, null while it is open
     */
    public record Refusal(
            String messageId, String digest, @Nullable String reason, @Nullable ResolutionKind resolution) {

        /** The same as a person would decide it. */
        public Refusal resolvedBy(@Nullable ResolutionKind kind) {
            return new Refusal(messageId, digest, reason, kind);
        }

        /** What a person must settle. */
        public Disagreement disagreement() {
            return Refusals.disagreement(messageId, reason);
        }
    }

    /**
     * What consumers refused of one key.
     *
     * @param content the refusal of the last content sent, null when it was not refused
     * @param withdrawal the refusal of the withdrawal that is the last message, null when it was not refused
     */
    public record OfKey(@Nullable Refusal content, @Nullable Refusal withdrawal) {

        /** Nothing was refused. */
        public static final OfKey NONE = new OfKey(null, null);

        private OfKey with(Refusal refusal, boolean withdraws) {
            return withdraws ? new OfKey(content, refusal) : new OfKey(refusal, withdrawal);
        }

        /** The same where a person decided so about the refusal of this basis. */
        public OfKey resolvedBy(String basis, ResolutionKind kind) {
            return new OfKey(resolved(content, basis, kind), resolved(withdrawal, basis, kind));
        }

        private static @Nullable Refusal resolved(@Nullable Refusal refusal, String basis, ResolutionKind kind) {
            return refusal != null && basis(refusal.messageId()).equals(basis) ? refusal.resolvedBy(kind) : refusal;
        }
    }

    /**
     * What a person must settle when a consumer refuses a message. A resolution applies to this message alone.
     *
     * @param reason the consumer's reason, masked; null or empty when it gave none
     */
    public static Disagreement disagreement(String messageId, @Nullable String reason) {
        return disagreement("refused", messageId, reason);
    }

    /** What a person must settle when a consumer refuses a withdrawal. */
    public static Disagreement ofWithdrawal(String messageId, @Nullable String reason) {
        return disagreement("refused.withdrawal", messageId, reason)
                .withSides(List.of(new ExceptionSide(null, null, ExceptionSide.WITHDRAW, ExceptionSide.WITHDRAW)));
    }

    private static Disagreement disagreement(String sentence, String messageId, @Nullable String reason) {
        boolean isGiven = reason != null && !reason.isEmpty();
        return new Disagreement(
                        ExceptionType.CONSUMER_REFUSED,
                        ResolvedFindings.agreed(
                                ExceptionType.CONSUMER_REFUSED.name(),
                                Outcome.HOLD,
                                MESSAGES.text(
                                        sentence,
                                        messageId,
                                        isGiven && reason != null ? reason : MESSAGES.text("refused.no-reason"))),
                        null)
                .withBasis(basis(messageId));
    }

    private static String basis(String messageId) {
        return Bases.digest(ExceptionType.CONSUMER_REFUSED, null, messageId);
    }

    /** Whether the withdrawal that an exception is about is still refused and still the last message of its key. */
    public boolean isLastWithdrawal(ExceptionCase exception, Collection<String> queues) {
        String key = exception.stableSubject();
        return exception.isOfWithdrawal()
                && queues.stream()
                        .map(queue -> of(queue, List.of(key)).getOrDefault(key, OfKey.NONE))
                        .map(OfKey::withdrawal)
                        .anyMatch(refusal ->
                                refusal != null && basis(refusal.messageId()).equals(exception.basis()));
    }

    /** The refusals on keys, by key. */
    public Map<String, OfKey> of(String queue, Collection<String> keys) {
        Map<String, OfKey> refused = new LinkedHashMap<>();
        Set<String> bases = new TreeSet<>();
        jdbc.sql(LAST_REFUSED)
                .param("queue", queue)
                .param("keys", keys.toArray(String[]::new))
                .query(rs -> {
                    String key = rs.getString("record_key");
                    Refusal refusal = new Refusal(
                            rs.getString("message_id"), rs.getString("body_digest"), rs.getString("reason"), null);
                    bases.add(basis(refusal.messageId()));
                    refused.put(key, refused.getOrDefault(key, OfKey.NONE).with(refusal, rs.getBoolean("withdraws")));
                });
        resolved.inForce(bases)
                .forEach((basis, resolution) ->
                        refused.replaceAll((key, refusals) -> refusals.resolvedBy(basis, resolution.kind())));
        return refused;
    }
}
