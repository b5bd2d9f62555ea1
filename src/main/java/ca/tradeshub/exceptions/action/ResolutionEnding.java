// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.audit.AuditTrail;
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

/** Ends resolutions: a second person declines one that waits, or one is withdrawn or undone. Each is one transaction. */
@Component
class ResolutionEnding {

    private final ExceptionLookup lookup;
    private final Resolutions resolutions;
    private final ResolutionEffects effects;
    private final AuditTrail audit;
    private final TransactionTemplate transactions;

    ResolutionEnding(
            ExceptionLookup lookup,
            Resolutions resolutions,
            ResolutionEffects effects,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.lookup = lookup;
        this.resolutions = resolutions;
        this.effects = effects;
        this.audit = audit;
        this.transactions = new TransactionTemplate(transactions);
    }

    /**
     * Declines a resolution that waits: it ends, and the exception is open again.
     *
     * @param user who declines it, not its author
     */
    Result decline(long exception, long resolution, String reason, String user) {
        return inTransaction(() -> ofResolution(exception, resolution, (found, waiting) -> {
            if (ExceptionActions.isUnusable(reason)) {
                return Result.refused(exception, "problem.reason", ExceptionActions.LONGEST_TEXT);
            }
            if (!waiting.awaitsApproval() && !waiting.awaitsUndo()) {
                return notWaiting(exception, waiting);
            }
            if (waiting.asker().equalsIgnoreCase(user)) {
                return Result.refused(exception, "problem.author");
            }
            if (waiting.awaitsUndo()) {
                return keep(found, waiting, user);
            }
            Resolution declined =
                    resolutions.end(resolution, user, reason.strip()).orElse(null);
            if (declined == null) {
                return Result.refused(exception, "problem.stale");
            }
            record(user, "resolution.declined", found, declined, Map.of("author", declined.author()));
            return Result.done(exception, resolution, ExceptionState.OPEN);
        }));
    }

    /** A second person does not let a resolution be undone: it stays in force. */
    private Result keep(ExceptionCase exception, Resolution waiting, String user) {
        if (resolutions.keep(waiting.id()).isEmpty()) {
            return Result.refused(exception.id(), "problem.stale");
        }
        record(user, "resolution.undo-declined", exception, waiting, Map.of("author", waiting.asker()));
        return Result.done(exception.id(), waiting.id(), state(exception.id()));
    }

    /**
     * Undoes a resolution that is in force, or withdraws one that waits. It stays stored with who undid it and why.
     * An undoing that releases a message of the tax credit waits for a second person.
     *
     * @param user who undoes it
     */
    Result undo(long exception, long resolution, String reason, String user) {
        return inTransaction(() -> ofResolution(exception, resolution, (found, active) -> {
            if (ExceptionActions.isUnusable(reason)) {
                return Result.refused(exception, "problem.reason", ExceptionActions.LONGEST_TEXT);
            }
            if (active.undoneAt() != null) {
                return notWaiting(exception, active);
            }
            if (active.awaitsUndo()) {
                return Result.refused(exception, "problem.undo-waits", active.asker());
            }
            if (active.inForce() && effects.isReleasedByUndoing(found, active)) {
                Resolution asked = resolutions
                        .requestUndo(resolution, user, reason.strip())
                        .orElseThrow();
                record(user, "resolution.undo-asked", found, asked, Map.of());
                return Result.done(exception, resolution, state(exception));
            }
            Resolution ended = resolutions.end(resolution, user, reason.strip()).orElse(null);
            if (ended == null) {
                return Result.refused(exception, "problem.stale");
            }
            if (active.inForce()) {
                effects.undone(found, ended);
            }
            record(user, active.inForce() ? "resolution.undone" : "resolution.withdrawn", found, ended, Map.of());
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
