// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.action.ExceptionActions.Approval;
import ca.tradeshub.exceptions.action.ExceptionActions.Wanted;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the decisions and approvals that a person wrote into an exported table. */
final class SheetReader {

    static final String ID = "id";
    static final String REVISION = "revision";
    static final String DECISION = "decision";
    static final String RESOLUTION = "resolution";
    static final String CHOSEN = "chosen";
    static final String REASON = "reason";

    /** The word in the column {@code decision} that approves what another person decided. */
    static final String APPROVE = "APPROVE";

    /** Begins a table, so that spreadsheets take it for UTF-8. */
    static final char MARK = '\uFEFF';

    private static final List<String> NEEDED = List.of(ID, REVISION, DECISION, CHOSEN, REASON);
    private static final Pattern TIME = Pattern.compile("0*(?<file>\\d{1,18}):0?(?<line>\\d{1,9})(?::00)?");
    private static final Messages MESSAGES = Messages.of(SheetReader.class);

    private final List<String> header;

    private SheetReader(List<String> header) {
        this.header = header;
    }

    /**
     * A table that was read.
     *
     * @param problem why it cannot be read as a whole, null when it can
     * @param lines its lines with a decision
     */
    record Sheet(@Nullable Text problem, List<SheetLine> lines) {

        private static Sheet unreadable(String problem, Object... arguments) {
            return new Sheet(MESSAGES.text(problem, arguments), List.of());
        }
    }

    /**
     * Reads a table.
     *
     * @param table the table in UTF-8, its cells separated by commas or semicolons
     */
    static Sheet read(byte[] table) {
        try {
            return read(text(table));
        } catch (CharacterCodingException e) {
            return Sheet.unreadable("sheet.encoding");
        } catch (CsvParseException e) {
            return Sheet.unreadable("sheet.unreadable");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] table) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(table))
                .toString();
        return !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
    }

    private static Sheet read(String text) throws IOException {
        if (text.chars().filter(c -> c == '"').count() % 2 == 1) {
            throw new CsvParseException("A quoted cell does not end");
        }
        if (text.indexOf('\0') >= 0) {
            throw new CsvParseException("A null character, which the database does not store");
        }
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .fieldSeparator(separator(text))
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(new StringReader(text))) {
            Iterator<CsvRecord> row = rows.iterator();
            List<String> header = row.hasNext() ? row.next().getFields() : List.of();
            List<String> missing =
                    NEEDED.stream().filter(column -> !header.contains(column)).toList();
            if (!missing.isEmpty()) {
                return Sheet.unreadable("sheet.columns", String.join(", ", missing));
            }
            requireOnce(header);
            List<SheetLine> lines = new SheetReader(header).lines(row);
            return lines.size() > ResolutionSheet.MOST_LINES
                    ? Sheet.unreadable("sheet.long", ResolutionSheet.MOST_LINES)
                    : new Sheet(null, lines);
        }
    }

    /** Which of two columns a person filled in is unknown. Spreadsheets add columns without a name. */
    private static void requireOnce(List<String> header) {
        List<String> named = header.stream().filter(name -> !name.isEmpty()).toList();
        if (named.stream().distinct().count() < named.size()) {
            throw new CsvParseException("Two columns have one name");
        }
    }

    /** The lines with a decision, one more than a table may have at most. */
    private List<SheetLine> lines(Iterator<CsvRecord> rows) {
        List<SheetLine> lines = new ArrayList<>();
        while (rows.hasNext() && lines.size() <= ResolutionSheet.MOST_LINES) {
            CsvRecord row = rows.next();
            if (!cell(row, DECISION).isEmpty()) {
                lines.add(line(row));
            }
        }
        return lines;
    }

    private SheetLine line(CsvRecord row) {
        long number = row.getStartingLineNumber();
        String reason = cell(row, REASON);
        String decision = cell(row, DECISION).toUpperCase(Locale.ROOT);
        String chosen = choice(cell(row, CHOSEN));
        ResolutionKind kind = Arrays.stream(ResolutionKind.values())
                .filter(each -> each.name().equals(decision))
                .findFirst()
                .orElse(null);
        if (kind == null && !decision.equals(APPROVE)) {
            return SheetLine.unreadable(number, "sheet.decision");
        }
        try {
            long exception = Long.parseLong(cell(row, ID));
            int revision = Integer.parseInt(cell(row, REVISION));
            if (kind != null) {
                return SheetLine.deciding(
                        number, new Wanted(exception, revision, kind, chosen.isEmpty() ? null : chosen), reason);
            }
            SheetLine read = SheetLine.approving(
                    number, new Approval(exception, revision, Long.parseLong(cell(row, RESOLUTION))), reason);
            return chosen.isEmpty() && reason.isEmpty() ? read : read.refused("sheet.approval");
        } catch (NumberFormatException e) {
            return SheetLine.unreadable(number, "sheet.id");
        }
    }

    /** The text of a cell as it was before the table was made safe for spreadsheets; empty when the line has none. */
    private String cell(CsvRecord row, String column) {
        int place = header.indexOf(column);
        return place < 0 || place >= row.getFieldCount()
                ? ""
                : VisibleText.fromCell(row.getField(place)).strip();
    }

    /** A record as the table names it: of {@code 17:2} a spreadsheet makes the time {@code 17:02} or {@code 17:02:00}. */
    private static String choice(String chosen) {
        Matcher time = TIME.matcher(chosen);
        return time.matches() ? time.group("file") + ":" + time.group("line") : chosen;
    }

    /** Spreadsheets set to French separate cells by semicolons. */
    private static char separator(String text) {
        String header = text.lines().findFirst().orElse("");
        return header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
    }
}
