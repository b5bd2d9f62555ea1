// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects.ResolvedCase;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.apply.ResolvedRecords;
import ca.tradeshub.reconciliation.effect.Decisions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets resolutions take effect again where later data bring back what they were made on: a record that is sent again and
 * that the same rule holds for the same value, or a key that a later file repeats with the same contents.
 */
@Component
public class StandingResolutions {

    private static final int AT_ONCE = 500;

    /** Those whose records a resolution changes. What holds a key is decided with the resolution in force. */
    private static final String RESOLVED_BEFORE =
            """
            select e.id
              from exception_case e
              join resolution s on s.basis = e.basis and s.undone_at is null
                               and (s.approver is not null or not s.needs_approval)
             where e.closed_at is null
               and (e.type = 'DUPLICATE_KEY' or e.type = 'RULE_HOLD' and e.subject like 'record:%' or s.kind = 'REJECT')
             order by e.id
             limit :most
            """;

    /** Also those with a resolution that is not made yet, which a record that counts again opens. */
    private static final String PREVIEWED_AGAIN =
            """
            select e.id
              from exception_case e
             where e.closed_at is null
               and (e.basis = any(:decided)
                    or e.basis = any(:assumed)
                       and exists (select from exception_record x join record r using (file_id, line)
                                    where x.exception_id = e.id and r.state = 'HELD'))
             order by e.id
            """;

    private final JdbcClient jdbc;
    private final ExceptionLookup lookup;
    private final ExceptionCases exceptions;
    private final Resolutions resolutions;
    private final RecordEffects effects;
    private final ResolvedRecords records;
    private final RecordStates states;
    private final AuditTrail audit;

    StandingResolutions(
            JdbcClient jdbc,
            ExceptionLookup lookup,
            ExceptionCases exceptions,
            Resolutions resolutions,
            RecordEffects effects,
            ResolvedRecords records,
            RecordStates states,
            AuditTrail audit) {
        this.jdbc = jdbc;
        this.lookup = lookup;
        this.exceptions = exceptions;
        this.resolutions = resolutions;
        this.effects = effects;
        this.records = records;
        this.states = states;
        this.audit = audit;
    }

    /**
     * Settles the open exceptions whose basis has a resolution in force.
     *
     * @return how many were settled
     */
    @Transactional
    public int apply() {
        List<Long> ids = jdbc.sql(RESOLVED_BEFORE)
                .param("most", AT_ONCE)
                .query(Long.class)
                .list();
        if (ids.isEmpty()) {
            return 0;
        }
        List<ExceptionCase> open = lookup.byId(ids);
        records.lock(open.stream().flatMap(each -> each.records().stream()).toList());
        records.mark(settle(
                open,
                resolutions.inForce(open.stream().map(ExceptionCase::basis).toList())));
        audit.append("reconcile", "resolution.applied", "exceptions", Map.of("exceptions", ids.size()));
        return ids.size();
    }

    /**
     * What {@link #apply} would do after a preview has changed records and decided their keys: an older version that counts
     * again may be what a resolution was made on. In the transaction of the preview, which is rolled back.
     *
     * @param assumed resolutions that are not made yet
     * @param decided what the previewed decisions hold keys for that resolutions reject
     * @return the records whose keys are marked in the preview, empty when nothing changes
     */
    Set<RecordAddress> preview(Collection<Resolution> assumed, PreviewedDecisions.Held decided) {
        for (Decisions.PreviewedMove move : decided.moves()) {
            states.move(move.records(), move.from(), move.to(), move.rule(), move.heldWith());
        }
        exceptions.open(decided.openings());
        Set<Long> ids = new TreeSet<>(jdbc.sql(RESOLVED_BEFORE)
                .param("most", AT_ONCE)
                .query(Long.class)
                .list());
        Map<String, Resolution> byBasis =
                assumed.stream().collect(Collectors.toMap(Resolution::basis, resolution -> resolution));
        ids.addAll(jdbc.sql(PREVIEWED_AGAIN)
                .param("decided", decided.bases().toArray(String[]::new))
                .param("assumed", byBasis.keySet().toArray(String[]::new))
                .query(Long.class)
                .list());
        if (ids.isEmpty()) {
            return Set.of();
        }
        List<ExceptionCase> open = lookup.byId(ids);
        byBasis.putAll(
                resolutions.inForce(open.stream().map(ExceptionCase::basis).toList()));
        Set<RecordAddress> changed =
                settle(open.stream().filter(each -> isRepeated(each, byBasis)).toList(), byBasis);
        records.mark(changed, AffectedKeys.Target.PREVIEW_KEY);
        return changed;
    }

    private static boolean isRepeated(ExceptionCase exception, Map<String, Resolution> byBasis) {
        Resolution resolution = byBasis.get(exception.basis());
        return resolution != null
                && (RecordEffects.isOfRecords(exception) || resolution.kind() == ResolutionKind.REJECT);
    }

    private Set<RecordAddress> settle(List<ExceptionCase> open, Map<String, Resolution> byBasis) {
        List<ResolvedCase> again = new ArrayList<>();
        for (ExceptionCase each : open) {
            Resolution resolution = byBasis.get(each.basis());
            if (resolution != null) {
                again.add(new ResolvedCase(each, resolution));
            }
        }
        exceptions.settle(again.stream().map(each -> each.exception().id()).toList());
        return effects.take(again);
    }
}
