// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The notes on exceptions. A note is never changed or deleted. */
@Component
public class ExceptionNotes {

    private static final String ADD =
            """
            insert into exception_note (exception_id, author, written_at, note)
            select w.*, :author, :now, :note from unnest(cast(:exceptions as bigint[])) as w
            """;

    private static final String OF =
            """
            select id, exception_id, author, written_at, note from exception_note where exception_id = :exception order by id
            """;

    /**
     * What a person wrote about an exception.
     *
     * @param id the note
     * @param exceptionId the exception
     * @param author the user who wrote it
     * @param writtenAt when
     * @param note the text; may quote personal data, which is masked where it is shown
     */
    public record Note(long id, long exceptionId, String author, Instant writtenAt, String note) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ExceptionNotes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The notes on an exception, the oldest first. */
    public List<Note> of(long exception) {
        return jdbc.sql(OF)
                .param("exception", exception)
                .query((row, number) -> new Note(
                        row.getLong("id"),
                        row.getLong("exception_id"),
                        row.getString("author"),
                        row.getTimestamp("written_at").toInstant(),
                        row.getString("note")))
                .list();
    }

    /** Adds a note to exceptions. */
    public void add(List<Long> exceptions, String author, String note) {
        jdbc.sql(ADD)
                .param("exceptions", exceptions.toArray(Long[]::new))
                .param("author", author)
                .param("now", Timestamp.from(clock.instant()))
                .param("note", note)
                .update();
    }
}
