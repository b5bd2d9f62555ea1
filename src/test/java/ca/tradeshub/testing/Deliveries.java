// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import ca.tradeshub.ledger.state.RecordStates;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of messages, without a broker and without consumers. */
public final class Deliveries {

    private Deliveries() {}

    /** Has the broker take every message, in the caller's transaction. */
    public static void sendAll(JdbcClient jdbc, RecordStates states, Instant at) {
        List<Long> unsent = jdbc.sql("select id from message_status where not sent order by id")
                .query(Long.class)
                .list();
        if (unsent.isEmpty()) {
            return;
        }
        states.writeOutcome(unsent, () -> {
            jdbc.sql(
                            """
                            insert into send_batch (queue, last_id, messages, epoch, attempted_at, sent_at, sent_in)
                            select queue, max(id), count(*), 1, :now, :now, pg_current_xact_id()
                              from message_status where not sent group by queue
                            """)
                    .param("now", Timestamp.from(at))
                    .update();
            jdbc.sql("delete from delayed_message where sent_at is null").update();
            jdbc.sql(
                            """
                            insert into queue_cursor (queue, taken_through, sent_through)
                            select queue, max(id), max(id) from message group by queue
                            on conflict (queue) do update
                               set taken_through = excluded.taken_through, sent_through = excluded.sent_through
                            """)
                    .update();
        });
    }

    /**
     * Has the consumers acknowledge every message that is not acknowledged yet.
     *
     * @param reason the reason of a refusal, else null
     */
    public static void acknowledgeAll(JdbcClient jdbc, String status, String reason) {
        jdbc.sql(
                        """
                        insert into acknowledgement (id, queue, status, received_at, received_from, reason)
                        select id, queue, :status, coalesce(sent_at, decided_at), 'consumer', cast(:reason as text)
                          from message_status where acknowledgement is null
                        """)
                .param("status", status)
                .param("reason", reason)
                .update();
    }

    /** Parks every message that is not sent. */
    public static void parkAll(JdbcClient jdbc) {
        jdbc.sql(
                        """
                        insert into delayed_message (id, queue, group_id, attempts, parked)
                        select id, queue, group_id, 8, true from message_status where not sent
                        on conflict (id) do update set parked = true
                        """)
                .update();
    }
}
