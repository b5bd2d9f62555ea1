// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The queues: what the ledger has for them, and what the broker has on them. */
@Component
public class ConsumerQueues {

    /**
     * Only messages that wait are read, however many were sent. A comparison of both columns of the index as one row begins
     * there at the first message that waits; with one comparison for each column the planner may read all messages of other
     * queues by their ids, for a queue that has none.
     */
    static final String WAITING =
            """
            select q.name as queue, w.messages + d.messages as waiting, least(w.since, d.since) as waiting_since
              from unnest(cast(:queues as text[])) with ordinality q (name, place)
              cross join lateral (
                select count(*) as messages, min(m.decided_at) as since from message m
                 where (outbox_of(m.queue), m.id)
                       > (q.name, coalesce((select c.sent_through from queue_cursor c where c.queue = q.name), 0))
                   and (outbox_of(m.queue), m.id) <= (q.name, 9223372036854775807)
                offset 0) w
              cross join lateral (
                select count(*) as messages, min(m.decided_at) as since
                  from delayed_message d join message m on m.id = d.id
                 where d.queue = q.name and d.sent_at is null
                   and d.id <= coalesce((select c.sent_through from queue_cursor c where c.queue = q.name), 0)
                offset 0) d
             order by q.place
            """;

    private static final String MESSAGES =
            """
            with total as (
                select name as queue, part, number from ledger_total where of = 'MESSAGES'
                union all
                select m.queue, 'SENT', -1 from dead_letter l join message_status m on m.id = l.id where m.sent)
            select q.name as queue,
                   coalesce(sum(t.number) filter (where t.part = 'SENT'), 0) as sent,
                   coalesce(sum(t.number) filter (where t.part = 'POSTED'), 0) as posted,
                   coalesce(sum(t.number) filter (where t.part = 'REFUSED'), 0) as refused
              from unnest(cast(:queues as text[])) q (name) left join total t on t.queue = q.name
             group by q.name
            """;

    private final JdbcClient jdbc;

    ConsumerQueues(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The queues of the broker in its order, then those of consumers that are not among them.
     *
     * @param depths messages on the broker by queue name, see {@link QueueDepths#depths()}
     */
    public List<QueueRow> with(Map<String, @Nullable Long> depths) {
        List<String> names = Stream.concat(
                        depths.keySet().stream(),
                        Arrays.stream(OutgoingQueue.values())
                                .map(OutgoingQueue::queueName)
                                .filter(name -> !depths.containsKey(name)))
                .toList();
        Map<String, Waiting> waiting =
                waiting(names).stream().collect(Collectors.toMap(Waiting::queue, Function.identity()));
        Map<String, QueueRow> rows = jdbc
                .sql(MESSAGES)
                .param("queues", names.toArray(String[]::new))
                .query((row, number) -> row(waiting.get(row.getString("queue")), depths, row))
                .list()
                .stream()
                .collect(Collectors.toMap(QueueRow::name, Function.identity()));
        return names.stream().map(rows::get).filter(Objects::nonNull).toList();
    }

    private static QueueRow row(@Nullable Waiting waiting, Map<String, @Nullable Long> depths, ResultSet row)
            throws SQLException {
        String queue = row.getString("queue");
        return new QueueRow(
                queue,
                depths.get(queue),
                waiting == null ? 0 : waiting.messages(),
                waiting == null ? null : waiting.since(),
                row.getLong("sent"),
                row.getLong("posted"),
                row.getLong("refused"));
    }

    /**
     * The messages of a queue that were made and are not sent yet.
     *
     * @param since when the oldest of them was made, null when none waits
     */
    public record Waiting(String queue, long messages, @Nullable Instant since) {}

    /** What waits for the consumers' queues, from the ledger's side alone. */
    public List<Waiting> waiting() {
        return waiting(Arrays.stream(OutgoingQueue.values())
                .map(OutgoingQueue::queueName)
                .toList());
    }

    private List<Waiting> waiting(List<String> queues) {
        return jdbc.sql(WAITING)
                .param("queues", queues.toArray(String[]::new))
                .query((row, number) -> new Waiting(
                        row.getString("queue"), row.getLong("waiting"), Columns.instant(row, "waiting_since")))
                .list();
    }
}
