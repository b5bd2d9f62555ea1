// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

    private final ExceptionLookup lookup;
    private final ExceptionNotes notes;
    private final ExceptionAssignment assignment;
    private final AuditTrail audit;
    private final ResolutionMaking making;
    private final ResolutionApproval approval;
    private final ResolutionEnding ending;
    private final TransactionTemplate transactions;

    ExceptionActions(
            ExceptionLookup lookup,
            ExceptionNotes notes,
            ExceptionAssignment assignment,
            AuditTrail audit,
            ResolutionMaking making,
            ResolutionApproval approval,
            ResolutionEnding ending,
            PlatformTransactionManager transactions) {
        this.lookup = lookup;
        this.notes = notes;
        this.assignment = assignment;
        this.audit = audit;
        this.making = making;
        this.approval = approval;
        this.ending = ending;
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
     * A resolution that a person approves.
     *
     * @param exception the exception
     * @param revision the revision of the exception that the person saw
     * @param resolution the resolution that the person saw
     */
    public record Approval(long exception, int revision, long resolution) {}

    /**
     * The outcome for one exception.
     *
     * @param exception the exception
     * @param code why nothing was done, for programs; null when it was done
     * @param problem the same for persons
     * @param resolution the resolution concerned, null without one
     * @param state the state of the exception, null when nothing was done
     * @param settledWith an exception before it in the request that has the same basis, so that one resolution settles
     *     both; null when it has a resolution of its own
     */
    public record Result(
            long exception,
            @Nullable String code,
            @Nullable Text problem,
            @Nullable Long resolution,
            @Nullable ExceptionState state,
            @Nullable Long settledWith) {

        static Result done(long exception, @Nullable Long resolution, @Nullable ExceptionState state) {
            return new Result(exception, null, null, resolution, state, null);
        }

        static Result refused(long exception, ActionProblem problem) {
            return new Result(exception, problem.code(), problem.text(), null, null, null);
        }

        static Result refused(long exception, String problem, Object... values) {
            return refused(exception, ActionProblem.of(problem, values));
        }

        /** The same for an exception that is settled with this one. */
        Result with(long other) {
            return new Result(other, null, null, resolution, state, exception);
        }

        /** Whether it was done. */
        public boolean isDone() {
            return problem == null;
        }
    }

    /**
     * Assigns exceptions to a user. An exception that another person works on is left to that person, unless who assigns
     * it has seen that: of two people who take one at once, the second learns of the first.
     *
     * @param from the user to whom they were assigned when they were read, null for none
     * @param assignee a user who may work on exceptions; null takes the assignment away
     * @param user who assigns them
     */
    public List<Result> assign(
            Collection<Long> exceptions, @Nullable String from, @Nullable String assignee, String user) {
        String to = assignee == null || assignee.isBlank() ? null : assignee.strip();
        return each(exceptions, id -> assignment.assign(id, from, to, user));
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
                        audit.append(List.of(ActionAudit.act(
                                user,
                                "exception.noted",
                                exception,
                                null,
                                Map.of("noteSha256", Sha256.hex(note.strip())))));
                        return Result.done(id, null, exception.state());
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
        return making.make(reasoned(wanted, reason), user);
    }

    /** Why a resolution cannot be previewed: the exception is closed or does not offer it; empty when it can. */
    public Optional<Result> notOffered(long exception, ResolutionKind kind, @Nullable String chosen) {
        return making.notOffered(exception, kind, chosen);
    }

    /**
     * What a resolution would do, empty when the exception does not exist.
     *
     * @param chosen the side to use, null when the kind chooses none
     */
    public Optional<ResolutionEffects.Preview> preview(long exception, ResolutionKind kind, @Nullable String chosen) {
        return making.preview(exception, kind, chosen);
    }

    /** What {@link #resolve} would do about one exception, without doing it and without locks. */
    public Result check(Wanted wanted, String reason, String user) {
        return check(List.of(wanted), reason, user).get(0);
    }

    /** What {@link #resolve} would do, without doing it and without locks. */
    public List<Result> check(Collection<Wanted> wanted, String reason, String user) {
        return making.check(reasoned(wanted, reason), user);
    }

    private static List<ResolutionMaking.Reasoned> reasoned(Collection<Wanted> wanted, String reason) {
        return wanted.stream()
                .map(each -> new ResolutionMaking.Reasoned(each, reason))
                .toList();
    }

    /**
     * Approves a resolution that waits.
     *
     * @param revision the revision of the exception that the person saw
     * @param user who approves it, not its author
     */
    public Result approve(long exception, long resolution, int revision, String user) {
        return approve(List.of(new Approval(exception, revision, resolution)), user)
                .get(0);
    }

    /**
     * Approves resolutions that wait. Each succeeds or fails on its own.
     *
     * @param user who approves them, not their author
     */
    public List<Result> approve(List<Approval> wanted, String user) {
        return approval.approve(wanted, user);
    }

    /** What {@link #approve} would do, without doing it and without locks. */
    public List<Result> checkApproval(List<Approval> wanted, String user) {
        return approval.check(wanted, user);
    }

    /**
     * Declines what waits: a resolution ends, and the exception is open again; one that was to be undone stays in force.
     *
     * @param user who declines it, not its author
     */
    public Result decline(long exception, long resolution, String reason, String user) {
        return ending.decline(exception, resolution, reason, user);
    }

    /**
     * Withdraws what waits for a second person: a resolution ends, and the exception is open again; one that was to be undone
     * stays in force.
     *
     * @param user who withdraws it, its author
     */
    public Result withdraw(long exception, long resolution, String reason, String user) {
        return ending.withdraw(exception, resolution, reason, user);
    }

    /**
     * Undoes a resolution that is in force, or withdraws one that waits. It stays stored with who undid it and why.
     *
     * @param user who undoes it; who withdraws it is its author
     */
    public Result undo(long exception, long resolution, String reason, String user) {
        return ending.undo(exception, resolution, reason, user);
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

    static boolean isUnusable(String text) {
        return VisibleText.isBlank(text) || text.strip().length() > LONGEST_TEXT;
    }
}
