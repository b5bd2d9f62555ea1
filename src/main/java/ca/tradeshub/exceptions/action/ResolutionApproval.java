// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionEffects.ResolvedCase;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions.Approval;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Approves resolutions and their undoing, many in one transaction. Each succeeds or fails for reasons of its own; those that succeed
 * together come into force together, with their audit entries.
 */
@Component
class ResolutionApproval {

    /** How many resolutions one transaction approves: it keeps files from taking effect meanwhile. */
    private static final int AT_ONCE = 500;

    private final ExceptionLookup lookup;
    private final ExceptionCases cases;
    private final Resolutions resolutions;
    private final ResolutionEffects effects;
    private final AuditTrail audit;
    private final TransactionTemplate transactions;

    ResolutionApproval(
            ExceptionLookup lookup,
            ExceptionCases cases,
            Resolutions resolutions,
            ResolutionEffects effects,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.lookup = lookup;
        this.cases = cases;
        this.resolutions = resolutions;
        this.effects = effects;
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** Approves resolutions; the results are in the order of what is wanted. */
    List<Result> approve(List<Approval> wanted, String user) {
        return inChunks(
                wanted,
                chunk -> Objects.requireNonNull(transactions.execute(status -> together(chunk, user)), "results"));
    }

    /** What {@link #approve} would do, without doing it and without locks. */
    List<Result> check(List<Approval> wanted, String user) {
        return inChunks(wanted, chunk -> {
            Judged judged = judge(chunk, lookup.byId(ids(chunk)), user);
            judged.possible()
                    .forEach((place, possible) -> judged.done(
                            place,
                            possible,
                            possible.resolution().awaitsUndo() ? ExceptionState.OPEN : ExceptionState.CLOSED));
            return judged.complete();
        });
    }

    private static List<Result> inChunks(List<Approval> wanted, Function<List<Approval>, List<Result>> work) {
        List<Result> results = new ArrayList<>(wanted.size());
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            results.addAll(work.apply(wanted.subList(from, Math.min(wanted.size(), from + AT_ONCE))));
        }
        return results;
    }

    private List<Result> together(List<Approval> chunk, String user) {
        effects.lock(lookup.byId(ids(chunk)));
        Judged judged = judge(chunk, lookup.locked(ids(chunk)), user);
        Map<Long, Resolution> approved = resolutions.approve(
                judged.possible().values().stream()
                        .filter(each -> !each.resolution().awaitsUndo())
                        .map(each -> each.resolution().id())
                        .toList(),
                user);
        List<ResolvedCase> inForce = new ArrayList<>();
        List<AuditTrail.Act> acts = new ArrayList<>();
        Map<Integer, ResolvedCase> undone = new TreeMap<>();
        judged.possible().forEach((place, possible) -> {
            ExceptionCase exception = possible.exception();
            if (possible.resolution().awaitsUndo()) {
                undo(exception, possible.resolution(), user).ifPresentOrElse(acts::add, () -> judged.results()
                        .set(place, Result.refused(exception.id(), "problem.stale")));
                undone.put(place, possible);
                return;
            }
            Resolution resolution = approved.get(possible.resolution().id());
            if (resolution == null) {
                judged.results().set(place, Result.refused(exception.id(), "problem.stale"));
                return;
            }
            inForce.add(new ResolvedCase(exception, resolution));
            acts.add(ActionAudit.act(
                    user, "resolution.approved", exception, resolution, Map.of("author", resolution.author())));
            judged.done(place, possible, ExceptionState.CLOSED);
        });
        if (!inForce.isEmpty()) {
            cases.settle(inForce.stream().map(each -> each.exception().id()).toList());
            effects.taken(inForce);
        }
        undone.forEach((place, possible) -> {
            if (judged.results().get(place) == null) {
                lookup.byId(possible.exception().id()).ifPresent(after -> judged.done(place, possible, after.state()));
            }
        });
        if (!acts.isEmpty()) {
            audit.append(acts);
        }
        return judged.complete();
    }

    /** Undoes a resolution as another person wanted; empty when it has ended meanwhile. */
    private Optional<AuditTrail.Act> undo(ExceptionCase exception, Resolution resolution, String user) {
        return resolutions.endAsRequested(resolution.id(), user).map(ended -> {
            effects.undone(exception, ended);
            return ActionAudit.act(
                    user, "resolution.undone", exception, ended, Map.of("author", resolution.requester()));
        });
    }

    /**
     * What of a chunk can be done.
     *
     * @param results the results by place; that of what can be done is set when it is done
     * @param possible what can be done, by place; each has a resolution of its own
     * @param repeated approvals of a resolution that an approval before them approves, on other exceptions, by place
     */
    private record Judged(
            List<@Nullable Result> results, Map<Integer, ResolvedCase> possible, Map<Integer, Approval> repeated) {

        /** The results, when those of what can be done are set: one approval settles all exceptions of a resolution. */
        List<@Nullable Result> complete() {
            repeated.forEach((place, approval) -> possible.forEach((first, each) -> {
                Result result = results.get(first);
                if (each.resolution().id() == approval.resolution() && result != null) {
                    results.set(
                            place,
                            result.isDone()
                                    ? result.with(approval.exception())
                                    : Result.refused(approval.exception(), "problem.stale"));
                }
            }));
            return results;
        }

        void done(int place, ResolvedCase done, ExceptionState state) {
            results.set(
                    place, Result.done(done.exception().id(), done.resolution().id(), state));
        }
    }

    private Judged judge(List<Approval> chunk, List<ExceptionCase> found, String user) {
        Map<Long, ExceptionCase> byId = new HashMap<>();
        found.forEach(exception -> byId.put(exception.id(), exception));
        Map<Long, Resolution> waiting =
                resolutions.byId(chunk.stream().map(Approval::resolution).collect(Collectors.toSet()));
        List<@Nullable Result> results = new ArrayList<>();
        Map<Integer, ResolvedCase> possible = new TreeMap<>();
        Map<Long, ExceptionCase> approving = new HashMap<>();
        Map<Integer, Approval> repeated = new TreeMap<>();
        for (Approval each : chunk) {
            ExceptionCase exception = byId.get(each.exception());
            Resolution resolution = waiting.get(each.resolution());
            ExceptionCase first = approving.get(each.resolution());
            if (exception != null && first != null && isSettledWith(each, exception, first)) {
                repeated.put(results.size(), each);
                results.add(null);
                continue;
            }
            ActionProblem problem = problem(each, exception, resolution, user);
            if (problem == null && exception != null && resolution != null) {
                possible.put(results.size(), new ResolvedCase(exception, resolution));
                approving.put(resolution.id(), exception);
                // What one approval of the request approves waits no longer for another.
                waiting.put(resolution.id(), resolution.approvedBy(user));
            }
            results.add(problem == null ? null : Result.refused(each.exception(), problem));
        }
        return new Judged(results, possible, repeated);
    }

    /** Whether an approval is of another exception, with the same basis, and its reader saw this exception as it is. */
    private static boolean isSettledWith(Approval wanted, ExceptionCase exception, ExceptionCase first) {
        return exception.id() != first.id()
                && exception.basis().equals(first.basis())
                && exception.revision() == wanted.revision();
    }

    private static @Nullable ActionProblem problem(
            Approval wanted, @Nullable ExceptionCase exception, @Nullable Resolution resolution, String user) {
        if (exception == null) {
            return ActionProblem.of("problem.unknown");
        }
        if (resolution == null || !resolution.basis().equals(exception.basis())) {
            return ActionProblem.of("problem.resolution");
        }
        if (!resolution.waits()) {
            return notWaiting(resolution);
        }
        if (resolution.isRequestedBy(user)) {
            return ActionProblem.ofAuthor(resolution);
        }
        return exception.revision() == wanted.revision() ? null : ActionProblem.of("problem.stale");
    }

    /** Why a resolution does not wait any more. */
    static ActionProblem notWaiting(Resolution resolution) {
        String ended = resolution.undoneBy();
        if (ended != null) {
            return ended.equals(Resolution.HUB)
                    ? ActionProblem.of("problem.settled")
                    : ActionProblem.of("problem.ended", ended);
        }
        String approver = resolution.approver();
        return approver == null
                ? ActionProblem.of("problem.not-waiting")
                : ActionProblem.of("problem.approved", approver);
    }

    private static Set<Long> ids(List<Approval> chunk) {
        return chunk.stream().map(Approval::exception).collect(Collectors.toSet());
    }
}
