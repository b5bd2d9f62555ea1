// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What persons decided about exceptions: dated facts that are never deleted. */
@Component
public class Resolutions {

    private static final String IN_FORCE =
            """
            select * from resolution
             where basis = any(:bases) and undone_at is null and (approver is not null or not needs_approval)
            """;

    private static final String END_SETTLED =
            """
            update resolution r set undone_by = :hub, undone_at = :now, undo_reason = :reason
             where undone_at is null and needs_approval and approver is null
               and exists (select from exception_case e where e.id = r.exception_id and e.closed_by = 'DATA')
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Resolutions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The resolutions in force on these bases, by basis. */
    public Map<String, Resolution> inForce(Collection<String> bases) {
        Map<String, Resolution> found = new HashMap<>();
        if (!bases.isEmpty()) {
            jdbc.sql(IN_FORCE)
                    .param("bases", bases.toArray(String[]::new))
                    .query(Resolutions::resolution)
                    .list()
                    .forEach(resolution -> found.put(resolution.basis(), resolution));
        }
        return found;
    }

    /** Ends the resolutions that wait for approval although later data have settled their exceptions. */
    void endSettled() {
        jdbc.sql(END_SETTLED)
                .param("hub", Resolution.HUB)
                .param("now", Timestamp.from(clock.instant()))
                .param("reason", "Later data settled the exception.")
                .update();
    }

    static Resolution resolution(ResultSet row, int number) throws SQLException {
        return new Resolution(
                row.getLong("id"),
                row.getLong("exception_id"),
                ResolutionKind.valueOf(row.getString("kind")),
                row.getString("basis"),
                row.getString("chosen"),
                row.getString("reason"),
                row.getString("author"),
                row.getTimestamp("decided_at").toInstant(),
                row.getBoolean("needs_approval"),
                row.getString("approver"),
                instant(row, "approved_at"),
                row.getString("undone_by"),
                instant(row, "undone_at"),
                row.getString("undo_reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
