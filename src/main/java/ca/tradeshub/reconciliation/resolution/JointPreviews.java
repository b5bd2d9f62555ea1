// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects.JointPreview;
import ca.tradeshub.exceptions.ResolutionEffects.ResolvedCase;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.apply.ResolvedRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What many resolutions would do if all of them were made together, computed as they would be and rolled back. */
@Component
class JointPreviews {

    private static final Messages MESSAGES = Messages.of(JointPreviews.class);

    private static final String RECORDS_OF_CLAIMS =
            """
            with w as (select * from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line))
            select p.file_id, p.line from w join pay_line p using (file_id, line) where p.claim_key = any(:claims)
            union
            select g.file_id, g.line from w join registration g using (file_id, line)
             where g.agreement_number in (
                   select substring(c.key from '/(.*)/') from unnest(cast(:claims as text[])) as c (key))
            """;

    private final JdbcClient jdbc;
    private final ConcernedCases cases;
    private final RecordEffects effects;
    private final ResolvedRecords records;
    private final PreviewedDecisions decisions;
    private final ResolutionPreview previews;
    private final TransactionTemplate rolledBack;

    JointPreviews(
            JdbcClient jdbc,
            ConcernedCases cases,
            RecordEffects effects,
            ResolvedRecords records,
            PreviewedDecisions decisions,
            ResolutionPreview previews,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.effects = effects;
        this.records = records;
        this.decisions = decisions;
        this.previews = previews;
        this.rolledBack = new TransactionTemplate(transactions);
        this.rolledBack.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * What resolutions would do. One that does not settle what it is made on must not help another one: those that are left
     * are tried again.
     *
     * @param canRelease for which of them to determine whether they release a message of the tax credit
     */
    JointPreview of(List<ResolvedCase> assumed, Predicate<ResolvedCase> canRelease) {
        Map<Long, Text> problems = new HashMap<>();
        List<ResolvedCase> left = new ArrayList<>();
        for (ResolvedCase each : assumed) {
            if (each.exception().isOfWithdrawal()) {
                Resolution resolution = each.resolution();
                Text problem = previews.of(each.exception(), resolution.kind(), resolution.chosen())
                        .problem();
                if (problem != null) {
                    problems.put(each.exception().id(), problem);
                }
            } else if (!isSettlingAlways(each)) {
                left.add(each);
            }
        }
        Outcome outcome = outcome(left);
        while (!outcome.unsettled().isEmpty()) {
            for (ResolvedCase each : left) {
                if (outcome.unsettled().contains(each.resolution().basis())) {
                    problems.put(each.exception().id(), MESSAGES.text("still-held"));
                }
            }
            left.removeIf(each -> problems.containsKey(each.exception().id()));
            outcome = outcome(left);
        }
        return new JointPreview(
                problems,
                releasing(
                        assumed.stream()
                                .filter(canRelease)
                                .filter(each ->
                                        !problems.containsKey(each.exception().id()))
                                .toList(),
                        outcome));
    }

    /** A resolution on records settles them, and so does a rejection: only what holds a key must be decided to know. */
    private static boolean isSettlingAlways(ResolvedCase each) {
        return RecordEffects.isOfRecords(each.exception()) || each.resolution().kind() == ResolutionKind.REJECT;
    }

    /**
     * The exceptions whose resolutions release a message of the tax credit. Mostly no resolution does, and one computation
     * shows it. Those on a claim that is released all count, whichever of them the claim waited for: to compute each for
     * itself takes longer than a person waits.
     *
     * @param computed what is already computed
     */
    private Set<Long> releasing(List<ResolvedCase> canRelease, Outcome computed) {
        Set<Long> releasing = new TreeSet<>();
        List<ResolvedCase> left = new ArrayList<>(canRelease);
        Outcome together = computed.of().equals(canRelease) ? computed : outcome(canRelease);
        while (!together.released().isEmpty()) {
            Set<Long> found = onClaims(left, together.released());
            if (found.isEmpty()) {
                found = releasingAlone(left);
            }
            releasing.addAll(found.isEmpty() ? ids(left) : found);
            left.removeIf(each -> releasing.contains(each.exception().id()));
            together = outcome(left);
        }
        return releasing;
    }

    /** Those with a record of claims or of their agreements. */
    private Set<Long> onClaims(List<ResolvedCase> wanted, Set<String> claims) {
        List<ResolvedCase> concerned = cases.concerned(wanted);
        Set<RecordAddress> of = jdbc.sql(RECORDS_OF_CLAIMS)
                .params(RecordAddress.columns(ConcernedCases.records(concerned)))
                .param("claims", claims.toArray(String[]::new))
                .query((row, number) -> RecordAddress.of(row))
                .set();
        Set<String> bases = concerned.stream()
                .filter(each -> each.exception().records().stream().anyMatch(of::contains))
                .map(each -> each.resolution().basis())
                .collect(Collectors.toSet());
        return ids(wanted.stream()
                .filter(each -> bases.contains(each.resolution().basis()))
                .toList());
    }

    private Set<Long> releasingAlone(List<ResolvedCase> wanted) {
        return ids(wanted.stream()
                .filter(each -> !outcome(List.of(each)).released().isEmpty())
                .toList());
    }

    private static Set<Long> ids(List<ResolvedCase> of) {
        return of.stream().map(each -> each.exception().id()).collect(Collectors.toSet());
    }

    /**
     * What follows from resolutions that are made together.
     *
     * @param unsettled the bases of those that do not settle what they are made on
     * @param released the claims with a message of the tax credit that is new or amended
     */
    private record Outcome(List<ResolvedCase> of, Set<String> unsettled, Set<String> released) {}

    private Outcome outcome(List<ResolvedCase> wanted) {
        if (wanted.isEmpty()) {
            return new Outcome(List.of(), Set.of(), Set.of());
        }
        PreviewedDecisions.Result decided = Objects.requireNonNull(
                rolledBack.execute(status -> {
                    status.setRollbackOnly();
                    List<ResolvedCase> concerned = cases.concerned(wanted);
                    records.lock(ConcernedCases.records(concerned));
                    AffectedKeys.createPreview(jdbc);
                    records.mark(effects.take(concerned), AffectedKeys.Target.PREVIEW_KEY);
                    return decisions.with(
                            wanted.stream().map(ResolvedCase::resolution).toList());
                }),
                "what is decided");
        return new Outcome(
                List.copyOf(wanted),
                decided.notSettling().stream().map(Resolution::basis).collect(Collectors.toSet()),
                decided.releasedClaims());
    }
}
