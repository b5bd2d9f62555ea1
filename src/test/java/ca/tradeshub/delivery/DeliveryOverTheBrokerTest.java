// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import static ca.tradeshub.delivery.TestBroker.REGISTRY;
import static ca.tradeshub.delivery.TestBroker.TAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.testing.TestDatabase;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real route, outbox, store and broker; a consumer of another make reads over AMQP. */
class DeliveryOverTheBrokerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path home;

    private TestBroker broker;
    private DeliveryParts parts;
    private CamelContext camel;

    @BeforeEach
    void start() {
        broker = new TestBroker(home);
        parts = new DeliveryParts(TestDatabase.fresh(), broker, UnaryOperator.identity());
        camel = parts.camel("deliver.camel.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
        parts.close();
        broker.close();
    }

    @Test
    void a_message_arrives_as_the_contract_says() throws Exception {
        parts.decided(REGISTRY, "12345678/310S", "12345678", 1, "{\"givenNames\":\"Zoé\"}");
        camel.start();

        TextMessage message = (TextMessage) read(REGISTRY, 1).get(0);
        assertThat(message.getText()).isEqualTo("{\"givenNames\":\"Zoé\"}");
        assertThat(message.getStringProperty("contract")).isEqualTo("certification-record/1");
        assertThat(message.getStringProperty("messageId")).isEqualTo("12345678/310S#1");
        assertThat(message.getStringProperty("recordKey")).isEqualTo("12345678/310S");
        assertThat(message.getObjectProperty("version")).isEqualTo(1);
        assertThat(message.getStringProperty("kind")).isEqualTo("NEW");
        assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo("12345678");
        assertThat(message.getStringProperty("_AMQ_DUPL_ID")).isEqualTo("12345678/310S#1");
        assertThat(message.getJMSCorrelationID()).isEqualTo("12345678/310S");
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(message.getJMSExpiration()).isZero();
    }

    @Test
    void both_queues_are_emptied_in_order_and_everything_is_marked() throws Exception {
        for (int i = 0; i < 1_200; i++) {
            parts.decided(i % 2 == 0 ? REGISTRY : TAX, "k" + i % 10, "k" + i % 10, 1 + i / 10);
        }
        camel.start();
        await().atMost(PATIENCE).until(() -> parts.count("message_status where sent_at is null") == 0);

        assertThat(broker.depth(REGISTRY)).isEqualTo(600);
        List<Message> messages = read(REGISTRY, 600);
        assertThat(versionsOf(messages, "k4")).isSorted().hasSize(120).doesNotHaveDuplicates();
        assertThat(broker.depth(TAX)).isEqualTo(600);
    }

    @Test
    void what_the_broker_has_and_the_store_has_not_marked_is_sent_again_and_dropped() throws Exception {
        List<Long> rows = IntStream.range(0, 20)
                .mapToObj(i -> parts.decided(REGISTRY, "k" + i, "k" + i, 1))
                .toList();
        camel.start();
        await().atMost(PATIENCE).until(() -> parts.count("message_status where sent_at is null") == 0);
        // As after a crash between the broker's commit and the mark.
        parts.jdbc()
                .sql(
                        """
                        insert into delayed_message (id, queue, group_id, attempts)
                        select id, queue, group_id, 1 from message where id <= :last
                        """)
                .param("last", rows.get(9))
                .update();
        parts.decided(REGISTRY, "later", "later", 1);

        await().atMost(PATIENCE).until(() -> parts.count("message_status where sent_at is null") == 0);
        assertThat(parts.count("message_status where attempts = 2")).isEqualTo(10);
        assertThat(broker.depth(REGISTRY)).isEqualTo(21);
    }

    @Test
    void one_known_message_in_a_batch_costs_no_other_message() throws Exception {
        IntStream.range(0, 20).forEach(i -> parts.decided(REGISTRY, "k" + i, "k" + i, 1));
        camel.start();
        await().atMost(PATIENCE).until(() -> parts.count("message_status where sent_at is null") == 0);
        // The store has lost both the mark and the count: what no crash can bring about, and still nothing is lost.
        IntStream.range(20, 40).forEach(i -> {
            parts.decided(REGISTRY, "k" + i, "k" + i, 1);
            if (i == 30) {
                parts.jdbc()
                        .sql(
                                """
                                insert into delayed_message (id, queue, group_id, attempts)
                                select id, queue, group_id, 0 from message where message_id = 'k3#1'
                                """)
                        .update();
            }
        });
        await().atMost(PATIENCE).until(() -> {
            parts.clock().advance(Duration.ofSeconds(1));
            return parts.count("message_status where sent_at is null") == 0;
        });
        assertThat(broker.depth(REGISTRY)).isEqualTo(40);
        assertThat(messageIds(read(REGISTRY, 40))).doesNotHaveDuplicates();
    }

    @Test
    void while_the_broker_is_away_the_outbox_grows_and_then_empties_without_loss_or_double() throws Exception {
        IntStream.range(0, 100).forEach(i -> parts.decided(REGISTRY, "k" + i % 7, "k" + i % 7, 1 + i / 7));
        camel.start();
        await().atMost(PATIENCE).until(() -> parts.count("message_status where sent_at is null") == 0);
        broker.stop();
        IntStream.range(100, 300).forEach(i -> parts.decided(REGISTRY, "k" + i % 7, "k" + i % 7, 1 + i / 7));
        await().atMost(PATIENCE).until(() -> {
            parts.clock().advance(Duration.ofSeconds(1));
            return parts.count("alarm where code = 'DELIVERY-STOPPED' and closed_at is null") == 1;
        });
        assertThat(parts.count("message_status where sent_at is null")).isEqualTo(200);

        broker.start();
        await().atMost(PATIENCE).until(() -> {
            parts.clock().advance(Duration.ofSeconds(1));
            return parts.count("message_status where sent_at is null") == 0;
        });
        List<Message> messages = read(REGISTRY, 300);
        assertThat(messageIds(messages)).doesNotHaveDuplicates().hasSize(300);
        for (int key = 0; key < 7; key++) {
            assertThat(versionsOf(messages, "k" + key)).isSorted();
        }
        assertThat(parts.count("alarm where closed_at is null")).isZero();
        assertThat(parts.count("parked")).isZero();
    }

    private List<Message> read(String queue, int expected) throws JMSException {
        List<Message> messages = new ArrayList<>();
        try (Connection connection = broker.partner("consumer").createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
            while (messages.size() < expected) {
                Message message = consumer.receive(PATIENCE.toMillis());
                assertThat(message)
                        .as("message %s of %s", messages.size() + 1, expected)
                        .isNotNull();
                messages.add(message);
            }
            assertThat(consumer.receive(200)).as("one message too many").isNull();
        }
        return messages;
    }

    private static List<String> messageIds(List<Message> messages) throws JMSException {
        List<String> ids = new ArrayList<>();
        for (Message message : messages) {
            ids.add(message.getStringProperty("messageId"));
        }
        return ids;
    }

    private static List<Integer> versionsOf(List<Message> messages, String key) throws JMSException {
        List<Integer> versions = new ArrayList<>();
        for (Message message : messages) {
            if (message.getStringProperty("recordKey").equals(key)) {
                versions.add(message.getIntProperty("version"));
            }
        }
        return versions;
    }
}
