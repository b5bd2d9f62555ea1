// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.resolved.ResolvedFindings;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What persons decided about records that are re-evaluated: other rules do not change it. */
@Component
class ResolvedHolds {

    private static final String OF_RECORDS =
            """
            select x.file_id, x.line, coalesce(e.rule, e.type) as rule, s.kind, f.observed
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
              join exception_record x on x.file_id = w.file_id and x.line = w.line
              join exception_case e on e.id = x.exception_id and e.closed_by = 'RESOLUTION'
              join resolution s on s.basis = e.basis and s.undone_at is null
                               and (s.approver is not null or not s.needs_approval)
              left join finding f on f.file_id = x.file_id and f.line = x.line and f.rule = e.rule
                                 and f.decided_key is null
            """;

    private final JdbcClient jdbc;

    ResolvedHolds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A hold that a person settled.
     *
     * @param rule the rule or type of exception that held the record
     * @param kind what was decided
     * @param observed the value that was found, null when none was
     */
    private record Resolved(String rule, ResolutionKind kind, @Nullable String observed) {

        boolean keeps(RecordState state) {
            return switch (kind) {
                case REJECT -> state == RecordState.REJECTED;
                case DONE_OUTSIDE -> state == RecordState.OUT_OF_SCOPE;
                case USE_VALUE -> state == RecordState.SUPERSEDED;
                case ACCEPT, LINK, KEEP_APART, RESEND -> false;
            };
        }

        boolean accepts(Finding finding) {
            return kind == ResolutionKind.ACCEPT
                    && rule.equals(finding.rule())
                    && Objects.equals(observed, finding.observed());
        }
    }

    /** The resolutions about some records. */
    static final class OfRecords {

        private final Map<RecordAddress, List<Resolved>> byRecord = new HashMap<>();

        /** Whether a person gave a record its state. */
        boolean keeps(RecordAddress record, RecordState state) {
            return byRecord.getOrDefault(record, List.of()).stream().anyMatch(each -> each.keeps(state));
        }

        /** The findings on a record, where those that a person accepted warn. */
        List<Finding> findings(RecordAddress record, List<Finding> found) {
            List<Resolved> resolved = byRecord.getOrDefault(record, List.of());
            return resolved.isEmpty()
                    ? found
                    : found.stream()
                            .map(finding -> finding.outcome() == Outcome.HOLD
                                            && resolved.stream().anyMatch(each -> each.accepts(finding))
                                    ? ResolvedFindings.accepted(finding)
                                    : finding)
                            .toList();
        }
    }

    /** The resolutions in force about records. */
    OfRecords of(Collection<RecordAddress> records) {
        OfRecords found = new OfRecords();
        jdbc.sql(OF_RECORDS).params(RecordAddress.columns(records)).query(row -> {
            found.byRecord
                    .computeIfAbsent(RecordAddress.of(row), key -> new ArrayList<>())
                    .add(new Resolved(
                            row.getString("rule"),
                            ResolutionKind.valueOf(row.getString("kind")),
                            row.getString("observed")));
        });
        return found;
    }
}
