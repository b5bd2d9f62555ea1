// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.intake.unpack.ChunkStream;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import ca.tradeshub.ledger.response.FileReports;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Findings as a CSV table that a spreadsheet opens safely: UTF-8 with its mark, no cell that could be taken for a
 * formula, no control characters, none that turn the direction of text.
 */
final class FindingsTable extends ChunkStream {

    private static final int LINES_AT_ONCE = FileReports.LINES_OF_A_PAGE;
    private static final String MARK = "\uFEFF";

    private final RejectionPack.Findings findings;
    private int after;
    private boolean begun;
    private boolean ended;

    FindingsTable(RejectionPack.Findings findings) {
        this.findings = findings;
    }

    @Override
    protected byte @Nullable [] chunk() throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            if (!begun) {
                begun = true;
                text.append(MARK);
                csv.writeRecord(
                        "line",
                        "column",
                        "field",
                        "rule",
                        "outcome",
                        "state",
                        "message_en",
                        "message_fr",
                        "citation",
                        "observed");
            } else if (ended || !writePage(csv)) {
                return null;
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean writePage(CsvWriter csv) {
        List<LineFinding> page = findings.page(after, LINES_AT_ONCE);
        int lines = 0;
        for (LineFinding finding : page) {
            lines += finding.line() == after ? 0 : 1;
            csv.writeRecord(
                    Integer.toString(finding.line()),
                    Objects.toString(finding.column(), ""),
                    VisibleText.inCell(finding.field()),
                    VisibleText.inCell(finding.rule()),
                    VisibleText.inCell(finding.outcome()),
                    finding.state() == null
                            ? ""
                            : finding.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    VisibleText.inCell(finding.message().en()),
                    VisibleText.inCell(finding.message().fr()),
                    VisibleText.inCell(finding.citation()),
                    VisibleText.inCell(finding.observed()));
            after = finding.line();
        }
        ended = lines < LINES_AT_ONCE;
        return !page.isEmpty();
    }
}
