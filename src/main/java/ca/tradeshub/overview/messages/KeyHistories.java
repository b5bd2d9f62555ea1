// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.ledger.ClaimLines;
import ca.tradeshub.protection.Masking;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a queue received about a key on a given day, on what evidence, what changed between versions and what led to each. A
 * message counts from the day it was sent; one among the dead letters does not count.
 */
@Component
public class KeyHistories {

    private static final String VERSIONS =
            """
            select %s, m.body, s.file_id, f.logical_name, f.content_sha256,
                   array(select line from unnest(s.lines) part, generate_series(lower(part), upper(part) - 1) line
                          order by line) as lines
              from message_status m
              left join message_source s on s.message_id = m.id
              left join file f on f.id = s.file_id
             where m.queue = :queue and m.record_key = :key
             order by m.version, s.file_id
            """
                    .formatted(MessageList.COLUMNS);

    /**
     * On the key, on the records that its messages are or were based on and, for a claim, on the registrations of its
     * agreement, whose number is the group of its messages.
     */
    private static final String RESOLUTIONS =
            """
            select s.id, s.exception_id, s.kind, s.reason, s.author, s.approver,
                   coalesce(s.approved_at, s.decided_at) as since, s.undone_at, s.undone_by
              from resolution s
             where (s.approver is not null or not s.needs_approval)
               and s.basis in (select e.basis from exception_case e where e.subject = :key
                               union
                               select e.basis
                                 from message m
                                 join message_source o on o.message_id = m.id
                                 join exception_record x on x.file_id = o.file_id and o.lines @> x.line
                                 join exception_case e on e.id = x.exception_id
                                where m.queue = :queue and m.record_key = :key
                               union
                               select e.basis
                                 from message m
                                 join registration g on g.agreement_number = m.group_id
                                 join exception_record x on x.file_id = g.file_id and x.line = g.line
                                 join exception_case e on e.id = x.exception_id
                                where m.queue = :queue and m.record_key = :key and :queue = :claims)
             order by since, s.id
            """;

    /**
     * Files with other versions of the records that a version was based on; and, for every version of a claim, those with
     * its pay lines and with registrations of its agreement, whose number is the group of its messages.
     */
    private static final String FILES =
            """
            with m as (
                select id, version, group_id from message where queue = :queue and record_key = :key),
            concerned as (
                select m.version, n.file_id
                  from m
                  join message_record s on s.message_id = m.id
                  join record r on r.file_id = s.file_id and r.line = s.line
                  join record n on n.feed = r.feed and n.record_key = r.record_key and n.file_id <> r.file_id
                 where n.state <> 'DUPLICATE'
                union
                select null, p.file_id from pay_line p where %s and p.state <> 'DUPLICATE'
                union
                select null, g.file_id
                  from registration g
                 where :queue = :claims and g.agreement_number in (select group_id from m) and g.state <> 'DUPLICATE')
            select c.version, f.id, f.logical_name, f.applied_at
              from concerned c
              join file f on f.id = c.file_id
             where f.applied_at is not null
             order by f.id
            """
                    .formatted(ClaimLines.of("p", ":key"));

    private static final String KEY = "select queue, record_key from message where message_id = :id";

    private static final String BODY = "select body from message where message_id = :id";

    private final JdbcClient jdbc;
    private final RelatedFiles related;

    KeyHistories(JdbcClient jdbc, RelatedFiles related) {
        this.jdbc = jdbc;
        this.related = related;
    }

    /**
     * The history of a key.
     *
     * @param asOf an Ontario calendar date; the version in force is the last one sent by the end of that day
     * @return nothing when no message was ever made for the key
     */
    public Optional<KeyHistory> of(String queue, String key, LocalDate asOf) {
        Map<Integer, Read> versions = new LinkedHashMap<>();
        jdbc.sql(VERSIONS).param("queue", queue).param("key", key).query(row -> {
            read(versions, row);
        });
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        Instant end = asOf.plusDays(1).atStartOfDay(OntarioTime.ZONE).toInstant();
        @Nullable Read inForce = null;
        for (Read version : versions.values()) {
            inForce = version.isSentBefore(end) ? version : inForce;
        }
        List<VersionCauses.Resolved> resolutions = jdbc.sql(RESOLUTIONS)
                .param("queue", queue)
                .param("key", key)
                .param("claims", OutgoingQueue.TAX.queueName())
                .query(KeyHistories::resolved)
                .list();
        List<VersionCauses.AppliedFile> files = jdbc.sql(FILES)
                .param("queue", queue)
                .param("key", key)
                .param("claims", OutgoingQueue.TAX.queueName())
                .query(KeyHistories::file)
                .list();
        VersionCauses causes = new VersionCauses(resolutions, files, related.of(queue, key));
        List<KeyVersion> result = new ArrayList<>();
        @Nullable Read before = null;
        for (Read version : versions.values()) {
            result.add(new KeyVersion(
                    version.message(),
                    version == inForce,
                    before == null ? List.of() : before.content().changesTo(version.content()),
                    List.copyOf(version.evidence()),
                    causes.of(
                            before == null ? null : before.message(),
                            before == null ? List.of() : before.evidence(),
                            version.message(),
                            version.evidence())));
            before = version;
        }
        Collections.reverse(result);
        return Optional.of(new KeyHistory(
                queue,
                Masking.recordKey(key),
                asOf,
                List.copyOf(result),
                resolutions.stream()
                        .map(VersionCauses.Resolved::resolution)
                        .filter(each -> each.inForceAt(end.minusNanos(1)))
                        .toList()));
    }

    private static VersionCauses.Resolved resolved(ResultSet row, int number) throws SQLException {
        Timestamp undone = row.getTimestamp("undone_at");
        return new VersionCauses.Resolved(
                new HistoryResolution(
                        row.getLong("id"),
                        row.getLong("exception_id"),
                        ResolutionKind.valueOf(row.getString("kind")),
                        String.valueOf(Masking.freeText(row.getString("reason"))),
                        row.getString("author"),
                        row.getString("approver"),
                        row.getTimestamp("since").toInstant(),
                        undone == null ? null : undone.toInstant()),
                row.getString("undone_by"));
    }

    private static VersionCauses.AppliedFile file(ResultSet row, int number) throws SQLException {
        return new VersionCauses.AppliedFile(
                row.getObject("version", Integer.class),
                row.getLong("id"),
                Masking.fileName(row.getString("logical_name")),
                row.getTimestamp("applied_at").toInstant());
    }

    /** The history of the key of a message, as {@link #of} gives it. */
    public Optional<KeyHistory> ofMessage(String messageId, LocalDate asOf) {
        return jdbc.sql(KEY)
                .param("id", messageId)
                .query((row, number) -> of(row.getString("queue"), row.getString("record_key"), asOf))
                .optional()
                .flatMap(found -> found);
    }

    /**
     * The fields of a message as it was sent.
     *
     * @param isRevealed whether personal values are shown; otherwise they are masked
     */
    public List<MessageField> content(String messageId, boolean isRevealed) {
        return jdbc.sql(BODY)
                .param("id", messageId)
                .query(String.class)
                .optional()
                .map(body -> MessageContent.of(body).fields(isRevealed))
                .orElse(List.of());
    }

    private static void read(Map<Integer, Read> versions, ResultSet row) throws SQLException {
        MessageRow message = MessageList.row(row);
        Read version = versions.get(message.version());
        if (version == null) {
            version = new Read(message, MessageContent.of(row.getString("body")), new ArrayList<>());
            versions.put(message.version(), version);
        }
        String file = row.getString("logical_name");
        if (file != null) {
            version.evidence()
                    .add(new KeyVersion.Evidence(
                            row.getLong("file_id"),
                            Masking.fileName(file),
                            row.getString("content_sha256"),
                            List.of((Integer[]) row.getArray("lines").getArray())));
        }
    }

    /** A version as it is read. */
    private record Read(MessageRow message, MessageContent content, List<KeyVersion.Evidence> evidence) {

        boolean isSentBefore(Instant end) {
            Instant sentAt = message.sentAt();
            return sentAt != null && sentAt.isBefore(end) && message.status() != MessageStatus.DEAD_LETTER;
        }
    }
}
