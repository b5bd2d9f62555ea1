// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.messages;

import ca.tradeshub.overview.Columns;
import ca.tradeshub.overview.Conditions;
import ca.tradeshub.overview.Groups;
import ca.tradeshub.overview.Keyset;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.SliceRequest;
import ca.tradeshub.protection.Masking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

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

    /** In a list by status, a place has the status too: the message may have another one when the next page is read. */
    private static final Pattern PLACE = Pattern.compile("([A-Z_]{1,20}):(.+)", Pattern.DOTALL);

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
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Slice<MessageRow> slice(MessageFilter filter, MessageOrder order, @Nullable String after, int size) {
        return slice(filter, SliceRequest.after(order, after, size));
    }

    /**
     * Some messages of a list.
     *
     * @throws IllegalArgumentException when the request names a place that is not a message
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Slice<MessageRow> slice(MessageFilter filter, SliceRequest<MessageOrder> request) {
        if (request.order() != MessageOrder.STATUS) {
            List<MessageRow> read = read(filter, request.order().keyset(), request, request.place());
            return request.slice(read, MessageRow::messageId);
        }
        Matcher place = PLACE.matcher(request.place() == null ? "" : request.place());
        if (request.place() != null && !place.matches()) {
            throw new IllegalArgumentException("place");
        }
        Keyset keyset = MessageOrder.STATUS.keyset().withinGroup();
        List<MessageRow> read = Groups.read(
                request,
                filter.status() == null ? List.of(MessageStatus.values()) : List.of(filter.status()),
                request.place() == null ? null : MessageStatus.valueOf(place.group(1)),
                (status, part) ->
                        read(filter.with(status), keyset, part, part.place() == null ? null : place.group(2)));
        return request.slice(read, row -> row.status() + ":" + row.messageId());
    }

    private List<MessageRow> read(
            MessageFilter filter, Keyset keyset, SliceRequest<MessageOrder> request, @Nullable String place) {
        Conditions conditions = new Conditions()
                .add("outbox_of(m.queue) = :queue", "queue", filter.queue())
                .add("m.kind = :kind", "kind", filter.kind())
                .add(OF_FILE, "file", filter.file());
        if (filter.status() != null) {
            conditions.add(filter.status().condition());
        }
        if (place != null) {
            if (!jdbc.sql(EXISTS).param("place", place).query(Boolean.class).single()) {
                throw new IllegalArgumentException("place");
            }
            conditions.add(keyset.behind(request.readsReversed())).with("place", place);
        }
        conditions.with("size", request.size() + 1);
        return jdbc.sql(ROWS.formatted(conditions.where(), keyset.orderBy(request.readsReversed())))
                .params(conditions.parameters())
                .query((row, number) -> row(row))
                .list();
    }

    /** All messages of a list, one by one, for a download: as they are at its beginning. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
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
