// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import ca.tradeshub.canonical.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The open exceptions. */
@Component
public class OpenExceptions {

    private static final String COUNTS =
            """
            select type, count(*) as open from exception_case where closed_at is null group by type order by open desc, type
            """;

    private static final String OLDEST_FIRST =
            """
            select b.id, b.type, coalesce(held.record_key, b.subject) as about, b.rule, b.detail,
                   coalesce(b.detail_fr, found.message_fr) as detail_fr,
                   coalesce(b.left_value, found.observed) as reported, b.right_value as conflicting, b.opened_at,
                   b.assigned_to, r.file_id, r.line, f.logical_name as file
              from (select * from exception_case
                     where closed_at is null and (cast(:type as text) is null or type = :type)
                     order by id limit :size offset :from) b
              left join lateral (select file_id, line from exception_record
                                  where exception_id = b.id order by file_id, line limit 1) r on true
              left join file f on f.id = r.file_id
              left join record held on held.file_id = r.file_id and held.line = r.line
                                   and b.subject = 'record:' || r.file_id || ':' || r.line
              left join lateral (select observed, case when message_en = b.detail then message_fr end as message_fr
                                   from finding
                                  where file_id = held.file_id and line = held.line and rule = b.rule
                                  order by message_en <> b.detail, observed limit 1) found on true
             order by b.id
            """;

    private static final String TOTAL =
            """
            select count(*) from exception_case where closed_at is null and (cast(:type as text) is null or type = :type)
            """;

    private final JdbcClient jdbc;

    OpenExceptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Open exceptions by type, the most frequent first. */
    public List<ExceptionCount> counts() {
        return jdbc.sql(COUNTS)
                .query((row, number) -> new ExceptionCount(row.getString("type"), row.getLong("open")))
                .list();
    }

    /**
     * Open exceptions, the oldest first.
     *
     * @param type only this type; null: all
     */
    public Page<ExceptionRow> page(@Nullable String type, int number) {
        int page = Page.number(number);
        List<ExceptionRow> rows = jdbc.sql(OLDEST_FIRST)
                .param("type", type)
                .param("size", Page.SIZE)
                .param("from", Page.offset(page))
                .query(OpenExceptions::exception)
                .list();
        return new Page<>(
                rows,
                page,
                Page.SIZE,
                jdbc.sql(TOTAL).param("type", type).query(Long.class).single());
    }

    private static ExceptionRow exception(ResultSet row, int number) throws SQLException {
        return new ExceptionRow(
                row.getLong("id"),
                row.getString("type"),
                row.getString("about"),
                row.getString("rule"),
                Text.stored(row.getString("detail"), row.getString("detail_fr")),
                row.getString("reported"),
                row.getString("conflicting"),
                row.getTimestamp("opened_at").toInstant(),
                row.getString("assigned_to"),
                row.getObject("file_id", Long.class),
                row.getObject("line", Integer.class),
                row.getString("file"));
    }
}
