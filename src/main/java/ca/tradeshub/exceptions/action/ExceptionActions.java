// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionNotes;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.Resolutions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What persons do about exceptions. Each exception is one transaction with its audit entry: it is done wholly, or not at
 * all with the reason why. The user is the one who logged in; nothing else says who acts.
 */
@Component
public class ExceptionActions {

    /** The longest reason and the longest note. */
    public static final int LONGEST_TEXT = 2000;

    private static final int LONGEST_USER = 100;
    private static final Pattern USER = Pattern.compile("[\\p{L}\\p{N}._@-]{1," + LONGEST_USER + "}");
    private static final Messages MESSAGES = Messages.of(ExceptionActions.class);

    private final ExceptionLookup lookup;
    private final ExceptionCases cases;
    private final Resolutions resolutions;
    private final ExceptionNotes notes;
    private final ResolutionEffects effects;
    private final AuditTrail audit;
    private final TransactionTemplate transactions;

    ExceptionActions(
            ExceptionLookup lookup,
            ExceptionCases cases,
            Resolutions resolutions,
            ExceptionNotes notes,
            ResolutionEffects effects,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.lookup = lookup;
        this.cases = cases;
        this.resolutions = resolutions;
        this.notes = notes;
        this.effects = effects;
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * A resolution that a person wants to make.
     *
     * @param exception the exception
     * @param revision the revision of the exception that the person saw
     * @param kind what is decided
     * @param chosen the side to use, null when the kind chooses none
     */
    public record Wanted(long exception, int revision, ResolutionKind kind, @Nullable String chosen) {}

    /**
     * The outcome for one exception.
     *
     * @param exception the exception
     * @param problem why nothing was done, null when it was done
     * @param resolution the resolution concerned, null without one
     * @param state the state of the exception, null when nothing was done
     */
    public record Result(
            long exception, @Nullable Text problem, @Nullable Long resolution, @Nullable ExceptionState state) {

        private static Result refused(long exception, String problem, Object... values) {
            return new Result(exception, MESSAGES.text(problem, values), null, null);
        }

        /** Whether it was done. */
        public boolean isDone() {
            return problem == null;
        }
    }

    /**
     * Assigns exceptions to a user.
     *
     * @param assignee the user; null takes the assignment away
     * @param user who assigns them
     */
    public List<Result> assign(Collection<Long> exceptions, @Nullable String assignee, String user) {
        String to = assignee == null || assignee.isBlank() ? null : assignee.strip();
        return each(exceptions, id -> {
            if (to != null && !USER.matcher(to).matches()) {
                return Result.refused(id, "problem.assignee", LONGEST_USER);
            }
            return lookup.locked(id)
                    .map(exception -> {
                        if (exception.closedAt() != null) {
                            return Result.refused(id, "problem.closed");
                        }
                        cases.assign(id, to);
                        record(
                                user,
                                to == null ? "exception.unassigned" : "exception.assigned",
                                exception,
                                null,
                                to == null ? Map.of() : Map.of("to", to));
                        return new Result(id, null, null, exception.state());
                    })
                    .orElseGet(() -> Result.refused(id, "problem.unknown"));
        });
    }

    /** Adds a note to exceptions, also to closed ones. */
    public List<Result> note(Collection<Long> exceptions, String note, String user) {
        return each(exceptions, id -> {
            if (isUnusable(note)) {
                return Result.refused(id, "problem.note", LONGEST_TEXT);
            }
            return lookup.byId(id)
                    .map(exception -> {
                        notes.add(List.of(id), user, note.strip());
                        record(
                                user,
                                "exception.noted",
                                exception,
                                null,
                                Map.of("noteSha256", Sha256.hex(note.strip())));
                        return new Result(id, null, null, exception.state());
                    })
                    .orElseGet(() -> Result.refused(id, "problem.unknown"));
        });
    }

    /**
     * Makes resolutions with one reason. Each exception succeeds or fails on its own.
     *
     * @param user who decides
     */
    public List<Result> resolve(Collection<Wanted> wanted, String reason, String user) {
        return wanted.stream()
                .map(each -> inTransaction(() -> resolve(each, reason, user)))
                .toList();
    }

    /**
     * What a resolution would do, empty when the exception does not exist.
     *
     * @param chosen the side to use, null when the kind chooses none
     */
    public Optional<ResolutionEffects.Preview> preview(long exception, ResolutionKind kind, @Nullable String chosen) {
        return lookup.byId(exception).map(found -> effects.preview(found, kind, chosen));
    }

    /** What {@link #resolve} would do about one exception, without doing it and without locks. */
    public Result check(Wanted wanted, String reason) {
        long id = wanted.exception();
        return lookup.byId(id)
                .map(exception -> {
                    Text problem = problem(exception, wanted, reason);
                    if (problem != null) {
                        return new Result(id, problem, null, null);
                    }
                    boolean waits = ResolutionOptions.of(exception, wanted.kind())
                            .orElseThrow()
                            .needsApproval();
                    return new Result(id, null, null, waits ? ExceptionState.AWAITING_APPROVAL : ExceptionState.CLOSED);
                })
                .orElseGet(() -> Result.refused(id, "problem.unknown"));
    }

    /**
     * Approves a resolution that waits.
     *
     * @param revision the revision of the exception that the person saw
     * @param user who approves it, not its author
     */
    public Result approve(long exception, long resolution, int revision, String user) {
        return inTransaction(() -> ofResolution(exception, resolution, (found, waiting) -> {
            if (!waiting.awaitsApproval()) {
                return Result.refused(exception, "problem.not-waiting");
            }
            if (waiting.author().equalsIgnoreCase(user)) {
                return Result.refused(exception, "problem.author");
            }
            if (found.revision() != revision) {
                return Result.refused(exception, "problem.stale");
            }
            Resolution approved = resolutions.approve(resolution, user).orElseThrow();
            take(found, approved);
            record(user, "resolution.approved", found, approved, Map.of("author", approved.author()));
            return new Result(exception, null, resolution, ExceptionState.CLOSED);
        }));
    }

    /**
     * Declines a resolution that waits: it ends, and the exception is open again.
     *
     * @param user who declines it, not its author
     */
    public Result decline(long exception, long resolution, String reason, String user) {
        return inTransaction(() -> ofResolution(exception, resolution, (found, waiting) -> {
            if (isUnusable(reason)) {
                return Result.refused(exception, "problem.reason", LONGEST_TEXT);
            }
            if (!waiting.awaitsApproval()) {
                return Result.refused(exception, "problem.not-waiting");
            }
            if (waiting.author().equalsIgnoreCase(user)) {
                return Result.refused(exception, "problem.author");
            }
            Resolution declined =
                    resolutions.end(resolution, user, reason.strip()).orElseThrow();
            record(user, "resolution.declined", found, declined, Map.of("author", declined.author()));
            return new Result(exception, null, resolution, ExceptionState.OPEN);
        }));
    }

    /**
     * Undoes a resolution that is in force, or withdraws one that waits. It stays stored with who undid it and why.
     *
     * @param user who undoes it
     */
    public Result undo(long exception, long resolution, String reason, String user) {
        return inTransaction(() -> ofResolution(exception, resolution, (found, active) -> {
            if (isUnusable(reason)) {
                return Result.refused(exception, "problem.reason", LONGEST_TEXT);
            }
            if (active.undoneAt() != null) {
                return Result.refused(exception, "problem.ended");
            }
            Resolution ended = resolutions.end(resolution, user, reason.strip()).orElseThrow();
            if (active.inForce()) {
                effects.undone(found, ended);
            }
            record(user, active.inForce() ? "resolution.undone" : "resolution.withdrawn", found, ended, Map.of());
            return new Result(
                    exception,
                    null,
                    resolution,
                    lookup.byId(exception).map(ExceptionCase::state).orElseThrow());
        }));
    }

    private Result resolve(Wanted wanted, String reason, String user) {
        long id = wanted.exception();
        return locked(id)
                .map(exception -> {
                    Text problem = problem(exception, wanted, reason);
                    if (problem != null) {
                        return new Result(id, problem, null, null);
                    }
                    ResolutionOptions.Option option =
                            ResolutionOptions.of(exception, wanted.kind()).orElseThrow();
                    Resolution made = resolutions
                            .add(
                                    exception,
                                    wanted.kind(),
                                    wanted.chosen(),
                                    option.needsApproval(),
                                    reason.strip(),
                                    user)
                            .orElse(null);
                    if (made == null) {
                        return Result.refused(id, "problem.stale");
                    }
                    if (made.inForce()) {
                        take(exception, made);
                    }
                    record(user, "exception.resolved", exception, made, Map.of("waits", !made.inForce()));
                    return new Result(
                            id,
                            null,
                            made.id(),
                            made.inForce() ? ExceptionState.CLOSED : ExceptionState.AWAITING_APPROVAL);
                })
                .orElseGet(() -> Result.refused(id, "problem.unknown"));
    }

    private @Nullable Text problem(ExceptionCase exception, Wanted wanted, String reason) {
        if (isUnusable(reason)) {
            return MESSAGES.text("problem.reason", LONGEST_TEXT);
        }
        if (exception.closedAt() != null) {
            return MESSAGES.text("problem.closed");
        }
        Optional<Resolution> active = resolutions.active(exception.basis());
        if (active.isPresent()) {
            return MESSAGES.text(
                    "problem.decided",
                    active.get().author(),
                    ResolutionOptions.label(active.get().kind()));
        }
        if (exception.revision() != wanted.revision()) {
            return MESSAGES.text("problem.stale");
        }
        return ResolutionOptions.of(exception, wanted.kind())
                .map(option -> problem(option, wanted.chosen()))
                .orElseGet(() -> Optional.of(MESSAGES.text("problem.kind", ResolutionOptions.label(wanted.kind()))))
                .or(() -> Optional.ofNullable(effects.problem(exception, wanted.kind(), wanted.chosen())))
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

    private void take(ExceptionCase exception, Resolution resolution) {
        cases.settle(exception.id());
        effects.taken(exception, resolution);
    }

    private interface OnResolution {
        Result act(ExceptionCase exception, Resolution resolution);
    }

    private Result ofResolution(long exception, long resolution, OnResolution action) {
        return locked(exception)
                .map(found -> resolutions
                        .byId(resolution)
                        .filter(each -> each.basis().equals(found.basis()))
                        .map(each -> action.act(found, each))
                        .orElseGet(() -> Result.refused(exception, "problem.resolution")))
                .orElseGet(() -> Result.refused(exception, "problem.unknown"));
    }

    /** The exception with all locks that a resolution on it needs, those of its effects first. */
    private Optional<ExceptionCase> locked(long id) {
        lookup.byId(id).ifPresent(exception -> effects.lock(exception));
        return lookup.locked(id);
    }

    private List<Result> each(Collection<Long> exceptions, java.util.function.LongFunction<Result> action) {
        return exceptions.stream()
                .distinct()
                .map(id -> inTransaction(() -> action.apply(id)))
                .toList();
    }

    private Result inTransaction(Supplier<Result> action) {
        Result result = transactions.execute(status -> action.get());
        if (result == null) {
            throw new IllegalStateException("An action gave no result");
        }
        return result;
    }

    private static boolean isUnusable(String text) {
        return text.isBlank() || text.strip().length() > LONGEST_TEXT;
    }

    /**
     * The audit entry: who did what to which exception. It quotes neither reasons nor notes, but has their digests, so that
     * a reason changed in the database does not match the chain any more.
     */
    private void record(
            String user, String action, ExceptionCase exception, @Nullable Resolution resolution, Map<String, ?> more) {
        Map<String, Object> detail = new TreeMap<>(more);
        detail.put("basis", exception.basis());
        if (resolution != null) {
            detail.put("resolution", resolution.id());
            detail.put("kind", resolution.kind().name());
            if (resolution.chosen() != null) {
                detail.put("chosen", resolution.chosen());
            }
            detail.put("reasonSha256", Sha256.hex(resolution.reason()));
            if (resolution.undoReason() != null) {
                detail.put("undoReasonSha256", Sha256.hex(resolution.undoReason()));
            }
        }
        audit.append("user:" + user, action, "exception:" + exception.id(), detail);
    }
}
