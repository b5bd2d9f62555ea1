// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.certificate;
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
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import ca.tradeshub.ledger.response.FileReports;
import ca.tradeshub.ledger.response.SenderResponses;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every record that is not delivered has the reason for its state in what its sender receives. */
class StateReasonsTest {

    private static final LocalDate JUNE_2015 = LocalDate.of(2015, 6, 1);

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_line_that_waits_for_its_registration_says_so() {
        long pay = payroll(1, List.of(), weeks(2, "TA-1", "309A"));
        hub.reconcileAndDeliver();

        assertThat(reasons(pay))
                .containsExactly("2 PENDING info MISSING_REGISTRATION", "3 PENDING info MISSING_REGISTRATION");
        assertThat(first(pay).message().en()).contains("has been received yet").contains("30 days");
        assertThat(first(pay).message().fr()).contains("n'a encore été reçue").contains("30 jours");
    }

    @Test
    void the_reason_goes_with_the_state() {
        long pay = payroll(1, List.of(), weeks(2, "TA-1", "309A"));
        hub.reconcileAndDeliver();
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(hub.states(pay).values()).containsOnly("DELIVERED");
        assertThat(reasons(pay)).isEmpty();
        assertThat(hub.jdbc()
                        .sql("select count(*) from finding where decided_key is not null")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_line_held_without_registration_says_since_when_and_what_to_do() {
        long pay = payroll(1, List.of(), weeks(1, "TA-1", "309A"));
        hub.reconcileAndDeliver();
        hub.clock.advance(Duration.ofDays(31));
        hub.remindOverdue();
        hub.reconcileAndDeliver();

        assertThat(reasons(pay)).containsExactly("2 HELD hold MISSING_REGISTRATION");
        assertThat(first(pay).message().en()).contains("within 30 days").contains("Check the agreement number");
        assertThat(first(pay).citation()).isEqualTo("Interface agreements, section 6");
    }

    @Test
    void a_claim_that_a_rule_holds_gives_each_line_the_rule_and_its_sentence() {
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        long pay = payroll(
                1, List.of(new EmployerYear.Claim("TA-1", Money.of("5000.00"), null)), weeks(2, "TA-1", "309A"));
        hub.reconcileAndDeliver();

        assertThat(reasons(pay)).containsExactly("2 HELD hold ATTC-30", "3 HELD hold ATTC-30");
        assertThat(first(pay).message().fr()).isNotBlank();
        assertThat(first(pay).citation()).isNotBlank();
    }

    @Test
    void other_lines_of_a_held_claim_wait_with_a_reason() {
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        long twice = payroll(
                1,
                List.of(),
                List.of(
                        week(1, "TA-1", "309A", "650.00"),
                        week(1, "TA-1", "309A", "700.00"),
                        week(2, "TA-1", "309A", "650.00")));
        hub.reconcileAndDeliver();

        assertThat(reasons(twice))
                .containsExactly("2 HELD hold DUPLICATE_KEY", "3 HELD hold DUPLICATE_KEY", "4 PENDING info RULE_HOLD");
        assertThat(first(twice).message().en()).contains("Lines 2, 3 have the same key");
        assertThat(first(twice).message().fr()).contains("Les lignes 2, 3 ont la même clé");
    }

    @Test
    void a_line_outside_the_law_names_the_rule_and_what_it_found() {
        registrations(1, registration("TA-1", "1234567", "12345678", "332A", JUNE_2015));
        long pay = payroll(1, List.of(), weeks(1, "TA-1", "332A"));
        hub.reconcileAndDeliver();

        assertThat(reasons(pay)).containsExactly("2 OUT_OF_SCOPE info ATTC-11");
        assertThat(first(pay).message().en()).isNotBlank();
        assertThat(first(pay).message().fr()).isNotBlank();
    }

    @Test
    void files_that_disagree_on_the_employer_say_so_with_the_values() {
        registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        payroll(1, List.of(), weeks(1, "TA-1", "309A"));
        long second =
                hub.file(Feed.PAYROLL, 2, employer("400000.00"), List.of(), List.of(week(5, "TA-1", "309A", "650.00")));
        hub.reconcileAndDeliver();

        assertThat(reasons(second)).containsExactly("2 HELD hold VALUE_MISMATCH");
        assertThat(first(second).observed()).isNotBlank();
    }

    @Test
    void two_accounts_of_one_person_give_both_registrations_the_rule() {
        long first = registrations(1, registration("TA-1", "1234567", "12345678", "309A", JUNE_2015));
        hub.reconcileAndDeliver();
        long second = registrations(2, registration("TA-2", "1234567", "87654321", "309A", JUNE_2015));
        hub.reconcileAndDeliver();

        assertThat(reasons(first)).containsExactly("2 HELD hold X-08");
        assertThat(reasons(second)).containsExactly("2 HELD hold X-08");
    }

    @Test
    void reasons_of_a_decision_are_not_sent_to_consumers() {
        registrations(1, registration("TA-1", "1234567", "12345678", "332A", JUNE_2015));
        payroll(1, List.of(), weeks(1, "TA-1", "332A"));
        hub.file(Feed.CERTIFICATES, 1, List.of(certificate("C000000001", "12345678", "332A")));
        hub.reconcileAndDeliver();

        assertThat(hub.body("12345678/332A").at("/findings").toString()).doesNotContain("ATTC");
    }

    @Test
    void a_new_reason_makes_a_response_due() {
        long pay = payroll(1, List.of(), weeks(1, "TA-1", "309A"));
        hub.jdbc()
                .sql("update sender_response set written_at = now(), revision = 1 where file_id = :id")
                .param("id", pay)
                .update();
        hub.reconcileAndDeliver();

        assertThat(hub.jdbc()
                        .sql("select count(*) from sender_response where file_id = :id and written_at is null")
                        .param("id", pay)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_record_decided_before_reasons_were_kept_still_names_its_rule() {
        registrations(1, registration("TA-1", "1234567", "12345678", "332A", JUNE_2015));
        long pay = payroll(1, List.of(), weeks(1, "TA-1", "332A"));
        hub.reconcileAndDeliver();
        hub.jdbc().sql("delete from finding").update();

        assertThat(reasons(pay)).containsExactly("2 OUT_OF_SCOPE info ATTC-11");
        assertThat(first(pay).message().en()).isEqualTo("Decided by ATTC-11.");
    }

    private List<String> reasons(long file) {
        return kept(file).stream()
                .map(each -> each.line() + " " + each.state() + " " + each.outcome() + " " + each.rule())
                .toList();
    }

    private LineFinding first(long file) {
        LineFinding first = kept(file).get(0);
        assertThat(first.state()).isNotEqualTo(RecordState.DELIVERED);
        return first;
    }

    private List<LineFinding> kept(long file) {
        FileReports reports = hub.part(FileReports.class);
        List<LineFinding> kept = reports.kept(file, 0, FileReports.LINES_OF_A_PAGE);
        assertThat(reports.read(due(file), 1).kept().firstPage())
                .as("the first page, in the report")
                .isEqualTo(kept);
        return kept;
    }

    private static SenderResponses.Due due(long file) {
        return new SenderResponses.Due(file, new InboxId("s", false), "n", 1, false, 0, 1, "0");
    }

    private long registrations(int sequence, Registration... registrations) {
        return hub.file(Feed.REGISTRATIONS, sequence, List.of(registrations));
    }

    private long payroll(int sequence, List<EmployerYear.Claim> claims, List<PayLine> lines) {
        return hub.file(Feed.PAYROLL, sequence, employer("500000.00"), claims, lines);
    }
}
