// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.records;

import static ca.tradeshub.reconciliation.ReconciliationFixture.EMPLOYER;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a file's lines show is read from its lines alone, also while the statistics have few files with many lines each, so
 * that the planner expects to meet a line of the file soon wherever it begins to read.
 */
class LargeFilesTest {

    private static final int LINES = 3_000;

    private static ReconciliationFixture hub;

    @BeforeAll
    static void two_files_of_many_lines() {
        hub = new ReconciliationFixture();
        payroll(1);
        payroll(2);
        hub.jdbc().sql("analyze").update();
    }

    @AfterAll
    static void close() {
        hub.close();
    }

    private static void payroll(int sequence) {
        hub.file(
                Feed.PAYROLL,
                sequence,
                employer("500000.00"),
                List.of(),
                IntStream.range(0, LINES).mapToObj(line -> line(sequence, line)).toList());
    }

    private static PayLine line(int sequence, int line) {
        return Samples.payLine(draft -> draft.lineId = "L-" + sequence + "-" + line);
    }

    @Test
    void whether_a_control_file_counts_is_told_by_its_first_line_that_counts() {
        StandingRecords records = hub.part(StandingRecords.class);

        assertThat(read(() -> assertThat(
                                records.employerYears(List.of(EMPLOYER.value())).byAccount())
                        .containsOnlyKeys(EMPLOYER.value())))
                .isEqualTo(2);
    }

    /** How many pay lines are read, the statements planned for any file, as after some batches. */
    private static long read(Runnable reading) {
        return hub.inOneTransaction(() -> {
            hub.jdbc().sql("set local plan_cache_mode = force_generic_plan").update();
            long before = hub.rowsRead("pay_line");
            reading.run();
            return hub.rowsRead("pay_line") - before;
        });
    }
}
