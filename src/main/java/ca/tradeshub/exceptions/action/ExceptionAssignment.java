// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ExceptionState;
import ca.tradeshub.exceptions.action.ExceptionActions.Result;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Assigns an exception to a user, with its audit entry, in the caller's transaction. */
@Component
class ExceptionAssignment {

    private static final int LONGEST_USER = 100;
    private static final Pattern USER = Pattern.compile("[\\p{L}\\p{N}._@-]{1," + LONGEST_USER + "}");

    private final ExceptionLookup lookup;
    private final ExceptionCases cases;
    private final Assignees assignees;
    private final AuditTrail audit;

    ExceptionAssignment(ExceptionLookup lookup, ExceptionCases cases, Assignees assignees, AuditTrail audit) {
        this.lookup = lookup;
        this.cases = cases;
        this.assignees = assignees;
        this.audit = audit;
    }

    /**
     * Assigns an exception.
     *
     * @param from the user to whom it was assigned when it was read, null for none
     * @param to the user, null to take the assignment away
     * @param user who assigns it
     */
    Result assign(long id, @Nullable String from, @Nullable String to, String user) {
        if (to != null && !USER.matcher(to).matches()) {
            return Result.refused(id, "problem.assignee", LONGEST_USER);
        }
        // A user who acts may act, also one that the settings do not have any more.
        if (to != null && !to.equals(user) && !assignees.contains(to)) {
            return Result.refused(id, "problem.no-user", to);
        }
        return lookup.locked(id)
                .map(exception -> assign(exception, from, to, user))
                .orElseGet(() -> Result.refused(id, "problem.unknown"));
    }

    private Result assign(ExceptionCase exception, @Nullable String from, @Nullable String to, String user) {
        if (exception.state() == ExceptionState.CLOSED) {
            return Result.refused(exception.id(), "problem.closed");
        }
        String now = exception.assignedTo();
        if (now != null && !now.equals(to) && !now.equals(from) && !now.equals(user)) {
            return Result.refused(exception.id(), "problem.assigned", now);
        }
        cases.assign(exception.id(), to);
        audit.append(List.of(ActionAudit.act(
                user,
                to == null ? "exception.unassigned" : "exception.assigned",
                exception,
                null,
                to == null ? Map.of() : Map.of("to", to))));
        return Result.done(exception.id(), null, exception.state());
    }
}
