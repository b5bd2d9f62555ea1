// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import java.sql.Timestamp;
import java.time.Clock;
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

    private final JdbcClient jdbc;
    private final Clock clock;

    ExceptionNotes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The notes on an exception, the oldest first. */
    public List<ExceptionNote> of(long exception) {
        return jdbc.sql(OF)
                .param("exception", exception)
                .query((row, number) -> new ExceptionNote(
                        row.getLong("id"),
                        row.getLong("exception_id"),
                        row.getString("author"),
                        row.getTimestamp("written_at").toInstant(),
                        row.getString("note")))
                .list();
    }

    /** Adds a note to exceptions. */
    void add(List<Long> exceptions, String author, String note) {
        jdbc.sql(ADD)
                .param("exceptions", exceptions.toArray(Long[]::new))
                .param("author", author)
                .param("now", Timestamp.from(clock.instant()))
                .param("note", note)
                .update();
    }
}
