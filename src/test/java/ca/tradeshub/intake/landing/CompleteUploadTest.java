// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.feeds.control.SenderFileName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompleteUploadTest {

    private static final String REGISTRATIONS =
            """
            {"record":"header","sequence":1}
            {"record":"registration","agreementNumber":"TA-1"}
            {"record":"registration","agreementNumber":"TA-2"}
            {"record":"trailer","records":2,"hoursCredited":"12.00"}
            """;

    private static final String CERTIFICATES = line("HDROCOTCERT20261120000001")
            + line("CRT1")
            + line("CRT2")
            + line("CRT3")
            + line("TRL000000003000000000042");

    private static final String CSV = "line_id,gross_wages\n1,650.00\n2,10.00\n";

    private static String line(String text) {
        return text + " ".repeat(240 - text.length()) + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isProven(String name, String content) {
        return CompleteUpload.isProven(SenderFileName.parse(name).orElseThrow(), bytes(content), null);
    }

    private static boolean isCsvProven(String csv, String control) {
        return CompleteUpload.isProven(
                SenderFileName.parse("PAY_123026635_20261120_000003.csv").orElseThrow(), bytes(csv), bytes(control));
    }

    @Test
    void a_trailer_that_counts_what_is_before_it_proves_the_file_with_or_without_the_last_line_end() {
        for (String name : new String[] {"REG_20261120_000001.ndjson", "REG_20261120_000001_R1.ndjson"}) {
            assertThat(isProven(name, REGISTRATIONS)).isTrue();
            assertThat(isProven(name, REGISTRATIONS.stripTrailing())).isTrue();
            assertThat(isProven(name, REGISTRATIONS.replace("\n", "\r\n"))).isTrue();
        }
        assertThat(isProven("CERT_20261120_000001.dat", CERTIFICATES)).isTrue();
        assertThat(isProven("CERT_20261120_000001.dat", CERTIFICATES.stripTrailing() + " ".repeat(216)))
                .isTrue();
    }

    @Test
    void no_part_of_a_file_proves_to_be_a_file() {
        for (int length = 0; length < REGISTRATIONS.length() - 1; length++) {
            assertThat(isProven("REG_20261120_000001.ndjson", REGISTRATIONS.substring(0, length)))
                    .as("the first %d bytes", length)
                    .isFalse();
        }
        for (int length = 0; length < CERTIFICATES.length() - 2; length++) {
            assertThat(isProven("CERT_20261120_000001.dat", CERTIFICATES.substring(0, length)))
                    .as("the first %d bytes", length)
                    .isFalse();
        }
        for (int length = 0; length < CSV.length(); length++) {
            assertThat(isCsvProven(CSV.substring(0, length), "{\"records\":2}"))
                    .as("the first %d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void a_file_written_in_several_places_at_once_has_gaps_until_it_is_complete() {
        for (int gap = 0; gap < REGISTRATIONS.length() - 70; gap += 7) {
            byte[] content = bytes(REGISTRATIONS);
            Arrays.fill(content, gap, gap + 3, (byte) 0);
            assertThat(CompleteUpload.isProven(
                            SenderFileName.parse("REG_20261120_000001.ndjson").orElseThrow(), content, null))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"record\":\"trailer\",\"records\":1}",
                "{\"record\":\"trailer\",\"records\":3}",
                "{\"record\":\"trailer\"}",
                "{\"record\":\"trailer\",\"records\":\"two\"}",
                "{\"record\":\"registration\",\"records\":2}",
                "[]",
                "2"
            })
    void a_last_line_that_is_no_trailer_of_the_lines_before_it_proves_nothing(String last) {
        String before = REGISTRATIONS.substring(0, REGISTRATIONS.indexOf("{\"record\":\"trailer\""));

        assertThat(isProven("REG_20261120_000001.ndjson", before + last + "\n")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"records\":2} | true",
                "{\"records\":1} | false",
                "{\"records\":3} | false",
                "{} | false",
                "{\"records\":2 | false",
                "{\"records\":2}} | false",
                "{\"records\":2,\"sha256\":\"00\"} | false",
                "'' | false"
            })
    void a_control_file_that_states_the_number_of_lines_proves_a_csv(String control, boolean proven) {
        assertThat(isCsvProven(CSV, control)).isEqualTo(proven);
    }

    @Test
    void a_digest_proves_a_csv_whatever_its_last_byte() {
        String csv = CSV.stripTrailing();

        assertThat(isCsvProven(csv, "{\"records\":2}")).isFalse();
        assertThat(isCsvProven(
                        csv,
                        "{\"records\":2,\"sha256\":\"" + Sha256.hex(csv).toUpperCase(java.util.Locale.ROOT) + "\"}"))
                .isTrue();
    }

    @Test
    void a_control_file_is_complete_when_it_is_one_json_object() {
        String name = "PAY_123026635_20261120_000003.csv.ctl";
        String control = "{\"file\":\"x\",\"records\":2,\"employer\":{\"name\":\"N\"}}\n";

        assertThat(isProven(name, control)).isTrue();
        for (int length = 0; length < control.length() - 1; length++) {
            assertThat(isProven(name, control.substring(0, length))).isFalse();
        }
    }
}
