// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.LinesInForce;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.ledger.file.FileLease;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes the tables of records: the columns in which they are staged, and every change of their states and amounts. Its
 * callers decide; it writes in their transactions. Only {@link StagedRecords} removes records.
 */
@Component
public class RecordLedger {

    /** The columns of every record, after file and line; each table adds its own. */
    private static final String OF_RECORD =
            " byte_offset, changed_at, byte_length, withheld, feed, state, record_key, content, amount, rule";

    /** The table and columns of records that could not be read. */
    static final String UNREADABLE = "record (file_id, line," + OF_RECORD + ")";

    /** The table and columns of registrations. */
    static final String REGISTRATIONS = "registration (file_id, line," + OF_RECORD
            + ", agreement_number, client_id, account_number, sin_hash, trade, original_agreement, canonical)";

    /** The table and columns of certificates. */
    static final String CERTIFICATES =
            "certificate (file_id, line," + OF_RECORD + ", account_number, trade, canonical)";

    /** The table and columns of pay lines. */
    static final String PAY_LINES = "pay_line (file_id, line," + OF_RECORD + ", " + PayLineRow.WRITTEN + ")";

    private static final String COUNT_REJECTED =
            """
            select file_id, count(*) as records from record
             where file_id = any(:files) and state = 'REJECTED' group by file_id
            """;

    private static final String REJECT =
            """
            update record set state = 'REJECTED', rule = :rule, withheld = true
             where feed = 'P' and file_id = :file and line = :line
            """;

    private static final String BOOK_UNREADABLE =
            """
            update record set amount = case
                when line = (select min(line) from record where file_id = :id and amount is null)
                then cast(:missing as numeric) else 0 end
             where file_id = :id and amount is null
            """;

    private static final String HOLD_DIFFERENT_CONTENT =
            """
            update record r set state = 'HELD', rule = 'DUPLICATE_KEY', withheld = true
              from repeated k
             where r.feed = '%1$s' and r.file_id = :file and r.record_key = k.record_key and k.contents > 1
               and r.state <> 'REJECTED'
            """;

    private static final String LEAVE_FIRST_OF_EQUAL_CONTENT =
            """
            update record r set state = 'DUPLICATE', rule = null, withheld = true
              from repeated k
             where r.feed = '%1$s' and r.file_id = :file and r.record_key = k.record_key and k.contents = 1
               and r.line <> k.first_line and r.state <> 'REJECTED'
            """;

    private static final String PLACE =
            """
            update record r set state = p.state, rule = null
              from %2$s p
             where r.feed = '%1$s' and r.file_id = :file and p.file_id = r.file_id and r.line = p.line
               and r.state <> p.state
            """;

    private static final String DISPLACE =
            """
            update record o set state = d.own_state, rule = d.rule, held_with = null, changed_at = :now
              from %2$s d where o.feed = '%1$s' and o.file_id = d.file_id and o.line = d.line
            """;

    private static final String WITHHOLD_NO_LONGER =
            """
            update record r set withheld = false
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
             where r.file_id = w.file_id and r.line = w.line and r.state = 'SUPERSEDED'
            """;

    private static final String LINES_IN_FORCE = LinesInForce.of("o.claim", "o.file_id");

    /**
     * Moves the records of a selection, which is put in place of {@code %1$s}; adds up those that moved. {@code %2$s} is the
     * key with which a record of the selection is held or rejected, {@code %3$s} the letters of the feeds whose records the
     * selection has: they are literals, so that the tables of the other feeds are not searched. The message in force
     * is looked up once for a claim and file, with its first line, and only if the own state of a pay line leaves open
     * whether it moves. Nothing is joined that a plan made for few records could join pair by pair, and OFFSET 0 makes the
     * planner look up each record on its own: it expects many where few are wanted, and would read all records of the hub.
     */
    private static final String MOVE =
            """
            with wanted as materialized (%1$s),
            own as materialized (
                select r.file_id, r.line, r.feed, r.state, r.rule, r.held_with, coalesce(r.amount, 0) as amount,
                       cast(%2$s as text) as to_held_with,
                       case when r.feed = 'P' and (r.state = 'PENDING' or :to = 'PENDING')
                            then (select claim_key from pay_line p where p.file_id = r.file_id and p.line = r.line)
                            end as claim
                  from wanted w
                 cross join lateral (
                       select * from record
                        where file_id = w.file_id and line = w.line and feed in (%3$s) offset 0) r
                 where (r.state = any(:from)
                        or r.feed = 'P' and r.state = 'PENDING' and 'DELIVERED' = any(:from))
                   and not (r.withheld and :standing)),
            found as materialized (
                select c.*, coalesce(first_value(lines) over share @> line, false) as in_force
                  from (select o.*,
                               case when claim is not null and row_number() over share = 1
                                    then (%4$s) end as lines
                          from own o window share as (partition by claim, file_id order by line)) c
                window share as (partition by claim, file_id order by line)),
            moving as materialized (
                select file_id, line, feed, amount, state, to_state, to_held_with
                  from (select f.file_id, f.line, f.feed, f.amount, f.rule, f.held_with, f.to_held_with,
                               case when f.state = 'PENDING' and f.in_force then 'DELIVERED' else f.state end as state,
                               case when f.in_force and :to = 'PENDING' then 'DELIVERED' else :to end as to_state
                          from found f) m
                 where state = any(:from)
                   and (state, coalesce(rule, ''), coalesce(held_with, ''))
                       <> (to_state, coalesce(:rule, ''), coalesce(to_held_with, ''))),
            moved as (
                update record r
                   set state = case when m.feed = 'P' and :to = 'DELIVERED' then 'PENDING' else :to end,
                       rule = :rule, held_with = m.to_held_with, changed_at = :now,
                       withheld = coalesce(cast(:withheld as boolean), r.withheld)
                  from moving m where r.file_id = m.file_id and r.line = m.line and r.feed in (%3$s))
            select file_id, state, to_state, count(*) as records, sum(amount) as amount
              from moving group by file_id, state, to_state order by file_id, state, to_state
            """;

    private final JdbcClient jdbc;

    RecordLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds the columns of every record to a row; the caller adds those of its table and ends the row.
     *
     * @param digest the digest of the content, null when it could not be read
     */
    static CopyText stage(
            CopyText rows, FileLease lease, StagedRecord staged, byte @Nullable [] digest, Timestamp now) {
        return rows.add(lease.fileId())
                .add(staged.line())
                .add(staged.offset())
                .add(now)
                .add(staged.length())
                .add(staged.state() != RecordState.PENDING)
                .add(lease.feed().letter())
                .add(staged.state())
                .add(staged.recordKey())
                .add(digest)
                .add(staged.amount())
                .add(staged.rule());
    }

    /** How many records of files are rejected; files without any are left out. */
    public Map<Long, Long> rejected(Collection<Long> fileIds) {
        Map<Long, Long> rejected = new HashMap<>();
        jdbc.sql(COUNT_REJECTED).param("files", fileIds.toArray(Long[]::new)).query(rs -> {
            rejected.put(rs.getLong("file_id"), rs.getLong("records"));
        });
        return rejected;
    }

    /** Rejects a staged pay line. */
    void reject(FileLease lease, int line, String rule) {
        jdbc.sql(REJECT)
                .param("rule", rule)
                .param("file", lease.fileId())
                .param("line", line)
                .update();
    }

    /**
     * Books an amount to the first record of a file without one, and nothing to its others.
     *
     * @param missing what the readable amounts lack of the stated total
     */
    public void bookUnreadable(long fileId, BigDecimal missing) {
        jdbc.sql(BOOK_UNREADABLE).param("id", fileId).param("missing", missing).update();
    }

    /**
     * Settles the keys that occur more than once in a file: of equal content the first stays, of different content all are
     * held. The caller's temporary table {@code repeated} has each {@code record_key}, the number of its different {@code
     * contents} and its {@code first_line}.
     */
    public void settleRepeatedKeys(FileLease lease) {
        ofFeed(HOLD_DIFFERENT_CONTENT, lease).param("file", lease.fileId()).update();
        ofFeed(LEAVE_FIRST_OF_EQUAL_CONTENT, lease)
                .param("file", lease.fileId())
                .update();
    }

    /**
     * Gives the records of a file the states of their places.
     *
     * @param placed records with the column {@code state}; those of other files are not changed
     */
    public void place(FileLease lease, RecordTable placed) {
        ofFeed(PLACE, lease, placed).param("file", lease.fileId()).update();
    }

    /**
     * Gives records of the feed the states of their places.
     *
     * @param displaced the records, with the columns {@code own_state} and {@code rule}
     */
    public void displace(Feed feed, RecordTable displaced, Instant now) {
        jdbc.sql(DISPLACE.formatted(feed.letter(), displaced.name()))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** Lets superseded records that were withheld take their place among the versions of their keys when one is placed. */
    public void withholdNoLonger(Collection<RecordAddress> superseded) {
        if (!superseded.isEmpty()) {
            jdbc.sql(WITHHOLD_NO_LONGER)
                    .params(RecordAddress.columns(superseded))
                    .update();
        }
    }

    /**
     * A move of records.
     *
     * @param from the states from which they may move
     * @param to the state they move to
     * @param rule the rule or code that decides, or null
     * @param heldWith the key whose decision holds or rejects them, or null
     * @param withheld whether other versions of their keys are current in their place; null keeps what they have
     * @param standing whether records that are withheld do not move
     */
    public record Move(
            Set<RecordState> from,
            RecordState to,
            @Nullable String rule,
            @Nullable String heldWith,
            @Nullable Boolean withheld,
            boolean standing) {

        /** A move of records whether they are withheld or not. */
        public Move(
                Set<RecordState> from,
                RecordState to,
                @Nullable String rule,
                @Nullable String heldWith,
                @Nullable Boolean withheld) {
            this(from, to, rule, heldWith, withheld, false);
        }

        /** The move by which a decision on a key gives records their states: none that a person withheld meanwhile. */
        public Move ofStanding() {
            return new Move(from, to, rule, heldWith, withheld, true);
        }

        /** A move after which a record is withheld when it is held or rejected for a reason of its own. */
        public Move(Set<RecordState> from, RecordState to, @Nullable String rule, @Nullable String heldWith) {
            this(from, to, rule, heldWith, withheld(to, heldWith));
        }

        private static @Nullable Boolean withheld(RecordState to, @Nullable String heldWith) {
            return switch (to) {
                case HELD, REJECTED -> heldWith == null;
                case DUPLICATE, SUPERSEDED -> null;
                case PENDING, DELIVERED, OUT_OF_SCOPE -> false;
            };
        }

        /** A move that no rule decides. */
        public static Move of(RecordState from, RecordState to) {
            return new Move(Set.of(from), to, null, null);
        }
    }

    /**
     * Moves the records of a selection; one that already has the new state, rule and key is not changed.
     *
     * @param feeds the feeds whose records the selection has; those of others do not move
     * @param selection a query of the columns {@code file_id} and {@code line}
     * @param parameters the parameters of the selection
     * @return what moved, added up by file and states
     */
    public List<Balances.Shift> move(
            Set<Feed> feeds, String selection, Map<String, ?> parameters, Move move, Instant now) {
        return moved(sql(feeds, selection, ":heldWith"), parameters, move, now);
    }

    /**
     * The same with a key for each record, by which the column {@code held_with} of the selection holds or rejects it in
     * place of the key of the move.
     */
    public List<Balances.Shift> moveEach(
            Set<Feed> feeds, String selection, Map<String, ?> parameters, Move move, Instant now) {
        return moved(sql(feeds, selection, "w.held_with"), parameters, move, now);
    }

    private static String sql(Set<Feed> feeds, String selection, String heldWith) {
        String letters = feeds.stream().map(feed -> "'" + feed.letter() + "'").collect(Collectors.joining(", "));
        return MOVE.formatted(selection, heldWith, letters, LINES_IN_FORCE);
    }

    private List<Balances.Shift> moved(String sql, Map<String, ?> parameters, Move move, Instant now) {
        return jdbc.sql(sql)
                .params(parameters)
                .param("from", move.from().stream().map(Enum::name).toArray(String[]::new))
                .param("to", move.to().name())
                .param("rule", move.rule(), Types.VARCHAR)
                .param("heldWith", move.heldWith(), Types.VARCHAR)
                .param("withheld", move.withheld(), Types.BOOLEAN)
                .param("standing", move.standing())
                .param("now", Timestamp.from(now))
                .query(RecordLedger::shift)
                .list();
    }

    private static Balances.Shift shift(ResultSet rs, int row) throws SQLException {
        return new Balances.Shift(
                rs.getLong("file_id"),
                RecordState.valueOf(rs.getString("state")),
                RecordState.valueOf(rs.getString("to_state")),
                rs.getLong("records"),
                rs.getBigDecimal("amount"));
    }

    /** A statement on the records of a file's feed only. */
    private JdbcClient.StatementSpec ofFeed(String sql, FileLease lease) {
        return jdbc.sql(sql.formatted(lease.feed().letter()));
    }

    private JdbcClient.StatementSpec ofFeed(String sql, FileLease lease, RecordTable records) {
        return jdbc.sql(sql.formatted(lease.feed().letter(), records.name()));
    }
}
