// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.book.RuleBook;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejectFloodTest {

    private static final String HEADER = "{\"record\":\"header\",\"feed\":\"registrations\",\"version\":\"1\","
            + "\"sender\":\"employment-ontario\",\"sequence\":12,\"created\":\"2016-12-31T02:00:00-05:00\"}\n";
    private static final Path GOOD =
            Path.of("fixtures/records/unknown-trade/employment-ontario/REG_20170301_000001.ndjson");

    private static ContentReading reading(String rejectShare) {
        return new ContentReading(
                Mappings.load(MappingSource.folder(Path.of("mappings"))),
                RuleBook.standard(),
                1000,
                new BigDecimal(rejectShare));
    }

    @Test
    void a_file_of_a_million_unreadable_lines_is_left_at_the_twenty_thousandth() throws IOException {
        Count taken = new Count();

        ReadOutcome outcome = reading("0.20").read(file("?\n".repeat(1_000_000)), taken);

        assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.Refused.class, refused -> {
            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.FILE_REJECT_SHARE);
            assertThat(refused.refusal().why().en())
                    .startsWith("20000 of the first 20000 records are rejected")
                    .contains("findings cover the records up to that point");
        });
        assertThat(taken.records).isEqualTo(20_000);
    }

    @Test
    void a_file_whose_share_comes_down_in_the_end_is_read_to_its_end() throws IOException {
        String good = Files.readAllLines(GOOD).get(1) + "\n";
        String trailer = "{\"record\":\"trailer\",\"records\":22300,\"hoursCredited\":\"0.00\"}\n";
        Count taken = new Count();

        ReadOutcome outcome = reading("0.90").read(file("{}\n".repeat(20_000) + good.repeat(2_300) + trailer), taken);

        assertThat(outcome).isInstanceOfSatisfying(ReadOutcome.Whole.class, whole -> assertThat(
                        whole.totals().counted())
                .isEqualTo(22_300));
        assertThat(taken.records).isEqualTo(22_300);
    }

    private static FileContent file(String records) {
        byte[] bytes = (HEADER + records).getBytes(StandardCharsets.UTF_8);
        return new FileContent() {
            @Override
            public String sender() {
                return "employment-ontario";
            }

            @Override
            public SenderFileName name() {
                return SenderFileName.parse("REG_20161231_000012.ndjson").orElseThrow();
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }

            @Override
            public InputStream openControl() {
                throw new IllegalStateException("Registrations have no control file");
            }
        };
    }

    private static final class Count implements RecordSink {

        private int records;

        @Override
        public void control(ControlFile control) {
            throw new IllegalStateException("Registrations have no control file");
        }

        @Override
        public void batch(List<StagedRecord> batch) {
            records += batch.size();
        }
    }
}
