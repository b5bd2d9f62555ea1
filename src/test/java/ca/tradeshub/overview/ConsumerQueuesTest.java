// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ca.tradeshub.reconciliation.ReconciliationFixture;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What waits for the queues is found without reading what was sent, also for a queue that never had a message. */
class ConsumerQueuesTest {

    private static final int MESSAGES = 10_000;
    private static final int WAITING = 3;

    /** The index has three levels at most; each queue and each message that waits is found there. */
    private static final int PAGES = 60;

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @BeforeEach
    void messages_of_one_queue_alone_nearly_all_sent() {
        hub.jdbc()
                .sql(
                        """
                        insert into message (queue, contract, message_id, record_key, group_id, kind, version, body,
                                             body_digest, rules_digest, mapping_digest, decided_at)
                        select 'registry.certification', 'test/1', 'm' || i, i, i, 'NEW', 1, rpad('{', 1500), '', '', '', now()
                          from generate_series(1, %d) as i
                        """
                                .formatted(MESSAGES))
                .update();
        hub.jdbc()
                .sql(
                        """
                        insert into queue_cursor (queue, taken_through, sent_through)
                        select 'registry.certification', max(id) - %1$d, max(id) - %1$d from message
                        """
                                .formatted(WAITING))
                .update();
        hub.jdbc().sql("vacuum analyze message").update();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void messages_that_wait_are_counted() {
        assertThat(new ConsumerQueues(hub.jdbc()).waiting())
                .extracting(ConsumerQueues.Waiting::queue, ConsumerQueues.Waiting::messages)
                .containsExactlyInAnyOrder(
                        tuple("registry.certification", (long) WAITING), tuple("taxcredit.verification", 0L));
    }

    @Test
    void messages_that_were_sent_are_not_read() throws Exception {
        String plan = hub.jdbc()
                .sql("explain (analyze, buffers, timing off, format json) " + ConsumerQueues.WAITING)
                .param("queues", new String[] {"registry.certification", "taxcredit.verification"})
                .query(String.class)
                .single();

        JsonNode root = new ObjectMapper().readTree(plan).get(0).get("Plan");
        assertThat(root.get("Actual Rows").asLong()).isEqualTo(2);
        assertThat(root.get("Shared Hit Blocks").asLong()
                        + root.get("Shared Read Blocks").asLong())
                .isLessThan(PAGES);
    }
}
