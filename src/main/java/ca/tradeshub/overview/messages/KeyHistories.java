// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.protection.Masking;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * What a queue received about a key on a given day, on what evidence, and what changed between versions: one statement
 * reads it all. A message counts from the day it was sent; one among the dead letters does not count.
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

    private static final String KEY = "select queue, record_key from message where message_id = :id";

    private static final String BODY = "select body from message where message_id = :id";

    private final JdbcClient jdbc;

    KeyHistories(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
        List<KeyVersion> result = new ArrayList<>();
        @Nullable Read before = null;
        for (Read version : versions.values()) {
            result.add(new KeyVersion(
                    version.message(),
                    version == inForce,
                    before == null ? List.of() : before.content().changesTo(version.content()),
                    List.copyOf(version.evidence())));
            before = version;
        }
        Collections.reverse(result);
        return Optional.of(new KeyHistory(queue, Masking.recordKey(key), asOf, List.copyOf(result)));
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
