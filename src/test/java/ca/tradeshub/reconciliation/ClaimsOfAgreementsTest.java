// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A changed registration or certificate finds the claims of its agreement, whether they are decided or wait for it. */
class ClaimsOfAgreementsTest {

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TA-1", "TA/7", "TA/7/x", "/", "a b"})
    void a_claim_that_waits_to_be_decided_is_found(String agreement) {
        pay(1, agreement);
        register(2, agreement);

        assertThat(claimsToDecide()).containsExactly(claim(agreement), claim(agreement));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TA-1", "TA/7", "TA/7/x", "/", "a b"})
    void a_decided_claim_is_found(String agreement) {
        pay(1, agreement);
        hub.reconcile();
        assertThat(claimsToDecide()).isEmpty();
        register(2, agreement);

        assertThat(claimsToDecide()).containsExactly(claim(agreement));
    }

    /** The marks of a claim are far apart when a year's files come at once; none is left for a later batch. */
    @Test
    void one_decision_settles_all_marks_of_a_claim() {
        for (int sequence = 1; sequence <= 8; sequence++) {
            payOneAWeek(sequence);
        }
        List<String> marks = claimsToDecide();
        pay(9, agreement(1, 0));
        pay(10, agreement(2, 7));
        assertThat(claimsToDecide()).hasSize(marks.size() + 2);

        hub.part(Reconciler.class).reconcile();

        assertThat(claimsToDecide()).isNotEmpty().doesNotContainAnyElementsOf(marks.subList(0, 300));
    }

    /** A file with a claim for each of 50 weeks. */
    private void payOneAWeek(int sequence) {
        hub.file(
                Feed.PAYROLL,
                sequence,
                ReconciliationFixture.employer("300000.00"),
                List.of(),
                IntStream.range(0, 50)
                        .mapToObj(week -> ReconciliationFixture.week(week, agreement(sequence, week), "309A", "650.00"))
                        .toList());
    }

    private static String agreement(int sequence, int week) {
        return String.format(Locale.ROOT, "TA-%d%02d", sequence, week);
    }

    @Test
    void claims_of_other_agreements_are_left_alone() {
        pay(1, "TA-1");
        pay(2, "TA/1");
        hub.reconcile();
        register(3, "TA/1");

        assertThat(claimsToDecide()).containsExactly(claim("TA/1"));
    }

    @Test
    void a_claim_all_of_whose_lines_were_held_is_found_once_a_line_counts() {
        PayLine line = ReconciliationFixture.week(0, "TA-1", "309A", "650.00");
        PayLine other = ReconciliationFixture.week(0, "TA-1", "309A", "651.00");
        hub.file(Feed.PAYROLL, 1, ReconciliationFixture.employer("300000.00"), List.of(), List.of(line, other));
        hub.reconcile();
        pay(2, "TA-1");
        hub.reconcile();
        register(3, "TA-1");

        assertThat(claimsToDecide()).containsExactly(claim("TA-1"));
        hub.reconcile();
        assertThat(hub.messages(claim("TA-1"))).containsExactly("NEW 1");
    }

    private void pay(int sequence, String agreement) {
        hub.file(
                Feed.PAYROLL,
                sequence,
                ReconciliationFixture.employer("300000.00"),
                List.of(),
                List.of(ReconciliationFixture.week(0, agreement, "309A", "650.00")));
    }

    private void register(int sequence, String agreement) {
        hub.file(
                Feed.REGISTRATIONS,
                sequence,
                List.of(ReconciliationFixture.registration(
                        agreement, "1000001", "10000001", "309A", LocalDate.of(2015, 6, 1))));
    }

    private List<String> claimsToDecide() {
        return hub.jdbc()
                .sql("select key from dirty_key where kind = 'claim' order by id")
                .query(String.class)
                .list();
    }

    private static String claim(String agreement) {
        return ReconciliationFixture.EMPLOYER + "/" + agreement + "/2016-12-31";
    }
}
