// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.RecordTable;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The balance of files: records and amounts received against those in each state. Every change of state writes deltas;
 * the balance is their sum. {@link FileClosing} compares it with the records.
 */
@Component
public class Balances {

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

    private final JdbcClient jdbc;

    Balances(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    /** The balances of those of the files that have one, by their deltas and counted from their records, by file. */
    Map<Long, BothWays> bothWays(Collection<Long> fileIds) {
        Map<Long, Sums> summed = new HashMap<>();
        Map<Long, Sums> recounted = new HashMap<>();
        jdbc.sql(BOTH_WAYS).param("files", ids(fileIds)).query(rs -> {
            (rs.getBoolean("recounted") ? recounted : summed)
                    .computeIfAbsent(rs.getLong("id"), id -> new Sums())
                    .add(rs);
        });
        Map<Long, BothWays> balances = new HashMap<>();
        recounted.forEach((file, records) -> balances.put(
                file, new BothWays(summed.getOrDefault(file, new Sums()).balance(), records.balance())));
        return balances;
    }

    /**
     * The balance of a file, counted twice.
     *
     * @param summed by its deltas
     * @param recounted from its records
     */
    record BothWays(FileBalance summed, FileBalance recounted) {

        boolean agree() {
            return recounted.holds() && recounted.equals(summed);
        }
    }

    /** Replaces the deltas of files by their balances. */
    void fold(Map<Long, FileBalance> balances) {
        List<Part> parts = new ArrayList<>();
        balances.forEach((file, balance) -> balance.records().forEach((state, records) -> {
            if (records != 0) {
                parts.add(new Part(file, state.name(), records, balance.amountIn(state)));
            }
        }));
        jdbc.sql(REMOVE_DELTAS).param("files", ids(balances.keySet())).update();
        keep(parts);
    }

    private static Long[] ids(Collection<Long> files) {
        return files.toArray(Long[]::new);
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
