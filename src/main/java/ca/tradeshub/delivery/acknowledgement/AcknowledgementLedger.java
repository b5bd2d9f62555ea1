// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import ca.tradeshub.delivery.outbox.DeadLetters;
import ca.tradeshub.ledger.RecordAddress;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the messages that acknowledgements are about, and stores the acknowledgements, in the caller's transaction. */
@Component
public class AcknowledgementLedger {

    private static final String FIND =
            """
            select m.id, m.message_id, m.queue, m.record_key, m.kind = 'WITHDRAW' as withdraws, a.status,
                   exists (select from message n
                            where n.queue = m.queue and n.record_key = m.record_key and n.version > m.version) as replaced
              from message m left join acknowledgement a on a.id = m.id
             where m.message_id = any(:ids)
             order by m.id
               for update of m
            """;

    private static final String FILES =
            "select distinct file_id from message_source where message_id = any(:ids) order by file_id";

    private static final String SOURCES =
            "select file_id, line from message_record where message_id = :id order by file_id, line";

    private static final String ADD =
            """
            insert into acknowledgement (id, queue, status, received_at, received_from, reason)
            select id, queue, status, cast(:now as timestamptz), received_from, reason
              from unnest(cast(:ids as bigint[]), cast(:queues as text[]), cast(:statuses as text[]),
                          cast(:users as text[]), cast(:reasons as text[]))
                   as given (id, queue, status, received_from, reason)
             order by id
            on conflict (id) do update
               set status = excluded.status, received_at = excluded.received_at,
                   received_from = excluded.received_from, reason = excluded.reason
            """;

    private final JdbcClient jdbc;
    private final DeadLetters deadLetters;
    private final Clock clock;

    AcknowledgementLedger(JdbcClient jdbc, DeadLetters deadLetters, Clock clock) {
        this.jdbc = jdbc;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    /** The messages with these ids, by id, locked in the order of their rows. */
    Map<String, AcknowledgedMessage> find(List<String> messageIds) {
        Map<String, AcknowledgedMessage> found = new HashMap<>();
        jdbc.sql(FIND).param("ids", messageIds.toArray(String[]::new)).query(rs -> {
            found.put(
                    rs.getString("message_id"),
                    new AcknowledgedMessage(
                            rs.getLong("id"),
                            rs.getString("message_id"),
                            rs.getString("queue"),
                            rs.getString("record_key"),
                            rs.getBoolean("withdraws"),
                            rs.getString("status"),
                            rs.getBoolean("replaced")));
        });
        return found;
    }

    /** The files of the records that messages are based on. */
    List<Long> files(Collection<Long> ids) {
        return jdbc.sql(FILES)
                .param("ids", ids.toArray(Long[]::new))
                .query(Long.class)
                .list();
    }

    /** The records that a message is based on. */
    List<RecordAddress> contributing(AcknowledgedMessage message) {
        return jdbc.sql(SOURCES)
                .param("id", message.id())
                .query((rs, row) -> RecordAddress.of(rs))
                .list();
    }

    /** Stores acknowledgements in place of earlier ones of the same messages, and takes these out of the dead letters. */
    void add(List<GivenAcknowledgement> acknowledged) {
        jdbc.sql(ADD)
                .param("now", Timestamp.from(clock.instant()))
                .param(
                        "ids",
                        acknowledged.stream().map(each -> each.message().id()).toArray(Long[]::new))
                .param("queues", texts(acknowledged, each -> each.message().queue()))
                .param("statuses", texts(acknowledged, each -> each.acknowledgement()
                        .status()
                        .name()))
                .param("users", texts(acknowledged, GivenAcknowledgement::user))
                .param("reasons", texts(acknowledged, GivenAcknowledgement::reason))
                .update();
        deadLetters.revive(
                acknowledged.stream().map(each -> each.message().id()).toList());
    }

    private static String[] texts(
            List<GivenAcknowledgement> acknowledged, Function<GivenAcknowledgement, @Nullable String> part) {
        return acknowledged.stream().map(part).toArray(String[]::new);
    }
}
