// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.ledger.file.FileOutcome;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A claim is decided once when several files of its employer arrived together. */
class ClaimsWaitForFilesTest {

    private static final String CLAIM = ReconciliationFixture.EMPLOYER + "/TA-1/2016-12-31";

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @BeforeEach
    void register() {
        hub.file(
                Feed.REGISTRATIONS,
                1,
                List.of(ReconciliationFixture.registration(
                        "TA-1", "1000001", "10000001", "309A", LocalDate.of(2015, 6, 1))));
        hub.reconcile();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_claim_waits_until_the_files_of_its_employer_are_applied() {
        pay(1, 0);
        FileOutcome.Balanced second = read(2, 1, ReconciliationFixture.employer("300000.00"));
        land(3, ReconciliationFixture.EMPLOYER.bn9());

        hub.reconcile();
        assertThat(hub.messages(CLAIM)).isEmpty();

        hub.apply(second);
        hub.reconcile();
        assertThat(hub.messages(CLAIM)).isEmpty();

        park(3);
        hub.reconcile();
        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
        assertThat(filesOfTheMessage()).isEqualTo(2);
    }

    @Test
    void a_claim_waits_no_longer_than_the_settings_allow() {
        pay(1, 0);
        land(2, ReconciliationFixture.EMPLOYER.bn9());
        markedBefore("4 minutes 50 seconds");
        hub.reconcile();
        assertThat(hub.messages(CLAIM)).isEmpty();

        markedBefore("11 seconds");
        hub.reconcile();
        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
    }

    @Test
    void files_of_other_employers_and_other_feeds_delay_no_claim() {
        pay(1, 0);
        land(2, "999999998");
        hub.landed("test", Feed.REGISTRATIONS, 3, "");

        hub.reconcile();

        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
    }

    @Test
    void a_file_that_needs_a_person_delays_no_claim() {
        pay(1, 0);
        land(2, ReconciliationFixture.EMPLOYER.bn9());
        park(2);

        hub.reconcile();

        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
    }

    @Test
    void persons_do_not_wait_for_pay() {
        land(2, ReconciliationFixture.EMPLOYER.bn9());
        hub.file(
                Feed.REGISTRATIONS,
                3,
                List.of(ReconciliationFixture.registration(
                        "TA-2", "1000002", "10000002", "309A", LocalDate.of(2015, 6, 1))));

        hub.reconcile();

        assertThat(hub.keysToDecide()).isEmpty();
        assertThat(hub.messages("10000002/309A")).containsExactly("NEW 1");
    }

    private void pay(int sequence, int week) {
        hub.apply(read(sequence, week, ReconciliationFixture.employer("300000.00")));
    }

    private void land(int sequence, String bn9) {
        hub.landed("test", Feed.PAYROLL, sequence, bn9);
    }

    private void park(int sequence) {
        hub.jdbc()
                .sql("update file set state = 'PARKED' where feed = 'payroll' and sequence = :sequence")
                .param("sequence", sequence)
                .update();
    }

    private void markedBefore(String time) {
        hub.jdbc()
                .sql("update dirty_key set marked_at = marked_at - cast(:time as interval)")
                .param("time", time)
                .update();
    }

    private long filesOfTheMessage() {
        return hub.jdbc()
                .sql(
                        """
                        select count(*) from message_source s join message m on m.id = s.message_id
                         where m.record_key = :key
                        """)
                .param("key", CLAIM)
                .query(Long.class)
                .single();
    }

    private FileOutcome.Balanced read(int sequence, int week, EmployerYear employer) {
        PayLine line = ReconciliationFixture.week(week, "TA-1", "309A", "650.00");
        return hub.balanced(Feed.PAYROLL, sequence, employer, List.of(), List.of(line));
    }
}
