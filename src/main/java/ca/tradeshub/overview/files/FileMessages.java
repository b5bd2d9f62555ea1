// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.files;

import ca.tradeshub.overview.Columns;
import ca.tradeshub.overview.Page;
import ca.tradeshub.protection.Masking;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The messages based on a file's records. */
@Component
public class FileMessages {

    private static final String NEWEST_FIRST =
            """
            select message_id, queue, record_key, kind, version, decided_at, sent_at, dead_lettered_at, acknowledgement,
                   acknowledgement_reason
              from message_status
             where id in (select message_id from message_source where file_id = :file)
             order by id desc limit :size offset :from
            """;

    private static final String TOTAL = "select count(*) from message_source where file_id = :file";

    private final JdbcClient jdbc;

    FileMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A file's messages, the newest first. */
    public Page<MessageRow> page(long fileId, int number) {
        int page = Page.number(number);
        List<MessageRow> rows = jdbc.sql(NEWEST_FIRST)
                .param("file", fileId)
                .param("size", Page.SIZE)
                .param("from", Page.offset(page))
                .query((row, at) -> new MessageRow(
                        row.getString("message_id"),
                        row.getString("queue"),
                        Masking.recordKey(row.getString("record_key")),
                        row.getString("kind"),
                        row.getInt("version"),
                        row.getTimestamp("decided_at").toInstant(),
                        Columns.instant(row, "sent_at"),
                        Columns.instant(row, "dead_lettered_at"),
                        row.getString("acknowledgement"),
                        row.getString("acknowledgement_reason")))
                .list();
        return new Page<>(
                rows,
                page,
                Page.SIZE,
                jdbc.sql(TOTAL).param("file", fileId).query(Long.class).single());
    }
}
