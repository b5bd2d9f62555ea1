// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.file.FileQueue;
import ca.tradeshub.ledger.file.FileTotals;
import ca.tradeshub.ledger.file.LeaseLostException;
import ca.tradeshub.ledger.file.StagedFile;
import ca.tradeshub.ledger.file.StagedRecordsLostException;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import java.math.BigDecimal;
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
        first(lease, employees, batch(0, 3));
        staging.write(List.of(lease), staging.compose(List.of(Staging.Part.further(lease, employees, batch(3, 2)))));

        first(lease, new FileEmployees(), batch(0, 4));

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
        first(lease, new FileEmployees(), List.of());

        first(lease, new FileEmployees(), List.of());

        assertThat(count("employer_year")).isOne();
    }

    @Test
    void what_was_written_under_an_earlier_lease_is_replaced() {
        FileLease first = lease();
        first(first, new FileEmployees(), batch(0, 3));
        hub.jdbc()
                .sql("update file set leased_until = now() - interval '1 minute'")
                .update();
        FileLease second = hub.part(FileQueue.class).next().leases().get(0);

        first(second, new FileEmployees(), batch(0, 2));

        assertThat(count("record")).isEqualTo(2);
        assertThatThrownBy(() -> first(first, new FileEmployees(), batch(0, 3))).isInstanceOf(LeaseLostException.class);
        assertThat(count("record")).isEqualTo(2);
    }

    @Test
    void an_attempt_that_fails_leaves_nothing() {
        FileLease lease = lease();
        List<StagedRecord> sameLineTwice = new ArrayList<>(batch(0, 3));
        sameLineTwice.addAll(batch(2, 1));

        assertThatThrownBy(() -> first(lease, new FileEmployees(), sameLineTwice))
                .isInstanceOf(IllegalStateException.class);

        assertThat(count("record")).isZero();
        assertThat(count("employer_year")).isZero();
        assertThat(count("finding")).isZero();
    }

    @Test
    void of_files_that_are_staged_together_each_begins_where_its_own_attempt_ended() {
        FileLease one = lease("1");
        FileLease other = lease("2");
        first(one, new FileEmployees(), batch(0, 3));

        staging.write(
                List.of(one, other),
                staging.compose(List.of(
                        Staging.Part.first(one, control, new FileEmployees(), batch(0, 1)),
                        Staging.Part.first(other, control, new FileEmployees(), batch(1, 2)))));

        assertThat(hub.states(one.fileId())).hasSize(1);
        assertThat(hub.states(other.fileId())).hasSize(2);
        assertThat(count("employer_year")).isEqualTo(2);
    }

    @Test
    void when_one_of_several_files_is_lost_nothing_of_them_is_staged() {
        FileLease one = lease("1");
        FileLease other = lease("2");
        hub.jdbc()
                .sql("update file set lease_epoch = lease_epoch + 1 where id = :id")
                .param("id", other.fileId())
                .update();

        assertThatThrownBy(() -> staging.write(
                        List.of(one, other),
                        staging.compose(List.of(
                                Staging.Part.first(one, control, new FileEmployees(), batch(0, 1)),
                                Staging.Part.first(other, control, new FileEmployees(), batch(1, 2))))))
                .isInstanceOf(LeaseLostException.class);

        assertThat(count("record")).isZero();
    }

    @Test
    void a_file_whose_first_batch_a_crash_took_is_not_booked_and_can_be_staged_again() {
        FileLease lease = lease();
        FileEmployees employees = new FileEmployees();
        staging.write(List.of(lease), staging.compose(List.of(Staging.Part.further(lease, employees, batch(3, 2)))));

        assertThatThrownBy(() -> book(lease, 5)).isInstanceOf(StagedRecordsLostException.class);

        first(lease, new FileEmployees(), batch(0, 5));
        book(lease, 5);
        assertThat(hub.states(lease.fileId())).hasSize(5);
    }

    @Test
    void a_file_whose_last_batch_a_crash_took_is_not_booked() {
        FileLease lease = lease();
        first(lease, new FileEmployees(), batch(0, 3));

        assertThatThrownBy(() -> book(lease, 5)).isInstanceOf(StagedRecordsLostException.class);
        assertThat(hub.jdbc()
                        .sql("select records from file where id = :id")
                        .param("id", lease.fileId())
                        .query(Integer.class)
                        .optional())
                .isEmpty();
    }

    private void book(FileLease lease, int records) {
        FileTotals totals = new FileTotals(records, records, BigDecimal.ONE, BigDecimal.ONE, 0);
        hub.part(FileLedger.class)
                .book(List.of(new StagedFile(lease, totals, null, BigDecimal.ONE, "m", "r")), List.of(BigDecimal.ONE));
    }

    private void first(FileLease lease, FileEmployees employees, List<StagedRecord> records) {
        staging.write(List.of(lease), staging.compose(List.of(Staging.Part.first(lease, control, employees, records))));
    }

    private long count(String table) {
        return hub.jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }

    private FileLease lease() {
        return lease("1");
    }

    private FileLease lease(String sequence) {
        hub.jdbc()
                .sql(
                        """
                        insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, content_sha256, size_bytes, received_at, state)
                        values ('test', 'payroll', 'p', 'p', '123026635', '2026-11-20', cast(:sequence as integer),
                                repeat('a', 64), repeat(:sequence, 64), 1, now(), 'LANDED')
                        """)
                .param("sequence", sequence)
                .update();
        return hub.part(FileQueue.class).next().leases().get(0);
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
                            "ATTC-32", "warn", false, null, null, new Text("en", "fr"), "law", null))));
        }
        return batch;
    }
}
