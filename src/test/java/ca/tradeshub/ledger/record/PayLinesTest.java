// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileQueue;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pay line is read from its typed row exactly as it was written. */
class PayLinesTest {

    private static final int BATCH = 250;

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void every_kind_of_pay_line_is_read_as_it_was_written() {
        List<PayLine> lines = GeneratedPayLines.of(15, 2_000);
        FileLease lease = stage(lines, new FileEmployees());

        assertThat(StoredPayLines.at(hub.jdbc(), hub.part(PayLines.class), addresses(lease, lines.size())))
                .isEqualTo(byAddress(lease, lines));
    }

    @Test
    void an_employee_that_was_forgotten_is_written_again() {
        List<PayLine> lines = GeneratedPayLines.of(16, 600);
        FileLease lease = stage(lines, new FileEmployees(3));

        assertThat(StoredPayLines.at(hub.jdbc(), hub.part(PayLines.class), addresses(lease, lines.size())))
                .isEqualTo(byAddress(lease, lines));
    }

    @Test
    void an_employee_is_written_once_for_all_its_lines() {
        List<PayLine> lines = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            PayLine line = GeneratedPayLines.of(i % 40, 1).get(0);
            String id = "W" + i;
            lines.add(Samples.payLine(draft -> {
                draft.lineId = id;
                draft.familyName = line.familyName() + line.agreementNumber();
                draft.sin = line.sin();
            }));
        }
        stage(lines, new FileEmployees());

        long persons = lines.stream().map(FileEmployees::person).distinct().count();
        assertThat(persons).isBetween(10L, 40L);
        assertThat(hub.jdbc()
                        .sql("select count(*) from employee")
                        .query(Long.class)
                        .single())
                .isEqualTo(persons);
    }

    @Test
    void the_digest_is_that_of_the_whole_content() {
        CanonicalJson json = hub.part(CanonicalJson.class);
        SinProtection sins = hub.part(SinProtection.class);
        for (PayLine line : GeneratedPayLines.of(17, 3_000)) {
            assertThat(json.contentDigest(line, line.sin() == null ? null : sins.hash(line.sin())))
                    .as(line.lineId())
                    .isEqualTo(json.contentDigest(line));
        }
    }

    private FileLease stage(List<PayLine> lines, FileEmployees employees) {
        hub.jdbc()
                .sql(
                        """
                        insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, content_sha256, size_bytes, received_at, state)
                        values ('test', 'payroll', 'p', 'p', '123026635', '2026-11-20', 1, repeat('a', 64),
                                repeat('b', 64), 1, now(), 'LANDED')
                        """)
                .update();
        FileLease lease = hub.part(FileQueue.class).next().leases().get(0);
        Staging staging = hub.part(Staging.class);
        Staging.Control control = new Staging.Control(Samples.employerYear(draft -> {}), List.of());
        staging.write(
                List.of(lease), staging.compose(List.of(Staging.Part.first(lease, control, employees, List.of()))));
        for (int from = 0; from < lines.size(); from += BATCH) {
            List<StagedRecord> batch = new ArrayList<>();
            for (int i = from; i < Math.min(from + BATCH, lines.size()); i++) {
                batch.add(staged(lines.get(i), i + 2));
            }
            staging.write(List.of(lease), staging.compose(List.of(Staging.Part.further(lease, employees, batch))));
        }
        return lease;
    }

    /** Of some lines the control value could not be read, or is another. */
    private static StagedRecord staged(PayLine line, int number) {
        BigDecimal amount = number % 7 == 0 ? null : number % 11 == 0 ? BigDecimal.ONE : line.balanceAmount();
        return new StagedRecord(
                number,
                number * 100L,
                99,
                line.recordKey(),
                amount,
                number % 5 == 0 ? RecordState.HELD : RecordState.PENDING,
                null,
                line,
                List.of());
    }

    private static List<RecordAddress> addresses(FileLease lease, int lines) {
        List<RecordAddress> addresses = new ArrayList<>();
        for (int line = 1; line < lines + 5; line++) {
            addresses.add(new RecordAddress(lease.fileId(), line));
        }
        return addresses;
    }

    private static Map<RecordAddress, PayLine> byAddress(FileLease lease, List<PayLine> lines) {
        Map<RecordAddress, PayLine> byAddress = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            byAddress.put(new RecordAddress(lease.fileId(), i + 2), lines.get(i));
        }
        return byAddress;
    }

    @Test
    void the_rows_of_a_feed_are_records() {
        hub.file(Feed.REGISTRATIONS, 1, List.of(Samples.registration(draft -> {})));
        stage(GeneratedPayLines.of(18, 10), new FileEmployees());

        assertThat(hub.jdbc()
                        .sql("select feed || count(*) from record group by feed order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("P10", "R1");
        assertThat(hub.jdbc()
                        .sql("select count(*) from only record")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
