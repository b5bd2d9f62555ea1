// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Iterator;
import java.util.List;

/** Reads the tables that operators edit: CSV with a header row. */
public final class TableText {

    private TableText() {}

    /** Reads a row. */
    @FunctionalInterface
    public interface Row {

        /**
         * Reads the cells of a row, however many there are.
         *
         * @param line its line, from 1
         * @param cells its cells
         */
        void read(int line, List<String> cells);
    }

    /**
     * Reads a table.
     *
     * @param csv its text
     * @param header the cells of its header row
     * @param form what a line is, for the reason when one cannot be read, for example {@code a code and a value}
     * @param row reads each row after the header
     * @throws BadTableException with line and reason, when the table is wrong
     */
    public static void read(String csv, List<String> header, String form, Row row) {
        int line = 1;
        try {
            Iterator<CsvRecord> records = CsvReader.builder()
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .ofCsvRecord(csv)
                    .iterator();
            if (!records.hasNext() || !records.next().getFields().equals(header)) {
                throw new BadTableException(1, "the header row must be " + String.join(",", header));
            }
            while (records.hasNext()) {
                CsvRecord record = records.next();
                line = (int) record.getStartingLineNumber();
                row.read(line, record.getFields());
            }
        } catch (CsvParseException malformed) {
            throw new BadTableException(line + 1, "this line is not " + form);
        }
    }
}
