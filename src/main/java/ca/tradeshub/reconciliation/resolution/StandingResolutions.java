// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects.ResolvedCase;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.reconciliation.apply.ResolvedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private final JdbcClient jdbc;
    private final ExceptionLookup lookup;
    private final ExceptionCases exceptions;
    private final Resolutions resolutions;
    private final RecordEffects effects;
    private final ResolvedRecords records;
    private final AuditTrail audit;

    StandingResolutions(
            JdbcClient jdbc,
            ExceptionLookup lookup,
            ExceptionCases exceptions,
            Resolutions resolutions,
            RecordEffects effects,
            ResolvedRecords records,
            AuditTrail audit) {
        this.jdbc = jdbc;
        this.lookup = lookup;
        this.exceptions = exceptions;
        this.resolutions = resolutions;
        this.effects = effects;
        this.records = records;
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
        Map<String, Resolution> inForce =
                resolutions.inForce(open.stream().map(ExceptionCase::basis).toList());
        List<ResolvedCase> again = new ArrayList<>();
        for (ExceptionCase each : open) {
            Resolution resolution = inForce.get(each.basis());
            if (resolution != null) {
                again.add(new ResolvedCase(each, resolution));
            }
        }
        exceptions.settle(again.stream().map(each -> each.exception().id()).toList());
        records.mark(effects.take(again));
        audit.append("reconcile", "resolution.applied", "exceptions", Map.of("exceptions", ids.size()));
        return ids.size();
    }
}
