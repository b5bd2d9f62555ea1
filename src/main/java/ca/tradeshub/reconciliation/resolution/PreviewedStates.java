// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.reconciliation.records.States;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The records as the decisions on persons would leave them. A claim is decided after its person, on registrations and
 * certificates that are held no longer, or held from now on; a preview changes no record, so it keeps their states in a
 * temporary table of its transaction.
 */
@Component
class PreviewedStates {

    private static final String TABLE = "previewed_state";

    private static final String DROP = "drop table if exists previewed_state";

    private static final String CREATE =
            """
            create temporary table previewed_state (
                file_id bigint, line integer, state text, held_with text,
                primary key (file_id, line)) on commit drop
            """;

    private static final String STATES_OF =
            """
            select r.file_id, r.line, r.state, r.held_with
              from record r
              join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                using (file_id, line)
            """;

    private static final String KEEP =
            """
            insert into previewed_state (file_id, line, state, held_with)
            select * from unnest(cast(:files as bigint[]), cast(:lines as integer[]), cast(:states as text[]),
                                 cast(:heldWith as text[]))
            """;

    private final JdbcClient jdbc;
    private final StandingRecords records;

    PreviewedStates(JdbcClient jdbc, StandingRecords records) {
        this.jdbc = jdbc;
        this.records = records;
    }

    /** A record's state, and the key with which it is held. */
    private record Status(RecordState state, @Nullable String heldWith) {}

    /** The records after changes, in the caller's transaction, which is rolled back; changes stated before do not count. */
    StandingRecords after(List<Decisions.PreviewedMove> moves) {
        if (moves.isEmpty()) {
            return records;
        }
        Map<RecordAddress, Status> states = states(moves.stream()
                .flatMap(move -> move.records().stream())
                .distinct()
                .toList());
        for (Decisions.PreviewedMove move : moves) {
            move.records()
                    .forEach(record -> states.computeIfPresent(
                            record,
                            (of, status) -> move.from().contains(status.state())
                                    ? new Status(move.to(), move.heldWith())
                                    : status));
        }
        jdbc.sql(DROP).update();
        jdbc.sql(CREATE).update();
        List<Map.Entry<RecordAddress, Status>> kept = new ArrayList<>(states.entrySet());
        jdbc.sql(KEEP)
                .params(RecordAddress.columns(
                        kept.stream().map(Map.Entry::getKey).toList()))
                .param(
                        "states",
                        Columns.of(kept, each -> each.getValue().state().name(), String[]::new))
                .param("heldWith", Columns.of(kept, each -> each.getValue().heldWith(), String[]::new))
                .update();
        return records.as(States.changedBy(TABLE), "finding");
    }

    private Map<RecordAddress, Status> states(Collection<RecordAddress> of) {
        Map<RecordAddress, Status> states = new HashMap<>();
        jdbc.sql(STATES_OF).params(RecordAddress.columns(of)).query(row -> {
            states.put(
                    RecordAddress.of(row),
                    new Status(RecordState.valueOf(row.getString("state")), row.getString("held_with")));
        });
        return states;
    }
}
