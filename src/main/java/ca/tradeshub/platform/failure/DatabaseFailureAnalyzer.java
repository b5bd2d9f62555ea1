// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.failure;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Reports a start without a usable database in two sentences instead of a stack trace. */
class DatabaseFailureAnalyzer implements FailureAnalyzer {

    private static final Messages MESSAGES = Messages.of(DatabaseFailureAnalyzer.class);

    /** Classes of SQL states: no connection, login rejected, no such database, too many connections, not ready. */
    private static final Set<String> UNAVAILABLE = Set.of("08", "28", "3D", "53", "57");

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        Optional<SQLException> cause = CauseChain.of(failure).stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(DatabaseFailureAnalyzer::isUnavailable)
                .reduce((outer, inner) -> inner);
        return cause.map(sql -> OperatorLanguage.report(
                        MESSAGES.text("database", reason(sql)), MESSAGES.text("database.todo"), sql))
                .orElse(null);
    }

    private static Text reason(SQLException failure) {
        return failure.getSQLState() == null
                ? MESSAGES.text("database.time")
                : MESSAGES.text("database.state", failure.getSQLState());
    }

    private static boolean isUnavailable(SQLException failure) {
        String state = failure.getSQLState();
        // The pool reports a timeout without a state when no attempt has failed yet.
        return state == null && failure instanceof SQLTransientConnectionException
                || state != null && state.length() == 5 && UNAVAILABLE.contains(state.substring(0, 2));
    }
}
