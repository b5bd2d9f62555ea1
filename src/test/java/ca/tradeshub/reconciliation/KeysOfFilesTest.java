// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.rules.Samples;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys of a payroll file are looked up only if they can be keys of other files of the employer. */
class KeysOfFilesTest {

    private ReconciliationFixture hub;

    @BeforeEach
    void open() {
        hub = new ReconciliationFixture();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void keys_before_or_after_those_of_all_other_files_are_not_looked_up() {
        hub.apply(lines(1, 200, 299));
        FileOutcome.Balanced before = lines(2, 100, 199);
        FileOutcome.Balanced after = lines(3, 300, 399);

        assertThat(lookUpsOfKeys(List.of(before, after))).isZero();
        assertThat(hub.states(before.lease().fileId())).hasSize(100);
        assertThat(hub.states(before.lease().fileId()).values()).containsOnly("PENDING");
        assertThat(hub.states(after.lease().fileId()).values()).containsOnly("PENDING");
    }

    @Test
    void keys_between_those_of_another_file_are_looked_up() {
        hub.apply(lines(1, 100, 299));
        FileOutcome.Balanced repeats = lines(2, 250, 349);

        assertThat(lookUpsOfKeys(List.of(repeats))).isPositive();
        assertThat(hub.states(repeats.lease().fileId()).values().stream().filter("DUPLICATE"::equals))
                .hasSize(50);
    }

    @Test
    void one_common_key_at_the_end_is_found() {
        hub.apply(lines(1, 100, 199));
        FileOutcome.Balanced repeats = lines(2, 199, 249);

        hub.apply(repeats);

        assertThat(hub.states(repeats.lease().fileId()))
                .containsEntry(2, "DUPLICATE")
                .containsEntry(3, "PENDING");
    }

    @Test
    void keys_of_a_file_that_takes_effect_at_the_same_time_are_found() {
        FileOutcome.Balanced first = lines(1, 100, 199);
        FileOutcome.Balanced second = lines(2, 150, 249);

        hub.applyTogether(List.of(first, second));

        assertThat(hub.states(second.lease().fileId()).values().stream().filter("DUPLICATE"::equals))
                .hasSize(50);
    }

    @Test
    void keys_of_a_file_whose_keys_were_never_noted_are_found() {
        FileOutcome.Balanced old = lines(1, 100, 199);
        hub.apply(old);
        hub.jdbc()
                .sql("update file set first_key = null, last_key = null where id = :id")
                .param("id", old.lease().fileId())
                .update();
        FileOutcome.Balanced repeats = lines(2, 150, 249);

        hub.apply(repeats);

        assertThat(hub.states(repeats.lease().fileId()).values().stream().filter("DUPLICATE"::equals))
                .hasSize(50);
    }

    @Test
    void a_line_that_only_its_key_could_be_read_of_is_found() {
        StagedRecord readable = hub.staged(
                line(200),
                2,
                new FileContext(Feed.PAYROLL, "test", LocalDate.of(2026, 11, 20), employer("500000.00")),
                true);
        StagedRecord unreadable = new StagedRecord(
                3,
                readable.offset() + readable.length(),
                10,
                line(100).recordKey(),
                BigDecimal.ZERO,
                RecordState.REJECTED,
                "MAP-DATE",
                null,
                List.of());
        FileOutcome.Balanced both =
                hub.balanced("test", Feed.PAYROLL, 1, employer("500000.00"), List.of(), List.of(readable, unreadable));
        hub.apply(both);

        hub.apply(lines(2, 100, 100));

        assertThat(hub.states(both.lease().fileId()))
                .containsEntry(2, "PENDING")
                .containsEntry(3, "SUPERSEDED");
    }

    /** How often the index of the keys is read while the files take effect. */
    private long lookUpsOfKeys(List<FileOutcome.Balanced> files) {
        return hub.inOneTransaction(() -> {
            long before = lookUpsOfKeys();
            hub.applyTogether(files);
            return lookUpsOfKeys() - before;
        });
    }

    private long lookUpsOfKeys() {
        return hub.jdbc()
                .sql("select pg_stat_get_xact_numscans(cast('pay_line_key' as regclass))")
                .query(Long.class)
                .single();
    }

    private FileOutcome.Balanced lines(int sequence, int first, int last) {
        return hub.balanced(
                Feed.PAYROLL,
                sequence,
                employer("500000.00"),
                List.of(),
                IntStream.rangeClosed(first, last)
                        .mapToObj(KeysOfFilesTest::line)
                        .toList());
    }

    private static PayLine line(int id) {
        return Samples.payLine(draft -> draft.lineId = "L-" + id);
    }
}
