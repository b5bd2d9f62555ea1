// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.random;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the reference tables of the generator: CSV resources with a header row and comment lines. */
public final class Table {

    private Table() {}

    /** Returns the rows of a table of the generator, for example {@code trades}. */
    public static List<NamedCsvRecord> own(String name) {
        return read("generator/" + name + ".csv");
    }

    /**
     * Returns the rows of a table on the class path.
     *
     * @throws IllegalStateException if the table does not exist
     */
    public static List<NamedCsvRecord> read(String resource) {
        try (InputStream in = Table.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("Resource not found on the class path: " + resource);
            }
            try (CsvReader<NamedCsvRecord> rows = CsvReader.builder()
                    .commentStrategy(CommentStrategy.SKIP)
                    .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                return rows.stream().toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }

    /** Returns a field as a whole number. */
    public static int number(NamedCsvRecord row, String field) {
        return Integer.parseInt(row.getField(field));
    }

    /** Returns a field that contains Y or N as true or false. */
    public static boolean yes(NamedCsvRecord row, String field) {
        return row.getField(field).equals("Y");
    }
}
