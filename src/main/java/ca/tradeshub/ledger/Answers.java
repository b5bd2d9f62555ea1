package ca.tradeshub.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which senders are owed an answer about which of their files, and what the ledger has to say in it. The first answer
 * about a file is its receipt; when its records change state afterwards, a status follows.
 */
@Component
public class Answers {

    /** After this long an answer somebody took but neither wrote nor gave back is taken again. */
    private static final Duration TAKEN = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final Balances balances;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Answers(JdbcClient jdbc, Balances balances, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.balances = balances;
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
        this.clock = clock;
    }

    /** Makes an answer about a file due, in the caller's transaction; one already due stays due since then. */
    public void due(long fileId) {
        jdbc.sql(
                        """
                        insert into answer (file_id, due_since) values (:id, :now)
                        on conflict (file_id) do update
                           set due_since = case when answer.written_at is null then answer.due_since
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
     * @param sender who gets it
     * @param file the file's name as it was dropped
     * @param place 1 for the first file of that name from that sender, 2 for the second, …
     * @param isReceipt whether it is the first about its file; later ones report changes
     * @param attempt 1 for the first attempt to write it, 2 for the second, …
     * @param version tells whether the file changed since
     */
    public record Due(
            long fileId, String sender, String file, int place, boolean isReceipt, int attempt, String version) {}

    /**
     * Takes answers that are due, the longest waiting first.
     *
     * @param limit most answers taken
     * @param statusDelay how long changes are gathered before they are reported
     */
    public List<Due> take(int limit, Duration statusDelay) {
        Instant now = clock.instant();
        // The row's version is that of this very update; any later change to the row shows in it.
        return jdbc.sql(
                        """
                        with due as (
                            select a.file_id
                              from answer a join file f on f.id = a.file_id
                             where a.written_at is null
                               and (a.next_attempt_at is null or a.next_attempt_at <= :now)
                               and (a.revision = 0 or a.due_since <= :settled)
                               and f.state in ('REFUSED', 'APPLIED', 'CLOSED')
                             order by a.due_since, a.file_id
                             limit :limit
                               for update of a skip locked)
                        update answer a set next_attempt_at = :taken, attempts = attempts + 1
                          from due, file f
                         where a.file_id = due.file_id and f.id = due.file_id
                        returning a.file_id, f.sender, f.name,
                                  1 + (select count(*) from file e
                                        where e.sender = f.sender and e.logical_name = f.logical_name
                                          and e.name = f.name and e.id < f.id),
                                  a.revision = 0, a.attempts, a.xmin::text
                        """)
                .param("now", Timestamp.from(now))
                .param("settled", Timestamp.from(now.minus(statusDelay)))
                .param("taken", Timestamp.from(now.plus(TAKEN)))
                .param("limit", limit)
                .query((rs, row) -> new Due(
                        rs.getLong(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getInt(4),
                        rs.getBoolean(5),
                        rs.getInt(6),
                        rs.getString(7)))
                .list();
    }

    /**
     * Marks an answer as written. When its file changed while it was being written, the next answer is due at once.
     *
     * @param due the answer
     * @param saw what it was composed from, as {@link Content#saw} gave it
     */
    public void written(Due due, String saw) {
        transaction.executeWithoutResult(status -> {
            int unchanged = mark(
                    due,
                    saw,
                    "update answer set written_at = :now, %s where file_id = :id and xmin = cast(:version as xid)");
            if (unchanged == 0) {
                mark(due, saw, "update answer set due_since = :now, %s where file_id = :id and :version <> ''");
            }
        });
    }

    /** Gives an answer back that could not be written, to be tried again after a while. */
    public void postpone(Due due, Duration wait) {
        jdbc.sql("update answer set next_attempt_at = :then where file_id = :id")
                .param("then", Timestamp.from(clock.instant().plus(wait)))
                .param("id", due.fileId())
                .update();
    }

    /**
     * What the ledger has to say about a file, all of it as of one moment.
     *
     * @param sha256 digest of the file as it was dropped, null when it was too large to be taken
     * @param receivedAt when it was received
     * @param verdict the verdict
     * @param refusalCode why it was refused, null when it was not
     * @param refusalDetail why in a sentence, null when there is none
     * @param refusalLine where, null when the refusal is about the whole file
     * @param warnings warnings about the whole file, sentence by code
     * @param balance the balance, null for a refused file, which has none
     * @param findings distinct findings with their counts, never capped
     * @param lines lines with a finding and its rule, in order, at most as many as asked for
     * @param linesTotal how many there are
     * @param changes records that changed state since the receipt, in order, at most as many as asked for
     * @param changesTotal how many there are
     * @param saw which transactions' work it saw
     */
    public record Content(
            String sha256,
            Instant receivedAt,
            FileVerdict verdict,
            String refusalCode,
            String refusalDetail,
            Integer refusalLine,
            Map<String, String> warnings,
            FileBalance balance,
            List<FindingCount> findings,
            List<LineRule> lines,
            long linesTotal,
            List<Change> changes,
            long changesTotal,
            String saw) {}

    /** How often a rule found something with an outcome, which is written as messages write it. */
    public record FindingCount(String rule, String outcome, long count) {}

    /** That a rule found something on a line. */
    public record LineRule(int line, String rule) {}

    /** The state a record came into, the rule that decided it (null when none did), and when. */
    public record Change(int line, RecordState state, String rule, Instant at) {}

    /**
     * Reads what there is to say about a file.
     *
     * @param due the answer; a receipt has no changes, a status has no lines
     * @param detail most lines or changes
     */
    public Content read(Due due, int detail) {
        return snapshot.execute(status -> {
            String saw = jdbc.sql("select pg_current_snapshot()::text")
                    .query(String.class)
                    .single();
            Map<String, String> warnings = new TreeMap<>();
            jdbc.sql("select code, detail from file_warning where file_id = :id")
                    .param("id", due.fileId())
                    .query(rs -> {
                        warnings.put(rs.getString(1), rs.getString(2));
                    });
            Optional<FileBalance> balance = balances.of(due.fileId());
            boolean receipt = due.isReceipt();
            return jdbc.sql(
                            """
                            select archive_sha256, received_at, state, refusal_code, refusal_detail, refusal_line
                              from file where id = :id
                            """)
                    .param("id", due.fileId())
                    .query((rs, row) -> new Content(
                            rs.getString(1),
                            rs.getTimestamp(2).toInstant(),
                            FileVerdict.of(
                                    rs.getString(3),
                                    balance.map(b -> b.records().get(RecordState.REJECTED))
                                            .orElse(0L)),
                            rs.getString(4),
                            rs.getString(5),
                            rs.getObject(6, Integer.class),
                            warnings,
                            balance.orElse(null),
                            receipt ? findings(due.fileId()) : List.of(),
                            receipt ? lines(due.fileId(), detail) : List.of(),
                            receipt
                                    ? count(due, "select count(distinct (line, rule)) from finding where file_id = :id")
                                    : 0,
                            receipt ? List.of() : changes(due.fileId(), detail),
                            receipt ? 0 : count(due, "select count(*) " + CHANGED),
                            saw))
                    .single();
        });
    }

    /**
     * Records whose row was last written by a transaction the receipt did not see. A row knows the lower half of its
     * transaction's number only; the upper half is that of the present, or one less.
     */
    private static final String CHANGED =
            """
              from (select r.line, r.state, r.rule, r.changed_at, a.receipt_saw,
                           r.xmin::text::bigint as low,
                           pg_snapshot_xmax(pg_current_snapshot())::text::bigint as present
                      from record r join answer a on a.file_id = r.file_id
                     where r.file_id = :id and a.receipt_saw is not null) c
             where not pg_visible_in_snapshot(
                       (low + ((present >> 32) - case when low > (present & 4294967295) then 1 else 0 end << 32))
                           ::text::xid8, receipt_saw)
            """;

    private List<FindingCount> findings(long fileId) {
        return jdbc.sql(
                        """
                        select rule, outcome, count(*) from finding
                         where file_id = :id group by rule, outcome order by rule, outcome
                        """)
                .param("id", fileId)
                .query((rs, row) -> new FindingCount(rs.getString(1), rs.getString(2), rs.getLong(3)))
                .list();
    }

    private List<LineRule> lines(long fileId, int detail) {
        return jdbc.sql(
                        """
                        select distinct line, rule from finding
                         where file_id = :id order by line, rule limit :detail
                        """)
                .param("id", fileId)
                .param("detail", detail)
                .query((rs, row) -> new LineRule(rs.getInt(1), rs.getString(2)))
                .list();
    }

    private List<Change> changes(long fileId, int detail) {
        return jdbc.sql("select line, state, rule, changed_at " + CHANGED + " order by line limit :detail")
                .param("id", fileId)
                .param("detail", detail)
                .query(Answers::change)
                .list();
    }

    private long count(Due due, String sql) {
        return jdbc.sql(sql).param("id", due.fileId()).query(Long.class).single();
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

    private static Change change(ResultSet rs, int row) throws SQLException {
        return new Change(
                rs.getInt(1),
                RecordState.valueOf(rs.getString(2)),
                rs.getString(3),
                rs.getTimestamp(4).toInstant());
    }
}
