// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.mapping.conversion.Target;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of codes, {@code codes/<name>.csv}: a header row {@code code,value}, then a sender's code and the hub's value
 * on each line.
 */
final class CodeTable {

    private static final List<String> HEADER = List.of("code", "value");

    private CodeTable() {}

    /** The table's values by code, each as the target's own type. */
    static Map<String, Object> parse(String file, String text, Target target) {
        Map<String, Object> values = new LinkedHashMap<>();
        int line = 1;
        try {
            Iterator<CsvRecord> records = CsvReader.builder()
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .ofCsvRecord(text)
                    .iterator();
            if (!records.hasNext() || !records.next().getFields().equals(HEADER)) {
                throw new BadSheetException(file, 1, "the header row must be code,value");
            }
            while (records.hasNext()) {
                CsvRecord record = records.next();
                line = (int) record.getStartingLineNumber();
                List<String> cells = record.getFields();
                if (cells.size() != 2 || cells.stream().anyMatch(cell -> cell.isEmpty() || cell.contains("\n"))) {
                    throw new BadSheetException(file, line, "a line must have a code and a value");
                }
                if (values.put(cells.get(0), target.parse(cells.get(1))) != null) {
                    throw new BadSheetException(file, line, "code '" + cells.get(0) + "' occurs twice");
                }
            }
        } catch (CsvParseException malformed) {
            throw new BadSheetException(file, line + 1, "this line is not a code and a value, separated by a comma");
        } catch (BadSheetException own) {
            throw own;
        } catch (IllegalArgumentException noValue) {
            throw new BadSheetException(file, line, String.valueOf(noValue.getMessage()));
        }
        return values;
    }
}
