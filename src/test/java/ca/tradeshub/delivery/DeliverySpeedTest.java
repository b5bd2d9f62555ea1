// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import static ca.tradeshub.delivery.TestBroker.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.delivery.outbox.OutboxBatch;
import ca.tradeshub.delivery.outbox.OutgoingMessage;
import ca.tradeshub.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How fast messages leave the hub; the figures are in the log. Run with {@code -Pspeed}. */
@Tag("speed")
class DeliverySpeedTest {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverySpeedTest.class);
    private static final int MESSAGES = 20_000;
    private static final int BATCH = 500;
    private static final int ROUNDS = 4;
    private static final String BODY = "x".repeat(1_000);

    @TempDir
    Path home;

    /** From the outbox to the broker and back, everything marked. */
    @Test
    void the_whole_way() throws Exception {
        try (TestBroker broker = new TestBroker(home);
                DeliveryParts parts = new DeliveryParts(TestDatabase.fresh(), broker, UnaryOperator.identity())) {
            fillOutbox(parts);
            CamelContext camel = parts.camel("deliver.camel.yaml");
            long start = System.nanoTime();
            camel.start();
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> parts.count("message_status where sent_at is null") == 0);
            report("outbox, broker and marks", MESSAGES, start);
            assertThat(broker.depth(REGISTRY)).isEqualTo(MESSAGES);
            camel.close();
        }
    }

    /** The route alone: transactions of 500 to the broker. */
    @Test
    void the_way_to_the_broker() throws Exception {
        try (TestBroker broker = new TestBroker(home);
                DeliveryParts parts = new DeliveryParts(TestDatabase.fresh(), broker, UnaryOperator.identity())) {
            CamelContext camel = parts.camel("deliver.camel.yaml");
            camel.start();
            ProducerTemplate route = camel.createProducerTemplate();
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                for (int batch = 0; batch < MESSAGES / BATCH; batch++) {
                    route.sendBody("direct:deliver.together", batch(round * MESSAGES + batch * BATCH));
                }
                report("broker", MESSAGES, start);
            }
            assertThat(broker.depth(REGISTRY)).isEqualTo(ROUNDS * MESSAGES);
            camel.close();
        }
    }

    private static OutboxBatch batch(int from) {
        return new OutboxBatch(
                REGISTRY,
                1,
                false,
                IntStream.range(from, from + BATCH)
                        .mapToObj(i -> new OutgoingMessage(
                                i,
                                new OutgoingMessage.Head("m" + i, "certification-record/1", "k" + i, "g" + i, 1, "NEW"),
                                1,
                                BODY))
                        .toList());
    }

    private static void fillOutbox(DeliveryParts parts) {
        parts.jdbc()
                .sql(
                        """
                        with m as (
                            insert into message (queue, contract, message_id, record_key, group_id, version, kind, body,
                                                 body_digest, rules_digest, mapping_digest, decided_at)
                            select :queue, 'certification-record/1', 'm' || n, 'k' || n, 'g' || n, 1, 'NEW', :body,
                                   '', '', '', now() from generate_series(1, :n) n
                            returning id),
                        r as (
                            insert into record (file_id, line, byte_offset, byte_length, feed, amount, state,
                                                changed_at)
                            select :file, id, 0, 1, 'R', 1, 'PENDING', now() from m)
                        insert into message_source select id, :file, int4multirange(int4range(cast(id as integer), cast(id as integer) + 1)) from m
                        """)
                .param("queue", REGISTRY)
                .param("n", MESSAGES)
                .param("file", parts.file("registrations"))
                .param("body", BODY)
                .update();
        parts.jdbc().sql("analyze").update();
    }

    private static void report(String what, int messages, long start) {
        LOG.info("{}: {} messages/s", what, messages * 1_000_000_000L / (System.nanoTime() - start));
    }
}
