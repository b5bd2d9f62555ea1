// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.week;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.ledger.file.FileOutcome;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A small file whose records share their keys with no other record takes effect without a comparison of versions. */
class NewKeysTest {

    private static final String CLAIM = ReconciliationFixture.EMPLOYER + "/TA-1/2016-12-31";

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void new_keys_are_not_compared() {
        hub.apply(pay(1, List.of(week(0, "TA-1", "309A", "650.00"))));
        FileOutcome.Balanced file =
                pay(2, List.of(week(1, "TA-1", "309A", "650.00"), week(2, "TA-1", "309A", "650.00")));

        assertThat(isComparedWhileApplied(file)).isFalse();

        assertThat(hub.states(file.lease().fileId())).containsValue("PENDING").hasSize(2);
        assertThat(hub.keysToDecide()).contains(CLAIM);
        hub.balance(file.lease().fileId());
    }

    @Test
    void registrations_with_new_keys_are_not_compared_and_mark_their_persons() {
        FileOutcome.Balanced file = hub.balanced(
                Feed.REGISTRATIONS,
                1,
                null,
                List.of(),
                List.of(ReconciliationFixture.registration(
                        "TA-1", "C-1", "12345678", "309A", LocalDate.of(2015, 6, 1))));

        assertThat(isComparedWhileApplied(file)).isFalse();

        assertThat(hub.keysToDecide()).contains("client:C-1", "account:12345678");
    }

    @Test
    void a_key_of_another_file_is_compared() {
        PayLine line = week(0, "TA-1", "309A", "650.00");
        hub.apply(pay(1, List.of(line)));
        FileOutcome.Balanced file = pay(2, List.of(line, week(1, "TA-1", "309A", "650.00")));

        assertThat(isComparedWhileApplied(file)).isTrue();

        assertThat(hub.states(file.lease().fileId()))
                .containsEntry(2, "DUPLICATE")
                .containsEntry(3, "PENDING");
    }

    @Test
    void a_key_twice_in_the_file_is_compared() {
        PayLine line = week(0, "TA-1", "309A", "650.00");
        FileOutcome.Balanced file = pay(1, List.of(line, line));

        assertThat(isComparedWhileApplied(file)).isTrue();

        assertThat(hub.states(file.lease().fileId()))
                .containsEntry(2, "PENDING")
                .containsEntry(3, "DUPLICATE");
    }

    @Test
    void a_key_twice_with_different_content_is_held() {
        FileOutcome.Balanced file =
                pay(1, List.of(week(0, "TA-1", "309A", "650.00"), week(0, "TA-1", "309A", "651.00")));

        assertThat(isComparedWhileApplied(file)).isTrue();

        assertThat(hub.states(file.lease().fileId()))
                .containsEntry(2, "HELD/DUPLICATE_KEY")
                .containsEntry(3, "HELD/DUPLICATE_KEY");
    }

    /** Applies a file; returns whether its transaction created the table of the versions of its keys. */
    private boolean isComparedWhileApplied(FileOutcome.Balanced file) {
        return hub.inOneTransaction(() -> {
            hub.apply(file);
            return hub.jdbc()
                    .sql("select to_regclass('pg_temp.version') is not null")
                    .query(Boolean.class)
                    .single();
        });
    }

    private FileOutcome.Balanced pay(int sequence, List<? extends CanonicalRecord> lines) {
        return hub.balanced(Feed.PAYROLL, sequence, employer("400000.00"), List.of(), lines);
    }
}
