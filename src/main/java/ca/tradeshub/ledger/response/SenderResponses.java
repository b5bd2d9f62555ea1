// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.response;

import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.record.StagedRecords;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The responses due to senders about their files. The first response about a file is its receipt; when its records change
 * state afterwards, a status follows.
 */
@Component
public class SenderResponses {

    /**
     * The lease of a response that was taken; it is renewed when the writing of the response begins. After this time a
     * response that was neither written nor postponed, such as one of a hub that was killed, is taken again.
     */
    private static final Duration TAKEN = Duration.ofMinutes(2);

    private static final int RECORDS_OF_A_DELAY = 10_000;

    private static final int MOST_DELAYS = 10;

    private static final String DUE =
            """
            insert into sender_response (file_id, due_since)
            select id, cast(:now as timestamptz) from unnest(cast(:ids as bigint[])) as wanted (id) order by id
            on conflict (file_id) do update
               set due_since = case when sender_response.written_at is null then sender_response.due_since
                                    else excluded.due_since end,
                   written_at = null
            """;

    /**
     * The changes of a file with pending records are collected for the delay, and for longer with more records: a status reads
     * all of them. While keys of large files wait, each batch of them may move records of another large file, such as
     * certificates of persons who are held, without any that is pending: its changes are collected too. Returns the version of
     * the row after this update; every later change of the row has another version. The file of each response is looked up in
     * the order in which they are due, so that the look-up ends with the limit; OFFSET 0 keeps the planner from reading all
     * files.
     */
    private static final String TAKE =
            """
            with due as (
                select a.file_id
                  from sender_response a
                 cross join lateral (
                       select state, sender, records from file where id = a.file_id offset 0) f
                 where a.written_at is null
                   and (a.next_attempt_at is null or a.next_attempt_at <= :now)
                   and (a.revision = 0
                        or a.due_since <= cast(:now as timestamptz)
                                          - make_interval(secs => :delay)
                                            * least(greatest(coalesce(f.records, 0) / %1$d, 1), %2$d)
                        or (select true from file_with_state s
                             where s.file_id = a.file_id and s.state = 'PENDING') is null
                           and (coalesce(f.records, 0) < %1$d or not exists (select from dirty_key where bulk)))
                   and f.state in ('REFUSED', 'APPLIED', 'CLOSED', 'REHEARSED')
                   and f.sender <> all(:except)
                 order by a.due_since, a.file_id
                 limit :limit
                   for update of a skip locked)
            update sender_response a set next_attempt_at = :taken, attempts = attempts + 1
              from due, file f
             where a.file_id = due.file_id and f.id = due.file_id
            returning a.file_id, f.sender, f.dry_run, f.name, coalesce(f.records, 0) as records,
                      1 + (select count(*) from file e
                            where e.sender = f.sender and e.dry_run = f.dry_run
                              and e.logical_name = f.logical_name
                              and e.name = f.name and e.id < f.id) as place,
                      a.revision = 0 as is_receipt, a.attempts, a.xmin::text as version
            """
                    .formatted(RECORDS_OF_A_DELAY, MOST_DELAYS);

    /**
     * A response that another hub has taken since has another number of attempts. A row that is locked is left out instead
     * of waited for: other transactions lock many rows one after the other.
     */
    private static final String RENEW =
            """
            with held as materialized (
                select a.file_id
                  from unnest(cast(:ids as bigint[]), cast(:attempts as integer[])) as w (file_id, attempts)
                  join sender_response a on a.file_id = w.file_id
                 where a.attempts = w.attempts and a.written_at is null
                   for update of a skip locked)
            update sender_response a set next_attempt_at = :taken
              from held where a.file_id = held.file_id
            returning a.file_id, a.xmin::text as version
            """;

    /** A response whose row changed while it was written is due again. A row that is locked is left out. */
    private static final String WRITTEN =
            """
            with written as materialized (
                select a.file_id, w.saw, a.xmin = cast(w.version as xid) as is_last
                  from unnest(cast(:ids as bigint[]), cast(:versions as text[]), cast(:saws as text[]))
                       as w (file_id, version, saw)
                  join sender_response a on a.file_id = w.file_id
                   for update of a skip locked)
            update sender_response a
               set written_at = case when w.is_last then cast(:now as timestamptz) end,
                   due_since = case when w.is_last then a.due_since else cast(:now as timestamptz) end,
                   revision = a.revision + 1, attempts = 0, next_attempt_at = null,
                   receipt_saw = coalesce(a.receipt_saw, cast(w.saw as pg_snapshot))
              from written w where a.file_id = w.file_id
            returning a.file_id
            """;

    private static final String LOCK = "select file_id from sender_response where file_id = :id for update";

    private static final String POSTPONE = "update sender_response set next_attempt_at = :then where file_id = :id";

    /** A row that is locked is left out: it is taken, fails and is postponed with the others then. */
    private static final String POSTPONE_ALL =
            """
            with postponed as materialized (
                select a.file_id
                  from sender_response a join file f on f.id = a.file_id
                 where f.sender = :sender and a.written_at is null
                   for update of a skip locked)
            update sender_response a set next_attempt_at = :then
              from postponed p where a.file_id = p.file_id
            """;

    private final JdbcClient jdbc;
    private final StagedRecords records;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SenderResponses(JdbcClient jdbc, StagedRecords records, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.records = records;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Makes a response about a file due, in the caller's transaction. A response already due keeps its time. */
    public void due(long fileId) {
        due(List.of(fileId));
    }

    /** Makes the responses about several files, each named once, due, as {@link #due(long)} does. */
    public void due(Collection<Long> fileIds) {
        if (!fileIds.isEmpty()) {
            jdbc.sql(DUE)
                    .param("ids", fileIds.toArray(Long[]::new))
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        }
    }

    /**
     * A response that is due and taken by this hub.
     *
     * @param fileId the file it is about
     * @param inbox the drop folder the file came from
     * @param file the file's name as it was dropped
     * @param place 1 for the first file of that name from that sender, 2 for the second, …
     * @param isReceipt whether it is the first response about its file; later ones report changes
     * @param records how many records the file has, 0 for a refused one
     * @param attempt 1 for the first attempt to write it, 2 for the second, …
     * @param version the version of the response's row; another version means that the file changed since
     */
    public record Due(
            long fileId,
            InboxId inbox,
            String file,
            int place,
            boolean isReceipt,
            long records,
            int attempt,
            String version) {

        private Due at(String newVersion) {
            return new Due(fileId, inbox, file, place, isReceipt, records, attempt, newVersion);
        }

        /** The sender that receives it. */
        public String sender() {
            return inbox.sender();
        }
    }

    /**
     * Takes responses that are due, the longest waiting first.
     *
     * @param limit the most responses taken
     * @param statusDelay how long the changes of a file with pending records, or of 10,000 records or more while keys of large
     *     files wait, are collected before they are reported; once for each 10,000 records of the file, at most ten times
     * @param except senders whose responses are not taken
     */
    public List<Due> take(int limit, Duration statusDelay, Collection<String> except) {
        Instant now = clock.instant();
        return jdbc.sql(TAKE)
                .param("now", Timestamp.from(now))
                .param("delay", statusDelay.toMillis() / 1000.0)
                .param("taken", Timestamp.from(now.plus(TAKEN)))
                .param("limit", limit)
                .param("except", except.toArray(String[]::new))
                .query((rs, row) -> new Due(
                        rs.getLong("file_id"),
                        new InboxId(rs.getString("sender"), rs.getBoolean("dry_run")),
                        rs.getString("name"),
                        rs.getInt("place"),
                        rs.getBoolean("is_receipt"),
                        rs.getLong("records"),
                        rs.getInt("attempts"),
                        rs.getString("version")))
                .list();
    }

    /**
     * Renews the leases of responses whose writing begins: a round may have taken many responses long before.
     *
     * @return the responses with their present versions, by file; without those that another hub has taken since
     */
    public Map<Long, Due> renew(List<Due> due) {
        Map<Long, Due> renewed = renewed(due);
        for (Due each : due) {
            if (!renewed.containsKey(each.fileId())) {
                renewed.putAll(alone(each.fileId(), () -> renewed(List.of(each))));
            }
        }
        return renewed;
    }

    private Map<Long, Due> renewed(List<Due> due) {
        Map<Long, Due> renewed = new HashMap<>();
        Map<Long, Due> wanted = new HashMap<>();
        due.forEach(each -> wanted.put(each.fileId(), each));
        jdbc.sql(RENEW)
                .param("ids", due.stream().map(Due::fileId).toArray(Long[]::new))
                .param("attempts", due.stream().map(Due::attempt).toArray(Integer[]::new))
                .param("taken", Timestamp.from(clock.instant().plus(TAKEN)))
                .query(rs -> {
                    Due each = wanted.get(rs.getLong("file_id"));
                    if (each != null) {
                        renewed.put(each.fileId(), each.at(rs.getString("version")));
                    }
                });
        return renewed;
    }

    /** Waits for the lock on the row of one response, with no other row locked. */
    private <T> T alone(long file, Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql(LOCK).param("id", file).query(row -> {});
            return work.get();
        }));
    }

    /** A response that was written, with the snapshot it was composed from, {@link FileReport#saw}. */
    public record Written(Due due, String saw) {}

    /**
     * Marks responses as written. When a file changed while its response was written, the next one is due at once. The
     * records of a dry run are removed after its response.
     */
    public void written(List<Written> responses) {
        Set<Long> marked = transaction.execute(status -> mark(responses));
        for (Written response : responses) {
            long file = response.due().fileId();
            if (marked == null || !marked.contains(file)) {
                alone(file, () -> mark(List.of(response)));
            }
        }
    }

    private Set<Long> mark(List<Written> responses) {
        Set<Long> marked = new HashSet<>();
        jdbc.sql(WRITTEN)
                .param(
                        "ids",
                        responses.stream().map(each -> each.due().fileId()).toArray(Long[]::new))
                .param(
                        "versions",
                        responses.stream().map(each -> each.due().version()).toArray(String[]::new))
                .param("saws", responses.stream().map(Written::saw).toArray(String[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .query(rs -> {
                    marked.add(rs.getLong("file_id"));
                });
        responses.stream()
                .map(Written::due)
                .filter(due -> due.inbox().dryRun() && marked.contains(due.fileId()))
                .forEach(due -> records.discard(due.fileId()));
        return marked;
    }

    /** Postpones a response that could not be written; it is due again after the given time. */
    public void postpone(Due due, Duration wait) {
        jdbc.sql(POSTPONE)
                .param("then", Timestamp.from(clock.instant().plus(wait)))
                .param("id", due.fileId())
                .update();
    }

    /** Postpones every response due to a sender; they are due again after the given time. */
    public void postponeAll(String sender, Duration wait) {
        jdbc.sql(POSTPONE_ALL)
                .param("then", Timestamp.from(clock.instant().plus(wait)))
                .param("sender", sender)
                .update();
    }
}
