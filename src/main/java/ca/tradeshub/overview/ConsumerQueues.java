// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The queues: what the ledger has for them, and what the broker has on them. */
@Component
public class ConsumerQueues {

    private static final String MESSAGES =
            """
            with waiting as (
                select m.queue, count(*) as waiting, min(m.decided_at) as waiting_since
                  from message m left join queue_cursor c on c.queue = m.queue
                 where m.id > coalesce(c.sent_through, 0)
                 group by m.queue
                union all
                select d.queue, count(*), min(m.decided_at)
                  from delayed_message d join message m on m.id = d.id
                 where d.sent_at is null
                 group by d.queue),
            sent as (
                select queue, messages from send_batch where sent_at is not null
                union all
                select queue, 1 from delayed_message where sent_at is not null
                union all
                select m.queue, -1 from dead_letter l join message_status m on m.id = l.id where m.sent),
            acknowledged as (
                select queue, count(*) filter (where status = 'POSTED') as posted,
                       count(*) filter (where status = 'REFUSED') as refused
                  from acknowledgement group by queue),
            queues as (select queue from waiting union select queue from sent)
            select q.queue, coalesce((select sum(waiting) from waiting w where w.queue = q.queue), 0) as waiting,
                   (select min(waiting_since) from waiting w where w.queue = q.queue) as waiting_since,
                   coalesce((select sum(messages) from sent s where s.queue = q.queue), 0) as sent,
                   coalesce(a.posted, 0) as posted, coalesce(a.refused, 0) as refused
              from queues q left join acknowledged a on a.queue = q.queue
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
        Map<String, QueueRow> ledger = jdbc
                .sql(MESSAGES)
                .query((row, number) -> new QueueRow(
                        row.getString("queue"),
                        depths.get(row.getString("queue")),
                        row.getLong("waiting"),
                        Columns.instant(row, "waiting_since"),
                        row.getLong("sent"),
                        row.getLong("posted"),
                        row.getLong("refused")))
                .list()
                .stream()
                .collect(Collectors.toMap(QueueRow::name, Function.identity()));
        return Stream.concat(
                        depths.keySet().stream(),
                        Arrays.stream(OutgoingQueue.values())
                                .map(OutgoingQueue::queueName)
                                .filter(name -> !depths.containsKey(name)))
                .map(name -> ledger.getOrDefault(name, new QueueRow(name, depths.get(name), 0, null, 0, 0, 0)))
                .toList();
    }

    /** The consumers' queues from the ledger's side alone. */
    public List<QueueRow> waiting() {
        return with(Map.of());
    }
}
