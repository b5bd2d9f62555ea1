// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.delivery.acknowledgement;

import static ca.tradeshub.delivery.TestBroker.TAX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.delivery.DeliveryParts;
import ca.tradeshub.delivery.outbox.Outbox;
import ca.tradeshub.delivery.outbox.OutboxBatch;
import ca.tradeshub.ledger.parking.RefusedAcknowledgement;
import ca.tradeshub.ledger.parking.RefusedAcknowledgements;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class AcknowledgementsTest {

    private final DeliveryParts parts = DeliveryParts.withoutBroker();
    private final Acknowledgements acknowledgements = parts.part(Acknowledgements.class);
    private final OverdueAcknowledgements overdue = parts.part(OverdueAcknowledgements.class);
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
                                "select acknowledgement || ' ' || acknowledged_by || ' ' || (acknowledged_at = :now) from message_status")
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
    void acknowledgements_received_together_are_recorded_as_if_they_came_one_by_one() {
        for (int n = 1; n <= 3; n++) {
            parts.decided(TAX, "claim " + n, "claim " + n, 1);
        }
        acknowledgements.recordAll(List.of(
                acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null),
                acknowledgement("consumer", "claim 1#1", Acknowledgement.Status.POSTED, null),
                acknowledgement("consumer", "claim 1#1", Acknowledgement.Status.POSTED, null),
                acknowledgement("stranger", "claim 2#1", Acknowledgement.Status.POSTED, null),
                acknowledgement("consumer", "unknown", Acknowledgement.Status.POSTED, null),
                acknowledgement("consumer", "claim 1#1", Acknowledgement.Status.REFUSED, "late"),
                unreadable("x", 1, false),
                acknowledgement("consumer", "claim 3#1", Acknowledgement.Status.POSTED, null),
                acknowledgement("consumer", "claim 1#1", Acknowledgement.Status.POSTED, null)));

        assertThat(parts.jdbc()
                        .sql(
                                """
                                select message_id || ' ' || acknowledgement from message_status
                                 where acknowledgement is not null order by id
                                """)
                        .query(String.class)
                        .list())
                .containsExactly("claim#1 POSTED", "claim 1#1 REFUSED", "claim 3#1 POSTED");
        assertThat(parts.jdbc()
                        .sql("select action || ' ' || subject from audit where actor = 'user:consumer' order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "message.posted message:claim#1",
                        "message.posted message:claim 1#1",
                        "message.refused message:claim 1#1",
                        "message.posted message:claim 3#1");
        assertThat(parts.jdbc()
                        .sql("select problem from refused_acknowledgement order by problem")
                        .query(String.class)
                        .list())
                .containsExactly("AFTER_REFUSAL", "NOT_JSON", "NOT_PERMITTED", "UNKNOWN_MESSAGE");
    }

    @Test
    void a_message_that_many_acknowledgements_name_has_one_entry_of_the_first() {
        acknowledgements.recordAll(List.of(
                acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null),
                acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, "again"),
                acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, "and again")));

        assertThat(parts.count("audit where actor like 'user:%'")).isEqualTo(1);
        assertThat(parts.count("acknowledgement where reason is null")).isEqualTo(1);
        assertThat(parts.count("refused_acknowledgement")).isZero();
    }

    @Test
    void one_that_cannot_be_recorded_holds_up_no_other() {
        long bad = parts.decided(TAX, "bad", "bad", 1);
        parts.jdbc()
                .sql("alter table acknowledgement add constraint trial check (id <> " + bad + ")")
                .update();

        assertThatThrownBy(() -> acknowledgements.recordAll(List.of(
                        acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null),
                        acknowledgement("consumer", "bad#1", Acknowledgement.Status.POSTED, null))))
                .isInstanceOf(DataIntegrityViolationException.class);

        assertThat(parts.count("message_status where acknowledgement = 'POSTED' and record_key = 'claim'"))
                .isEqualTo(1);
    }

    @Test
    void acknowledgements_received_together_make_a_status_of_their_file_due() {
        parts.jdbc()
                .sql("update sender_response set revision = 2, written_at = now()")
                .update();

        acknowledgements.recordAll(List.of(
                acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null),
                acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null)));

        assertThat(parts.count("sender_response where written_at is null")).isEqualTo(1);
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
                        .sql(
                                "select type || ' ' || subject || ': ' || detail from exception_case where closed_at is null")
                        .query(String.class)
                        .list())
                .containsExactly("CONSUMER_REFUSED claim: The consumer refused message claim#1: No such employer  ,"
                        + " SIN ***-***-***");
        assertThat(parts.count("exception_record")).isEqualTo(2);
        assertThat(parts.count("record where rule = 'CONSUMER_REFUSED' and held_with = 'claim'"))
                .isEqualTo(2);
        assertThat(parts.count("sender_response where written_at is null")).isEqualTo(1);
    }

    @Test
    void a_refusal_may_come_after_posted_but_posted_does_not_undo_a_refusal() {
        acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null));
        acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.REFUSED, "late"));
        assertThat(parts.state(file, 2)).isEqualTo("HELD");

        acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null));
        assertThat(parts.count("message_status where acknowledgement = 'REFUSED'"))
                .isEqualTo(1);
        assertThat(refused()).containsExactly("consumer AFTER_REFUSAL claim#1");
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
        assertThat(parts.count("message_status where acknowledged_at is not null"))
                .isZero();
        assertThat(refused()).containsExactly("stranger NOT_PERMITTED claim#1", " NOT_PERMITTED claim#1");
        assertThat(alarms()).containsExactly("stranger", "(no user)");
    }

    @Test
    void the_id_of_a_message_stays_whole_although_nine_of_its_digits_are_a_valid_number() {
        String own = "5812e24d01b699d0483bb5e501800007";
        acknowledgements.record(acknowledgement("consumer", own, Acknowledgement.Status.POSTED, null));
        acknowledgements.record(
                acknowledgement("consumer", "50180000750180000750180000750180", Acknowledgement.Status.POSTED, null));
        acknowledgements.record(acknowledgement("consumer", "5812e24d-501800007", Acknowledgement.Status.POSTED, null));
        assertThat(refused()).contains("consumer UNKNOWN_MESSAGE " + own);
        assertThat(refused().subList(1, 3)).hasSize(2).allMatch(entry -> !entry.contains("501800007"));
    }

    @Test
    void each_refused_acknowledgement_is_an_entry_with_what_it_held() {
        for (int i = 0; i < 3; i++) {
            acknowledgements.record(unreadable("{\"messageId\":\"SIN 501800007\"", i, false));
        }
        acknowledgements.record(acknowledgement("consumer", "unknown", Acknowledgement.Status.POSTED, null));
        acknowledgements.record(acknowledgement("consumer", "501800007", Acknowledgement.Status.POSTED, null));

        assertThat(refused())
                .containsExactly(
                        "consumer NOT_JSON -",
                        "consumer NOT_JSON -",
                        "consumer NOT_JSON -",
                        "consumer UNKNOWN_MESSAGE unknown",
                        "consumer UNKNOWN_MESSAGE *********");
        assertThat(parts.count("refused_acknowledgement r where r::text like '%501800007%'"))
                .isZero();
        RefusedAcknowledgements entries = parts.part(RefusedAcknowledgements.class);
        assertThat(entries.content(entries.open(10, null).get(0).id())).contains("{\"messageId\":\"SIN 501800007\"");
        // All entries of a partner share one alarm.
        assertThat(alarms()).containsExactly("consumer");
    }

    @Test
    void an_acknowledgement_that_the_broker_delivers_again_has_one_entry() {
        acknowledgements.record(unreadable("x", 1, false));
        acknowledgements.record(unreadable("x", 1, true));
        acknowledgements.record(unreadable("x", 2, true));
        assertThat(refused()).hasSize(2);
    }

    @Test
    void an_operator_discards_an_entry_with_a_reason() {
        acknowledgements.record(unreadable("x", 1, false));
        acknowledgements.record(unreadable("y", 2, false));
        RefusedAcknowledgements entries = parts.part(RefusedAcknowledgements.class);
        List<Long> ids =
                entries.open(10, null).stream().map(RefusedAcknowledgement::id).toList();

        assertThatIllegalArgumentException().isThrownBy(() -> entries.discard(ids.get(0), "operator", " "));
        assertThat(entries.discard(ids.get(0), "operator", "Test of the partner, SIN 501 800 007"))
                .isPresent();
        assertThat(entries.discard(ids.get(0), "operator", "again")).isEmpty();
        assertThat(entries.content(ids.get(0))).isEmpty();
        assertThat(alarms()).containsExactly("consumer");
        assertThat(entries.discard(ids.get(1), "operator", "agreed by telephone"))
                .isPresent();

        assertThat(alarms()).isEmpty();
        assertThat(entries.count()).isZero();
        assertThat(parts.jdbc()
                        .sql("select actor || ' ' || action || ' ' || (detail ->> 'reason') from audit"
                                + " where action like 'acknowledgement%' order by id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        "user:operator acknowledgement.discard Test of the partner, SIN *** *** ***",
                        "user:operator acknowledgement.discard agreed by telephone");
    }

    @Test
    void messages_that_nobody_acknowledges_raise_an_alarm_until_somebody_does() {
        overdue.watch();
        assertThat(parts.count("alarm")).isZero();

        parts.clock().advance(Duration.ofDays(3).plusSeconds(1));
        overdue.watch();
        overdue.watch();
        assertThat(parts.jdbc()
                        .sql("select code || ' ' || subject from alarm where closed_at is null")
                        .query(String.class)
                        .list())
                .containsExactly("ACKNOWLEDGEMENT-OVERDUE " + OutgoingQueue.TAX.queueName());
        assertThat(parts.jdbc()
                        .sql("select detail || ' ' || detail_fr from alarm")
                        .query(String.class)
                        .single())
                .contains("waited longer than 3 days for", "depuis plus de 3 jours");

        acknowledgements.record(acknowledgement("consumer", "claim#1", Acknowledgement.Status.POSTED, null));
        overdue.watch();
        assertThat(parts.count("alarm where closed_at is null")).isZero();
    }

    private List<String> refused() {
        return parts.jdbc()
                .sql("select partner || ' ' || problem || ' ' || coalesce(message_id, '-')"
                        + " from refused_acknowledgement where discarded_at is null order by id")
                .query(String.class)
                .list();
    }

    private List<String> alarms() {
        return parts.jdbc()
                .sql(
                        "select subject from alarm where code = 'ACKNOWLEDGEMENT-REFUSED' and closed_at is null order by id")
                .query(String.class)
                .list();
    }

    private static InboundAcknowledgement unreadable(String content, int number, boolean redelivered) {
        return new InboundAcknowledgement.Unreadable(
                "consumer",
                new RefusedAcknowledgements.Received(
                        "text", content, content.length(), "%064x".formatted(number), redelivered, null),
                RefusedAcknowledgement.Problem.NOT_JSON);
    }

    private static InboundAcknowledgement acknowledgement(
            String user, String messageId, Acknowledgement.Status status, String reason) {
        return new InboundAcknowledgement.Readable(
                user,
                new RefusedAcknowledgements.Received(
                        "text",
                        messageId,
                        1,
                        "%08x".formatted((user + messageId + status).hashCode()).repeat(8),
                        false,
                        null),
                new Acknowledgement(messageId, status, reason, OffsetDateTime.parse("2026-11-20T07:00:00-05:00")));
    }
}
