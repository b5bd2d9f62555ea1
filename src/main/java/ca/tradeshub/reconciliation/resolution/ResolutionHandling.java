// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionEffects.ResolvedCase;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.apply.ResolvedRecords;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.resolved.Refusals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Carries out resolutions in their transactions. A resolution applies to its basis: every open exception on it is settled,
 * and when the resolution is undone every exception that it settled is open again, unless later data settled it.
 */
@Component
class ResolutionHandling implements ResolutionEffects {

    private static final String ON_BASIS =
            """
            select id from exception_case
             where basis = any(:bases) and (id = any(:ids) or closed_at is null or closed_by = 'RESOLUTION') order by id
            """;

    private static final String SETTLED_ON_BASIS =
            """
            select id from exception_case
             where basis = any(:bases) and (id = any(:ids) or closed_by = 'RESOLUTION') order by id
            """;

    private static final List<String> QUEUES =
            Arrays.stream(OutgoingQueue.values()).map(OutgoingQueue::queueName).toList();

    private final JdbcClient jdbc;
    private final ExceptionLookup lookup;
    private final ExceptionCases exceptions;
    private final RecordEffects effects;
    private final ResolvedRecords records;
    private final ResolutionPreview previews;
    private final JointPreviews jointPreviews;
    private final Refusals refusals;

    ResolutionHandling(
            JdbcClient jdbc,
            ExceptionLookup lookup,
            ExceptionCases exceptions,
            RecordEffects effects,
            ResolvedRecords records,
            ResolutionPreview previews,
            JointPreviews jointPreviews,
            Refusals refusals) {
        this.jdbc = jdbc;
        this.lookup = lookup;
        this.exceptions = exceptions;
        this.effects = effects;
        this.records = records;
        this.previews = previews;
        this.jointPreviews = jointPreviews;
        this.refusals = refusals;
    }

    @Override
    public void lock(Collection<ExceptionCase> concerned) {
        records.lock(find(ON_BASIS, concerned).stream()
                .flatMap(each -> each.records().stream())
                .toList());
    }

    @Override
    public void taken(List<ResolvedCase> resolved) {
        Map<String, ResolvedCase> byBasis = resolved.stream()
                .collect(Collectors.toMap(each -> each.resolution().basis(), each -> each));
        List<ResolvedCase> all = new ArrayList<>();
        for (ExceptionCase each :
                find(ON_BASIS, resolved.stream().map(ResolvedCase::exception).toList())) {
            ResolvedCase on = Objects.requireNonNull(byBasis.get(each.basis()), "a resolution on the basis");
            if (each.id() == on.exception().id() || each.closedAt() == null) {
                all.add(new ResolvedCase(each, on.resolution()));
            }
        }
        // First, so that a record that repeats another one does not close its exception as if data had settled it.
        exceptions.settle(all.stream().map(each -> each.exception().id()).toList());
        records.mark(effects.take(all));
    }

    /**
     * Claims that came after a decision between control files never had an exception, and are found by their taxpayer.
     */
    @Override
    public void undone(ExceptionCase exception, Resolution resolution) {
        undo(exception, resolution, AffectedKeys.Target.DIRTY_KEY);
    }

    @Override
    public boolean isReleasedByUndoing(ExceptionCase exception, Resolution resolution) {
        return previews.isReleasedBy(
                exception, resolution, () -> undo(exception, resolution, AffectedKeys.Target.PREVIEW_KEY));
    }

    private void undo(ExceptionCase exception, Resolution resolution, AffectedKeys.Target target) {
        List<ExceptionCase> settled = find(SETTLED_ON_BASIS, List.of(exception));
        Set<RecordAddress> changed = effects.undo(settled, resolution);
        Set<String> claims = new TreeSet<>();
        for (ExceptionCase each : settled) {
            if (effects.isHeldByItself(each) || refusals.isLastWithdrawal(each, QUEUES)) {
                exceptions.reopen(each.id());
            }
            if (each.type() == ExceptionType.VALUE_MISMATCH && each.isOfClaim()) {
                claims.add(each.subject());
            }
        }
        records.mark(changed, target);
        records.markOfSameTaxpayers(claims, target);
    }

    @Override
    public Preview preview(ExceptionCase exception, ResolutionKind kind, @Nullable String chosen) {
        return previews.of(exception, kind, chosen);
    }

    @Override
    public JointPreview previewTogether(List<ResolvedCase> assumed, Predicate<ResolvedCase> canRelease) {
        return jointPreviews.of(assumed, canRelease);
    }

    private List<ExceptionCase> find(String sql, Collection<ExceptionCase> of) {
        return lookup.byId(jdbc.sql(sql)
                .param("bases", of.stream().map(ExceptionCase::basis).distinct().toArray(String[]::new))
                .param("ids", of.stream().map(ExceptionCase::id).toArray(Long[]::new))
                .query(Long.class)
                .list());
    }
}
