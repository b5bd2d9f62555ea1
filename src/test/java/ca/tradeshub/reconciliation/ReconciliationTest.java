// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.certificate;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static ca.tradeshub.reconciliation.ReconciliationFixture.week;
import static ca.tradeshub.reconciliation.ReconciliationFixture.weeks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.rules.Samples;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final LocalDate JUNE_2015 = LocalDate.of(2015, 6, 1);
    private static final String CLAIM = "123026635RP0001/TA-1/2016-12-31";
    private static final List<EmployerYear.Claim> CLAIMED =
            List.of(new EmployerYear.Claim("TA-1", Money.of("5000.00"), null));

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_registration_is_sent_and_delivered() {
        long file = registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));

        hub.reconcile();
        assertThat(hub.states(file)).containsValue("PENDING");
        hub.reconcileAndDeliver();

        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1");
        assertThat(hub.states(file)).containsExactly(Map.entry(2, "DELIVERED"));
        assertThat(hub.balance(file).isClosed()).isTrue();
        assertThat(hub.closeFinished()).isEqualTo(1);
        assertThat(hub.balance(file).isClosed()).isTrue();
        assertThat(hub.audit().verify(null).broken()).isNull();
    }

    @Test
    void a_message_that_does_not_follow_its_contract_is_parked_and_not_stored() {
        long file = takenByMistake(registration("TA-1", "1234567", "501800007", "309A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(hub.messages("501800007/309A")).isEmpty();
        assertThat(hub.states(file)).containsExactly(Map.entry(2, "HELD/RULE_HOLD"));
        assertThat(hub.texts("select cause from parked where released_at is null"))
                .singleElement()
                .asString()
                .contains("certification-record/1", "/person/accountNumber: pattern")
                .doesNotContain("501800007");
        assertThat(hub.texts("select subject || detail from alarm where closed_at is null"))
                .anySatisfy(alarm -> assertThat(alarm).contains("contract decision:"))
                .noneSatisfy(alarm -> assertThat(alarm).contains("501800007"));

        registrations(2, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1");
        assertThat(hub.states(file)).containsExactly(Map.entry(2, "SUPERSEDED"));
        assertThat(hub.texts("select cause from parked where released_at is null"))
                .isEmpty();
    }

    @Test
    void a_number_that_does_not_have_its_form_is_never_a_key_and_joins_nothing() {
        long first = registrations(1, registration("TA-1", "1234567", "20001234.0", "309A", JUNE_2015));
        long second = registrations(2, registration("TA-2", "501800007", "20001234", "310S", JUNE_2015));
        long third = registrations(3, registration("TA-3", "7654321", "20001234", "306A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(hub.states(first)).containsExactly(Map.entry(2, "HELD/FMT-05"));
        assertThat(hub.states(second)).containsExactly(Map.entry(2, "HELD/FMT-05"));
        assertThat(hub.states(third)).containsExactly(Map.entry(2, "DELIVERED"));
        assertThat(hub.texts("select record_key from message")).containsExactly("20001234/306A");
    }

    /** A registration that should have been held, as if a rule were wrong. */
    private long takenByMistake(Registration registration) {
        FileOutcome.Balanced balanced = hub.balanced(
                "test",
                Feed.REGISTRATIONS,
                1,
                null,
                List.of(),
                List.of(new StagedRecord(
                        2,
                        200,
                        99,
                        registration.recordKey(),
                        registration.balanceAmount(),
                        RecordState.PENDING,
                        null,
                        registration,
                        List.of())));
        hub.apply(balanced);
        return balanced.lease().fileId();
    }

    @Test
    void a_certificate_joins_the_registration_of_its_account_number() {
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        hub.file(Feed.CERTIFICATES, 1, List.of(certificate("C000000001", "12345678", "309A")));
        hub.reconcileAndDeliver();

        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1", "AMEND 2");
        JsonNode body = hub.body("12345678/309A");
        assertThat(body.at("/apprenticeship/agreementNumber").asText()).isEqualTo("TA-1");
        assertThat(body.at("/certificates/0/number").asText()).isEqualTo("C000000001");
        assertThat(body.at("/sources")).hasSize(2);
    }

    @Test
    void all_identifiers_of_a_person_are_decided_in_one_batch() {
        registrations(
                1,
                registration("TA-3", "1000003", "10000001", "309A", JUNE_2015),
                registration("TA-1", "1000001", "10000003", "309A", JUNE_2015),
                registration("TA-2", "1000002", "10000002", "309A", JUNE_2015));

        assertThat(hub.keysToDecide())
                .containsExactly(
                        "account:10000001",
                        "client:1000003",
                        "account:10000003",
                        "client:1000001",
                        "account:10000002",
                        "client:1000002");
    }

    @Test
    void nothing_changed_sends_nothing() {
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        long again = registrations(2, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(hub.states(again)).containsValue("DUPLICATE");
        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1");
    }

    @Test
    void a_newer_version_supersedes_and_amends() {
        long first = registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        hub.closeFinished();
        long second = registrations(2, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015.plusDays(1)));
        hub.reconcileAndDeliver();

        assertThat(hub.states(first)).containsValue("SUPERSEDED");
        assertThat(hub.states(second)).containsValue("DELIVERED");
        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1", "AMEND 2");
        hub.balance(first);
        hub.balance(second);
    }

    @Test
    void a_late_version_is_superseded_at_once() {
        registrations(2, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015.plusDays(1)));
        long late = registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(hub.states(late)).containsValue("SUPERSEDED");
        assertThat(hub.body("12345678/309A").at("/apprenticeship/registeredOn").asText())
                .isEqualTo("2015-06-02");
    }

    @Test
    void an_old_content_sent_anew_is_no_duplicate() {
        Registration a = registration("TA-1", "1234567", "12345678", "309A", JUNE_2015);
        Registration b = registration("TA-1", "1234567", "12345678", "309A", JUNE_2015.plusDays(1));
        registrations(1, a);
        registrations(2, b);
        long third = registrations(3, a);
        hub.reconcileAndDeliver();

        assertThat(hub.states(third)).containsValue("DELIVERED");
    }

    @Test
    void one_key_twice_in_a_file_is_held_when_it_differs_and_settled_by_a_later_file() {
        long first = registrations(
                1,
                registration("TA-1", "1234567", "12345678", "309A", JUNE_2015),
                registration("TA-1", "1234567", "12345678", "309A", JUNE_2015.plusDays(1)));
        hub.reconcileAndDeliver();
        assertThat(hub.states(first).values()).containsOnly("HELD/DUPLICATE_KEY");
        assertThat(hub.openExceptions()).containsExactly("DUPLICATE_KEY");
        assertThat(hub.messages("12345678/309A")).isEmpty();

        registrations(2, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        assertThat(hub.states(first).values()).containsOnly("SUPERSEDED");
        assertThat(hub.openExceptions()).isEmpty();
        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1");
    }

    @Test
    void one_key_twice_in_a_file_with_equal_content_leaves_the_first() {
        Registration one = registration("TA-1", "1234567", "12345678", "309A", JUNE_2015);
        long file = registrations(1, one, one);
        hub.reconcileAndDeliver();

        assertThat(hub.states(file)).isEqualTo(Map.of(2, "DELIVERED", 3, "DUPLICATE"));
    }

    @Test
    void pay_waits_for_its_registration() {
        long pay = payroll(1, CLAIMED, weeks(4, "TA-1", "309A"));
        hub.reconcileAndDeliver();
        assertThat(hub.states(pay).values()).containsOnly("PENDING");

        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(hub.messages(CLAIM)).isEmpty();
        assertThat(hub.openExceptions()).containsExactly("RULE_HOLD/ATTC-30");
    }

    @Test
    void a_claim_is_computed_and_delivered() {
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        long pay = payroll(1, CLAIMED, weeks(51, "TA-1", "309A"));
        hub.reconcileAndDeliver();

        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
        JsonNode body = hub.body(CLAIM);
        assertThat(body.at("/verdict").asText()).isEqualTo("SUPPORTED");
        assertThat(body.at("/computation/credit").asText()).isEqualTo("5000.00");
        assertThat(hub.states(pay).values()).containsOnly("DELIVERED");
        assertThat(hub.balance(pay).amounts().get(RecordState.DELIVERED)).isEqualTo("33150.00");
    }

    @Test
    void of_files_that_take_effect_at_the_same_moment_the_second_sees_what_the_first_left() throws Exception {
        FileOutcome.Balanced registration = hub.balanced(
                Feed.REGISTRATIONS,
                1,
                null,
                List.of(),
                List.of(registration("TA-1", "1234567", "12345678", "309A", JUNE_2015)));
        ExecutorService another = Executors.newSingleThreadExecutor();
        try {
            Future<?> pay = hub.inOneTransaction(() -> {
                hub.apply(registration);
                Future<?> meanwhile = another.submit(() -> payroll(1, CLAIMED, weeks(51, "TA-1", "309A")));
                await().atMost(Duration.ofSeconds(60)).until(hub::isSomeoneWaitingToMark);
                return meanwhile;
            });
            pay.get(60, TimeUnit.SECONDS);
        } finally {
            another.shutdownNow();
        }
        hub.reconcileAndDeliver();

        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
    }

    @Test
    void pay_decided_on_the_last_moment_of_the_limit_still_waits() {
        long pay = payroll(1, List.of(), weeks(2, "TA-1", "309A"));
        hub.clock.advance(Duration.ofDays(30));
        hub.reconcileAndDeliver();

        assertThat(hub.states(pay).values()).containsOnly("PENDING");
        assertThat(hub.openExceptions()).isEmpty();
    }

    @Test
    void the_limit_of_pay_that_waited_for_another_line_first_begins_with_its_arrival_too() {
        PayLine late = Samples.payLine(line -> {
            line.lineId = "L-1";
            line.payDate = LocalDate.of(2017, 1, 6);
        });
        long pay = payroll(1, List.of(), List.of(late, Samples.payLine(line -> line.lineId = "L-2")));
        hub.reconcileAndDeliver();
        assertThat(hub.states(pay)).containsEntry(2, "HELD/C25").containsEntry(3, "PENDING");
        hub.clock.advance(Duration.ofDays(20));
        payroll(2, List.of(), List.of(Samples.payLine(line -> line.lineId = "L-1")));
        hub.reconcileAndDeliver();
        hub.clock.advance(Duration.ofDays(10));
        assertThat(hub.remindOverdue()).isZero();

        hub.clock.advance(Duration.ofSeconds(1));

        assertThat(hub.remindOverdue()).isEqualTo(1);
        hub.reconcileAndDeliver();
        assertThat(hub.states(pay)).containsEntry(3, "HELD/MISSING_REGISTRATION");
        assertThat(hub.remindOverdue()).as("it is decided").isZero();
    }

    @Test
    void pay_without_registration_is_held_after_the_limit() {
        long pay = payroll(1, List.of(), weeks(2, "TA-1", "309A"));
        hub.reconcileAndDeliver();
        hub.clock.advance(Duration.ofDays(30));
        assertThat(hub.remindOverdue()).isZero();
        hub.clock.advance(Duration.ofSeconds(1));
        assertThat(hub.remindOverdue()).isEqualTo(1);
        hub.reconcileAndDeliver();
        assertThat(hub.states(pay).values()).containsOnly("HELD/MISSING_REGISTRATION");
        assertThat(hub.openExceptions()).containsExactly("MISSING_REGISTRATION");

        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        assertThat(hub.states(pay).values()).containsOnly("DELIVERED");
        assertThat(hub.openExceptions()).isEmpty();
    }

    @Test
    void a_trade_that_does_not_qualify_is_out_of_scope_unless_it_is_claimed() {
        registrations(1, registration("TA-1", "1234567", "12345678", "332A", JUNE_2015));
        long pay = payroll(1, List.of(), weeks(2, "TA-1", "332A"));
        hub.reconcileAndDeliver();
        assertThat(hub.states(pay).values()).containsOnly("OUT_OF_SCOPE/ATTC-11");
        assertThat(hub.messages(CLAIM)).isEmpty();

        long claimed = payroll(2, CLAIMED, List.of(week(3, "TA-1", "332A", "650.00")));
        hub.reconcileAndDeliver();
        assertThat(hub.body(CLAIM).at("/verdict").asText()).isEqualTo("NOT_SUPPORTED");
        assertThat(hub.states(claimed).values()).containsOnly("DELIVERED");
        assertThat(hub.states(pay).values()).containsOnly("DELIVERED");
    }

    @Test
    void a_corrected_line_amends_the_claim() {
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        long first = payroll(1, List.of(), weeks(3, "TA-1", "309A"));
        hub.reconcileAndDeliver();
        long second = payroll(2, List.of(), List.of(week(1, "TA-1", "309A", "700.00")));
        hub.reconcileAndDeliver();

        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1", "AMEND 2");
        assertThat(hub.body(CLAIM).at("/computation/grossExpenditure").asText()).isEqualTo("2000.00");
        assertThat(hub.states(first)).isEqualTo(Map.of(2, "DELIVERED", 3, "SUPERSEDED", 4, "DELIVERED"));
        assertThat(hub.states(second).values()).containsOnly("DELIVERED");
    }

    @Test
    void two_account_numbers_of_one_person_hold_what_they_name() {
        long first = registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        long second = registrations(2, registration("TA-2", "1234567", "87654321", "309A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(hub.states(first).values()).containsOnly("HELD/X-08");
        assertThat(hub.states(second).values()).containsOnly("HELD/X-08");
        assertThat(hub.openExceptions()).containsExactly("IDENTITY_CLASH/X-08");
        hub.balance(first);

        registrations(3, registration("TA-2", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).isEmpty();
        assertThat(hub.states(first).values()).containsOnly("DELIVERED");
    }

    @Test
    void a_client_key_stays_when_the_account_number_becomes_known() {
        registrations(1, registration("TA-1", "1234567", null, "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        registrations(2, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(hub.messages("1234567/309A")).containsExactly("NEW 1", "AMEND 2");
        assertThat(hub.messages("12345678/309A")).isEmpty();
    }

    @Test
    void two_sent_keys_that_prove_to_be_one_person_become_one() {
        registrations(1, registration("TA-1", "1234567", null, "309A", JUNE_2015));
        hub.file(Feed.CERTIFICATES, 1, List.of(Samples.certificateOfApprentice(certificate -> {
            certificate.trade = new TradeCode("309A");
            certificate.familyName = "Roy";
            certificate.birthDate = LocalDate.of(1995, 4, 8);
            certificate.postalCode = "M5V2T6";
            certificate.issuedOn = LocalDate.of(2019, 6, 1);
        })));
        hub.reconcileAndDeliver();
        registrations(2, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(hub.messages("1234567/309A")).containsExactly("NEW 1", "WITHDRAW 2");
        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1", "AMEND 2");
        assertThat(hub.jdbc()
                        .sql("select group_id from message where kind = 'WITHDRAW'")
                        .query(String.class)
                        .single())
                .isEqualTo("12345678");
    }

    @Test
    void a_key_without_records_is_withdrawn_and_may_come_back() {
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        registrations(2, registration("TA-1", "1234567", "12345678", "442A", JUNE_2015));
        hub.reconcileAndDeliver();
        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1", "WITHDRAW 2");
        assertThat(hub.messages("12345678/442A")).containsExactly("NEW 1");

        registrations(3, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1", "WITHDRAW 2", "NEW 3");
    }

    @Test
    void any_order_of_files_ends_the_same() {
        List<Map<String, JsonNode>> ends = new ArrayList<>();
        for (List<Integer> order : orders()) {
            try (ReconciliationFixture other = new ReconciliationFixture()) {
                for (int which : order) {
                    switch (which) {
                        case 0 ->
                            other.file(
                                    Feed.REGISTRATIONS,
                                    1,
                                    List.of(registration("TA-1", "1234567", "12345678", "309A", JUNE_2015)));
                        case 1 ->
                            other.file(Feed.CERTIFICATES, 1, List.of(certificate("C000000001", "12345678", "309A")));
                        default ->
                            other.file(Feed.PAYROLL, 1, employer("500000.00"), List.of(), weeks(10, "TA-1", "309A"));
                    }
                    other.reconcileAndDeliver();
                }
                ends.add(other.finalContent());
            }
        }
        assertThat(ends).hasSize(6);
        assertThat(ends.get(0)).hasSize(2);
        assertThat(ends).allSatisfy(end -> assertThat(end).isEqualTo(ends.get(0)));
    }

    @Test
    void two_files_that_disagree_on_the_employer_hold_the_claim() {
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        payroll(1, List.of(), weeks(2, "TA-1", "309A"));
        hub.reconcileAndDeliver();
        long second =
                hub.file(Feed.PAYROLL, 2, employer("400000.00"), List.of(), List.of(week(5, "TA-1", "309A", "650.00")));
        hub.reconcileAndDeliver();

        assertThat(hub.openExceptions()).containsExactly("VALUE_MISMATCH");
        assertThat(hub.states(second).values()).containsOnly("HELD/VALUE_MISMATCH");
        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
    }

    private long registrations(int sequence, Registration... registrations) {
        return hub.file(Feed.REGISTRATIONS, sequence, List.of(registrations));
    }

    private long payroll(int sequence, List<EmployerYear.Claim> claims, List<PayLine> lines) {
        return hub.file(Feed.PAYROLL, sequence, employer("500000.00"), claims, lines);
    }

    private static List<List<Integer>> orders() {
        List<List<Integer>> orders = new ArrayList<>();
        for (int first = 0; first < 3; first++) {
            List<Integer> rest = new ArrayList<>(List.of(0, 1, 2));
            rest.remove(Integer.valueOf(first));
            for (int swap = 0; swap < 2; swap++) {
                List<Integer> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
                Collections.reverse(rest);
            }
        }
        return orders;
    }
}
