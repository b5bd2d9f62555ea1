package ca.tradeshub.ledger.response;

import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.record.StagedRecords;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which senders are owed an answer about which of their files. The first answer about a file is its receipt; when its
 * records change state afterwards, a status follows.
 */
@Component
public class SenderResponses {

    /** After this long an answer somebody took but neither wrote nor gave back is taken again. */
    private static final Duration TAKEN = Duration.ofMinutes(5);

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

    /** Makes an answer about a file due, in the caller's transaction; one already due stays due since then. */
    public void due(long fileId) {
        jdbc.sql(
                        """
                        insert into sender_response (file_id, due_since) values (:id, :now)
                        on conflict (file_id) do update
                           set due_since = case when sender_response.written_at is null then sender_response.due_since
                                                else excluded.due_since end,
                               written_at = null
                        """)
                .param("id", fileId)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * An answer that is due and taken by this hub.
     *
     * @param fileId the file it is about
     * @param inbox the drop folder the file came from
     * @param file the file's name as it was dropped
     * @param place 1 for the first file of that name from that sender, 2 for the second, …
     * @param isReceipt whether it is the first about its file; later ones report changes
     * @param attempt 1 for the first attempt to write it, 2 for the second, …
     * @param version tells whether the file changed since
     */
    public record Due(
            long fileId, InboxId inbox, String file, int place, boolean isReceipt, int attempt, String version) {

        /** The sender, who gets it. */
        public String sender() {
            return inbox.sender();
        }
    }

    /**
     * Takes answers that are due, the longest waiting first.
     *
     * @param limit most answers taken
     * @param statusDelay how long changes are gathered before they are reported
     * @param except senders whose answers are left where they are
     */
    public List<Due> take(int limit, Duration statusDelay, Collection<String> except) {
        Instant now = clock.instant();
        // The row's version is that of this very update; any later change to the row shows in it.
        return jdbc.sql(
                        """
                        with due as (
                            select a.file_id
                              from sender_response a join file f on f.id = a.file_id
                             where a.written_at is null
                               and (a.next_attempt_at is null or a.next_attempt_at <= :now)
                               and (a.revision = 0 or a.due_since <= :settled)
                               and f.state in ('REFUSED', 'APPLIED', 'CLOSED', 'REHEARSED')
                               and f.sender <> all(:except)
                             order by a.due_since, a.file_id
                             limit :limit
                               for update of a skip locked)
                        update sender_response a set next_attempt_at = :taken, attempts = attempts + 1
                          from due, file f
                         where a.file_id = due.file_id and f.id = due.file_id
                        returning a.file_id, f.sender, f.dry_run, f.name,
                                  1 + (select count(*) from file e
                                        where e.sender = f.sender and e.dry_run = f.dry_run
                                          and e.logical_name = f.logical_name
                                          and e.name = f.name and e.id < f.id),
                                  a.revision = 0, a.attempts, a.xmin::text
                        """)
                .param("now", Timestamp.from(now))
                .param("settled", Timestamp.from(now.minus(statusDelay)))
                .param("taken", Timestamp.from(now.plus(TAKEN)))
                .param("limit", limit)
                .param("except", except.toArray(String[]::new))
                .query((rs, row) -> new Due(
                        rs.getLong(1),
                        new InboxId(rs.getString(2), rs.getBoolean(3)),
                        rs.getString(4),
                        rs.getInt(5),
                        rs.getBoolean(6),
                        rs.getInt(7),
                        rs.getString(8)))
                .list();
    }

    /**
     * Marks an answer as written. When its file changed while it was being written, the next answer is due at once. A
     * dry run is forgotten with its answer.
     *
     * @param due the answer
     * @param saw what it was composed from, as {@link FileReport#saw} gave it
     */
    public void written(Due due, String saw) {
        transaction.executeWithoutResult(status -> {
            int unchanged = mark(
                    due,
                    saw,
                    "update sender_response set written_at = :now, %s where file_id = :id and xmin = cast(:version as xid)");
            if (unchanged == 0) {
                mark(
                        due,
                        saw,
                        "update sender_response set due_since = :now, %s where file_id = :id and :version <> ''");
            }
            if (due.inbox().dryRun()) {
                records.discard(due.fileId());
            }
        });
    }

    /** Gives an answer back that could not be written, to be tried again after a while. */
    public void postpone(Due due, Duration wait) {
        jdbc.sql("update sender_response set next_attempt_at = :then where file_id = :id")
                .param("then", Timestamp.from(clock.instant().plus(wait)))
                .param("id", due.fileId())
                .update();
    }

    /** Puts off everything a sender is owed, to be tried again after a while. */
    public void postponeAll(String sender, Duration wait) {
        jdbc.sql(
                        """
                        update sender_response set next_attempt_at = :then
                          from file f
                         where f.id = sender_response.file_id and f.sender = :sender and sender_response.written_at is null
                        """)
                .param("then", Timestamp.from(clock.instant().plus(wait)))
                .param("sender", sender)
                .update();
    }

    private int mark(Due due, String saw, String sql) {
        return jdbc.sql(
                        sql.formatted(
                                """
                        revision = revision + 1, attempts = 0, next_attempt_at = null,
                        receipt_saw = coalesce(receipt_saw, cast(:saw as pg_snapshot))
                        """))
                .param("now", Timestamp.from(clock.instant()))
                .param("saw", saw, Types.VARCHAR)
                .param("id", due.fileId())
                .param("version", due.version())
                .update();
    }
}
