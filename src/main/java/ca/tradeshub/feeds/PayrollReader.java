package ca.tradeshub.feeds;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads payroll, CSV with a header row (interface agreements, section 1.3). Each physical line is parsed by itself, so a
 * quoted line break or an unclosed quote spoils its own line and no other.
 */
final class PayrollReader extends LineFeedReader {

    private final CsvReaderBuilder csv;
    private final StringArrayHandler handler = StringArrayHandler.of();
    private final Map<String, Integer> columns = new HashMap<>();

    PayrollReader(InputStream in, ControlFile control, PayrollLayout layout) throws IOException {
        super(in, layout.charset());
        csv = CsvReader.builder().fieldSeparator(layout.separator()).maxBufferSize(MAX_LINE + 1);
        stated(new ControlTotals(control.records(), control.grossWages().amount()));
        String text = nextText();
        if (text != null) {
            boolean marked = layout.charset().equals(StandardCharsets.UTF_8) && text.startsWith("\uFEFF");
            readHeader(marked ? text.substring(1) : text, layout);
        }
    }

    private void readHeader(String text, PayrollLayout layout) {
        String[] names = isWhole(text) ? fields(text) : null;
        if (names == null) {
            refuse(FileFault.HEADER, "The first line is no header row.");
            return;
        }
        for (int i = 0; i < names.length; i++) {
            if (columns.put(names[i].strip(), i + 1) != null) {
                refuse(FileFault.HEADER, "Column '" + names[i].strip() + "' occurs twice in the header row.");
                return;
            }
        }
        List<String> missing = layout.columns().stream()
                .filter(name -> !columns.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            refuse(
                    FileFault.HEADER,
                    "The header row lacks " + String.join(", ", missing) + " of layout '" + layout.name() + "'.");
        }
    }

    @Override
    SourceLine record(String text) throws IOException {
        String[] fields = isWhole(text) ? fields(text) : null;
        if (fields != null && fields.length == columns.size()) {
            return new PayrollLine(number(), offset(), length(), columns, fields);
        }
        boolean isCut = fields == null || fields.length < columns.size();
        if (isCut && !isTerminated()) {
            return refuse(FileFault.TRUNCATED, "The file ends inside line " + number() + ".");
        }
        if (fields == null) {
            return unreadable(
                    UnreadableLine.COLUMNS,
                    null,
                    null,
                    "A quoted field is not closed on its line, or is followed by other text; a record is one line.",
                    "Un champ entre guillemets n'est pas fermé sur sa ligne ou est suivi d'un autre texte;"
                            + " un enregistrement tient sur une ligne.");
        }
        return unreadable(
                UnreadableLine.COLUMNS,
                Math.min(fields.length, columns.size()) + 1,
                fields.length + " columns",
                "The line has " + fields.length + " columns, the header row " + columns.size() + ".",
                "La ligne a " + fields.length + " colonnes, l'en-tête " + columns.size() + ".");
    }

    /** Whether the text is one line with every quote closed, which the parser itself does not insist on. */
    private static boolean isWhole(String text) {
        boolean closed = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                closed = !closed;
            } else if (c == '\r') {
                return false;
            }
        }
        return closed;
    }

    private String[] fields(String text) {
        if (text.isEmpty()) {
            return new String[] {""};
        }
        try {
            return csv.ofSingleCsvRecord(handler, text);
        } catch (CsvParseException malformed) {
            return null;
        }
    }

    @Override
    void ended() {
        if (number() == 0) {
            refuse(FileFault.HEADER, null, "The file is empty.");
        }
    }
}
