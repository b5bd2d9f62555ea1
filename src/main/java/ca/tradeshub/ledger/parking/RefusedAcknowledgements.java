// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.parking;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.protection.SinProtection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The acknowledgements that were not accepted: each an entry of its own, sealed, until an operator discards it with a
 * reason. All entries of a partner share one alarm.
 */
@Component
public class RefusedAcknowledgements {

    private static final int LONGEST_REASON = 500;

    private static final String ADD =
            """
            insert into refused_acknowledgement (partner, problem, message_id, kind, size_bytes, digest, sealed,
                                                 received_at, correlation)
            select :partner, :problem, :messageId, :kind, :size, :digest, :sealed, cast(:now as timestamptz), :correlation
             where not :redelivered or not exists (
                   select from refused_acknowledgement
                    where digest = :digest and partner = :partner and discarded_at is null)
            """;

    private static final String COUNT =
            "select count(*) from refused_acknowledgement where discarded_at is null and partner = :partner";

    private static final String COUNT_ALL = "select count(*) from refused_acknowledgement where discarded_at is null";

    private static final String COLUMNS = "id, partner, problem, message_id, kind, size_bytes, digest, received_at";

    private static final String OPEN =
            """
            select %s from refused_acknowledgement
             where discarded_at is null and (cast(:after as bigint) is null or id > :after)
             order by id limit :limit
            """
                    .formatted(COLUMNS);

    private static final String DISCARD =
            """
            update refused_acknowledgement
               set discarded_at = :now, discarded_by = :by, discard_reason = :reason, sealed = null
             where id = :id and discarded_at is null
            returning id, partner, problem, message_id, kind, size_bytes, digest, received_at
            """;

    private static final String SEALED =
            "select sealed from refused_acknowledgement where id = :id and sealed is not null";

    private static final String UNANSWERED =
            """
            select id, partner, problem, message_id, kind, size_bytes, digest, received_at, correlation
              from refused_acknowledgement
             where replied_at is null and partner = any(:partners) order by reply_attempts, id limit :limit
            """;

    private static final String COUNT_REPLY =
            "update refused_acknowledgement set reply_attempts = reply_attempts + 1 where id = :id";

    private static final String REPLIED = "update refused_acknowledgement set replied_at = :now where id = :id";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final SinProtection protection;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final Clock clock;

    RefusedAcknowledgements(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            SinProtection protection,
            Alarms alarms,
            AuditTrail audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.protection = protection;
        this.alarms = alarms;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What was received.
     *
     * @param kind the kind of message: text, bytes, map, object, stream or none
     * @param content its first part, as text
     * @param size its size in bytes
     * @param digest SHA-256 of what was received, in hex
     * @param redelivered whether the broker delivers it again, so that it may have an entry already
     * @param correlation the partner's own id of its message, null when it has none
     */
    public record Received(
            String kind, String content, long size, String digest, boolean redelivered, @Nullable String correlation) {}

    /** Adds an entry and opens the alarm of the partner, in the caller's transaction. */
    public void add(
            String partner, RefusedAcknowledgement.Problem problem, @Nullable String messageId, Received received) {
        jdbc.sql(ADD)
                .param("partner", partner)
                .param("problem", problem.name())
                .param("messageId", messageId, Types.VARCHAR)
                .param("kind", received.kind())
                .param("size", received.size())
                .param("digest", received.digest())
                .param("sealed", protection.sealText(received.content()))
                .param("now", Timestamp.from(clock.instant()))
                .param("correlation", received.correlation(), Types.VARCHAR)
                .param("redelivered", received.redelivered())
                .update();
        state(partner);
    }

    /**
     * The entries that wait, the oldest first.
     *
     * @param after the id of the last one that was read, null for the beginning
     */
    public List<RefusedAcknowledgement> open(int limit, @Nullable Long after) {
        return jdbc.sql(OPEN)
                .param("limit", limit)
                .param("after", after, Types.BIGINT)
                .query(RefusedAcknowledgements::read)
                .list();
    }

    /** How many entries wait. */
    public long count() {
        return jdbc.sql(COUNT_ALL).query(Long.class).single();
    }

    /** The first part of what an entry holds, opened; empty when it is discarded. */
    public Optional<String> content(long id) {
        return jdbc.sql(SEALED)
                .param("id", id)
                .query((row, number) -> row.getString("sealed"))
                .optional()
                .map(protection::openText);
    }

    /**
     * Discards an entry: what it held is removed; who discarded it and why stays, and is part of the audit.
     *
     * @param id the entry
     * @param by the operator
     * @param reason why; numbers of persons in it are masked
     * @return the entry; empty when no such entry waits
     * @throws IllegalArgumentException when the reason is blank or longer than 500 characters
     */
    public Optional<RefusedAcknowledgement> discard(long id, String by, String reason) {
        String why = String.valueOf(Masking.freeText(reason));
        if (VisibleText.isBlank(why) || why.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("A reason has 1 to " + LONGEST_REASON + " characters");
        }
        return transaction.execute(status -> {
            Optional<RefusedAcknowledgement> discarded = jdbc.sql(DISCARD)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("by", by)
                    .param("reason", why)
                    .param("id", id)
                    .query(RefusedAcknowledgements::read)
                    .optional();
            discarded.ifPresent(entry -> {
                state(entry.partner());
                audit.append(
                        "user:" + by,
                        "acknowledgement.discard",
                        "refused-acknowledgement:" + id,
                        Map.of(
                                "reason",
                                why,
                                "problem",
                                entry.problem().name(),
                                "partner",
                                entry.partner(),
                                "digest",
                                entry.digest()));
            });
            return discarded;
        });
    }

    /**
     * A reply that a partner waits for.
     *
     * @param entry the entry
     * @param correlation the partner's own id of its message, null when it has none
     */
    public record Reply(RefusedAcknowledgement entry, @Nullable String correlation) {}

    /** The entries of these partners about which they are not informed yet; those tried least come first, and the attempt is counted. */
    public List<Reply> unanswered(Collection<String> partners, int limit) {
        return transaction.execute(status -> {
            List<Reply> replies = jdbc.sql(UNANSWERED)
                    .param("partners", partners.toArray(String[]::new))
                    .param("limit", limit)
                    .query((row, number) -> new Reply(read(row, number), row.getString("correlation")))
                    .list();
            replies.forEach(reply ->
                    jdbc.sql(COUNT_REPLY).param("id", reply.entry().id()).update());
            return replies;
        });
    }

    /** Notes that a partner was informed. */
    public void replied(long id) {
        jdbc.sql(REPLIED)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
    }

    private void state(String partner) {
        String subject = partner.isEmpty() ? "(no user)" : partner;
        long waiting =
                jdbc.sql(COUNT).param("partner", partner).query(Long.class).single();
        if (waiting == 0) {
            alarms.close(AlarmCode.ACKNOWLEDGEMENT_REFUSED, subject);
        } else {
            alarms.raiseOrRestate(
                    AlarmCode.ACKNOWLEDGEMENT_REFUSED,
                    subject,
                    new Text(
                            waiting + " acknowledgement(s) were not accepted",
                            waiting + " accusé(s) de traitement non accepté(s)"));
        }
    }

    private static RefusedAcknowledgement read(ResultSet rs, int row) throws SQLException {
        return new RefusedAcknowledgement(
                rs.getLong("id"),
                rs.getString("partner"),
                RefusedAcknowledgement.Problem.valueOf(rs.getString("problem")),
                rs.getString("message_id"),
                rs.getString("kind"),
                rs.getLong("size_bytes"),
                rs.getString("digest"),
                rs.getTimestamp("received_at").toInstant());
    }
}
