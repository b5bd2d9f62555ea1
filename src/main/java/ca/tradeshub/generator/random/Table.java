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

/** The tables the generator draws from: CSV resources with a header row and comment lines. */
public final class Table {

    private Table() {}

    /** The rows of one of the generator's own tables, for example {@code trades}. */
    public static List<NamedCsvRecord> own(String name) {
        return read("generator/" + name + ".csv");
    }

    /**
     * The rows of a table on the class path.
     *
     * @throws IllegalStateException when there is no such table
     */
    public static List<NamedCsvRecord> read(String resource) {
        try (InputStream in = Table.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The classpath has no " + resource);
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

    /** A field that is a whole number. */
    public static int number(NamedCsvRecord row, String field) {
        return Integer.parseInt(row.getField(field));
    }

    /** A field that says Y or N. */
    public static boolean yes(NamedCsvRecord row, String field) {
        return row.getField(field).equals("Y");
    }
}
