package ca.tradeshub.ledger.record;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Moves records from state to state. Every move writes the balance's deltas, reopens or leaves the file, and makes the
 * sender's answer due, all in the caller's transaction.
 */
@Component
public class RecordStates {

    private final JdbcClient jdbc;
    private final Clock clock;

    RecordStates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Moves those of the records that are in one of the given states; records already where they should be, for the
     * same reason, stay untouched.
     *
     * @param records the records
     * @param from the states from which they may move
     * @param to the state they move to
     * @param rule the rule or code that decides, null when none
     * @param heldWith the key whose decision holds or rejects them, null when none does
     * @return how many moved
     */
    public int move(
            Collection<RecordAddress> records, Set<RecordState> from, RecordState to, String rule, String heldWith) {
        if (records.isEmpty()) {
            return 0;
        }
        return moveSelected(
                """
                select w.file_id, w.line
                  from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                """,
                jdbc -> jdbc.param(
                                "files",
                                records.stream().map(RecordAddress::fileId).toArray(Long[]::new))
                        .param(
                                "lines",
                                records.stream().map(RecordAddress::line).toArray(Integer[]::new)),
                from,
                to,
                rule,
                heldWith);
    }

    /**
     * The records that contribute to messages the broker has taken: those that were pending are delivered.
     *
     * @param messageRowIds ids of rows of the table {@code message}
     * @return how many were delivered for the first time
     */
    public int delivered(Collection<Long> messageRowIds) {
        if (messageRowIds.isEmpty()) {
            return 0;
        }
        return moveSelected(
                "select distinct file_id, line from message_source where message_id = any(:messages)",
                jdbc -> jdbc.param("messages", messageRowIds.toArray(Long[]::new)),
                Set.of(RecordState.PENDING),
                RecordState.DELIVERED,
                null,
                null);
    }

    private int moveSelected(
            String selection,
            java.util.function.UnaryOperator<JdbcClient.StatementSpec> parameters,
            Set<RecordState> from,
            RecordState to,
            String rule,
            String heldWith) {
        String sql =
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
                    update record r set state = :to, rule = :rule, held_with = :heldWith, changed_at = :now
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
                """
                        .formatted(selection);
        return parameters
                .apply(jdbc.sql(sql))
                .param("from", from.stream().map(Enum::name).toArray(String[]::new))
                .param("to", to.name())
                .param("rule", rule, java.sql.Types.VARCHAR)
                .param("heldWith", heldWith, java.sql.Types.VARCHAR)
                .param("open", !to.closes())
                .param("now", Timestamp.from(clock.instant()))
                .query(Integer.class)
                .single();
    }
}
