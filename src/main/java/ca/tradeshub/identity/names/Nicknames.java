// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.names;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Given names with their nicknames and other spellings, from the table {@code mappings/nicknames.csv}. Two nicknames of
 * one name are forms of each other ({@code Bob} and {@code Rob}); two names with one nickname are not ({@code Alexander}
 * and {@code Alexandra}).
 */
public final class Nicknames {

    private static final String TABLE = "mappings/nicknames.csv";
    private static final Nicknames STANDARD = load();

    private final Map<String, Set<Integer>> names;

    private Nicknames(Map<String, Set<Integer>> names) {
        this.names = names;
    }

    /** The table of the hub. */
    public static Nicknames standard() {
        return STANDARD;
    }

    /** Reads a table: a header row, then a name, its language and its forms, separated by spaces, on each line. */
    static Nicknames read(Reader table) throws IOException {
        Map<String, Set<Integer>> names = new HashMap<>();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(table)) {
            int number = 0;
            for (NamedCsvRecord row : rows) {
                number++;
                add(names, row.getField("name"), number);
                for (String form : row.getField("forms").split(" ")) {
                    if (!form.isEmpty()) {
                        add(names, form, number);
                    }
                }
            }
        }
        return new Nicknames(names);
    }

    private static void add(Map<String, Set<Integer>> names, String name, int number) {
        names.computeIfAbsent(NameForm.given(name).joined(), none -> new HashSet<>())
                .add(number);
    }

    private static Nicknames load() {
        try (InputStream in = Nicknames.class.getClassLoader().getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("Resource not found on the class path: " + TABLE);
            }
            return read(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + TABLE, e);
        }
    }

    /**
     * Whether both parts are in the table and are not forms of one name: then a person of one of them does not have the
     * other one by a slip ({@code Eric} and {@code Erica}, {@code Dan} and {@code Don}).
     */
    public boolean areTwoNames(String one, String other) {
        return names.containsKey(one) && names.containsKey(other) && !areForms(one, other);
    }

    /** Whether the table has a part of given names, as a name or as a form of one. */
    public boolean contains(String part) {
        return names.containsKey(part);
    }

    /** Whether two parts of given names, as in {@link NameForm}, are forms of one name. */
    public boolean areForms(String one, String other) {
        Set<Integer> of = names.getOrDefault(one, Set.of());
        return !of.isEmpty() && names.getOrDefault(other, Set.of()).stream().anyMatch(of::contains);
    }
}
