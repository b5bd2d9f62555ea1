package ca.tradeshub.ledger.record;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The balance, read from the deltas that every transition writes and recounted from the records themselves when a file
 * closes. A difference between the two, or between either and what was received, is an alarm.
 */
@Component
public class Balances {

    private final JdbcClient jdbc;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final Clock clock;

    Balances(JdbcClient jdbc, Alarms alarms, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.alarms = alarms;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The balance of an applied file, or the one a dry run would have had; nothing for a refused file or one not applied
     * yet, which have none.
     */
    public Optional<FileBalance> of(long fileId) {
        return read(
                """
                select f.records, f.amount, d.state, sum(d.records), sum(d.amount)
                  from file f left join balance_delta d on d.file_id = f.id
                 where f.id = :file
                 group by f.id, d.state
                """,
                fileId);
    }

    /** The balance over all applied files. */
    public FileBalance total() {
        return jdbc.sql(
                        """
                        select (select coalesce(sum(records), 0) from effective_file),
                               (select coalesce(sum(amount), 0) from effective_file),
                               d.state, sum(d.records), sum(d.amount)
                          from balance_delta d join effective_file f on f.id = d.file_id
                         group by d.state
                        """)
                .query(Balances::collect);
    }

    /** The balance of an applied file counted from its records. */
    public Optional<FileBalance> recount(long fileId) {
        return read(
                """
                select f.records, f.amount, r.state, count(r.line), coalesce(sum(r.amount), 0)
                  from file f left join record r on r.file_id = f.id
                 where f.id = :file
                 group by f.id, r.state
                """,
                fileId);
    }

    /** Files that do not balance by their deltas; none, when all is well. */
    public List<Long> unbalanced() {
        return jdbc.sql(
                        """
                        select f.id
                          from effective_file f left join balance_delta d on d.file_id = f.id
                         group by f.id, f.records, f.amount
                        having coalesce(sum(d.records), 0) <> f.records or coalesce(sum(d.amount), 0) <> f.amount
                         order by f.id
                        """)
                .query(Long.class)
                .list();
    }

    /**
     * Closes the files that have nothing held or pending left and whose balance, recounted from the records, holds and
     * agrees with the deltas; the deltas of a closed file are folded into one row a state. A file that does not balance
     * raises the alarm {@code BALANCE} and stays open.
     *
     * @return how many files closed
     */
    @Transactional
    public int closeFinished() {
        List<Long> candidates = jdbc.sql(
                        """
                        select f.id
                          from file f join balance_delta d on d.file_id = f.id
                         where f.state = 'APPLIED'
                         group by f.id
                        having coalesce(sum(d.records) filter (where d.state in ('HELD', 'PENDING')), 0) = 0
                         order by f.id limit 50
                        """)
                .query(Long.class)
                .list();
        return (int) candidates.stream().filter(this::closes).count();
    }

    /** Compares deltas and records of every open file; each that differs raises the alarm {@code BALANCE}. */
    @Transactional
    public int verifyOpen() {
        List<Long> open = jdbc.sql("select id from file where state = 'APPLIED' order by id")
                .query(Long.class)
                .list();
        return (int) open.stream().filter(file -> !verified(file)).count();
    }

    private boolean closes(long fileId) {
        jdbc.sql("select id from file where id = :id for update")
                .param("id", fileId)
                .query(Long.class)
                .single();
        if (!verified(fileId)) {
            return false;
        }
        FileBalance balance = recount(fileId).orElseThrow();
        if (!balance.isClosed()) {
            return false;
        }
        jdbc.sql("delete from balance_delta where file_id = :id")
                .param("id", fileId)
                .update();
        jdbc.sql(
                        """
                        insert into balance_delta (file_id, state, records, amount)
                        select file_id, state, count(*), coalesce(sum(amount), 0)
                          from record where file_id = :id group by file_id, state
                        """)
                .param("id", fileId)
                .update();
        jdbc.sql("update file set state = 'CLOSED', closed_at = :now where id = :id")
                .param("id", fileId)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        audit.append("balance", "close", "file:" + fileId, Map.of("records", balance.received()));
        return true;
    }

    private boolean verified(long fileId) {
        String subject = "file:" + fileId;
        Optional<FileBalance> counted = recount(fileId);
        boolean holds = counted.isPresent() && counted.get().holds() && counted.equals(of(fileId));
        if (holds) {
            alarms.close(AlarmCode.BALANCE, subject);
        } else {
            alarms.raise(AlarmCode.BALANCE, subject, "File " + fileId + " does not balance");
        }
        return holds;
    }

    private Optional<FileBalance> read(String sql, long fileId) {
        boolean applied = jdbc.sql("select state in ('APPLIED', 'CLOSED', 'REHEARSED') from file where id = :file")
                .param("file", fileId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
        return applied ? Optional.of(jdbc.sql(sql).param("file", fileId).query(Balances::collect)) : Optional.empty();
    }

    private static FileBalance collect(java.sql.ResultSet rs) throws java.sql.SQLException {
        long received = 0;
        BigDecimal amount = BigDecimal.ZERO.setScale(2);
        Map<RecordState, Long> records = new EnumMap<>(RecordState.class);
        Map<RecordState, BigDecimal> amounts = new EnumMap<>(RecordState.class);
        while (rs.next()) {
            received = rs.getLong(1);
            amount = rs.getBigDecimal(2).setScale(2);
            if (rs.getString(3) != null) {
                RecordState state = RecordState.valueOf(rs.getString(3));
                records.put(state, rs.getLong(4));
                amounts.put(state, rs.getBigDecimal(5));
            }
        }
        return new FileBalance(received, amount, records, amounts);
    }
}
