// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.console.lists;

import ca.tradeshub.canonical.VisibleText;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A list as CSV, written row by row while it is read: UTF-8 with its mark, no cell that a spreadsheet takes for a formula.
 * Its columns have the names of the fields of the API in both languages, so that programs read it too.
 */
final class CsvDownload {

    private static final char MARK = '\uFEFF';

    private final CsvWriter csv;

    private CsvDownload(CsvWriter csv) {
        this.csv = csv;
    }

    /**
     * Writes a list.
     *
     * @param name the name of the file, without its ending
     * @param rows writes the rows, one after another
     */
    static void write(HttpServletResponse response, String name, Consumer<CsvDownload> rows) throws IOException {
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        try (Writer text = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
                CsvWriter csv =
                        CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            text.write(MARK);
            rows.accept(new CsvDownload(csv));
        }
    }

    /** Writes a row; null is an empty cell. */
    void row(@Nullable Object... cells) {
        csv.writeRecord(Arrays.stream(cells)
                .map(cell -> VisibleText.inCell(Objects.toString(cell, "")))
                .toArray(String[]::new));
    }
}
