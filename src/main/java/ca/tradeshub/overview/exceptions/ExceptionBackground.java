// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.exceptions;

import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.ledger.RecordAddress;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What else is needed to understand an exception: the law its rule is based on, and what its consumer was sent before. */
@Component
public class ExceptionBackground {

    private static final String CITATIONS =
            """
            select distinct f.citation, f.field
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
              join finding f on f.file_id = w.file_id and f.line = w.line and f.rule = :rule
             order by 1, 2
            """;

    private static final String SENT =
            """
            select kind, cast(body as json) -> 'computation' ->> 'credit' as credit, message_id
              from message where queue = :queue and record_key = :key order by version desc limit 1
            """;

    private final JdbcClient jdbc;

    ExceptionBackground(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A passage of the law.
     *
     * @param citation the passage
     * @param field the field that the rule checks, null when it concerns the whole record
     */
    public record Passage(String citation, @Nullable String field) {}

    /**
     * The newest message of a key.
     *
     * @param messageId its id
     * @param kind its kind
     * @param credit the tax credit that it states, null when it states none
     */
    public record Sent(String messageId, String kind, @Nullable BigDecimal credit) {}

    /** The passages that the rule of an exception is based on. */
    public List<Passage> passages(ExceptionCase exception) {
        return exception.rule() == null || exception.records().isEmpty()
                ? List.of()
                : jdbc.sql(CITATIONS)
                        .params(RecordAddress.columns(exception.records()))
                        .param("rule", exception.rule())
                        .query((row, number) -> new Passage(row.getString("citation"), row.getString("field")))
                        .list();
    }

    /** The newest message of a key, empty when none was made. */
    public Optional<Sent> newest(String queue, String key) {
        return jdbc.sql(SENT)
                .param("queue", queue)
                .param("key", key)
                .query((row, number) ->
                        new Sent(row.getString("message_id"), row.getString("kind"), row.getBigDecimal("credit")))
                .optional();
    }
}
