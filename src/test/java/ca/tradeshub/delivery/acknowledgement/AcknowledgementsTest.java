// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import static ca.tradeshub.delivery.TestBroker.TAX;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.delivery.DeliveryParts;
import ca.tradeshub.delivery.outbox.Outbox;
import ca.tradeshub.delivery.outbox.OutboxBatch;
import ca.tradeshub.ledger.parking.Parking;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

    private final DeliveryParts parts = DeliveryParts.withoutBroker();
    private final Acknowledgements acknowledgements = parts.part(Acknowledgements.class);
    private long message;
    private long file;

    @BeforeEach
    void a_sent_claim() {
        message = parts.decided(TAX, "claim", "claim", 1);
        file = parts.file("payroll");
        parts.record(message, file, 2, "P", "PENDING", "650.00");
        parts.record(message, file, 3, "P", "PENDING", "700.00");
        Outbox outbox = parts.part(Outbox.class);
        outbox.sent(outbox.next(TAX));
        parts.jdbc().sql("delete from balance_delta").update();
        parts.jdbc().sql("update sender_response set written_at = now()").update();
    }

    @AfterEach
    void close() {
        parts.close();
    }

    @Test
    void posted_is_noted_with_who_and_when_and_told_to_the_sender() {
        acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null));

        assertThat(parts.jdbc()
                        .sql(
                                "select acknowledgement || ' ' || acknowledged_by || ' ' || (acknowledged_at = :now) from message")
                        .param("now", java.sql.Timestamp.from(DeliveryParts.START))
                        .query(String.class)
                        .single())
                .isEqualTo("POSTED consumer true");
        assertThat(parts.state(file, 2)).isEqualTo("DELIVERED");
        assertThat(parts.count("sender_response where written_at is null")).isEqualTo(1);
        assertThat(parts.jdbc()
                        .sql("select actor || ' ' || action || ' ' || subject from audit where actor like 'user:%'")
                        .query(String.class)
                        .list())
                .containsExactly("user:consumer message.posted message:claim#1");
    }

    @Test
    void an_acknowledgement_takes_effect_once() {
        for (int i = 0; i < 3; i++) {
            acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null));
        }
        assertThat(parts.count("audit where actor like 'user:%'")).isEqualTo(1);
        assertThat(parts.count("parked")).isZero();
    }

    @Test
    void a_refusal_opens_a_break_and_holds_the_records_with_their_money() {
        acknowledgements.record(acknowledgement(
                "consumer",
                "claim#1",
                Acknowledgement.Status.REFUSED,
                "No such employer\u0000\u202E, SIN 046-454-286"));
        acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.REFUSED, "again"));

        assertThat(List.of(parts.state(file, 2), parts.state(file, 3))).containsExactly("HELD", "HELD");
        assertThat(parts.jdbc()
                        .sql("select state || ' ' || records || ' ' || amount from balance_delta order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("DELIVERED -2 -1350.00", "HELD 2 1350.00");
        assertThat(parts.jdbc()
                        .sql("select type || ' ' || subject || ': ' || detail from break where closed_at is null")
                        .query(String.class)
                        .list())
                .containsExactly("CONSUMER_REFUSED claim: The consumer refused message claim#1: No such employer  ,"
                        + " SIN ***-***-***");
        assertThat(parts.count("break_record")).isEqualTo(2);
        assertThat(parts.count("record where rule = 'CONSUMER_REFUSED' and held_with is null"))
                .isEqualTo(2);
        assertThat(parts.count("sender_response where written_at is null")).isEqualTo(1);
    }

    @Test
    void a_refusal_may_come_after_posted_but_posted_does_not_undo_a_refusal() {
        acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null));
        acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.REFUSED, "late"));
        assertThat(parts.state(file, 2)).isEqualTo("HELD");

        acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null));
        assertThat(parts.count("message where acknowledgement = 'REFUSED'")).isEqualTo(1);
        assertThat(parked()).hasSize(1).first().asString().contains("was refused before");
    }

    @Test
    void a_refusal_may_overtake_the_mark_of_its_sending() {
        long unmarked = parts.decided(TAX, "next", "next", 1);
        parts.record(unmarked, file, 4, "P", "PENDING", "1.00");
        Outbox outbox = parts.part(Outbox.class);
        OutboxBatch batch = outbox.next(TAX);
        acknowledgements.record(acknowledgement("consumer", "next#1", Acknowledgement.Status.REFUSED, "no"));
        outbox.sent(batch);
        assertThat(parts.state(file, 4)).isEqualTo("HELD");
    }

    @Test
    void a_user_acknowledges_only_messages_of_queues_it_may_consume() {
        acknowledgements.record(acknowledgement("stranger", "claim#1", Acknowledgement.Status.REFUSED, "no"));
        acknowledgements.record(acknowledgement("", "claim#1", Acknowledgement.Status.POSTED, null));
        assertThat(parts.state(file, 2)).isEqualTo("DELIVERED");
        assertThat(parts.count("message where acknowledged_at is not null")).isZero();
        assertThat(parked())
                .containsExactly(
                        "An acknowledgement from user stranger was not accepted. The user is not allowed to acknowledge messages of "
                                + "taxcredit.verification.",
                        "An acknowledgement from an unauthenticated user was not accepted. The user is not allowed to acknowledge "
                                + "messages of taxcredit.verification.");
        assertThat(parts.count("alarm where code = 'WORK-PARKED' and closed_at is null"))
                .isEqualTo(2);
    }

    @Test
    void what_names_no_message_or_is_none_is_parked_without_its_text() {
        acknowledgements.record(acknowledgement("consumer", "unknown", Acknowledgement.Status.POSTED, null));
        acknowledgements.record(new InboundAcknowledgement.Unreadable(
                "consumer", "c".repeat(64), new Text("It is not strict JSON", "Ce n'est pas du JSON strict")));
        assertThat(parked())
                .containsExactly(
                        "An acknowledgement from user consumer was not accepted. It names a message that this hub has not sent.",
                        "An acknowledgement from user consumer was not accepted. It is not strict JSON.");
        assertThat(parts.part(Parking.class).open())
                .extracting(work -> work.cause().fr())
                .containsExactly(
                        "Un accusé de réception de l'utilisateur consumer n'a pas été accepté. Il nomme un message que "
                                + "ce centre n'a pas envoyé.",
                        "Un accusé de réception de l'utilisateur consumer n'a pas été accepté. Ce n'est pas du JSON "
                                + "strict.");
        assertThat(parts.part(Parking.class).open().get(1).reference()).isEqualTo("acknowledgement:cccccccccccccccc");
    }

    @Test
    void messages_that_nobody_acknowledges_raise_an_alarm_until_somebody_does() {
        acknowledgements.watch();
        assertThat(parts.count("alarm")).isZero();

        parts.clock().turn(Duration.ofDays(3).plusSeconds(1));
        acknowledgements.watch();
        acknowledgements.watch();
        assertThat(parts.jdbc()
                        .sql("select code || ' ' || subject from alarm where closed_at is null")
                        .query(String.class)
                        .list())
                .containsExactly("ACKNOWLEDGEMENT-OVERDUE " + OutgoingQueue.TAX.queueName());

        acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null));
        acknowledgements.watch();
        assertThat(parts.count("alarm where closed_at is null")).isZero();
    }

    private List<String> parked() {
        return parts.jdbc()
                .sql("select cause from parked where released_at is null order by id")
                .query(String.class)
                .list();
    }

    private static InboundAcknowledgement acknowledgement(
            String user, String messageId, Acknowledgement.Status status, String reason) {
        return new InboundAcknowledgement.Readable(
                user,
                "%08x".formatted((user + messageId + status).hashCode()).repeat(8),
                new Acknowledgement(messageId, status, reason, OffsetDateTime.parse("2026-11-20T07:00:00-05:00")));
    }
}
