// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds;

import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.control.ControlTotals;
import ca.tradeshub.feeds.control.PayrollLayout;
import ca.tradeshub.feeds.json.Quoted;
import ca.tradeshub.feeds.line.PayrollLine;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.feeds.line.UnreadableLine;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads payroll, CSV with a header row (interface agreements, section 1.3). Each physical line is parsed
 * separately, so a quoted line break or an unclosed quote makes only its own line unreadable.
 */
final class PayrollReader extends LineFeedReader {

    /** Far more than any layout has; a row of a mebibyte of separators would fill the memory with empty texts. */
    private static final int MAX_COLUMNS = 1000;

    private final CsvReaderBuilder csv;
    private final char separator;
    private final StringArrayHandler handler = StringArrayHandler.of();
    private final Map<String, Integer> columns = new HashMap<>();
    /** The number of columns of the header row, unnamed ones included. */
    private int width;

    PayrollReader(InputStream in, ControlFile control, PayrollLayout layout) throws IOException {
        super(in, layout.charset());
        separator = layout.separator();
        csv = CsvReader.builder().fieldSeparator(layout.separator()).maxBufferSize(MAX_LINE + 1);
        stated(new ControlTotals(control.records(), control.grossWages().amount()));
        String text = nextText();
        if (text != null) {
            boolean marked = layout.charset().equals(StandardCharsets.UTF_8) && text.startsWith("\uFEFF");
            readHeader(marked ? text.substring(1) : text, layout);
        }
    }

    private void readHeader(String text, PayrollLayout layout) {
        Row row = row(text);
        if (row.fields() == null) {
            refuse(
                    RefusalCode.FILE_HEADER,
                    MESSAGES.text("payroll.no-header", row.found().message()));
            return;
        }
        String[] names = row.fields();
        if (areColumns(names, layout) && name(names, layout)) {
            requireColumns(text, layout);
        }
    }

    /** Whether the first line is a header row of a possible width, with a name of the layout. */
    private boolean areColumns(String[] names, PayrollLayout layout) {
        if (names.length > MAX_COLUMNS) {
            refuse(RefusalCode.FILE_HEADER, MESSAGES.text("payroll.header-columns", MAX_COLUMNS));
            return false;
        }
        if (Arrays.stream(names).map(String::strip).noneMatch(layout.columns()::contains)) {
            refuse(
                    RefusalCode.FILE_HEADER,
                    MESSAGES.text(
                            "payroll.layout-columns", layout.name(), String.join(", ", layout.columns()), separator));
            return false;
        }
        return true;
    }

    /** Numbers the named columns; false when a name occurs twice. */
    private boolean name(String[] names, PayrollLayout layout) {
        width = names.length;
        for (int i = 0; i < names.length; i++) {
            if (isBlank(names[i])) {
                continue;
            }
            Integer first = columns.put(names[i].strip(), i + 1);
            if (first != null) {
                // Where the header row is missing this is a cell, which may be a person's: only known names are shown.
                String known = layout.columns().contains(names[i].strip()) ? " " + Quoted.of(names[i].strip()) : "";
                refuse(RefusalCode.FILE_HEADER, MESSAGES.text("payroll.name-twice", known, first, i + 1));
                return false;
            }
        }
        return true;
    }

    /** Refuses a header row without all columns of the layout; a wrong charset hides names that have accents. */
    private void requireColumns(String text, PayrollLayout layout) {
        List<String> missing = layout.columns().stream()
                .filter(name -> !columns.containsKey(name))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        if (inUtf8(text).filter(better -> holds(better, missing)).isPresent()) {
            refuse(
                    RefusalCode.FILE_HEADER,
                    MESSAGES.text(
                            "payroll.encoding", layout.name(), layout.charset().name()));
        } else {
            refuse(
                    RefusalCode.FILE_HEADER,
                    MESSAGES.text("payroll.missing-columns", layout.name(), String.join(", ", missing)));
        }
    }

    /** Whether a name or cell is empty: unnamed columns, and rows without a value, are passed over. */
    private static boolean isBlank(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != ' ' && c != '\t' && c != '\u00A0') {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(String[] fields) {
        for (String field : fields) {
            if (!isBlank(field)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(String text, List<String> names) {
        return names.stream().allMatch(text::contains);
    }

    @Override
    @Nullable
    SourceLine record(String text) throws IOException {
        Row row = row(text);
        String[] fields = row.fields();
        if (fields != null && isBlank(fields)) {
            return null;
        }
        if (fields != null && fields.length == width) {
            return new PayrollLine(number(), offset(), length(), columns, fields);
        }
        boolean isCut = fields == null ? row.found().mayBeCut() : fields.length < width;
        if (isCut && !isTerminated()) {
            return refuse(RefusalCode.FILE_TRUNCATED, MESSAGES.text("payroll.cut-line", number()));
        }
        if (fields == null) {
            return unreadable(
                    UnreadableLine.COLUMNS, row.column(), null, row.found().message());
        }
        return unreadable(
                UnreadableLine.COLUMNS,
                Math.min(fields.length, width) + 1,
                Integer.toString(fields.length),
                MESSAGES.text(fields.length == 1 ? "payroll.one-column" : "payroll.columns", fields.length, width));
    }

    /** What keeps a line from being a row. */
    private enum Flaw {
        UNCLOSED_QUOTE(true, MESSAGES.text("payroll.unclosed-quote")),
        CARRIAGE_RETURN(true, MESSAGES.text("payroll.carriage-return")),
        TEXT_AFTER_QUOTE(true, MESSAGES.text("payroll.text-after-quote")),
        TOO_MANY_COLUMNS(false, MESSAGES.text("payroll.too-many-columns", MAX_COLUMNS));

        private final boolean mayBeCut;
        private final Text message;

        Flaw(boolean mayBeCut, Text message) {
            this.mayBeCut = mayBeCut;
            this.message = message;
        }

        boolean mayBeCut() {
            return mayBeCut;
        }

        Text message() {
            return message;
        }
    }

    /** A line as a row: its fields, or a flaw and the column it is in (null when the column cannot be determined). */
    private record Row(String @Nullable [] fields, @Nullable Flaw flaw, @Nullable Integer column) {

        /** The flaw of a line that is not a row. */
        Flaw found() {
            return Objects.requireNonNull(flaw, "a line without fields has a flaw");
        }

        static Row flawed(Flaw flaw, @Nullable Integer column) {
            return new Row(null, flaw, column);
        }
    }

    private Row row(String text) {
        int column = 1;
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == '\r') {
                return Row.flawed(Flaw.CARRIAGE_RETURN, column);
            } else if (c == separator && !isQuoted && ++column > MAX_COLUMNS) {
                return Row.flawed(Flaw.TOO_MANY_COLUMNS, column);
            }
        }
        if (isQuoted) {
            return Row.flawed(Flaw.UNCLOSED_QUOTE, column);
        }
        if (text.isEmpty()) {
            return new Row(new String[] {""}, null, null);
        }
        try {
            return new Row(csv.ofSingleCsvRecord(handler, text), null, null);
        } catch (CsvParseException malformed) {
            return Row.flawed(Flaw.TEXT_AFTER_QUOTE, columnOfTextAfterQuote(text));
        }
    }

    /** The first column that begins with a quote and goes on after the closing one; null when none does. */
    private @Nullable Integer columnOfTextAfterQuote(String text) {
        int column = 1;
        int start = 0;
        while (start < text.length()) {
            int end = start;
            if (text.charAt(start) == '"') {
                end = text.indexOf('"', start + 1);
                while (end >= 0 && end + 1 < text.length() && text.charAt(end + 1) == '"') {
                    end = text.indexOf('"', end + 2);
                }
                end++;
                if (end > 0 && end < text.length() && text.charAt(end) != separator) {
                    return column;
                }
            }
            int next = end < start ? -1 : text.indexOf(separator, end);
            if (next < 0) {
                return null;
            }
            start = next + 1;
            column++;
        }
        return null;
    }

    @Override
    void ended() {
        if (!hasLine()) {
            refuseEmpty();
        }
    }
}
