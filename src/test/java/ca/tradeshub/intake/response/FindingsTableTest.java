// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table asks for pages of findings until one is not full. */
class FindingsTableTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "499, 1", "500, 2", "501, 2", "999, 2", "1000, 3"})
    void every_line_is_written_and_no_page_is_read_after_the_last(int lines, int pages) throws IOException {
        List<LineFinding> findings = IntStream.rangeClosed(1, lines)
                .boxed()
                .flatMap(line -> IntStream.range(0, 1 + line % 3).mapToObj(each -> finding(line, "RULE-" + each)))
                .toList();
        List<Integer> offsets = new ArrayList<>();

        String table;
        try (FindingsTable stream = new FindingsTable((after, most) -> {
            offsets.add(after);
            return findings.stream()
                    .filter(each -> each.line() > after && each.line() <= after + most)
                    .toList();
        })) {
            table = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(table.split("\r\n")).hasSize(1 + findings.size());
        assertThat(offsets).hasSize(pages);
    }

    private static LineFinding finding(int line, String rule) {
        return new LineFinding(
                line, null, null, rule, "hold", RecordState.HELD, new Text("Held", "Retenu"), "law", null);
    }
}
