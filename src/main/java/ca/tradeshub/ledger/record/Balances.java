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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
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

    /** The balances of files by their deltas and counted from their records, both as of one moment. */
    private static final String BOTH_WAYS =
            """
            select f.id, f.records as received, f.amount as received_amount, b.recounted, b.state, b.records, b.amount
              from file f
              cross join lateral (
                select false as recounted, d.state, sum(d.records) as records, sum(d.amount) as amount
                  from balance_delta d where d.file_id = f.id group by d.state
                union all
                select true, r.state, count(*), coalesce(sum(r.amount), 0)
                  from states_of_file(f.id) r group by r.state
                union all
                select true, null, null, null) b
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

    /** Of the files whose balance changed since it was last checked, or was out of balance then. */
    private static final String UNBALANCED =
            """
            select f.id
              from balance_suspect s
              join effective_file f on f.id = s.file_id
              cross join lateral (
                select coalesce(sum(records), 0) as records, coalesce(sum(amount), 0) as amount
                  from balance_delta where file_id = f.id) d
             where d.records <> f.records or d.amount <> f.amount
             order by f.id
            """;

    private static final String OFF = "select file_id from balance_off";

    /** Takes files whose balance changed; a row that another hub has taken is left to it. */
    private static final String TAKE_CHANGED =
            """
            delete from balance_changed
             where ctid = any(array(select ctid from balance_changed limit :most for update skip locked))
            returning file_id
            """;

    private static final String CHANGED =
            "insert into balance_changed (file_id) select unnest(cast(:files as bigint[]))";

    /** Those of the files whose deltas do not have what was received, and those without held or pending records. */
    private static final String LOOKED_AT =
            """
            select f.id, d.open = 0 and f.state = 'APPLIED' as finished
              from unnest(cast(:files as bigint[])) w (id)
              join effective_file f on f.id = w.id
              cross join lateral (
                select coalesce(sum(records) filter (where state in ('HELD', 'PENDING')), 0) as open,
                       sum(records) as records, sum(amount) as amount
                  from balance_delta where file_id = f.id) d
             where d.open = 0 and f.state = 'APPLIED' and d.records is not null
                or coalesce(d.records, 0) <> f.records or coalesce(d.amount, 0) <> f.amount
             order by f.id
            """;

    /** Files after a file, until they have so many records; at least one, if there is one. */
    private static final String NEXT =
            """
            select id, records
              from (select id, records, sum(records) over (order by id) - records as before
                      from (select id, records from effective_file where id > :after and id <= :last
                             order by id limit :files) next) f
             where before < :records
             order by id
            """;

    /** Without those that another hub has closed since. */
    private static final String LOCK_OPEN =
            "select id from file where id = any(:files) and state = 'APPLIED' order by id for update";

    private static final String REMOVE_DELTAS = "delete from balance_delta where file_id = any(:files)";

    private static final String KEEP =
            """
            insert into balance_delta (file_id, state, records, amount)
            select w.file_id, w.state, w.records, w.amount
              from unnest(cast(:files as bigint[]), cast(:states as text[]), cast(:records as bigint[]),
                          cast(:amounts as numeric[])) as w (file_id, state, records, amount)
            """;

    /** The balance of files of a feed begins with the states of their records. */
    private static final String OPEN_BALANCES =
            """
            insert into balance_delta (file_id, state, records, amount)
            select file_id, state, count(*), coalesce(sum(amount), 0)
              from record where feed = '%s' and file_id = any(:files) group by file_id, state
            returning file_id, state, records
            """;

    private static final String MOVE =
            """
            insert into balance_delta (file_id, state, records, amount)
            select file_id, state, -count(*), -sum(amount) from %1$s group by file_id, state
            union all
            select file_id, to_state, count(*), sum(amount) from %1$s group by file_id, to_state
            """;

    /** So many files are closed in one transaction. */
    private static final int CLOSED_AT_ONCE = 100;

    private static final int CHANGES_AT_ONCE = 1_000;

    /** What one verification recounts. */
    private static final int VERIFIED_RECORDS = 250_000;

    private static final int VERIFIED_FILES = 2_000;

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final Clock clock;

    /** The last file that was verified; the next verification continues after it. */
    private final AtomicLong verifiedTo = new AtomicLong();

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
            jdbc.sql(BY_DELTAS).param("files", ids(fileIds)).query(rs -> {
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
                .param("files", ids(fileIds))
                .query(rs -> {
                    records.computeIfAbsent(rs.getLong("file_id"), file -> new EnumMap<>(RecordState.class))
                            .put(RecordState.valueOf(rs.getString("state")), rs.getLong("records"));
                });
        return records;
    }

    /** A part of the balance of a file, or of its difference: records in one state. */
    private record Part(long file, String state, long records, BigDecimal amount) {}

    private void keep(List<Part> parts) {
        jdbc.sql(KEEP)
                .param("files", parts.stream().map(Part::file).toArray(Long[]::new))
                .param("states", parts.stream().map(Part::state).toArray(String[]::new))
                .param("records", parts.stream().map(Part::records).toArray(Long[]::new))
                .param("amounts", parts.stream().map(Part::amount).toArray(BigDecimal[]::new))
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
        List<Part> parts = new ArrayList<>();
        for (Shift shift : shifts) {
            parts.add(new Part(
                    shift.file(),
                    shift.from().name(),
                    -shift.records(),
                    shift.amount().negate()));
            parts.add(new Part(shift.file(), shift.to().name(), shift.records(), shift.amount()));
        }
        keep(parts);
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
        return Optional.ofNullable(bothWays(List.of(fileId)).get(fileId)).map(both -> both.recounted.balance());
    }

    private Map<Long, BothWays> bothWays(Collection<Long> fileIds) {
        Map<Long, BothWays> balances = new HashMap<>();
        jdbc.sql(BOTH_WAYS).param("files", ids(fileIds)).query(rs -> {
            BothWays both = balances.computeIfAbsent(rs.getLong("id"), id -> new BothWays(new Sums(), new Sums()));
            (rs.getBoolean("recounted") ? both.recounted : both.summed).add(rs);
        });
        return balances;
    }

    /** A balance by the deltas and one from the records, while they are read. */
    private record BothWays(Sums summed, Sums recounted) {

        boolean agree() {
            FileBalance balance = recounted.balance();
            return balance.holds() && balance.equals(summed.balance());
        }
    }

    /** Ids of the files that took effect and do not balance by their deltas, in ascending order. */
    public List<Long> unbalanced() {
        return jdbc.sql(UNBALANCED).query(Long.class).list();
    }

    /**
     * Checks files whose balance changed. Those without held or pending records are closed, at most 100 of them, if their
     * balance, recounted from the records, holds and agrees with the deltas; these are folded into one row for each state
     * then. A file that does not balance raises the alarm {@code BALANCE} and stays open.
     *
     * @return the number of files closed
     */
    @Transactional
    public int closeFinished() {
        Set<Long> changed = new TreeSet<>(jdbc.sql(TAKE_CHANGED)
                .param("most", CHANGES_AT_ONCE)
                .query(Long.class)
                .list());
        if (changed.isEmpty()) {
            return 0;
        }
        List<Long> finished = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        jdbc.sql(LOOKED_AT).param("files", ids(changed)).query(rs -> {
            (rs.getBoolean("finished") ? finished : others).add(rs.getLong("id"));
        });
        others.forEach(this::raise);
        return finished.isEmpty() ? 0 : close(finished);
    }

    private int close(List<Long> finished) {
        List<Long> first = finished.subList(0, Math.min(finished.size(), CLOSED_AT_ONCE));
        AdvisoryLock.RECORD_STATES.take(jdbc);
        Map<Long, FileBalance> closing = verified(
                jdbc.sql(LOCK_OPEN).param("files", ids(first)).query(Long.class).list());
        closing.values().removeIf(balance -> !balance.isClosed());
        if (!closing.isEmpty()) {
            fold(closing);
            files.close(closing.keySet(), clock.instant());
            audit.append(closing.entrySet().stream()
                    .map(closed -> new AuditTrail.Act(
                            "balance",
                            "close",
                            "file:" + closed.getKey(),
                            Map.of("records", closed.getValue().received())))
                    .toList());
        }
        lookAgain(finished.subList(first.size(), finished.size()));
        return closing.size();
    }

    private void lookAgain(Collection<Long> fileIds) {
        if (!fileIds.isEmpty()) {
            jdbc.sql(CHANGED).param("files", ids(fileIds)).update();
        }
    }

    private void fold(Map<Long, FileBalance> balances) {
        List<Part> parts = new ArrayList<>();
        balances.forEach((file, balance) -> balance.records().forEach((state, records) -> {
            if (records != 0) {
                parts.add(new Part(file, state.name(), records, balance.amountIn(state)));
            }
        }));
        jdbc.sql(REMOVE_DELTAS).param("files", ids(balances.keySet())).update();
        keep(parts);
    }

    /**
     * Compares the deltas of files that took effect with their records: of those that did not balance, and of the next
     * 250,000 records after those of the last time, so that the work does not grow with what is stored. A file that does not
     * balance raises the alarm {@code BALANCE}; the alarm of a file that balances is closed.
     *
     * @return the number of files that do not balance
     */
    @Transactional
    public int verify() {
        Set<Long> off = new TreeSet<>(jdbc.sql(OFF).query(Long.class).list());
        Set<Long> chosen = new TreeSet<>(off);
        long begin = verifiedTo.get();
        long left = next(begin, Long.MAX_VALUE, VERIFIED_RECORDS, chosen);
        if (left > 0 && begin > 0) {
            next(0, begin, left, chosen);
        }
        Set<Long> balanced = new TreeSet<>();
        List<Long> all = List.copyOf(chosen);
        for (int first = 0; first < all.size(); first += CLOSED_AT_ONCE) {
            List<Long> some = all.subList(first, Math.min(all.size(), first + CLOSED_AT_ONCE));
            balanced.addAll(verified(some).keySet());
        }
        off.retainAll(balanced);
        lookAgain(off);
        return chosen.size() - balanced.size();
    }

    /**
     * Chooses the files after a file, up to another, with so many records together.
     *
     * @return how many records fewer the chosen files have; none if there may be further files
     */
    private long next(long after, long last, long records, Set<Long> chosen) {
        long left = records;
        List<Counted> files = jdbc.sql(NEXT)
                .param("after", after)
                .param("last", last)
                .param("records", records)
                .param("files", VERIFIED_FILES)
                .query((row, number) -> new Counted(row.getLong("id"), row.getLong("records")))
                .list();
        for (Counted file : files) {
            chosen.add(file.id);
            verifiedTo.set(file.id);
            left -= file.records;
        }
        return files.size() == VERIFIED_FILES ? 0 : Math.max(0, left);
    }

    private record Counted(long id, long records) {}

    /** The balances of those of the files that hold and agree with the deltas, counted from the records. */
    private Map<Long, FileBalance> verified(List<Long> fileIds) {
        Map<Long, FileBalance> verified = new TreeMap<>();
        bothWays(fileIds).forEach((file, both) -> {
            if (both.agree()) {
                verified.put(file, both.recounted.balance());
            }
        });
        alarms.closeAll(
                AlarmCode.BALANCE,
                verified.keySet().stream().map(Balances::subject).toList());
        fileIds.stream().filter(file -> !verified.containsKey(file)).forEach(this::raise);
        return verified;
    }

    private void raise(long file) {
        alarms.raise(AlarmCode.BALANCE, subject(file), MESSAGES.text("balance.off", file));
    }

    private static String subject(long file) {
        return "file:" + file;
    }

    private static Long[] ids(Collection<Long> files) {
        return files.toArray(Long[]::new);
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
