// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.locks.AdvisoryLock;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The balance of files: records and amounts received against those in each state. Every change of state writes deltas;
 * the balance is their sum. When a file closes, its balance is recounted from its records. A difference between the two
 * counts, or between a count and what was received, raises the alarm {@code BALANCE}.
 */
@Component
public class Balances {

    private static final Messages MESSAGES = Messages.of(Balances.class);

    /** One row for each state of a file's deltas; a file without deltas gives one row without a state. */
    private static final String BY_DELTAS =
            """
            select f.id, f.records as received, f.amount as received_amount,
                   d.state, d.records, d.amount
              from file f
              left join lateral (
                select state, sum(records) as records, sum(amount) as amount
                  from balance_delta where file_id = f.id group by state) d on true
             where f.id = any(:files) and f.state in ('APPLIED', 'CLOSED', 'REHEARSED')
            """;

    private static final String TOTAL =
            """
            select (select coalesce(sum(records), 0) from effective_file) as received,
                   (select coalesce(sum(amount), 0) from effective_file) as received_amount,
                   d.state, sum(d.records) as records, sum(d.amount) as amount
              from balance_delta d join effective_file f on f.id = d.file_id
             group by d.state
            """;

    /** The rows of {@link #BY_DELTAS}, counted from the records. */
    private static final String BY_RECORDS =
            """
            select f.records as received, f.amount as received_amount,
                   r.state, count(r.line) as records, coalesce(sum(r.amount), 0) as amount
              from file f left join states_of_file(:file) r on true
             where f.id = :file
             group by f.id, r.state
            """;

    private static final String UNBALANCED =
            """
            select f.id
              from effective_file f left join balance_delta d on d.file_id = f.id
             group by f.id, f.records, f.amount
            having coalesce(sum(d.records), 0) <> f.records or coalesce(sum(d.amount), 0) <> f.amount
             order by f.id
            """;

    /** Files that have no held or pending records left. */
    private static final String FINISHED =
            """
            select f.id
              from file f join balance_delta d on d.file_id = f.id
             where f.state = 'APPLIED'
             group by f.id
            having coalesce(sum(d.records) filter (where d.state in ('HELD', 'PENDING')), 0) = 0
             order by f.id limit 50
            """;

    private static final String OPEN = "select id from file where state = 'APPLIED' order by id";

    private static final String LOCK = "select id from file where id = :id for update";

    private static final String REMOVE_DELTAS = "delete from balance_delta where file_id = :id";

    private static final String KEEP =
            """
            insert into balance_delta (file_id, state, records, amount)
            values (:file, :state, :records, :amount)
            """;

    /** The balance of files of a feed begins with the states of their records. */
    private static final String OPEN_BALANCES =
            """
            insert into balance_delta (file_id, state, records, amount)
            select file_id, state, count(*), coalesce(sum(amount), 0)
              from record where feed = '%s' and file_id = any(:files) group by file_id, state
            returning file_id, state, records
            """;

    private static final String SHIFT =
            """
            insert into balance_delta (file_id, state, records, amount)
            select w.file_id, w.state, w.records, w.amount
              from unnest(cast(:files as bigint[]), cast(:states as text[]), cast(:records as bigint[]),
                          cast(:amounts as numeric[])) as w (file_id, state, records, amount)
            """;

    private static final String MOVE =
            """
            insert into balance_delta (file_id, state, records, amount)
            select file_id, state, -count(*), -sum(amount) from %1$s group by file_id, state
            union all
            select file_id, to_state, count(*), sum(amount) from %1$s group by file_id, to_state
            """;

    private static final String HAS_BALANCE =
            "select state in ('APPLIED', 'CLOSED', 'REHEARSED') from file where id = :file";

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final Clock clock;

    Balances(JdbcClient jdbc, FileLedger files, Alarms alarms, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.alarms = alarms;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * The balance of an applied file by its deltas, or the one that a dry run would have had.
     *
     * @return the balance; empty for an unknown file, a refused file and a file that is not applied yet
     */
    public Optional<FileBalance> of(long fileId) {
        return Optional.ofNullable(of(List.of(fileId)).get(fileId));
    }

    /** The balances of those of the files that have one, by file. */
    public Map<Long, FileBalance> of(Collection<Long> fileIds) {
        Map<Long, Sums> sums = new HashMap<>();
        if (!fileIds.isEmpty()) {
            jdbc.sql(BY_DELTAS).param("files", fileIds.toArray(Long[]::new)).query(rs -> {
                sums.computeIfAbsent(rs.getLong("id"), id -> new Sums()).add(rs);
            });
        }
        Map<Long, FileBalance> balances = new HashMap<>();
        sums.forEach((file, parts) -> balances.put(file, parts.balance()));
        return balances;
    }

    /**
     * Opens the balances of files of a feed, when they take effect or a dry run of them ends.
     *
     * @return how many records of each file are in which state
     */
    public Map<Long, Map<RecordState, Long>> open(Feed feed, Collection<Long> fileIds) {
        Map<Long, Map<RecordState, Long>> records = new HashMap<>();
        jdbc.sql(OPEN_BALANCES.formatted(feed.letter()))
                .param("files", fileIds.toArray(Long[]::new))
                .query(rs -> {
                    records.computeIfAbsent(rs.getLong("file_id"), file -> new EnumMap<>(RecordState.class))
                            .put(RecordState.valueOf(rs.getString("state")), rs.getLong("records"));
                });
        return records;
    }

    private void keep(long fileId, String state, long records, BigDecimal amount) {
        jdbc.sql(KEEP)
                .param("file", fileId)
                .param("state", state)
                .param("records", records)
                .param("amount", amount)
                .update();
    }

    /**
     * Moves records between the states of their files' balances.
     *
     * @param moved the records, with the columns {@code state}, {@code to_state} and {@code amount}
     */
    public void move(RecordTable moved) {
        jdbc.sql(MOVE.formatted(moved.name())).update();
    }

    /**
     * Records of a file that go from one state to another.
     *
     * @param records how many
     * @param amount their hours or gross wages
     */
    public record Shift(long file, RecordState from, RecordState to, long records, BigDecimal amount) {

        /** Whether records of a closed file are open again. */
        public boolean opens() {
            return !to.closes() || records < 0 && !from.closes();
        }
    }

    /** Moves records between the states of their files' balances. */
    public void shift(List<Shift> shifts) {
        List<Long> ids = new ArrayList<>();
        List<String> states = new ArrayList<>();
        List<Long> records = new ArrayList<>();
        List<BigDecimal> amounts = new ArrayList<>();
        for (Shift shift : shifts) {
            ids.addAll(List.of(shift.file(), shift.file()));
            states.addAll(List.of(shift.from().name(), shift.to().name()));
            records.addAll(List.of(-shift.records(), shift.records()));
            amounts.addAll(List.of(shift.amount().negate(), shift.amount()));
        }
        jdbc.sql(SHIFT)
                .param("files", ids.toArray(Long[]::new))
                .param("states", states.toArray(String[]::new))
                .param("records", records.toArray(Long[]::new))
                .param("amounts", amounts.toArray(BigDecimal[]::new))
                .update();
    }

    /** The balance over all applied files. */
    public FileBalance total() {
        return jdbc.sql(TOTAL).query(Balances::collect);
    }

    /**
     * The balance of an applied file, counted from its records.
     *
     * @return the balance; empty for an unknown file, a refused file and a file that is not applied yet
     */
    public Optional<FileBalance> recount(long fileId) {
        boolean applied = jdbc.sql(HAS_BALANCE)
                .param("file", fileId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
        return applied
                ? Optional.of(jdbc.sql(BY_RECORDS).param("file", fileId).query(Balances::collect))
                : Optional.empty();
    }

    /** Ids of the files that took effect and do not balance by their deltas, in ascending order. */
    public List<Long> unbalanced() {
        return jdbc.sql(UNBALANCED).query(Long.class).list();
    }

    /**
     * Closes at most 50 files that have no held or pending records left and whose balance, recounted from the records,
     * holds and agrees with the deltas. The deltas of a closed file are folded into one row for each state. A file that
     * does not balance raises the alarm {@code BALANCE} and stays open.
     *
     * @return the number of files closed
     */
    @Transactional
    public int closeFinished() {
        List<Long> candidates = jdbc.sql(FINISHED).query(Long.class).list();
        if (!candidates.isEmpty()) {
            AdvisoryLock.RECORD_STATES.take(jdbc);
        }
        List<AuditTrail.Act> closed = new ArrayList<>();
        candidates.forEach(file -> closed(file)
                .ifPresent(balance -> closed.add(new AuditTrail.Act(
                        "balance", "close", "file:" + file, Map.of("records", balance.received())))));
        audit.append(closed);
        return closed.size();
    }

    /**
     * Compares the deltas with the records of every open file. A file that does not balance raises the alarm {@code
     * BALANCE}; the alarm of a file that balances is closed.
     *
     * @return the number of files that do not balance
     */
    @Transactional
    public int verifyOpen() {
        List<Long> open = jdbc.sql(OPEN).query(Long.class).list();
        return (int) open.stream().filter(file -> verified(file).isEmpty()).count();
    }

    /** Closes a file; returns its balance, empty when it stays open. */
    private Optional<FileBalance> closed(long fileId) {
        jdbc.sql(LOCK).param("id", fileId).query(Long.class).single();
        Optional<FileBalance> counted = verified(fileId).filter(FileBalance::isClosed);
        counted.ifPresent(balance -> {
            jdbc.sql(REMOVE_DELTAS).param("id", fileId).update();
            balance.records().forEach((state, records) -> {
                if (records != 0) {
                    keep(fileId, state.name(), records, balance.amountIn(state));
                }
            });
            files.close(fileId, clock.instant());
        });
        return counted;
    }

    /** The balance of a file, counted from its records; empty when it does not hold or differs from the deltas. */
    private Optional<FileBalance> verified(long fileId) {
        String subject = "file:" + fileId;
        Optional<FileBalance> counted = recount(fileId);
        if (counted.isPresent() && counted.get().holds() && counted.equals(of(fileId))) {
            alarms.close(AlarmCode.BALANCE, subject);
            return counted;
        }
        alarms.raise(AlarmCode.BALANCE, subject, MESSAGES.text("balance.off", fileId));
        return Optional.empty();
    }

    private static FileBalance collect(ResultSet rs) throws SQLException {
        Sums sums = new Sums();
        while (rs.next()) {
            sums.add(rs);
        }
        return sums.balance();
    }

    /** A balance while the rows of its states are read. */
    private static final class Sums {

        private final Map<RecordState, Long> records = new EnumMap<>(RecordState.class);
        private final Map<RecordState, BigDecimal> amounts = new EnumMap<>(RecordState.class);
        private long received;
        private BigDecimal amount = BigDecimal.ZERO.setScale(2);

        void add(ResultSet rs) throws SQLException {
            received = rs.getLong("received");
            amount = rs.getBigDecimal("received_amount").setScale(2);
            if (rs.getString("state") != null) {
                RecordState state = RecordState.valueOf(rs.getString("state"));
                records.put(state, rs.getLong("records"));
                amounts.put(state, rs.getBigDecimal("amount"));
            }
        }

        FileBalance balance() {
            return new FileBalance(received, amount, records, amounts);
        }
    }
}
