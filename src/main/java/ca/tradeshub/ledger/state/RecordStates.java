// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.state;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.response.SenderResponses;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Moves records from state to state. Every move writes the deltas of the balance, reopens a closed file when the new
 * state is open, and makes a response to the sender due, all in the caller's transaction.
 *
 * <p>A record of a person is marked as delivered. A pay line is not: it is delivered while the message in force for its
 * claim is based on it, so that a message of many lines costs no update of each. {@link #settle} writes what such a
 * message changes in the balance.
 *
 * <p>The balance of a file changes under the lock of its row. A transaction that moves records of several files locks
 * them in one step, in the order of their ids.
 */
@Component
public class RecordStates {

    private static final String LOCK = "select id from file where id = any(:files) order by id for no key update";

    private static final String GIVEN =
            """
            select w.file_id, w.line
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
            """;

    private static final String OF_LIVE_MESSAGES =
            """
            select distinct s.file_id, s.line
              from message_status m join message_record s on s.message_id = m.id
             where m.id = any(:messages) and m.sent and m.dead_lettered_at is null
            """;

    /** The records of dead letters that no other sent message is based on. */
    private static final String OF_DEAD_LETTERS =
            """
            select distinct s.file_id, s.line
              from dead_letter l join message_record s on s.message_id = l.id
             where l.id = any(:messages)
               and not exists (select from message_source o join message_status m on m.id = o.message_id
                                where o.file_id = s.file_id and o.lines @> s.line
                                  and m.sent and m.dead_lettered_at is null)
            """;

    /** Moves the records of a selection, which is put in place of {@code %s}; adds up those that moved. */
    private static final String MOVE =
            """
            with wanted as materialized (%s),
            moving as materialized (
                select s.file_id, s.line, s.state, s.feed, coalesce(s.amount, 0) as amount,
                       case when s.feed = 'P' and s.in_force and :to = 'PENDING' then 'DELIVERED' else :to end as to_state
                  from wanted w join record_status s on s.file_id = w.file_id and s.line = w.line
                 where s.state = any(:from)
                   and (s.state, coalesce(s.rule, ''), coalesce(s.held_with, ''))
                       <> (case when s.feed = 'P' and s.in_force and :to = 'PENDING' then 'DELIVERED' else :to end,
                           coalesce(:rule, ''), coalesce(:heldWith, ''))),
            moved as (
                update record r
                   set state = case when m.feed = 'P' and :to = 'DELIVERED' then 'PENDING' else :to end,
                       rule = :rule, held_with = :heldWith, changed_at = :now,
                       withheld = case when :to in ('HELD', 'REJECTED') then cast(:heldWith as text) is null
                                       when :to in ('DUPLICATE', 'SUPERSEDED') then r.withheld
                                       else false end
                  from moving m where r.file_id = m.file_id and r.line = m.line)
            select file_id, state, to_state, count(*) as records, sum(amount) as amount
              from moving group by file_id, state, to_state order by file_id, state, to_state
            """;

    private static final String CLAIMS_OF_MESSAGES =
            """
            select record_key from message
             where id = any(:messages) and queue = 'taxcredit.verification' order by record_key
            """;

    private static final String FILES_OF_MESSAGES =
            """
            select file_id from message_source where message_id = any(:messages)
            union
            select file_id from claim_in_force where claim_key = any(:claims)
            """;

    /** The pay lines that are delivered with claims, added up. */
    private static final String DELIVERED_WITH_CLAIMS =
            """
            with in_force as materialized (
                select file_id, range_agg(lines) as lines
                  from claim_in_force where claim_key = any(:claims) group by file_id),
            line as materialized (
                select file_id, line, amount from pay_line where claim_key = any(:claims) and state = 'PENDING')
            select l.file_id, count(*) as records, coalesce(sum(l.amount), 0) as amount
              from line l join in_force f on f.file_id = l.file_id and f.lines @> l.line
             group by l.file_id
            """;

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final Balances balances;
    private final SenderResponses responses;
    private final Clock clock;

    RecordStates(JdbcClient jdbc, FileLedger files, Balances balances, SenderResponses responses, Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.balances = balances;
        this.responses = responses;
        this.clock = clock;
    }

    /** Locks the rows of files whose records are going to move, until the transaction ends. */
    public void lock(Collection<Long> fileIds) {
        if (!fileIds.isEmpty()) {
            jdbc.sql(LOCK).param("files", fileIds.toArray(Long[]::new)).query(row -> {});
        }
    }

    /**
     * Moves those of the records that are in one of the given states. A record that already has the new state, rule and
     * key is not changed. A pay line that is moved to {@code PENDING} is delivered when the message in force for its claim
     * is based on it; one that is moved to {@code DELIVERED} is going to be added to that message.
     *
     * @param records the records
     * @param from the states from which they may move
     * @param to the state they move to
     * @param rule the rule or code that decides, or null
     * @param heldWith the key whose decision holds or rejects them, or null
     * @return how many moved
     */
    public int move(
            Collection<RecordAddress> records,
            Set<RecordState> from,
            RecordState to,
            @Nullable String rule,
            @Nullable String heldWith) {
        if (records.isEmpty()) {
            return 0;
        }
        lock(records.stream().map(RecordAddress::fileId).distinct().toList());
        return moveSelected(GIVEN, jdbc -> jdbc.params(RecordAddress.columns(records)), from, to, rule, heldWith);
    }

    /**
     * Writes the outcome of messages, and gives their records the states that follow: records of a message that is sent
     * are delivered; records of a dead letter are pending again, unless another sent message is based on them.
     *
     * @param messages rows of messages
     * @param change writes the outcome
     * @return how many records moved
     */
    public int settle(Collection<Long> messages, Runnable change) {
        Long[] ids = messages.toArray(Long[]::new);
        String[] claims = jdbc.sql(CLAIMS_OF_MESSAGES)
                .param("messages", ids)
                .query(String.class)
                .list()
                .toArray(String[]::new);
        lock(jdbc.sql(FILES_OF_MESSAGES)
                .param("messages", ids)
                .param("claims", claims)
                .query(Long.class)
                .list());
        Map<Long, Share> before = deliveredWith(claims);
        change.run();
        int moved = shift(before, deliveredWith(claims));
        if (claims.length < ids.length) {
            moved += moveSelected(
                    OF_LIVE_MESSAGES,
                    jdbc -> jdbc.param("messages", ids),
                    Set.of(RecordState.PENDING),
                    RecordState.DELIVERED,
                    null,
                    null);
            moved += moveSelected(
                    OF_DEAD_LETTERS,
                    jdbc -> jdbc.param("messages", ids),
                    Set.of(RecordState.DELIVERED),
                    RecordState.PENDING,
                    null,
                    null);
        }
        return moved;
    }

    /** How many records, with how much money, are delivered. */
    private record Share(long records, BigDecimal amount) {

        private static final Share NONE = new Share(0, BigDecimal.ZERO);
    }

    private Map<Long, Share> deliveredWith(String[] claims) {
        Map<Long, Share> shares = new TreeMap<>();
        if (claims.length > 0) {
            jdbc.sql(DELIVERED_WITH_CLAIMS).param("claims", claims).query(row -> {
                shares.put(row.getLong("file_id"), new Share(row.getLong("records"), row.getBigDecimal("amount")));
            });
        }
        return shares;
    }

    private int shift(Map<Long, Share> before, Map<Long, Share> after) {
        Map<Long, Share> files = new TreeMap<>(before);
        files.putAll(after);
        List<Balances.Shift> shifts = new ArrayList<>();
        for (Long file : files.keySet()) {
            Share had = before.getOrDefault(file, Share.NONE);
            Share has = after.getOrDefault(file, Share.NONE);
            long records = has.records() - had.records();
            BigDecimal amount = has.amount().subtract(had.amount());
            if (records != 0 || amount.signum() != 0) {
                shifts.add(new Balances.Shift(file, RecordState.PENDING, RecordState.DELIVERED, records, amount));
            }
        }
        return follow(shifts);
    }

    private int moveSelected(
            String selection,
            UnaryOperator<JdbcClient.StatementSpec> parameters,
            Set<RecordState> from,
            RecordState to,
            @Nullable String rule,
            @Nullable String heldWith) {
        return follow(parameters
                .apply(jdbc.sql(MOVE.formatted(selection)))
                .param("from", from.stream().map(Enum::name).toArray(String[]::new))
                .param("to", to.name())
                .param("rule", rule, Types.VARCHAR)
                .param("heldWith", heldWith, Types.VARCHAR)
                .param("now", Timestamp.from(clock.instant()))
                .query(RecordStates::shift)
                .list());
    }

    private static Balances.Shift shift(ResultSet rs, int row) throws SQLException {
        return new Balances.Shift(
                rs.getLong("file_id"),
                RecordState.valueOf(rs.getString("state")),
                RecordState.valueOf(rs.getString("to_state")),
                rs.getLong("records"),
                rs.getBigDecimal("amount"));
    }

    /** Writes what follows from moves; returns how many records moved. */
    private int follow(List<Balances.Shift> shifts) {
        if (shifts.isEmpty()) {
            return 0;
        }
        balances.shift(shifts);
        files.reopen(shifts.stream()
                .filter(Balances.Shift::opens)
                .map(Balances.Shift::file)
                .distinct()
                .toList());
        responses.due(shifts.stream().map(Balances.Shift::file).distinct().toList());
        return Math.toIntExact(
                shifts.stream().mapToLong(each -> Math.abs(each.records())).sum());
    }
}
