// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.overview.Columns;
import ca.tradeshub.overview.Conditions;
import ca.tradeshub.overview.Keyset;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.SliceRequest;
import ca.tradeshub.protection.Masking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The messages of all queues: every message can be reached. */
@Component
public class MessageList {

    static final String COLUMNS =
            """
            m.id, m.message_id, m.queue, m.contract, m.record_key, m.kind, m.version, m.supersedes, m.decided_at, m.sent,
                   m.sent_at, m.dead_lettered_at, m.acknowledgement, m.acknowledged_at, m.acknowledgement_reason,
                   m.rules_digest""";

    private static final String ROWS = "select " + COLUMNS + " from message_status m%s order by %s limit :size";

    private static final String OF_FILE = "m.id in (select s.message_id from message_source s where s.file_id = :file)";

    private static final String BY_ID = "select " + COLUMNS + " from message_status m where m.message_id = :id";

    private static final String EXISTS = "select exists (select from message where message_id = :place)";

    private static final int READ_AT_ONCE = 1000;

    private final JdbcClient jdbc;

    MessageList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Some messages of a list.
     *
     * @param after the message behind which the slice begins, null at the beginning of the list
     * @throws IllegalArgumentException when {@code after} is not a message
     */
    public Slice<MessageRow> slice(MessageFilter filter, MessageOrder order, @Nullable String after, int size) {
        return slice(filter, SliceRequest.after(order, after, size));
    }

    /**
     * Some messages of a list.
     *
     * @throws IllegalArgumentException when the request names a place that is not a message
     */
    public Slice<MessageRow> slice(MessageFilter filter, SliceRequest<MessageOrder> request) {
        Conditions conditions = new Conditions()
                .add("outbox_of(m.queue) = :queue", "queue", filter.queue())
                .add("m.kind = :kind", "kind", filter.kind())
                .add(OF_FILE, "file", filter.file());
        if (filter.status() != null) {
            conditions.add(filter.status().condition());
        }
        Keyset keyset = request.order().keyset();
        String place = request.place();
        if (place != null) {
            if (!jdbc.sql(EXISTS).param("place", place).query(Boolean.class).single()) {
                throw new IllegalArgumentException("place");
            }
            conditions.add(keyset.behind(request.readsReversed())).with("place", place);
        }
        conditions.with("size", request.size() + 1);
        List<MessageRow> read = jdbc.sql(ROWS.formatted(conditions.where(), keyset.orderBy(request.readsReversed())))
                .params(conditions.parameters())
                .query((row, number) -> row(row))
                .list();
        return request.slice(read, MessageRow::messageId);
    }

    /** All messages of a list, one by one, for a download. */
    public void forEach(MessageFilter filter, MessageOrder order, boolean isReversed, Consumer<MessageRow> reader) {
        SliceRequest<MessageOrder> list = new SliceRequest<>(order, isReversed, null, false, READ_AT_ONCE);
        @Nullable String next = null;
        do {
            Slice<MessageRow> slice = slice(filter, list.behind(next));
            slice.rows().forEach(reader);
            next = slice.next();
        } while (next != null);
    }

    /** A message by its id. */
    public Optional<MessageRow> find(String messageId) {
        return jdbc.sql(BY_ID)
                .param("id", messageId)
                .query((row, number) -> row(row))
                .optional();
    }

    static MessageRow row(ResultSet row) throws SQLException {
        return new MessageRow(
                row.getString("message_id"),
                row.getString("queue"),
                row.getString("contract"),
                Masking.recordKey(row.getString("record_key")),
                row.getString("kind"),
                row.getInt("version"),
                row.getString("supersedes"),
                MessageStatus.of(
                        row.getBoolean("sent"),
                        row.getTimestamp("dead_lettered_at") != null,
                        row.getString("acknowledgement")),
                row.getTimestamp("decided_at").toInstant(),
                Columns.instant(row, "sent_at"),
                Columns.instant(row, "acknowledged_at"),
                row.getString("acknowledgement_reason"),
                row.getString("rules_digest"));
    }
}
