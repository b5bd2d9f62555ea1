// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import static ca.tradeshub.delivery.TestBroker.ACKNOWLEDGEMENTS;
import static ca.tradeshub.delivery.TestBroker.REGISTRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.delivery.acknowledgement.PartnerQueues;
import ca.tradeshub.delivery.acknowledgement.SenderStamp;
import ca.tradeshub.delivery.outbox.Outbox;
import ca.tradeshub.testing.TestDatabase;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.qpid.jms.message.JmsMessage;
import org.apache.qpid.proton.amqp.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;

/** The route file against a real broker; partners answer over AMQP. */
class AcknowledgementsRouteTest extends CamelTestSupport {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path home;

    private TestBroker broker;
    private DeliveryParts parts;

    @Override
    public void setupResources() {
        testConfiguration().withUseAdviceWith(true);
    }

    @Override
    protected CamelContext createCamelContext() {
        broker = new TestBroker(home.resolve(contextManagerId()));
        parts = new DeliveryParts(TestDatabase.fresh(), broker, UnaryOperator.identity());
        return parts.camel("acknowledgements.camel.yaml");
    }

    private String contextManagerId() {
        return Integer.toHexString(System.identityHashCode(this));
    }

    @AfterEach
    void close() {
        context.stop();
        parts.close();
        broker.close();
    }

    @Test
    void an_acknowledgement_over_amqp_is_recorded_under_the_authenticated_user() throws Exception {
        parts.decided(REGISTRY, "a", "a", 1);
        context.start();
        send("consumer", session -> {
            Message message = session.createTextMessage(posted("a#1"));
            message.setStringProperty("CamelJmsDestinationName", "elsewhere");
            message.setStringProperty("camelbeanmethodname", "watch");
            return message;
        });
        await().atMost(PATIENCE)
                .until(() ->
                        parts.count("message_status where acknowledgement = 'POSTED' and acknowledged_by = 'consumer'")
                                == 1);
        assertThat(broker.depth(ACKNOWLEDGEMENTS)).isZero();
    }

    @Test
    void a_user_cannot_claim_to_be_another() throws Exception {
        parts.decided(REGISTRY, "a", "a", 1);
        context.start();
        send("stranger", session -> {
            Message message = session.createTextMessage(posted("a#1"));
            message.setStringProperty("_AMQ_VALIDATED_USER", "consumer");
            message.setStringProperty("JMSXUserID", "consumer");
            message.setStringProperty(SenderStamp.PROPERTY, "consumer");
            return message;
        });
        await().atMost(PATIENCE).until(() -> parts.count("refused_acknowledgement") == 1);
        assertThat(parts.jdbc()
                        .sql("select partner || ' ' || problem from refused_acknowledgement")
                        .query(String.class)
                        .single())
                .isEqualTo("stranger NOT_PERMITTED");
        assertThat(parts.count("message_status where acknowledged_at is not null"))
                .isZero();
    }

    @Test
    void an_answer_that_the_broker_kept_over_a_restart_still_says_who_sent_it() throws Exception {
        parts.decided(REGISTRY, "a", "a", 1);
        send("consumer", session -> session.createTextMessage(posted("a#1")));
        broker.stop();
        broker.start();
        context.start();
        await().atMost(PATIENCE).until(() -> parts.count("message_status where acknowledged_by = 'consumer'") == 1);
    }

    @Test
    void what_is_no_text_or_no_acknowledgement_is_refused_once_and_its_sender_is_informed() throws Exception {
        parts.decided(REGISTRY, "a", "a", 1);
        context.start();
        send("consumer", session -> session.createObjectMessage("a serialized object"));
        send("consumer", session -> {
            var bytes = session.createBytesMessage();
            bytes.writeBytes(posted("a#1").getBytes(StandardCharsets.UTF_8));
            return bytes;
        });
        send("consumer", session -> session.createMapMessage());
        send("consumer", session -> session.createTextMessage(""));
        send("consumer", session -> session.createTextMessage("{\"messageId\":\"a#1\""));
        send("consumer", session -> session.createTextMessage(posted("a#1") + "{}"));
        send("consumer", session -> session.createTextMessage(posted("a#1").replace("}", ",\"status\":\"REFUSED\"}")));
        send("consumer", session -> session.createTextMessage("[".repeat(10_000)));
        send("consumer", session -> session.createTextMessage(posted("x".repeat(20_000))));
        send("consumer", session -> session.createTextMessage(posted("a\\u0000")));
        send("consumer", session -> session.createTextMessage(posted("a#1")));

        await().atMost(PATIENCE)
                .until(() -> parts.count("message_status where acknowledgement = 'POSTED'") == 1
                        && broker.depth(ACKNOWLEDGEMENTS) == 0);
        assertThat(parts.jdbc()
                        .sql("select kind || ' ' || problem from refused_acknowledgement order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "object NOT_TEXT",
                        "bytes NOT_TEXT",
                        "map NOT_TEXT",
                        "text EMPTY",
                        "text NOT_JSON",
                        "text NOT_JSON",
                        "text NOT_JSON",
                        "text NOT_JSON",
                        "text TOO_LONG",
                        "text NOT_CONTRACT");
        assertThat(parts.count("refused_acknowledgement where size_bytes > 0 and sealed is not null"))
                .isGreaterThanOrEqualTo(8);
        assertThat(broker.depth(TestBroker.DEAD_LETTERS)).isZero();
        // Their sender learns of each on its own queue.
        await().atMost(PATIENCE).until(() -> broker.depth(PartnerQueues.refusals("consumer")) == 10);
        assertThat(parts.count("refused_acknowledgement where replied_at is null"))
                .isZero();
        try (Connection connection = broker.partner("consumer").createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            String first = ((TextMessage)
                            session.createConsumer(session.createQueue(PartnerQueues.refusals("consumer")))
                                    .receive(5_000))
                    .getText();
            assertThat(first).contains("\"problem\":\"NOT_TEXT\"");
            assertThat(ContractSchemas.violations("acknowledgement-refusal-1.schema.json", first))
                    .isEmpty();
        }
    }

    @Test
    void the_queue_of_a_partner_identifies_it_and_the_reply_goes_to_no_queue_that_a_message_names() throws Exception {
        parts.decided(REGISTRY, "a", "a", 1);
        context.start();
        send("consumer", PartnerQueues.acknowledgements("consumer"), session -> {
            Message message = session.createTextMessage(posted("a#1"));
            message.setStringProperty(SenderStamp.PROPERTY, "stranger");
            return message;
        });
        await().atMost(PATIENCE).until(() -> parts.count("message_status where acknowledged_by = 'consumer'") == 1);

        send("consumer", PartnerQueues.acknowledgements("consumer"), session -> {
            Message message = session.createTextMessage(posted("unknown"));
            message.setJMSReplyTo(session.createQueue(REGISTRY));
            message.setJMSCorrelationID("mine-17");
            return message;
        });
        await().atMost(PATIENCE).until(() -> broker.depth(PartnerQueues.refusals("consumer")) == 1);
        assertThat(broker.depth(REGISTRY)).isZero();
        try (Connection connection = broker.partner("consumer").createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Message reply = session.createConsumer(session.createQueue(PartnerQueues.refusals("consumer")))
                    .receive(5_000);
            assertThat(reply.getJMSCorrelationID()).isEqualTo("mine-17");
        }
    }

    @Test
    void an_acknowledgement_of_many_bytes_is_refused_before_the_broker_stores_it() {
        context.start();
        for (String queue : List.of(ACKNOWLEDGEMENTS, PartnerQueues.acknowledgements("consumer"))) {
            for (int size : new int[] {70_000, 3_000_000}) {
                assertThatThrownBy(
                                () -> send("consumer", queue, session -> session.createTextMessage("x".repeat(size))))
                        .isInstanceOf(JMSException.class);
                assertThat(broker.depth(queue)).isZero();
            }
        }
        assertThat(broker.depth(TestBroker.DEAD_LETTERS)).isZero();
    }

    @Test
    void on_a_broker_of_its_own_a_stamp_is_not_believed() throws Exception {
        TestBroker plain = new TestBroker(home.resolve("plain-" + contextManagerId()), false);
        DeliveryParts hub = new DeliveryParts(TestDatabase.fresh(), plain, UnaryOperator.identity());
        CamelContext camel = hub.camel("acknowledgements.camel.yaml");
        try {
            hub.decided(REGISTRY, "a", "a", 1);
            hub.decided(REGISTRY, "b", "b", 1);
            camel.start();
            try (Connection connection = plain.partner("stranger").createConnection()) {
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                for (String property : List.of(SenderStamp.PROPERTY, "_AMQ_VALIDATED_USER", "JMSXUserID")) {
                    Message forged = session.createTextMessage(posted("a#1"));
                    forged.setStringProperty(property, "consumer");
                    ((JmsMessage) forged)
                            .getFacade()
                            .setProperty(property, new Binary("consumer".getBytes(StandardCharsets.UTF_8)));
                    session.createProducer(session.createQueue(ACKNOWLEDGEMENTS))
                            .send(forged);
                }
            }
            await().atMost(PATIENCE).until(() -> hub.count("refused_acknowledgement") == 3);
            assertThat(hub.count("message_status where acknowledged_at is not null"))
                    .isZero();

            try (Connection connection = plain.partner("consumer").createConnection()) {
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                session.createProducer(session.createQueue(PartnerQueues.acknowledgements("consumer")))
                        .send(session.createTextMessage(posted("b#1")));
            }
            await().atMost(PATIENCE).until(() -> hub.count("message_status where acknowledged_by = 'consumer'") == 1);
        } finally {
            camel.stop();
            hub.close();
            plain.close();
        }
    }

    @Test
    void while_the_store_is_away_the_answer_waits_and_is_then_recorded_once() throws Exception {
        AtomicInteger refusals = new AtomicInteger();
        AdviceWith.adviceWith(context, "acknowledgements", route -> route.weaveById("acknowledgements-record")
                .before()
                .to("mock:store"));
        MockEndpoint store = getMockEndpoint("mock:store");
        store.whenAnyExchangeReceived(exchange -> {
            if (refusals.incrementAndGet() <= 2) {
                throw new DataAccessResourceFailureException("The store is away");
            }
        });
        parts.decided(REGISTRY, "a", "a", 1);
        context.start();
        send("consumer", session -> session.createTextMessage(posted("a#1")));
        await().atMost(PATIENCE).until(() -> parts.count("message_status where acknowledgement = 'POSTED'") == 1);
        assertThat(refusals).hasValue(3);
        assertThat(parts.count("audit")).isEqualTo(1);
    }

    @Test
    void an_answer_that_fails_for_a_fault_of_ours_goes_back_to_the_broker_and_not_away() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        AdviceWith.adviceWith(context, "acknowledgements", route -> route.weaveById("acknowledgements-record")
                .before()
                .to("mock:fault"));
        getMockEndpoint("mock:fault").whenAnyExchangeReceived(exchange -> {
            if (failures.incrementAndGet() <= 2) {
                throw new IllegalStateException("A fault of ours");
            }
        });
        parts.decided(REGISTRY, "a", "a", 1);
        context.start();
        send("consumer", session -> session.createTextMessage(posted("a#1")));
        await().atMost(PATIENCE).until(() -> parts.count("message_status where acknowledgement = 'POSTED'") == 1);
        assertThat(failures).hasValue(3);
    }

    @Test
    void the_watch_looks_for_messages_nobody_acknowledges() throws Exception {
        parts.decided(REGISTRY, "a", "a", 1);
        Outbox outbox = parts.part(Outbox.class);
        outbox.sent(outbox.next(REGISTRY));
        parts.clock().advance(Duration.ofDays(4));
        context.start();
        await().atMost(PATIENCE)
                .until(() -> parts.count("alarm where code = 'ACKNOWLEDGEMENT-OVERDUE' and closed_at is null") == 1);
    }

    private static String posted(String messageId) {
        return "{\"messageId\":\"" + messageId + "\",\"status\":\"POSTED\",\"at\":\"2026-11-20T07:00:00-05:00\"}";
    }

    private void send(String user, Sent sent) throws Exception {
        send(user, ACKNOWLEDGEMENTS, sent);
    }

    private void send(String user, String queue, Sent sent) throws Exception {
        try (Connection connection = broker.partner(user).createConnection()) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            producer.send(sent.message(session));
        }
    }

    /** Makes the message to send. */
    private interface Sent {
        Message message(Session session) throws Exception;
    }
}
