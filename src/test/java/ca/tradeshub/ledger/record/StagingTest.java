// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileQueue;
import ca.tradeshub.ledger.file.LeaseLostException;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A file that is staged again has its records once, however far the attempt before it came. */
class StagingTest {

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private final Staging staging = hub.part(Staging.class);
    private final Staging.Control control = new Staging.Control(Samples.employerYear(draft -> {}), List.of());

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void an_attempt_that_is_repeated_under_the_same_lease_replaces_what_it_wrote() {
        FileLease lease = lease();
        FileEmployees employees = new FileEmployees();
        staging.begin(lease, control, employees, batch(0, 3));
        staging.append(lease, employees, batch(3, 2));

        staging.begin(lease, control, new FileEmployees(), batch(0, 4));

        assertThat(count("record")).isEqualTo(4);
        assertThat(count("finding")).isEqualTo(4);
        assertThat(count("employer_year")).isOne();
        assertThat(hub.jdbc()
                        .sql("select read_records from file")
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void a_file_without_records_can_be_staged_again() {
        FileLease lease = lease();
        staging.begin(lease, control, new FileEmployees(), List.of());

        staging.begin(lease, control, new FileEmployees(), List.of());

        assertThat(count("employer_year")).isOne();
    }

    @Test
    void what_was_written_under_an_earlier_lease_is_replaced() {
        FileLease first = lease();
        staging.begin(first, control, new FileEmployees(), batch(0, 3));
        hub.jdbc()
                .sql("update file set leased_until = now() - interval '1 minute'")
                .update();
        FileLease second = hub.part(FileQueue.class).lease(first.fileId());

        staging.begin(second, control, new FileEmployees(), batch(0, 2));

        assertThat(count("record")).isEqualTo(2);
        assertThatThrownBy(() -> staging.begin(first, control, new FileEmployees(), batch(0, 3)))
                .isInstanceOf(LeaseLostException.class);
        assertThat(count("record")).isEqualTo(2);
    }

    @Test
    void an_attempt_that_fails_leaves_nothing() {
        FileLease lease = lease();
        List<StagedRecord> sameLineTwice = new ArrayList<>(batch(0, 3));
        sameLineTwice.addAll(batch(2, 1));

        assertThatThrownBy(() -> staging.begin(lease, control, new FileEmployees(), sameLineTwice))
                .isInstanceOf(IllegalStateException.class);

        assertThat(count("record")).isZero();
        assertThat(count("employer_year")).isZero();
        assertThat(count("finding")).isZero();
    }

    private long count(String table) {
        return hub.jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    private FileLease lease() {
        long id = hub.jdbc()
                .sql(
                        """
                        insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, content_sha256, size_bytes, received_at, state)
                        values ('test', 'payroll', 'p', 'p', '123026635', '2026-11-20', 1, repeat('a', 64),
                                repeat('b', 64), 1, now(), 'LANDED')
                        returning id
                        """)
                .query(Long.class)
                .single();
        return hub.part(FileQueue.class).lease(id);
    }

    private static List<StagedRecord> batch(int from, int count) {
        List<StagedRecord> batch = new ArrayList<>();
        for (PayLine line : GeneratedPayLines.of(15, from + count).subList(from, from + count)) {
            int number = from + batch.size() + 2;
            batch.add(new StagedRecord(
                    number,
                    number * 100L,
                    99,
                    line.recordKey(),
                    line.balanceAmount(),
                    RecordState.PENDING,
                    null,
                    line,
                    List.of(new StagedRecord.StagedFinding(
                            "ATTC-32", "warn", false, null, null, "en", "fr", "law", null))));
        }
        return batch;
    }
}
