// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.audit;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.locks.AdvisoryLock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The audit chain: append-only entries, one a batch, each hashing its predecessor, written in the transaction of what
 * they record. When an entry cannot be written, the work is rolled back.
 */
@Component
public class AuditTrail {

    private static final String LAST = "select id, hash from audit order by id desc limit 1";

    private static final String APPEND =
            """
            insert into audit (id, at, actor, action, subject, detail, previous, hash)
            select id, cast(:at as timestamptz), actor, action, subject, cast(detail as json), previous, hash
              from unnest(cast(:ids as bigint[]), cast(:actors as text[]), cast(:actions as text[]),
                          cast(:subjects as text[]), cast(:details as text[]), cast(:previous as text[]),
                          cast(:hashes as text[]))
                   as entry (id, actor, action, subject, detail, previous, hash)
             order by id
            """;

    private static final String ALL =
            """
            select id, at, actor, action, subject, detail::text as detail, previous, hash from audit order by id
            """;

    private static final String GENESIS = "0".repeat(64);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final JdbcClient jdbc;
    private final Clock clock;

    AuditTrail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Appends an entry to the chain. Call it last in a transaction: writers of the chain wait for one another.
     *
     * @param actor who acted: a step of the hub or a user
     * @param action what was done
     * @param subject what it was done to; no personal data
     * @param detail counts, codes and digests; no personal data
     */
    public void append(String actor, String action, String subject, Map<String, ?> detail) {
        append(List.of(new Act(actor, action, subject, detail)));
    }

    /**
     * What an entry records.
     *
     * @param actor who acted: a step of the hub or a user
     * @param action what was done
     * @param subject what it was done to; no personal data
     * @param detail counts, codes and digests; no personal data
     */
    public record Act(String actor, String action, String subject, Map<String, ?> detail) {}

    /** Appends an entry for each act, in their order. Call it last in a transaction, as {@link #append}. */
    public void append(List<Act> acts) {
        if (acts.isEmpty()) {
            return;
        }
        AdvisoryLock.AUDIT.take(jdbc);
        Optional<Entry> last = jdbc.sql(LAST)
                .query((rs, row) -> new Entry(rs.getLong("id"), rs.getString("hash")))
                .optional();
        long first = last.map(Entry::id).orElse(0L) + 1;
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Long[] ids = new Long[acts.size()];
        String[] details = new String[acts.size()];
        String[] previous = new String[acts.size()];
        String[] hashes = new String[acts.size()];
        String hash = last.map(Entry::hash).orElse(GENESIS);
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            ids[i] = first + i;
            details[i] = json(act.detail());
            previous[i] = hash;
            hash = hash(first + i, at, act.actor(), act.action(), act.subject(), details[i], hash);
            hashes[i] = hash;
        }
        jdbc.sql(APPEND)
                .param("at", Timestamp.from(at))
                .param("ids", ids)
                .param("actors", acts.stream().map(Act::actor).toArray(String[]::new))
                .param("actions", acts.stream().map(Act::action).toArray(String[]::new))
                .param("subjects", acts.stream().map(Act::subject).toArray(String[]::new))
                .param("details", details)
                .param("previous", previous)
                .param("hashes", hashes)
                .update();
    }

    /** The first position whose entry does not follow from its predecessor, or nothing when the chain holds. */
    public Optional<Long> firstBroken() {
        var cursor = new Object() {
            String previous = GENESIS;
            long expected = 1;

            @Nullable
            Long broken = null;
        };
        jdbc.sql(ALL).query(rs -> {
            if (cursor.broken != null) {
                return;
            }
            long id = rs.getLong("id");
            String hash = hash(
                    id,
                    rs.getTimestamp("at").toInstant(),
                    rs.getString("actor"),
                    rs.getString("action"),
                    rs.getString("subject"),
                    rs.getString("detail"),
                    cursor.previous);
            if (id != cursor.expected
                    || !rs.getString("previous").equals(cursor.previous)
                    || !rs.getString("hash").equals(hash)) {
                cursor.broken = cursor.expected;
            }
            cursor.previous = hash;
            cursor.expected = id + 1;
        });
        return Optional.ofNullable(cursor.broken);
    }

    private static String json(Map<String, ?> detail) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(detail));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An audit entry could not be written", e);
        }
    }

    private static String hash(
            long id, Instant at, String actor, String action, String subject, String detail, String previous) {
        String text = String.join("\n", Long.toString(id), at.toString(), actor, action, subject, detail, previous);
        return Sha256.hex(text);
    }

    private record Entry(long id, String hash) {}
}
