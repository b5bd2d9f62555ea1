// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.ledger.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
               and not exists (select from exception_case e where e.basis = r.basis and e.closed_at is null)
            """;

    private static final String OF_EXCEPTION =
            """
            select * from resolution
             where basis = (select basis from exception_case where id = :exception) order by id
            """;

    private static final String ON_BASES = "select * from resolution where basis = any(:bases) order by id";

    private static final String BY_ID = "select * from resolution where id = any(:ids)";

    private static final String ACTIVE = "select * from resolution where basis = any(:bases) and undone_at is null";

    private static final String ADD =
            """
            insert into resolution (exception_id, kind, basis, chosen, reason, author, decided_at, needs_approval)
            select w.exception_id, w.kind, w.basis, w.chosen, w.reason, :author, cast(:now as timestamptz), w.needs_approval
              from unnest(cast(:exceptions as bigint[]), cast(:kinds as text[]), cast(:bases as text[]),
                          cast(:chosen as text[]), cast(:reasons as text[]), cast(:needApproval as boolean[]))
                   with ordinality as w (exception_id, kind, basis, chosen, reason, needs_approval, place)
             order by w.place
            on conflict (basis) where undone_at is null do nothing
            returning *
            """;

    private static final String APPROVE =
            """
            update resolution set approver = :approver, approved_at = :now
             where id = any(:ids) and undone_at is null and needs_approval and approver is null
            returning *
            """;

    private static final String END =
            """
            update resolution set undone_by = :user, undone_at = :now, undo_reason = :reason, undo_approver = :approver
             where id = :id and undone_at is null
            returning *
            """;

    private static final String ASK_UNDO =
            """
            update resolution set undo_asked_by = :user, undo_asked_at = :now, undo_asked_reason = :reason
             where id = :id and undone_at is null and undo_asked_by is null
            returning *
            """;

    private static final String KEEP =
            """
            update resolution set undo_asked_by = null, undo_asked_at = null, undo_asked_reason = null
             where id = :id and undone_at is null and undo_asked_by is not null
            returning *
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

    /** All resolutions on the basis of an exception, also those made on other exceptions with it, the oldest first. */
    public List<Resolution> of(long exception) {
        return jdbc.sql(OF_EXCEPTION)
                .param("exception", exception)
                .query(Resolutions::resolution)
                .list();
    }

    /** All resolutions on these bases, also those that wait or have ended, the oldest first. */
    public List<Resolution> on(Collection<String> bases) {
        return bases.isEmpty()
                ? List.of()
                : jdbc.sql(ON_BASES)
                        .param("bases", bases.toArray(String[]::new))
                        .query(Resolutions::resolution)
                        .list();
    }

    /** A resolution, empty when it does not exist. */
    public Optional<Resolution> byId(long id) {
        return Optional.ofNullable(byId(List.of(id)).get(id));
    }

    /** The resolutions with these ids that exist, by id. */
    public Map<Long, Resolution> byId(Collection<Long> ids) {
        Map<Long, Resolution> found = new HashMap<>();
        jdbc.sql(BY_ID)
                .param("ids", ids.toArray(Long[]::new))
                .query(Resolutions::resolution)
                .list()
                .forEach(resolution -> found.put(resolution.id(), resolution));
        return found;
    }

    /** The resolutions on these bases that are in force or wait for approval, by basis. */
    public Map<String, Resolution> active(Collection<String> bases) {
        Map<String, Resolution> found = new HashMap<>();
        jdbc.sql(ACTIVE)
                .param("bases", bases.toArray(String[]::new))
                .query(Resolutions::resolution)
                .list()
                .forEach(resolution -> found.put(resolution.basis(), resolution));
        return found;
    }

    /**
     * A resolution to add.
     *
     * @param needsApproval whether a second person must approve it
     */
    public record Wanted(
            ExceptionCase exception,
            ResolutionKind kind,
            @Nullable String chosen,
            boolean needsApproval,
            String reason) {

        /** The same resolution, which a second person must approve. */
        public Wanted withApproval() {
            return new Wanted(exception, kind, chosen, true, reason);
        }
    }

    /** Adds resolutions on exceptions, and returns them by exception; one whose basis has an active one is left out. */
    public Map<Long, Resolution> add(List<Wanted> wanted, String author) {
        Map<Long, Resolution> added = new HashMap<>();
        jdbc.sql(ADD)
                .param("exceptions", Columns.of(wanted, each -> each.exception().id(), Long[]::new))
                .param("kinds", Columns.of(wanted, each -> each.kind().name(), String[]::new))
                .param("bases", Columns.of(wanted, each -> each.exception().basis(), String[]::new))
                .param("chosen", Columns.of(wanted, Wanted::chosen, String[]::new))
                .param("reasons", Columns.of(wanted, Wanted::reason, String[]::new))
                .param("needApproval", Columns.of(wanted, Wanted::needsApproval, Boolean[]::new))
                .param("author", author)
                .param("now", now())
                .query(Resolutions::resolution)
                .list()
                .forEach(resolution -> added.put(resolution.exceptionId(), resolution));
        return added;
    }

    /** Approves resolutions, and returns them by id; one that does not wait for approval is left out. */
    public Map<Long, Resolution> approve(Collection<Long> ids, String approver) {
        Map<Long, Resolution> approved = new HashMap<>();
        jdbc.sql(APPROVE)
                .param("ids", ids.toArray(Long[]::new))
                .param("approver", approver)
                .param("now", now())
                .query(Resolutions::resolution)
                .list()
                .forEach(resolution -> approved.put(resolution.id(), resolution));
        return approved;
    }

    /** Ends a resolution; empty when it has ended before. */
    public Optional<Resolution> end(long id, String user, String reason) {
        return end(id, user, reason, null);
    }

    /** Ends a resolution as its undoing was asked for; empty when nothing was asked for, or it has ended before. */
    public Optional<Resolution> endAsRequested(long id, String approver) {
        return byId(id).map(Resolution::undoRequest)
                .flatMap(request -> end(id, request.by(), request.reason(), approver));
    }

    /** Notes that a resolution is to be undone when a second person approves it; empty when it has ended or this is noted. */
    public Optional<Resolution> requestUndo(long id, String user, String reason) {
        return jdbc.sql(ASK_UNDO)
                .param("id", id)
                .param("user", user)
                .param("now", now())
                .param("reason", reason)
                .query(Resolutions::resolution)
                .optional();
    }

    /** Keeps a resolution that was to be undone; empty when its undoing does not wait. */
    public Optional<Resolution> keep(long id) {
        return jdbc.sql(KEEP).param("id", id).query(Resolutions::resolution).optional();
    }

    private Optional<Resolution> end(long id, String user, String reason, @Nullable String approver) {
        return jdbc.sql(END)
                .param("approver", approver, Types.VARCHAR)
                .param("id", id)
                .param("user", user)
                .param("now", now())
                .param("reason", reason)
                .query(Resolutions::resolution)
                .optional();
    }

    /** Ends the resolutions that wait for approval although later data have settled their exceptions. */
    void endSettled() {
        jdbc.sql(END_SETTLED)
                .param("hub", Resolution.HUB)
                .param("now", now())
                .param("reason", "Later data settled the exception.")
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Resolution resolution(ResultSet row, int number) throws SQLException {
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
                ended(row),
                undoRequest(row));
    }

    private static Resolution.@Nullable Ended ended(ResultSet row) throws SQLException {
        Instant at = instant(row, "undone_at");
        return at == null
                ? null
                : new Resolution.Ended(
                        row.getString("undone_by"), at, row.getString("undo_reason"), row.getString("undo_approver"));
    }

    private static Resolution.@Nullable UndoRequest undoRequest(ResultSet row) throws SQLException {
        Instant at = instant(row, "undo_asked_at");
        return at == null
                ? null
                : new Resolution.UndoRequest(row.getString("undo_asked_by"), at, row.getString("undo_asked_reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
