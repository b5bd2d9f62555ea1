// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Moves records from state to state. Every move writes the deltas of the balance, reopens a closed file when the new
 * state is open, and makes a response to the sender due, all in the caller's transaction.
 */
@Component
public class RecordStates {

    private static final String GIVEN =
            """
            select w.file_id, w.line
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
            """;

    private static final String OF_MESSAGES =
            "select distinct file_id, line from message_source where message_id = any(:messages)";

    /** The records of messages that no other sent message contributes to delivering. */
    private static final String OF_DEAD_LETTERS =
            """
            select distinct file_id, line from message_source s where message_id = any(:messages)
               and not exists (select from message_source o join message m on m.id = o.message_id
                                where o.file_id = s.file_id and o.line = s.line
                                  and m.sent_at is not null and m.dead_lettered_at is null)
            """;

    /** Moves the records of a selection, which is put in place of {@code %s}; counts those that moved. */
    private static final String MOVE =
            """
            with wanted as (%s),
            locked as (
                select r.file_id, r.line, r.state, coalesce(r.amount, 0) as amount
                  from record r join wanted using (file_id, line)
                 where r.state = any(:from)
                   and (r.state, coalesce(r.rule, ''), coalesce(r.held_with, ''))
                       <> (:to, coalesce(:rule, ''), coalesce(:heldWith, ''))
                 order by r.file_id, r.line
                   for update of r),
            moved as (
                update record r set state = :to, rule = :rule, held_with = :heldWith, changed_at = :now,
                       withheld = case when :to in ('HELD', 'REJECTED') then cast(:heldWith as text) is null
                                       when :to in ('DUPLICATE', 'SUPERSEDED') then r.withheld
                                       else false end
                  from locked l where r.file_id = l.file_id and r.line = l.line),
            deltas as (
                insert into balance_delta (file_id, state, records, amount)
                select file_id, state, -count(*), -sum(amount) from locked group by file_id, state
                union all
                select file_id, :to, count(*), sum(amount) from locked group by file_id),
            reopened as (
                update file f set state = 'APPLIED', closed_at = null
                 where f.state = 'CLOSED' and :open and f.id in (select file_id from locked)),
            due as (
                insert into sender_response (file_id, due_since)
                select distinct file_id, cast(:now as timestamptz) from locked
                on conflict (file_id) do update
                   set due_since = case when sender_response.written_at is null then sender_response.due_since
                                        else excluded.due_since end,
                       written_at = null)
            select count(*) from locked
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    RecordStates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Moves those of the records that are in one of the given states. A record that already has the new state, rule and
     * key is not changed.
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
        return moveSelected(GIVEN, jdbc -> jdbc.params(RecordAddress.columns(records)), from, to, rule, heldWith);
    }

    /**
     * Moves the pending records that contribute to messages which the broker has accepted to {@code DELIVERED}.
     *
     * @param messageRowIds ids of rows of the table {@code message}
     * @return how many were delivered for the first time
     */
    public int delivered(Collection<Long> messageRowIds) {
        if (messageRowIds.isEmpty()) {
            return 0;
        }
        return moveSelected(
                OF_MESSAGES,
                jdbc -> jdbc.param("messages", messageRowIds.toArray(Long[]::new)),
                Set.of(RecordState.PENDING),
                RecordState.DELIVERED,
                null,
                null);
    }

    /**
     * Moves the delivered records of messages that are dead letters back to {@code PENDING}, unless another sent message
     * contains them.
     *
     * @param messageRowIds ids of rows of the table {@code message}
     * @return how many are pending again
     */
    public int undelivered(Collection<Long> messageRowIds) {
        return moveSelected(
                OF_DEAD_LETTERS,
                jdbc -> jdbc.param("messages", messageRowIds.toArray(Long[]::new)),
                Set.of(RecordState.DELIVERED),
                RecordState.PENDING,
                null,
                null);
    }

    private int moveSelected(
            String selection,
            UnaryOperator<JdbcClient.StatementSpec> parameters,
            Set<RecordState> from,
            RecordState to,
            @Nullable String rule,
            @Nullable String heldWith) {
        return parameters
                .apply(jdbc.sql(MOVE.formatted(selection)))
                .param("from", from.stream().map(Enum::name).toArray(String[]::new))
                .param("to", to.name())
                .param("rule", rule, Types.VARCHAR)
                .param("heldWith", heldWith, Types.VARCHAR)
                .param("open", !to.closes())
                .param("now", Timestamp.from(clock.instant()))
                .query(Integer.class)
                .single();
    }
}
