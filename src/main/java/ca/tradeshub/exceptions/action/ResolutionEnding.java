// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.Resolutions;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends resolutions: a second person declines one that waits, its author withdraws it, or one in force is undone. Each is one
 * transaction.
 */
@Component
class ResolutionEnding {

    private final ExceptionLookup lookup;
    private final Resolutions resolutions;
    private final ExceptionNotes notes;
    private final ResolutionEffects effects;
    private final AuditTrail audit;
    private final TransactionTemplate transactions;

    ResolutionEnding(
            ExceptionLookup lookup,
            Resolutions resolutions,
            ExceptionNotes notes,
            ResolutionEffects effects,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.lookup = lookup;
        this.resolutions = resolutions;
        this.notes = notes;
        this.effects = effects;
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Declines what waits: a resolution ends, and its exception is open again; one that was to be undone stays in force.
     *
     * @param user who declines it, not its author
     */
    Result decline(long exception, long resolution, String reason, String user) {
        return inTransaction(() -> ofResolution(exception, resolution, (found, waiting) -> {
            if (ExceptionActions.isUnusable(reason)) {
                return Result.refused(exception, "problem.reason", ExceptionActions.LONGEST_TEXT);
            }
            if (!waiting.waits()) {
                return notWaiting(exception, waiting);
            }
            return waiting.isRequestedBy(user)
                    ? Result.refused(exception, ActionProblem.ofAuthor(waiting))
                    : endWaiting(found, waiting, reason.strip(), user, "declined");
        }));
    }

    /**
     * Withdraws what waits: a resolution ends, and its exception is open again; one that was to be undone stays in force.
     *
     * @param user who withdraws it, its author
     */
    Result withdraw(long exception, long resolution, String reason, String user) {
        return inTransaction(() -> ofResolution(exception, resolution, (found, waiting) -> {
            if (ExceptionActions.isUnusable(reason)) {
                return Result.refused(exception, "problem.reason", ExceptionActions.LONGEST_TEXT);
            }
            return waiting.waits() ? withdraw(found, waiting, reason.strip(), user) : notWaiting(exception, waiting);
        }));
    }

    private Result withdraw(ExceptionCase exception, Resolution waiting, String reason, String user) {
        return waiting.isRequestedBy(user)
                ? endWaiting(exception, waiting, reason, user, "withdrawn")
                : Result.refused(exception.id(), "problem.not-author", waiting.requester());
    }

    private Result endWaiting(ExceptionCase exception, Resolution waiting, String reason, String user, String how) {
        if (waiting.awaitsUndo()) {
            return keep(exception, waiting, reason, user, how);
        }
        Resolution ended = resolutions.end(waiting.id(), user, reason).orElse(null);
        if (ended == null) {
            return Result.refused(exception.id(), "problem.stale");
        }
        record(user, "resolution." + how, exception, ended, Map.of("author", waiting.requester()));
        return Result.done(exception.id(), waiting.id(), state(exception.id()));
    }

    /** A resolution is not undone after all. It has no place for the reason, which is kept as a note on the exception. */
    private Result keep(ExceptionCase exception, Resolution waiting, String reason, String user, String how) {
        if (resolutions.keep(waiting.id()).isEmpty()) {
            return Result.refused(exception.id(), "problem.stale");
        }
        notes.add(List.of(exception.id()), user, reason);
        record(
                user,
                "resolution.undo-" + how,
                exception,
                waiting,
                Map.of("author", waiting.requester(), "noteSha256", Sha256.hex(reason)));
        return Result.done(exception.id(), waiting.id(), state(exception.id()));
    }

    /**
     * Undoes a resolution that is in force, or withdraws one that waits. It stays stored with who undid it and why.
     * An undoing that releases a message of the tax credit waits for a second person.
     *
     * @param user who undoes it; who withdraws it is its author
     */
    Result undo(long exception, long resolution, String reason, String user) {
        return inTransaction(() -> ofResolution(exception, resolution, (found, active) -> {
            if (ExceptionActions.isUnusable(reason)) {
                return Result.refused(exception, "problem.reason", ExceptionActions.LONGEST_TEXT);
            }
            if (active.awaitsApproval()) {
                return withdraw(found, active, reason.strip(), user);
            }
            if (active.undoneAt() != null) {
                return notWaiting(exception, active);
            }
            if (active.awaitsUndo()) {
                return Result.refused(exception, "problem.undo-waits", active.requester());
            }
            if (effects.isReleasedByUndoing(found, active)) {
                Resolution requested = resolutions
                        .requestUndo(resolution, user, reason.strip())
                        .orElseThrow();
                record(user, "resolution.undo-asked", found, requested, Map.of());
                return Result.done(exception, resolution, state(exception));
            }
            Resolution ended = resolutions.end(resolution, user, reason.strip()).orElse(null);
            if (ended == null) {
                return Result.refused(exception, "problem.stale");
            }
            effects.undone(found, ended);
            record(user, "resolution.undone", found, ended, Map.of());
            return Result.done(exception, resolution, state(exception));
        }));
    }

    private ExceptionState state(long exception) {
        return lookup.byId(exception).map(ExceptionCase::state).orElseThrow();
    }

    private static Result notWaiting(long exception, Resolution resolution) {
        return Result.refused(exception, ResolutionApproval.notWaiting(resolution));
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
        lookup.byId(id).ifPresent(exception -> effects.lock(List.of(exception)));
        return lookup.locked(id);
    }

    private Result inTransaction(Supplier<Result> action) {
        return Objects.requireNonNull(transactions.execute(status -> action.get()), "a result");
    }

    private void record(
            String user, String action, ExceptionCase exception, Resolution resolution, Map<String, ?> more) {
        audit.append(List.of(ActionAudit.act(user, action, exception, resolution, more)));
    }
}
