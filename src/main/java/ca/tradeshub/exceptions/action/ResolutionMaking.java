// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionEffects.ResolvedCase;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import ca.tradeshub.exceptions.action.ExceptionActions.Wanted;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
 * Makes resolutions, many in one transaction. Each succeeds or fails for reasons of its own; those that succeed together
 * are stored together with their audit entries.
 */
@Component
class ResolutionMaking {

    /** How many resolutions one transaction makes: it keeps files from taking effect meanwhile. */
    private static final int AT_ONCE = 500;

    private final ExceptionLookup lookup;
    private final ExceptionCases cases;
    private final Resolutions resolutions;
    private final ResolutionEffects effects;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate transactions;

    ResolutionMaking(
            ExceptionLookup lookup,
            ExceptionCases cases,
            Resolutions resolutions,
            ResolutionEffects effects,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.lookup = lookup;
        this.cases = cases;
        this.resolutions = resolutions;
        this.effects = effects;
        this.audit = audit;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /** What a person wants to decide, and why. */
    record Reasoned(Wanted wanted, String reason) {}

    /**
     * What a request has decided about a basis.
     *
     * @param wanted the first decision on it
     * @param result its result
     */
    private record Decided(Wanted wanted, Result result) {}

    /** Makes resolutions; the results are in the order of what is wanted. */
    List<Result> make(List<Reasoned> wanted, String user) {
        Map<String, Decided> decided = new HashMap<>();
        return inChunks(
                wanted,
                chunk -> Objects.requireNonNull(
                        transactions.execute(status -> together(chunk, user, decided)), "results"));
    }

    /**
     * What {@link #make} would do, without doing it and without locks.
     *
     * @param user who would decide
     */
    List<Result> check(List<Reasoned> wanted, String user) {
        Map<String, Decided> decided = new HashMap<>();
        return inChunks(wanted, chunk -> {
            Judged judged = judge(chunk, byId(lookup.byId(ids(chunk))), user, decided);
            judged.possible().forEach((place, possible) -> judged.results()
                    .set(
                            place,
                            Result.done(
                                    possible.exception().id(),
                                    null,
                                    possible.needsApproval()
                                            ? ExceptionState.AWAITING_APPROVAL
                                            : ExceptionState.CLOSED)));
            settleRepeated(chunk, judged, user, decided);
            return judged.results();
        });
    }

    /** What has one basis with what is decided before it in the request is settled with it. */
    private static void settleRepeated(List<Reasoned> chunk, Judged judged, String user, Map<String, Decided> decided) {
        judged.possible().forEach((place, possible) -> {
            Result result = judged.results().get(place);
            if (result != null && result.isDone()) {
                decided.put(
                        possible.exception().basis(),
                        new Decided(chunk.get(place).wanted(), result));
            }
        });
        for (int place = 0; place < chunk.size(); place++) {
            Decided before = judged.results().get(place) != null
                    ? null
                    : decided.get(judged.bases().get(place));
            if (before != null) {
                judged.results().set(place, with(before, chunk.get(place).wanted(), user));
            }
        }
    }

    /** The result for an exception whose basis is decided by then; another decision, and one that is repeated, is too late. */
    private static Result with(Decided before, Wanted wanted, String user) {
        Wanted first = before.wanted();
        if (first.exception() == wanted.exception()) {
            return Result.refused(wanted.exception(), decided(user, first.kind()));
        }
        return first.kind() == wanted.kind() && Objects.equals(first.chosen(), wanted.chosen())
                ? before.result().with(wanted.exception())
                : Result.refused(
                        wanted.exception(),
                        ActionProblem.of(
                                "problem.decided-with", first.exception(), ResolutionOptions.label(first.kind())));
    }

    private static ActionProblem decided(String user, ResolutionKind kind) {
        return ActionProblem.of("problem.decided", user, ResolutionOptions.label(kind));
    }

    /** What a resolution would do, empty when the exception does not exist. */
    Optional<ResolutionEffects.Preview> preview(long exception, ResolutionKind kind, @Nullable String chosen) {
        return lookup.byId(exception).map(found -> effects.preview(found, kind, chosen));
    }

    /** Why a resolution cannot be previewed, empty when it can or the exception does not exist. */
    Optional<Result> notOffered(long exception, ResolutionKind kind, @Nullable String chosen) {
        return lookup.byId(exception)
                .flatMap(found -> found.closedAt() != null
                        ? Optional.of(ActionProblem.of("problem.closed"))
                        : notOffered(found, kind, chosen))
                .map(problem -> Result.refused(exception, problem));
    }

    /**
     * @param work gives a result for each place of a chunk, null for what must be done after the others of the chunk
     */
    private static List<Result> inChunks(List<Reasoned> wanted, Function<List<Reasoned>, List<@Nullable Result>> work) {
        List<Result> results = new ArrayList<>(wanted.size());
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            List<Reasoned> chunk = wanted.subList(from, Math.min(wanted.size(), from + AT_ONCE));
            List<@Nullable Result> together = work.apply(chunk);
            for (int place = 0; place < chunk.size(); place++) {
                Result result = together.get(place);
                results.add(
                        result != null
                                ? result
                                : Objects.requireNonNull(
                                        work.apply(List.of(chunk.get(place))).get(0), "a result"));
            }
        }
        return results;
    }

    private List<@Nullable Result> together(List<Reasoned> chunk, String user, Map<String, Decided> decided) {
        effects.lock(lookup.byId(ids(chunk)));
        Judged judged = judge(chunk, byId(lookup.locked(ids(chunk))), user, decided);
        Map<Long, Resolution> made =
                resolutions.add(List.copyOf(judged.possible().values()), user);
        List<ResolvedCase> inForce = new ArrayList<>();
        List<AuditTrail.Act> acts = new ArrayList<>();
        judged.possible().forEach((place, possible) -> {
            ExceptionCase exception = possible.exception();
            Resolution resolution = made.get(exception.id());
            if (resolution == null) {
                judged.results().set(place, Result.refused(exception.id(), "problem.stale"));
                return;
            }
            if (resolution.inForce()) {
                inForce.add(new ResolvedCase(exception, resolution));
            }
            acts.add(ActionAudit.act(
                    user, "exception.resolved", exception, resolution, Map.of("waits", !resolution.inForce())));
            judged.results()
                    .set(
                            place,
                            Result.done(
                                    exception.id(),
                                    resolution.id(),
                                    resolution.inForce() ? ExceptionState.CLOSED : ExceptionState.AWAITING_APPROVAL));
        });
        if (!inForce.isEmpty()) {
            cases.settle(inForce.stream().map(each -> each.exception().id()).toList());
            effects.taken(inForce);
        }
        audit.append(acts);
        settleRepeated(chunk, judged, user, decided);
        return judged.results();
    }

    /**
     * What of a chunk can be done.
     *
     * @param results the results by place: a problem, or null
     * @param possible what can be done, by place; each has a basis of its own
     * @param bases the bases of the exceptions, by place
     */
    private record Judged(
            List<@Nullable Result> results, Map<Integer, Resolutions.Wanted> possible, Map<Integer, String> bases) {}

    private Judged judge(
            List<Reasoned> chunk, Map<Long, ExceptionCase> found, String user, Map<String, Decided> decided) {
        Map<String, Resolution> active = resolutions.active(
                found.values().stream().map(ExceptionCase::basis).collect(Collectors.toSet()));
        List<@Nullable Result> results = new ArrayList<>();
        Map<Integer, Resolutions.Wanted> possible = new TreeMap<>();
        Set<String> first = new HashSet<>();
        Map<Integer, String> bases = new HashMap<>();
        for (Reasoned each : chunk) {
            Wanted wanted = each.wanted();
            ExceptionCase exception = found.get(wanted.exception());
            if (exception == null) {
                results.add(Result.refused(wanted.exception(), "problem.unknown"));
                continue;
            }
            bases.put(results.size(), exception.basis());
            Decided before = decided.get(exception.basis());
            if (before != null && exception.revision() == wanted.revision()) {
                results.add(with(before, wanted, user));
                continue;
            }
            ActionProblem problem = problem(exception, each, active.get(exception.basis()));
            if (problem == null && first.add(exception.basis())) {
                possible.put(
                        results.size(),
                        new Resolutions.Wanted(
                                exception,
                                wanted.kind(),
                                wanted.chosen(),
                                ResolutionOptions.of(exception, wanted.kind())
                                        .orElseThrow()
                                        .needsApproval(),
                                each.reason().strip()));
            }
            results.add(problem == null ? null : Result.refused(wanted.exception(), problem));
        }
        previewTogether(possible).forEach(results::set);
        return new Judged(results, possible, bases);
    }

    /**
     * Removes what cannot be made, and asks a second person where a resolution that sets records aside releases what waited
     * for them: a claim, for example, whose other lines are good.
     *
     * @return why, by place
     */
    private Map<Integer, Result> previewTogether(Map<Integer, Resolutions.Wanted> possible) {
        Set<Long> canRelease = possible.values().stream()
                .filter(each -> !each.needsApproval() && ResolutionOptions.canRelease(each.exception()))
                .map(each -> each.exception().id())
                .collect(Collectors.toSet());
        ResolutionEffects.JointPreview preview = effects.previewTogether(
                possible.values().stream().map(this::assumed).toList(),
                each -> canRelease.contains(each.exception().id()));
        Map<Integer, Result> refused = new TreeMap<>();
        possible.forEach((place, each) -> {
            Text problem = preview.problems().get(each.exception().id());
            if (problem != null) {
                refused.put(place, Result.refused(each.exception().id(), ActionProblem.ofEffect(problem)));
            }
        });
        possible.keySet().removeAll(refused.keySet());
        possible.replaceAll(
                (place, each) -> preview.releasing().contains(each.exception().id()) ? each.withApproval() : each);
        return refused;
    }

    private ResolvedCase assumed(Resolutions.Wanted wanted) {
        return new ResolvedCase(
                wanted.exception(),
                Resolution.assumed(wanted.exception(), wanted.kind(), wanted.chosen(), clock.instant()));
    }

    private static @Nullable ActionProblem problem(
            ExceptionCase exception, Reasoned wanted, @Nullable Resolution active) {
        if (ExceptionActions.isUnusable(wanted.reason())) {
            return ActionProblem.of("problem.reason", ExceptionActions.LONGEST_TEXT);
        }
        if (active != null) {
            return decided(active.author(), active.kind());
        }
        if (exception.closedAt() != null) {
            return ActionProblem.of(
                    exception.closedBy() == ExceptionCase.ClosedBy.DATA ? "problem.settled" : "problem.closed");
        }
        if (exception.revision() != wanted.wanted().revision()) {
            return ActionProblem.of("problem.stale");
        }
        return notOffered(exception, wanted.wanted().kind(), wanted.wanted().chosen())
                .orElse(null);
    }

    /** Why the exception does not offer a resolution, empty when it does. */
    private static Optional<ActionProblem> notOffered(
            ExceptionCase exception, ResolutionKind kind, @Nullable String chosen) {
        return ResolutionOptions.of(exception, kind)
                .map(option -> problem(option, chosen))
                .orElseGet(() -> Optional.of(ActionProblem.of("problem.kind", ResolutionOptions.label(kind))));
    }

    private static Optional<ActionProblem> problem(ResolutionOptions.Option option, @Nullable String chosen) {
        if (option.choices().isEmpty()) {
            return chosen == null
                    ? Optional.empty()
                    : Optional.of(ActionProblem.of("problem.no-choice", option.label()));
        }
        return option.choices().stream().anyMatch(side -> side.choice().equals(chosen))
                ? Optional.empty()
                : Optional.of(ActionProblem.of("problem.choice"));
    }

    private static Set<Long> ids(List<Reasoned> chunk) {
        return chunk.stream().map(each -> each.wanted().exception()).collect(Collectors.toSet());
    }

    private static Map<Long, ExceptionCase> byId(List<ExceptionCase> exceptions) {
        Map<Long, ExceptionCase> byId = new HashMap<>();
        exceptions.forEach(exception -> byId.put(exception.id(), exception));
        return byId;
    }
}
