// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.reconciliation.apply.AffectedKeys.DirtyKey;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many keys a batch for 4 claims takes: 3 identifiers of persons count as much as a claim. */
class BatchSizeTest {

    private final ReconciliationFixture hub = new ReconciliationFixture(4);

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest(name = "of small files {0}, of large files {1}: {2} and {3}")
    @CsvSource({
        "12, 5, 9, 3", // a quarter is for large files
        "2, 20, 2, 10", // which have what small files leave
        "20, 0, 9, 0",
        "3, 1, 3, 1",
    })
    void small_files_leave_a_quarter_to_large_ones(int ofSmall, int ofLarge, int small, int large) {
        persons(1, ofSmall);
        persons(2, ofLarge);
        hub.jdbc()
                .sql("update dirty_key set bulk = true where key like 'client:2%'")
                .update();

        List<String> keys =
                prepare().marks().stream().map(DirtyKey::key).distinct().toList();

        assertThat(keys).filteredOn(key -> key.startsWith("client:1")).hasSize(small);
        assertThat(keys).filteredOn(key -> key.startsWith("client:2")).hasSize(large);
    }

    @Test
    void more_keys_may_wait_after_as_many_as_small_files_may_have() {
        persons(1, 8);
        assertThat(prepare().isFull()).isFalse();

        persons(2, 1);
        assertThat(prepare().isFull()).isTrue();
    }

    @Test
    void a_claim_counts_as_three_identifiers() {
        for (int i = 1; i <= 4; i++) {
            hub.file(
                    Feed.PAYROLL,
                    i,
                    ReconciliationFixture.employer("500000.00"),
                    List.of(),
                    List.copyOf(ReconciliationFixture.weeks(2, "TA-" + i, "309A")));
        }

        assertThat(prepare().claims()).hasSize(3);
    }

    private Batch prepare() {
        return hub.inOneTransaction(() -> hub.part(BatchPreparation.class).prepare(InWork.NOTHING));
    }

    /** A file of registrations, each of a person of its own. */
    private void persons(int sequence, int number) {
        List<Registration> records = IntStream.range(0, number)
                .mapToObj(i -> Samples.registration(draft -> {
                    draft.agreementNumber = "TA-" + sequence + "-" + i;
                    draft.person = new Person(
                            Integer.toString(sequence * 1_000_000 + i),
                            null,
                            null,
                            "Tremblay",
                            "Ana",
                            null,
                            LocalDate.of(1990, 1, 1).plusDays(sequence * 500L + i),
                            "K1A0B1",
                            "fr");
                }))
                .toList();
        hub.file(Feed.REGISTRATIONS, sequence, records);
    }
}
