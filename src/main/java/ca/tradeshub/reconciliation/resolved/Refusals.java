// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolved;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.ExceptionCases.Disagreement;
import ca.tradeshub.exceptions.ExceptionCases.Type;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.rules.engine.Outcome;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages that their consumers refused and that no newer message replaced, with what persons decided about them. */
@Component
public class Refusals {

    private static final Messages MESSAGES = Messages.of(Refusals.class);

    /** The last message of each key that is not a withdrawal, if its consumer refused it. Few messages are refused. */
    private static final String LAST_REFUSED =
            """
            select m.record_key, m.message_id, m.body_digest, a.reason
              from acknowledgement a join message m on m.id = a.id
             where a.status = 'REFUSED' and m.queue = :queue and m.record_key = any(:keys) and m.kind <> 'WITHDRAW'
               and not exists (select from message n
                                where n.queue = m.queue and n.record_key = m.record_key and n.version > m.version
                                  and n.kind <> 'WITHDRAW')
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
     * What a person must settle when a consumer refuses a message. A resolution applies to this message alone.
     *
     * @param reason the consumer's reason, masked; null or empty when it gave none
     */
    public static Disagreement disagreement(String messageId, @Nullable String reason) {
        boolean isGiven = reason != null && !reason.isEmpty();
        return new Disagreement(
                        Type.CONSUMER_REFUSED,
                        ResolvedFindings.agreed(
                                Type.CONSUMER_REFUSED.name(),
                                Outcome.HOLD,
                                MESSAGES.text(
                                        "refused",
                                        messageId,
                                        isGiven && reason != null ? reason : MESSAGES.text("refused.no-reason"))),
                        null)
                .withBasis(basis(messageId));
    }

    private static String basis(String messageId) {
        return Bases.digest(Type.CONSUMER_REFUSED, null, messageId);
    }

    /** The refusals on keys, by key. */
    public Map<String, Refusal> of(String queue, Collection<String> keys) {
        Map<String, Refusal> refused = new LinkedHashMap<>();
        jdbc.sql(LAST_REFUSED)
                .param("queue", queue)
                .param("keys", keys.toArray(String[]::new))
                .query(rs -> {
                    refused.put(
                            rs.getString("record_key"),
                            new Refusal(
                                    rs.getString("message_id"),
                                    rs.getString("body_digest"),
                                    rs.getString("reason"),
                                    null));
                });
        if (!refused.isEmpty()) {
            Map<String, Resolution> found = resolved.inForce(refused.values().stream()
                    .map(refusal -> basis(refusal.messageId()))
                    .collect(Collectors.toSet()));
            refused.replaceAll((key, refusal) -> {
                Resolution resolution = found.get(basis(refusal.messageId()));
                return resolution == null ? refusal : refusal.resolvedBy(resolution.kind());
            });
        }
        return refused;
    }
}
