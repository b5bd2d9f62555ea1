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
            select queue, count(*) filter (where sent_at is null) as waiting,
                   min(decided_at) filter (where sent_at is null) as waiting_since,
                   count(*) filter (where sent_at is not null and dead_lettered_at is null) as sent,
                   count(*) filter (where acknowledgement = 'POSTED') as posted,
                   count(*) filter (where acknowledgement = 'REFUSED') as refused
              from message group by queue
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
