// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery;

import static ca.tradeshub.delivery.TestBroker.REGISTRY;
import static ca.tradeshub.delivery.TestBroker.TAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.delivery.acknowledgement.DeadLetterActions;
import ca.tradeshub.delivery.outbox.DeadLetters;
import ca.tradeshub.delivery.outbox.Outbox;
import ca.tradeshub.testing.TestDatabase;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The route file with its endpoints replaced by ones that count and fail. */
class DeliverRouteTest extends CamelTestSupport {

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
        broker = new TestBroker(home.resolve(Integer.toHexString(System.identityHashCode(this))));
        parts = new DeliveryParts(
                TestDatabase.fresh(), broker, settings -> DeliveryParts.withSendLimit(settings, Duration.ofSeconds(2)));
        return parts.camel("deliver.camel.yaml");
    }

    @AfterEach
    void close() {
        context.stop();
        parts.close();
        broker.close();
    }

    @Test
    void the_file_has_a_loop_for_each_queue_and_two_ways_to_the_broker() {
        context.start();
        assertThat(context.getRoutes().stream().map(route -> route.getRouteId()))
                .containsExactlyInAnyOrder(
                        "deliver.registry",
                        "deliver.tax",
                        "deliver.registry-periods",
                        "deliver.tax-periods",
                        "deliver.dead-letters",
                        "deliver.together",
                        "deliver.send");
        assertThat(context.getRoutes())
                .allSatisfy(route -> assertThat(route.getDescription()).isNotBlank());
    }

    @Test
    void first_attempts_are_sent_within_a_transaction_and_a_resend_outside_any() throws Exception {
        List<Boolean> first = new CopyOnWriteArrayList<>();
        List<Boolean> again = new CopyOnWriteArrayList<>();
        replaceBroker();
        MockEndpoint registry = getMockEndpoint("mock:" + REGISTRY);
        registry.whenAnyExchangeReceived(exchange -> first.add(isInTransaction()));
        MockEndpoint tax = getMockEndpoint("mock:" + TAX);
        tax.whenAnyExchangeReceived(exchange -> again.add(isInTransaction()));
        parts.decided(REGISTRY, "a", "a", 1);
        parts.decided(REGISTRY, "b", "b", 1);
        parts.decided(TAX, "x", "x", 1);
        parts.part(Outbox.class).next(TAX);
        context.start();
        await().atMost(PATIENCE).until(() -> parts.count("message_status where sent_at is null") == 0);

        assertThat(first).containsExactly(true, true);
        assertThat(again).containsExactly(false);
        assertThat(registry.getExchanges().get(0).getIn().getHeaders())
                .containsEntry("contract", "certification-record/1")
                .containsEntry("messageId", "a#1")
                .containsEntry("recordKey", "a")
                .containsEntry("version", 1)
                .containsEntry("kind", "NEW")
                .containsEntry("JMSXGroupID", "a")
                .containsEntry("_AMQ_DUPL_ID", "a#1")
                .containsEntry("JMSCorrelationID", "a");
        assertThat(registry.getExchanges().get(0).getIn().getBody(String.class))
                .isEqualTo("{\"key\":\"a\",\"version\":1}");
    }

    @Test
    void a_fault_in_the_middle_of_a_batch_sends_none_of_it_and_each_message_comes_again_alone() throws Exception {
        AdviceWith.adviceWith(context, "deliver.send", route -> route.weaveById("deliver-send")
                .before()
                .to("mock:registry"));
        MockEndpoint registry = getMockEndpoint("mock:registry");
        registry.whenExchangeReceived(4, exchange -> {
            throw new IllegalStateException("A fault on the way");
        });
        IntStream.range(0, 6).forEach(i -> parts.decided(REGISTRY, "k" + i, "k" + i, 1));
        context.start();
        await().atMost(PATIENCE).until(() -> parts.count("message_status where next_attempt_at is not null") == 6);
        assertThat(broker.depth(REGISTRY)).isZero();

        parts.clock().advance(Duration.ofSeconds(1));
        await().atMost(PATIENCE).until(() -> parts.count("message_status where sent_at is not null") == 6);
        assertThat(broker.depth(REGISTRY)).isEqualTo(6);
        assertThat(parts.count("message_status where attempts = 2")).isEqualTo(6);
    }

    @Test
    void a_broker_without_room_does_not_hang_delivery_and_it_resumes_alone() throws Exception {
        broker.block(REGISTRY, 40_000);
        for (int i = 0; i < 100; i++) {
            parts.decided(REGISTRY, "k" + i, "k" + i, 1, "{\"text\":\"" + "x".repeat(2_000) + "\"}");
        }
        parts.decided(TAX, "x", "x", 1);
        context.start();
        await().atMost(PATIENCE)
                .until(() -> parts.count("alarm where code = 'DELIVERY-STOPPED' and closed_at is null") == 1);
        assertThat(parts.jdbc()
                        .sql("select subject || ': ' || detail from alarm where closed_at is null")
                        .query(String.class)
                        .single())
                .startsWith(REGISTRY + ": The broker did not take a message within 2 seconds");
        assertThat(parts.count("message_status where sent_at is null")).isPositive();
        assertThat(parts.count("message_status where queue = '" + TAX + "' and sent_at is not null"))
                .isEqualTo(1);
        // Room is made by the consumer; nobody restarts anything.
        int read = 0;
        try (Connection connection = broker.partner("consumer").createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue(REGISTRY));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (read < 100 && System.nanoTime() < end) {
                read += consumer.receive(500) == null ? 0 : 1;
                parts.clock().advance(Duration.ofSeconds(5));
            }
        }
        assertThat(read).isEqualTo(100);
        await().atMost(PATIENCE).until(() -> parts.count("message_status where sent_at is null") == 0);
        await().atMost(PATIENCE).until(() -> parts.count("alarm where closed_at is null") == 0);
        assertThat(parts.count("parked")).isZero();
    }

    @Test
    void a_message_that_its_consumer_gives_back_too_often_is_not_called_delivered() throws Exception {
        long file = deadLetter();

        assertThat(parts.state(file, 2)).isEqualTo("PENDING");
        assertThat(parts.count(
                        "alarm where code = 'DEAD-LETTER' and subject = '" + REGISTRY + "' and closed_at is null"))
                .isEqualTo(1);
        // Browsing does not empty the queue.
        assertThat(broker.depth(TestBroker.DEAD_LETTERS)).isEqualTo(1);
    }

    @Test
    void an_operator_sends_a_dead_letter_again_or_treats_it_as_refused() throws Exception {
        DeadLetterActions actions = parts.part(DeadLetterActions.class);
        long file = deadLetter();
        String id = DeliveryParts.messageId("a", 1);

        assertThat(actions.sendAgain(id, " ", "olga").orElseThrow().text().en()).contains("Enter a reason");
        assertThat(actions.sendAgain("unknown", "why", "olga")
                        .orElseThrow()
                        .text()
                        .en())
                .contains("not a dead letter any more");
        assertThat(parts.state(file, 2)).isEqualTo("PENDING");

        assertThat(actions.sendAgain(id, "Their client is mended, call 1990-02-03", "olga"))
                .isEmpty();
        assertThat(parts.state(file, 2)).isEqualTo("DELIVERED");
        assertThat(broker.depth(TestBroker.DEAD_LETTERS)).isZero();
        assertThat(broker.depth(REGISTRY)).isEqualTo(1);
        parts.part(DeadLetters.class).look();
        assertThat(parts.count("alarm where code = 'DEAD-LETTER' and closed_at is null"))
                .isZero();
        assertThat(parts.jdbc()
                        .sql(
                                "select actor || ' ' || (detail ->> 'reason') from audit where action = 'dead-letter.send-again'")
                        .query(String.class)
                        .list())
                .containsExactly("user:olga Their client is mended, call ****-**-**");

        becomesADeadLetter(file);
        parts.part(DeadLetters.class).look();
        assertThat(parts.state(file, 2)).isEqualTo("PENDING");
        assertThat(actions.refuse(id, "They cannot read it", "olga")).isEmpty();
        assertThat(broker.depth(TestBroker.DEAD_LETTERS)).isZero();
        assertThat(broker.depth(REGISTRY)).isZero();
        assertThat(parts.state(file, 2)).isEqualTo("HELD");
        assertThat(parts.jdbc()
                        .sql("select type || ' ' || detail from exception_case where closed_at is null")
                        .query(String.class)
                        .list())
                .containsExactly("CONSUMER_REFUSED The consumer refused message " + id + ": They cannot read it");
        assertThat(parts.count("audit where actor = 'user:olga' and action = 'message.refused'"))
                .isEqualTo(1);
        assertThat(actions.sendAgain(id, "again", "olga")).isPresent();
    }

    @Test
    void a_dead_letter_is_not_sent_after_a_later_version_and_nothing_changes_while_the_broker_is_away()
            throws Exception {
        DeadLetterActions actions = parts.part(DeadLetterActions.class);
        long file = deadLetter();
        String id = DeliveryParts.messageId("a", 1);
        context.stop();

        parts.decided(REGISTRY, "a", "a", 2);
        assertThat(actions.sendAgain(id, "why", "olga").orElseThrow().text().en())
                .contains("A later version");
        broker.stop();
        assertThat(actions.refuse(id, "why", "olga").orElseThrow().text().en()).contains("does not answer");
        assertThat(parts.state(file, 2)).isEqualTo("PENDING");
        assertThat(parts.count("acknowledgement")).isZero();
        broker.start();
    }

    /** A file whose record 2 is in a message that is a dead letter, as the hub has noted. */
    private long deadLetter() throws Exception {
        long message = parts.decided(REGISTRY, "a", "a", 1);
        long file = parts.file("registrations");
        parts.record(message, file, 2, "R", "PENDING", "10.00");
        context.start();
        becomesADeadLetter(file);
        parts.part(DeadLetters.class).look();
        return file;
    }

    /** A consumer gives the message back until the broker moves it. */
    private void becomesADeadLetter(long file) throws Exception {
        await().atMost(PATIENCE).until(() -> broker.depth(REGISTRY) == 1);
        await().atMost(PATIENCE).until(() -> parts.state(file, 2).equals("DELIVERED"));
        try (Connection connection = broker.partner("consumer").createConnection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageConsumer consumer = session.createConsumer(session.createQueue(REGISTRY));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (broker.depth(TestBroker.DEAD_LETTERS) == 0 && System.nanoTime() < end) {
                if (consumer.receive(200) != null) {
                    session.rollback();
                }
            }
        }
    }

    @Test
    void a_fault_of_one_queue_leaves_the_other_alone() throws Exception {
        replaceBroker();
        MockEndpoint registry = getMockEndpoint("mock:" + REGISTRY);
        registry.whenAnyExchangeReceived(exchange -> {
            throw new IllegalStateException("A fault on the way");
        });
        MockEndpoint tax = getMockEndpoint("mock:" + TAX);
        for (String key : List.of("a", "b", "c")) {
            parts.decided(REGISTRY, key, key, 1);
            parts.decided(TAX, key + "x", key + "x", 1);
        }
        context.start();
        await().atMost(PATIENCE).until(() -> parts.count("message_status where sent_at is not null") == 3);
        assertThat(tax.getExchanges()).hasSize(3);
    }

    @Test
    void a_mark_that_fails_is_made_on_the_next_attempt_and_the_broker_keeps_one_copy() throws Exception {
        AdviceWith.adviceWith(context, "deliver.registry", route -> route.weaveById("deliver-sent")
                .before()
                .to("mock:mark"));
        getMockEndpoint("mock:mark").whenExchangeReceived(1, exchange -> {
            throw new IllegalStateException("The mark fails");
        });
        parts.decided(REGISTRY, "a", "a", 1);
        parts.decided(REGISTRY, "b", "b", 1);
        context.start();
        await().atMost(PATIENCE).until(() -> parts.count("message_status where next_attempt_at is not null") == 2);
        assertThat(broker.depth(REGISTRY)).isEqualTo(2);

        parts.clock().advance(Duration.ofSeconds(1));
        await().atMost(PATIENCE).until(() -> parts.count("message_status where sent_at is not null") == 2);
        assertThat(broker.depth(REGISTRY)).isEqualTo(2);
    }

    private boolean isInTransaction() {
        return TransactionSynchronizationManager.hasResource(parts.part(CachingConnectionFactory.class));
    }

    /** Messages go to a mock endpoint with the name of their queue. */
    private void replaceBroker() throws Exception {
        AdviceWith.adviceWith(context, "deliver.send", route -> route.weaveById("deliver-send")
                .replace()
                .toD("mock:${header.CamelJmsDestinationName}"));
    }
}
