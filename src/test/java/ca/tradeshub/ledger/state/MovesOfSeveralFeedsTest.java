// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.state;

import static ca.tradeshub.reconciliation.ReconciliationFixture.certificate;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static ca.tradeshub.reconciliation.ReconciliationFixture.weeks;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.RecordLedger;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records of several feeds move together, each in the table of its feed. */
class MovesOfSeveralFeedsTest {

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private final RecordStates states = hub.part(RecordStates.class);

    private final long registrations = hub.file(
            Feed.REGISTRATIONS,
            1,
            List.of(registration("TA-1", "1234567", "12345678", "309A", LocalDate.of(2015, 6, 1))));
    private final long certificates = hub.file(Feed.CERTIFICATES, 1, List.of(certificate("C-1", "87654321", "309A")));
    private final long pay = hub.file(Feed.PAYROLL, 1, employer("500000.00"), List.of(), weeks(2, "TA-1", "309A"));

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void one_move_for_all() {
        int moved = hub.inOneTransaction(() -> states.move(
                List.of(
                        new RecordAddress(pay, 3),
                        new RecordAddress(registrations, 2),
                        new RecordAddress(certificates, 2)),
                Set.of(RecordState.PENDING),
                RecordState.HELD,
                "MATCH-01",
                "a key"));

        assertThat(moved).isEqualTo(3);
        assertThat(hub.states(registrations)).containsExactly(Map.entry(2, "HELD/MATCH-01"));
        assertThat(hub.states(certificates)).containsExactly(Map.entry(2, "HELD/MATCH-01"));
        assertThat(hub.states(pay)).containsExactly(Map.entry(2, "PENDING"), Map.entry(3, "HELD/MATCH-01"));
        assertThat(List.of(registrations, certificates, pay))
                .allSatisfy(file -> assertThat(hub.balance(file).holds()).isTrue());
    }

    @Test
    void each_with_a_key_of_its_own() {
        int moved = hub.inOneTransaction(() -> states.moveEach(
                Map.of(new RecordAddress(registrations, 2), "of the person", new RecordAddress(pay, 2), "of the claim"),
                RecordLedger.Move.of(RecordState.PENDING, RecordState.OUT_OF_SCOPE)));

        assertThat(moved).isEqualTo(2);
        assertThat(hub.jdbc()
                        .sql("select held_with from record where held_with is not null order by feed")
                        .query(String.class)
                        .list())
                .containsExactly("of the claim", "of the person");
    }

    @Test
    void none() {
        assertThat(states.move(List.of(), Set.of(RecordState.PENDING), RecordState.HELD, null, null))
                .isZero();
        assertThat(states.moveEach(Map.of(), RecordLedger.Move.of(RecordState.PENDING, RecordState.HELD)))
                .isZero();
    }
}
