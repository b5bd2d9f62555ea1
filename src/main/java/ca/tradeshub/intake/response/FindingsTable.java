// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.response;

import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.intake.unpack.ChunkStream;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Findings as a CSV table that a spreadsheet opens safely: UTF-8 with its mark, no cell that could be taken for a
 * formula, no control characters, none that turn the direction of text.
 */
final class FindingsTable extends ChunkStream {

    private static final int LINES_AT_ONCE = 500;
    private static final String MARK = "\uFEFF";

    /**
     * What a spreadsheet takes for the start of a formula, where a cell begins: at the start of the text, and behind a
     * semicolon, at which spreadsheets set to French or German cut a line.
     */
    private static final Pattern MAY_ACT = Pattern.compile("(^|;)([\\s\\p{Z}\"]*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])");

    private final RejectionPack.Findings findings;
    private int after;
    private boolean begun;

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
            } else if (!writePage(csv)) {
                return null;
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private boolean writePage(CsvWriter csv) {
        List<LineFinding> page = findings.page(after, LINES_AT_ONCE);
        for (LineFinding finding : page) {
            csv.writeRecord(
                    Integer.toString(finding.line()),
                    Objects.toString(finding.column(), ""),
                    safe(finding.field()),
                    safe(finding.rule()),
                    safe(finding.outcome()),
                    finding.state() == null
                            ? ""
                            : finding.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    safe(finding.message().en()),
                    safe(finding.message().fr()),
                    safe(finding.citation()),
                    safe(finding.observed()));
            after = finding.line();
        }
        return !page.isEmpty();
    }

    /** A cell's text with nothing in it that acts: shown by its code is what has no shape of its own. */
    static String safe(@Nullable String text) {
        String shown = VisibleText.of(text);
        return MAY_ACT.matcher(shown).replaceAll("$1'$2");
    }
}
