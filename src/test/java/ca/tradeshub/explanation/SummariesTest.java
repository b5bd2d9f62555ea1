// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static ca.tradeshub.reconciliation.ReconciliationFixture.week;
import static ca.tradeshub.reconciliation.ReconciliationFixture.weeks;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.testing.Deliveries;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first sentence of an explanation, for each state of a record, a claim and a message. */
class SummariesTest {

    private static final LocalDate JUNE_2015 = LocalDate.of(2015, 6, 1);
    private static final String CLAIM = "123026635RP0001/TA-1/2016-12-31";
    private static final String NOW = "2026-11-20 02:00";

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private final Summaries summaries = new Summaries(hub.jdbc());

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_pending_record_names_what_it_waits_for() {
        long file = registrations(1, one());
        assertThat(record(file, 2))
                .isEqualTo("This registration has been pending since " + NOW
                        + ", because it is not decided yet; the hub decides it next.");
        hub.reconcile();
        assertThat(record(file, 2)).contains("because its message waits to be sent");
        Deliveries.parkAll(hub.jdbc());
        assertThat(record(file, 2)).contains("its message is parked").contains("an operator must release");

        long pay = payroll(1, List.of(), weeks(1, "TA-9", "309A"));
        hub.reconcile();
        assertThat(record(pay, 2))
                .startsWith("This pay line has been pending since " + NOW
                        + ": No registration of this agreement has been received yet.")
                .endsWith("a person must decide.");
    }

    @Test
    void a_delivered_record_is_not_called_anything_else() {
        long file = registrations(1, one());
        hub.reconcileAndDeliver();

        assertThat(record(file, 2)).startsWith("This registration has been delivered since " + NOW);
        assertThat(french(file, 2)).startsWith("Cette inscription est à l'état « livré » depuis le " + NOW);
    }

    @Test
    void duplicates_and_superseded_records_name_the_other_one() {
        long first = registrations(1, one());
        long again = registrations(2, one());
        long newer = registrations(3, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015.plusDays(1)));
        hub.reconcileAndDeliver();

        assertThat(record(first, 2))
                .isEqualTo("This registration has been superseded since " + NOW
                        + ", because registrations-3:2 has replaced it; nothing more happens with it.");
        assertThat(record(again, 2)).contains("has been a duplicate since").contains("nothing more happens");
        assertThat(record(newer, 2)).contains("delivered");
    }

    @Test
    void a_held_and_a_rejected_record_give_rule_reason_and_next_step() {
        long twice =
                registrations(1, one(), registration("TA-1", "1234567", "12345678", "309A", JUNE_2015.plusDays(1)));
        assertThat(record(twice, 2))
                .startsWith("This registration has been held since " + NOW + " under DUPLICATE_KEY: Lines 2, 3")
                .endsWith("a person must decide, or a newer version resolves it.");
        assertThat(french(twice, 2))
                .contains("selon DUPLICATE_KEY : Les lignes 2, 3")
                .contains("une personne");

        hub.part(RecordStates.class)
                .move(
                        List.of(new RecordAddress(twice, 2)),
                        Set.of(RecordState.HELD),
                        RecordState.REJECTED,
                        "FMT-01",
                        null);
        hub.jdbc()
                .sql("insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation)"
                        + " values (:file, 2, 'FMT-01', 'reject', 'It is wrong.', 'C''est faux.', 'law')")
                .param("file", twice)
                .update();
        assertThat(record(twice, 2))
                .isEqualTo("This registration has been rejected since " + NOW
                        + " under FMT-01: It is wrong; its sender must correct it and send it again.");
    }

    @Test
    void an_out_of_scope_line_and_claim_name_the_rule() {
        registrations(1, registration("TA-1", "1234567", "12345678", "332A", JUNE_2015));
        long pay = payroll(1, List.of(), weeks(1, "TA-1", "332A"));
        hub.reconcileAndDeliver();

        assertThat(record(pay, 2)).contains("has been out of scope since").contains("under ATTC-11: ");
        assertThat(claim()).contains("has been out of scope since").contains("under ATTC-11: ");
    }

    @Test
    void a_claim_says_where_it_is_on_its_way() {
        assertThat(claim()).isEqualTo("This claim is not decided yet; the hub decides it next.");
        payroll(1, List.of(), weeks(2, "TA-1", "309A"));
        hub.reconcileAndDeliver();
        assertThat(claim()).startsWith("This claim has been waiting since " + NOW + ": No registration");
        assertThat(summaries.notCalculated(CLAIM).en())
                .isEqualTo("The claim is not recalculated now, because no registration of its agreement has been"
                        + " received.");

        registrations(1, one());
        hub.reconcile();
        assertThat(claim()).contains("its message of version 1 waits to be sent");
        hub.reconcileAndDeliver();
        assertThat(claim())
                .isEqualTo("This claim was sent as version 1 on " + NOW
                        + " and is not acknowledged yet; the consumer is to acknowledge it.");
        Deliveries.acknowledgeAll(hub.jdbc(), "POSTED", null);
        assertThat(claim()).startsWith("This claim was sent as version 1 and posted by the consumer on " + NOW);
    }

    @Test
    void a_refused_claim_says_so_with_the_reason_and_not_that_records_are_missing() {
        registrations(1, one());
        long pay = payroll(1, List.of(), weeks(2, "TA-1", "309A"));
        hub.reconcileAndDeliver();
        Deliveries.acknowledgeAll(hub.jdbc(), "REFUSED", "No such account.");
        hub.part(RecordStates.class)
                .move(
                        List.of(new RecordAddress(pay, 2), new RecordAddress(pay, 3)),
                        Set.of(RecordState.DELIVERED),
                        RecordState.HELD,
                        "CONSUMER_REFUSED",
                        null);

        assertThat(claim())
                .startsWith("This claim was sent as version 1 and refused by the consumer on " + NOW
                        + ": No such account; its records are held until a person decides");
        assertThat(summaries.notCalculated(CLAIM).en())
                .isEqualTo("The claim is not recalculated now, because its pay lines are not current (2 held).");
        assertThat(summaries.notCalculated(CLAIM).fr()).doesNotContain("held");
        assertThat(summaries.ofMessage(messageId()).fr())
                .contains("refusé par le destinataire")
                .contains("No such");
    }

    @Test
    void a_held_claim_names_its_rule_and_the_message_that_stays() {
        registrations(1, one());
        payroll(1, List.of(), weeks(2, "TA-1", "309A"));
        hub.reconcileAndDeliver();
        payroll(
                2,
                List.of(new EmployerYear.Claim("TA-1", Money.of("5000.00"), null)),
                List.of(week(5, "TA-1", "309A", "650.00")));
        hub.reconcileAndDeliver();

        assertThat(claim())
                .startsWith("This claim has been held since " + NOW + " under ATTC-30: ")
                .endsWith("; its message of version 1 remains in force.");
    }

    @Test
    void a_message_says_whether_it_waits_was_sent_posted_or_replaced() {
        registrations(1, one());
        payroll(1, List.of(), weeks(2, "TA-1", "309A"));
        hub.reconcile();
        String id = messageId();
        assertThat(summaries.ofMessage(id).en())
                .isEqualTo("This first message, version 1 of its key, was decided on " + NOW
                        + " and waits to be sent; it is sent when the broker accepts it.");
        Deliveries.parkAll(hub.jdbc());
        assertThat(summaries.ofMessage(id).en()).contains("is parked after failed attempts");
        hub.jdbc().sql("update delayed_message set parked = false").update();
        hub.reconcileAndDeliver();
        assertThat(summaries.ofMessage(id).en()).contains("was sent on " + NOW + " and is not acknowledged yet");
        Deliveries.acknowledgeAll(hub.jdbc(), "POSTED", null);
        assertThat(summaries.ofMessage(id).en()).contains("was posted by the consumer on " + NOW);
        payroll(2, List.of(), List.of(week(5, "TA-1", "309A", "650.00")));
        hub.reconcileAndDeliver();
        assertThat(summaries.ofMessage(id).en()).contains("a later version has replaced it");
        assertThat(summaries.ofMessage(id).fr()).contains("une version plus récente l'a remplacé");
    }

    @Test
    void a_withdrawn_claim_and_a_file_still_in_process() {
        registrations(1, one());
        long pay = payroll(1, List.of(), weeks(1, "TA-1", "309A"));
        hub.reconcileAndDeliver();
        hub.jdbc().sql("update decision set state = 'WITHDRAWN'").update();
        assertThat(claim()).startsWith("This claim has been withdrawn since " + NOW);
        hub.jdbc()
                .sql("update file set state = 'STAGING' where id = :id")
                .param("id", pay)
                .update();
        assertThat(record(pay, 2)).startsWith("This pay line has no effect yet");
    }

    private String record(long file, int line) {
        Text summary = summaries.ofRecord(new RecordAddress(file, line));
        assertThat(summary.fr()).isNotEqualTo(summary.en()).isNotBlank();
        return summary.en();
    }

    private String french(long file, int line) {
        return summaries.ofRecord(new RecordAddress(file, line)).fr();
    }

    private String claim() {
        Text summary = summaries.ofClaim(CLAIM).sentence();
        assertThat(summary.fr()).isNotEqualTo(summary.en()).isNotBlank();
        return summary.en();
    }

    private String messageId() {
        return hub.jdbc()
                .sql("select message_id from message where queue = 'taxcredit.verification' order by id limit 1")
                .query(String.class)
                .single();
    }

    private static Registration one() {
        return registration("TA-1", "1234567", "12345678", "309A", JUNE_2015);
    }

    private long registrations(int sequence, Registration... registrations) {
        return hub.file(Feed.REGISTRATIONS, sequence, List.of(registrations));
    }

    private long payroll(int sequence, List<EmployerYear.Claim> claims, List<PayLine> lines) {
        return hub.file(Feed.PAYROLL, sequence, employer("500000.00"), claims, lines);
    }
}
