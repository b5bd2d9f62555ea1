// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Messages;
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

    private static final Messages MESSAGES = Messages.of(ResolutionMaking.class);

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

    /** Makes resolutions; the results are in the order of what is wanted. */
    List<Result> make(List<Reasoned> wanted, String user) {
        return inChunks(
                wanted,
                chunk -> Objects.requireNonNull(transactions.execute(status -> together(chunk, user)), "results"));
    }

    /** What {@link #make} would do, without doing it and without locks. */
    List<Result> check(List<Reasoned> wanted) {
        return inChunks(wanted, chunk -> {
            Judged judged = judge(chunk, byId(lookup.byId(ids(chunk))));
            judged.possible().forEach((place, possible) -> judged.results()
                    .set(
                            place,
                            new Result(
                                    possible.exception().id(),
                                    null,
                                    null,
                                    possible.needsApproval()
                                            ? ExceptionState.AWAITING_APPROVAL
                                            : ExceptionState.CLOSED)));
            return judged.results();
        });
    }

    /** What a resolution would do, empty when the exception does not exist. */
    Optional<ResolutionEffects.Preview> preview(long exception, ResolutionKind kind, @Nullable String chosen) {
        return lookup.byId(exception).map(found -> effects.preview(found, kind, chosen));
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

    private List<@Nullable Result> together(List<Reasoned> chunk, String user) {
        effects.lock(lookup.byId(ids(chunk)));
        Judged judged = judge(chunk, byId(lookup.locked(ids(chunk))));
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
                            new Result(
                                    exception.id(),
                                    null,
                                    resolution.id(),
                                    resolution.inForce() ? ExceptionState.CLOSED : ExceptionState.AWAITING_APPROVAL));
        });
        if (!inForce.isEmpty()) {
            cases.settle(inForce.stream().map(each -> each.exception().id()).toList());
            effects.taken(inForce);
        }
        audit.append(acts);
        return judged.results();
    }

    /**
     * What of a chunk can be done.
     *
     * @param results the results by place: a problem, or null
     * @param possible what can be done, by place; each has a basis of its own
     */
    private record Judged(List<@Nullable Result> results, Map<Integer, Resolutions.Wanted> possible) {}

    private Judged judge(List<Reasoned> chunk, Map<Long, ExceptionCase> found) {
        Map<String, Resolution> active = resolutions.active(
                found.values().stream().map(ExceptionCase::basis).collect(Collectors.toSet()));
        List<@Nullable Result> results = new ArrayList<>();
        Map<Integer, Resolutions.Wanted> possible = new TreeMap<>();
        Set<String> bases = new HashSet<>();
        for (Reasoned each : chunk) {
            Wanted wanted = each.wanted();
            ExceptionCase exception = found.get(wanted.exception());
            if (exception == null) {
                results.add(Result.refused(wanted.exception(), "problem.unknown"));
                continue;
            }
            Text problem = problem(exception, each, active.get(exception.basis()));
            if (problem == null && bases.add(exception.basis())) {
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
            results.add(problem == null ? null : new Result(wanted.exception(), problem, null, null));
        }
        Map<Long, Text> problems = effects.problems(possible.values().stream()
                .map(each -> new ResolvedCase(
                        each.exception(),
                        Resolution.assumed(each.exception(), each.kind(), each.chosen(), clock.instant())))
                .toList());
        possible.entrySet().removeIf(each -> {
            long id = each.getValue().exception().id();
            Text problem = problems.get(id);
            if (problem != null) {
                results.set(each.getKey(), new Result(id, problem, null, null));
            }
            return problem != null;
        });
        return new Judged(results, possible);
    }

    private static @Nullable Text problem(ExceptionCase exception, Reasoned wanted, @Nullable Resolution active) {
        if (ExceptionActions.isUnusable(wanted.reason())) {
            return MESSAGES.text("problem.reason", ExceptionActions.LONGEST_TEXT);
        }
        if (active != null) {
            return MESSAGES.text("problem.decided", active.author(), ResolutionOptions.label(active.kind()));
        }
        if (exception.closedAt() != null) {
            return MESSAGES.text(
                    exception.closedBy() == ExceptionCase.ClosedBy.DATA ? "problem.settled" : "problem.closed");
        }
        if (exception.revision() != wanted.wanted().revision()) {
            return MESSAGES.text("problem.stale");
        }
        return ResolutionOptions.of(exception, wanted.wanted().kind())
                .map(option -> problem(option, wanted.wanted().chosen()))
                .orElseGet(() -> Optional.of(MESSAGES.text(
                        "problem.kind", ResolutionOptions.label(wanted.wanted().kind()))))
                .orElse(null);
    }

    private static Optional<Text> problem(ResolutionOptions.Option option, @Nullable String chosen) {
        if (option.choices().isEmpty()) {
            return chosen == null ? Optional.empty() : Optional.of(MESSAGES.text("problem.no-choice", option.label()));
        }
        return option.choices().stream().anyMatch(side -> side.choice().equals(chosen))
                ? Optional.empty()
                : Optional.of(MESSAGES.text("problem.choice"));
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
