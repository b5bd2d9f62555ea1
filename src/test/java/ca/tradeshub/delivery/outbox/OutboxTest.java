// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.outbox;

import static ca.tradeshub.delivery.TestBroker.REGISTRY;
import static ca.tradeshub.delivery.TestBroker.TAX;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.delivery.DeliveryParts;
import ca.tradeshub.delivery.DeliverySettings;
import ca.tradeshub.delivery.acknowledgement.Acknowledgement;
import ca.tradeshub.delivery.acknowledgement.Acknowledgements;
import ca.tradeshub.delivery.acknowledgement.InboundAcknowledgement;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.testing.TestDatabase;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.apache.activemq.artemis.api.core.ActiveMQInterruptedException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.api.core.ActiveMQObjectClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final DataSource database = TestDatabase.fresh();
    private DeliveryParts parts = new DeliveryParts(database, null, UnaryOperator.identity());
    private Outbox outbox = parts.part(Outbox.class);

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void first_attempts_share_a_batch_in_the_order_of_the_decisions() {
        parts.decided(REGISTRY, "a", "a", 1);
        parts.decided(TAX, "x", "x", 1);
        parts.decided(REGISTRY, "b", "b", 1);
        parts.decided(REGISTRY, "a", "a", 2);

        OutboxBatch batch = outbox.next(REGISTRY);

        assertThat(messageIds(batch)).containsExactly("a#1", "b#1", "a#2");
        assertThat(batch.isFirstAttempt()).isTrue();
        assertThat(messageIds(outbox.next(TAX))).containsExactly("x#1");
    }

    @Test
    void a_batch_is_no_longer_than_the_setting() {
        restart(settings -> with(settings, 2, settings.window()));
        for (int i = 0; i < 5; i++) {
            parts.decided(REGISTRY, "k" + i, "k" + i, 1);
        }
        OutboxBatch batch = outbox.next(REGISTRY);
        assertThat(messageIds(batch)).containsExactly("k0#1", "k1#1");
        outbox.sent(batch);
        assertThat(messageIds(outbox.next(REGISTRY))).containsExactly("k2#1", "k3#1");
    }

    @Test
    void a_sent_batch_is_marked_and_its_pending_records_are_delivered_with_their_money() {
        long message = parts.decided(TAX, "claim", "claim", 1);
        long file = parts.file("payroll");
        parts.record(message, file, 2, "P", "PENDING", "650.00");
        parts.record(message, file, 3, "P", "PENDING", "-50.00");
        parts.record(message, file, 4, "P", "OUT_OF_SCOPE", "100.00");

        outbox.sent(outbox.next(TAX));

        assertThat(outbox.next(TAX).isEmpty()).isTrue();
        assertThat(parts.count("message_status where sent_at is not null")).isEqualTo(1);
        assertThat(List.of(parts.state(file, 2), parts.state(file, 3), parts.state(file, 4)))
                .containsExactly("DELIVERED", "DELIVERED", "OUT_OF_SCOPE");
        assertThat(parts.jdbc()
                        .sql("select state || ' ' || records || ' ' || amount from balance_delta order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("DELIVERED 2 600.00", "PENDING -2 -600.00");
        assertThat(parts.count("sender_response where written_at is null")).isEqualTo(1);
    }

    @Test
    void the_attempt_is_counted_before_it_is_made() {
        parts.decided(REGISTRY, "a", "a", 1);
        outbox.next(REGISTRY);
        assertThat(parts.count("message_status where attempts = 1 and not sent"))
                .isEqualTo(1);
    }

    @Test
    void what_was_attempted_before_goes_alone_and_first() {
        for (String key : List.of("a", "b", "c")) {
            parts.decided(REGISTRY, key, key, 1);
        }
        outbox.next(REGISTRY);
        parts.decided(REGISTRY, "d", "d", 1);

        for (String expected : List.of("a#1", "b#1", "c#1")) {
            OutboxBatch again = outbox.next(REGISTRY);
            assertThat(messageIds(again)).containsExactly(expected);
            assertThat(again.isFirstAttempt()).isFalse();
            outbox.sent(again);
        }
        assertThat(messageIds(outbox.next(REGISTRY))).containsExactly("d#1");
    }

    @Test
    void a_message_that_waits_holds_back_its_group_and_nobody_else() {
        parts.decided(REGISTRY, "a/310S", "a", 1);
        OutboxBatch failing = outbox.next(REGISTRY);
        outbox.failed(failing, new IllegalStateException());
        parts.decided(REGISTRY, "a/310S", "a", 2);
        parts.decided(REGISTRY, "a/310T", "a", 1);
        parts.decided(REGISTRY, "b/310S", "b", 1);

        OutboxBatch others = outbox.next(REGISTRY);
        assertThat(messageIds(others)).containsExactly("b/310S#1");
        outbox.sent(others);
        assertThat(outbox.next(REGISTRY).isEmpty()).isTrue();

        parts.clock().advance(Duration.ofSeconds(1));
        OutboxBatch again = outbox.next(REGISTRY);
        assertThat(messageIds(again)).containsExactly("a/310S#1");
        outbox.sent(again);
        assertThat(messageIds(outbox.next(REGISTRY))).containsExactly("a/310S#2", "a/310T#1");
    }

    @Test
    void a_message_that_fails_while_others_pass_is_parked_with_its_cause_and_comes_back_on_release() {
        long poison = parts.decided(REGISTRY, "a", "a", 1);
        parts.decided(REGISTRY, "a", "a", 2);
        for (int attempt = 1; attempt <= 3; attempt++) {
            OutboxBatch batch = outbox.next(REGISTRY);
            assertThat(batch.messages().get(0).id()).isEqualTo(poison);
            outbox.failed(batch, new IllegalStateException("quotes 046 454 286", new RuntimeException("AMQ229015: x")));
            parts.decided(REGISTRY, "other", "other", attempt);
            OutboxBatch other = outbox.next(REGISTRY);
            assertThat(messageIds(other)).containsExactly("other#" + attempt);
            outbox.sent(other);
            parts.clock().advance(Duration.ofMinutes(5));
        }

        assertThat(outbox.next(REGISTRY).isEmpty())
                .as("the later version waits")
                .isTrue();
        var parked = parts.part(Parking.class).open();
        assertThat(parked).hasSize(1);
        assertThat(parked.get(0).reference()).isEqualTo("message:" + poison);
        assertThat(parked.get(0).cause())
                .isEqualTo(new Text(
                        "An unexpected error occurred: RuntimeException AMQ229015",
                        "Une erreur inattendue s'est produite : RuntimeException AMQ229015"));

        parts.part(Parking.class).release(parked.get(0).id(), "operator");
        assertThat(messageIds(outbox.next(REGISTRY))).containsExactly("a#1");
    }

    @Test
    void while_nothing_passes_the_broker_is_at_fault_and_nothing_is_parked() {
        for (String key : List.of("a", "b", "c", "d")) {
            parts.decided(REGISTRY, key, key, 1);
        }
        parts.decided(TAX, "x", "x", 1);
        for (int attempt = 1; attempt <= 30; attempt++) {
            OutboxBatch batch = outbox.next(REGISTRY);
            if (!batch.isEmpty()) {
                outbox.failed(batch, new IllegalStateException());
            }
            parts.clock().advance(Duration.ofSeconds(20));
        }
        assertThat(parts.count("message_status where parked")).isZero();
        assertThat(parts.count("alarm where code = 'DELIVERY-STOPPED' and closed_at is null"))
                .isEqualTo(1);
        outbox.failed(outbox.next(REGISTRY), new IllegalStateException());
        assertThat(outbox.next(REGISTRY).isEmpty()).as("paused").isTrue();
        assertThat(messageIds(outbox.next(TAX))).as("the other queue goes on").containsExactly("x#1");

        parts.clock().advance(Duration.ofSeconds(10));
        outbox.sent(outbox.next(REGISTRY));
        assertThat(parts.count("alarm where closed_at is null")).isZero();
        assertThat(outbox.next(REGISTRY).isEmpty())
                .as("nobody waits out a pause that the broker caused")
                .isFalse();
    }

    @Test
    void new_messages_do_not_run_ahead_of_one_whose_outcome_is_unknown_by_more_than_the_window() {
        restart(settings -> with(settings, 500, 3));
        parts.decided(REGISTRY, "a", "a", 1);
        outbox.failed(outbox.next(REGISTRY), new IllegalStateException());
        for (int i = 0; i < 5; i++) {
            parts.decided(REGISTRY, "k" + i, "k" + i, 1);
        }
        OutboxBatch trial = outbox.next(REGISTRY);
        assertThat(messageIds(trial)).containsExactly("k0#1");
        outbox.sent(trial);
        OutboxBatch within = outbox.next(REGISTRY);
        assertThat(messageIds(within)).containsExactly("k1#1");
        outbox.sent(within);
        assertThat(outbox.next(REGISTRY).isEmpty()).isTrue();

        parts.clock().advance(Duration.ofSeconds(1));
        outbox.sent(outbox.next(REGISTRY));
        assertThat(messageIds(outbox.next(REGISTRY))).containsExactly("k2#1", "k3#1", "k4#1");
    }

    @Test
    void one_hub_at_a_time_sends_to_a_queue() {
        try (DeliveryParts second = new DeliveryParts(database, null, UnaryOperator.identity())) {
            parts.decided(REGISTRY, "a", "a", 1);
            parts.decided(TAX, "x", "x", 1);
            assertThat(outbox.next(REGISTRY).isEmpty()).isFalse();
            assertThat(second.part(Outbox.class).next(REGISTRY).isEmpty()).isTrue();
            assertThat(second.part(Outbox.class).next(TAX).isEmpty()).isFalse();
        }
    }

    @Test
    void a_hub_that_lost_its_lease_marks_nothing() {
        try (DeliveryParts second = new DeliveryParts(database, null, UnaryOperator.identity())) {
            long message = parts.decided(REGISTRY, "a", "a", 1);
            long file = parts.file("registrations");
            parts.record(message, file, 2, "R", "PENDING", "240.00");
            OutboxBatch stale = outbox.next(REGISTRY);
            parts.jdbc()
                    .sql("update lease set held_until = now() - interval '1 second'")
                    .update();

            OutboxBatch again = second.part(Outbox.class).next(REGISTRY);
            assertThat(messageIds(again)).containsExactly("a#1");
            assertThat(again.epoch()).isGreaterThan(stale.epoch());

            outbox.sent(stale);
            assertThat(parts.count("message_status where sent_at is not null")).isZero();
            assertThat(parts.state(file, 2)).isEqualTo("PENDING");
            outbox.failed(stale, new IllegalStateException());
            assertThat(parts.count("message_status where next_attempt_at is not null"))
                    .isZero();

            second.part(Outbox.class).sent(again);
            assertThat(parts.state(file, 2)).isEqualTo("DELIVERED");
        }
    }

    @Test
    void a_hub_that_stops_gives_its_leases_back() {
        parts.decided(REGISTRY, "a", "a", 1);
        outbox.next(REGISTRY);
        restart(UnaryOperator.identity());
        assertThat(outbox.next(REGISTRY).isEmpty()).isFalse();
    }

    @Test
    void pauses_between_attempts_double_up_to_the_longest() {
        assertThat(List.of(
                        DeliveryParts.SETTINGS.retryAfter(1),
                        DeliveryParts.SETTINGS.retryAfter(2),
                        DeliveryParts.SETTINGS.retryAfter(5),
                        DeliveryParts.SETTINGS.retryAfter(1_000)))
                .containsExactly(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(16), Duration.ofMinutes(5));
    }

    @Test
    void a_flapping_broker_parks_no_message_however_often_it_fails() {
        parts.decided(REGISTRY, "a", "a", 1);
        parts.decided(REGISTRY, "b", "b", 1);
        List<Exception> faults = List.of(
                new jakarta.jms.IllegalStateException("closed"),
                new org.springframework.jms.UncategorizedJmsException(new java.io.IOException("connection reset")),
                new IllegalStateException(new ActiveMQNotConnectedException("AMQ219006")),
                new IllegalStateException(new ActiveMQObjectClosedException()),
                new ActiveMQInterruptedException(new InterruptedException()));
        for (int i = 0; i < 20; i++) {
            OutboxBatch batch = outbox.next(REGISTRY);
            if (!batch.isEmpty()) {
                // The attempt before passed, so that another message would be blamed.
                outbox.sent(OutboxBatch.nothing(REGISTRY));
                outbox.failed(batch, faults.get(i % faults.size()));
            }
            parts.clock().advance(Duration.ofMinutes(6));
        }
        assertThat(parts.count("message_status where attempts > 8")).isPositive();
        assertThat(parts.count("parked")).isZero();
        assertThat(parts.count("message_status where parked")).isZero();
    }

    @Test
    void a_dead_letter_is_not_delivered_until_its_consumer_acknowledges_it() {
        long message = parts.decided(REGISTRY, "a", "a", 1);
        long file = parts.file("registrations");
        parts.record(message, file, 2, "R", "PENDING", "10.00");
        outbox.sent(outbox.next(REGISTRY));
        assertThat(parts.state(file, 2)).isEqualTo("DELIVERED");
        DeadLetters deadLetters = parts.part(DeadLetters.class);

        deadLetters.note(Set.of("a#1", "other 0"));
        deadLetters.note(Set.of("a#1", "other 0"));

        assertThat(parts.state(file, 2)).isEqualTo("PENDING");
        assertThat(openAlarms()).containsExactlyInAnyOrder("DEAD-LETTER " + REGISTRY, "DEAD-LETTER hub.dead-letters");
        assertThat(parts.count("audit where action = 'dead-letter'")).isEqualTo(1);
        assertThat(outbox.next(REGISTRY).isEmpty()).isTrue();

        // It was moved back to its queue: not delivered yet.
        deadLetters.note(Set.of());
        assertThat(openAlarms()).isEmpty();
        assertThat(parts.state(file, 2)).isEqualTo("PENDING");
        parts.part(Acknowledgements.class)
                .record(new InboundAcknowledgement.Readable(
                        "consumer",
                        new RefusedAcknowledgements.Received("text", "", 0, "0".repeat(64), false, null),
                        new Acknowledgement(
                                "a#1",
                                Acknowledgement.Status.POSTED,
                                null,
                                OffsetDateTime.parse("2026-11-20T07:00:00-05:00"))));
        assertThat(parts.state(file, 2)).isEqualTo("DELIVERED");
    }

    @Test
    void a_record_that_another_sent_message_contains_stays_delivered() {
        long first = parts.decided(REGISTRY, "a", "a", 1);
        long file = parts.file("registrations");
        parts.record(first, file, 2, "R", "PENDING", "10.00");
        long second = parts.decided(REGISTRY, "a", "a", 2);
        parts.jdbc()
                .sql("insert into message_source values (:message, :file, '{[2,3)}')")
                .param("message", second)
                .param("file", file)
                .update();
        for (OutboxBatch batch = outbox.next(REGISTRY); !batch.isEmpty(); batch = outbox.next(REGISTRY)) {
            outbox.sent(batch);
        }
        parts.part(DeadLetters.class).note(Set.of("a#2"));
        assertThat(parts.state(file, 2)).isEqualTo("DELIVERED");
        parts.part(DeadLetters.class).note(Set.of("a#1", "a#2"));
        assertThat(parts.state(file, 2)).isEqualTo("PENDING");
    }

    private List<String> openAlarms() {
        return parts.jdbc()
                .sql("select code || ' ' || subject from alarm where closed_at is null")
                .query(String.class)
                .list();
    }

    private void restart(UnaryOperator<DeliverySettings> settings) {
        parts.close();
        parts = new DeliveryParts(database, null, settings);
        outbox = parts.part(Outbox.class);
    }

    private static DeliverySettings with(DeliverySettings s, int batchSize, int window) {
        return new DeliverySettings(
                s.pollInterval(),
                batchSize,
                window,
                s.lease(),
                s.attempts(),
                s.firstRetry(),
                s.lastRetry(),
                s.circuitFailures(),
                s.circuitPause(),
                s.sendLimit(),
                s.acknowledgementLimit(),
                s.acknowledgementCheck(),
                s.deadLetterCheck(),
                s.acknowledgers());
    }

    private static List<String> messageIds(OutboxBatch batch) {
        return batch.messages().stream().map(OutgoingMessage::messageId).toList();
    }
}
