// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.audit;

import ca.tradeshub.audit.AuditVerification.KnownEntry;
import ca.tradeshub.locks.AdvisoryLock;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
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

    private static final String AFTER =
            """
            select id, at, actor, action, subject, detail::text as detail, previous, hash
              from audit where id > :after order by id limit :size
            """;

    /** Entries that a verification reads at once, so that the memory it needs does not depend on the length of the chain. */
    private static final int PAGE = 5_000;

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
        Optional<Last> last = jdbc.sql(LAST)
                .query((rs, row) -> new Last(rs.getLong("id"), rs.getString("hash")))
                .optional();
        long first = last.map(Last::id).orElse(0L) + 1;
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<AuditEntry> entries = new ArrayList<>();
        String hash = last.map(Last::hash).orElse(AuditEntry.GENESIS);
        for (Act act : acts) {
            AuditEntry entry = AuditEntry.of(
                    first + entries.size(), at, act.actor(), act.action(), act.subject(), json(act.detail()), hash);
            entries.add(entry);
            hash = entry.hash();
        }
        jdbc.sql(APPEND)
                .param("at", Timestamp.from(at))
                .param("ids", column(entries, AuditEntry::position, Long[]::new))
                .param("actors", column(entries, AuditEntry::actor, String[]::new))
                .param("actions", column(entries, AuditEntry::action, String[]::new))
                .param("subjects", column(entries, AuditEntry::subject, String[]::new))
                .param("details", column(entries, AuditEntry::detail, String[]::new))
                .param("previous", column(entries, AuditEntry::previous, String[]::new))
                .param("hashes", column(entries, AuditEntry::hash, String[]::new))
                .update();
    }

    private static <T> T[] column(List<AuditEntry> entries, Function<AuditEntry, T> value, IntFunction<T[]> array) {
        return entries.stream().map(value).toArray(array);
    }

    /**
     * Checks that each entry follows from its predecessor, from the first to the last or to the first that does not.
     *
     * @param known an entry that the chain must have, null for none. Only this reveals that the newest entries were removed
     *     or that the whole chain was rewritten.
     */
    public AuditVerification verify(@Nullable KnownEntry known) {
        ChainCheck check = new ChainCheck(known);
        long after = Long.MIN_VALUE;
        List<AuditEntry> page;
        do {
            page = page(after);
            for (AuditEntry entry : page) {
                check.add(entry);
                after = entry.position();
            }
        } while (page.size() == PAGE && !check.isBroken());
        return check.outcome();
    }

    private List<AuditEntry> page(long after) {
        return jdbc.sql(AFTER)
                .param("after", after)
                .param("size", PAGE)
                .query((rs, row) -> new AuditEntry(
                        rs.getLong("id"),
                        rs.getTimestamp("at").toInstant(),
                        rs.getString("actor"),
                        rs.getString("action"),
                        rs.getString("subject"),
                        rs.getString("detail"),
                        rs.getString("previous"),
                        rs.getString("hash")))
                .list();
    }

    private static String json(Map<String, ?> detail) {
        try {
            return JSON.writeValueAsString(new TreeMap<>(detail));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An audit entry could not be written", e);
        }
    }

    private record Last(long id, String hash) {}
}
