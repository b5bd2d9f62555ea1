// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.match;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.cli.match.BadTableException.Problem;
import ca.tradeshub.identity.BirthDate;
import ca.tradeshub.identity.PersonNumbers;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Residence;
import ca.tradeshub.identity.names.NameForm;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Persons read from a CSV file with a header row.
 *
 * @param persons the persons in the order of the file
 * @param ids how the output names each record: the value of a column, or the line
 * @param labels the label of each record; empty without a column of labels
 * @param columns what the file contains of a person
 * @param unread values that are not empty and cannot be read, by column; they count as unknown
 */
public record PersonTable(
        List<PersonTraits> persons,
        List<String> ids,
        List<String> labels,
        Set<PersonColumn> columns,
        Map<PersonColumn, Unread> unread) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * Values of a column that cannot be read.
     *
     * @param count how many
     * @param firstLine line of the record with the first of them
     */
    public record Unread(int count, long firstLine) {

        private Unread and(Unread other) {
            return new Unread(count + other.count, Math.min(firstLine, other.firstLine));
        }
    }

    /**
     * How a file is read.
     *
     * @param columns the name of the column of each part of a person; empty for the columns that have the names of parts
     * @param id the column that names records, null for the line
     * @param label the column of labels, null without one
     * @param labelPattern the part of a label that counts: its first group, or all that it matches
     * @param dates the order of dates
     * @param charset the encoding
     * @param separator what separates fields
     */
    public record Layout(
            Map<PersonColumn, String> columns,
            @Nullable String id,
            @Nullable String label,
            Pattern labelPattern,
            DateOrder dates,
            Charset charset,
            char separator) {}

    /**
     * Reads a file.
     *
     * @throws BadTableException when the file is not such a table
     * @throws IOException when the file is not readable, or not in the encoding
     */
    public static PersonTable read(Path file, Layout layout) throws IOException, BadTableException {
        int line = 1;
        try (Reader text = Files.newBufferedReader(file, layout.charset());
                CsvReader<CsvRecord> reader =
                        CsvReader.builder().fieldSeparator(layout.separator()).ofCsvRecord(text)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new BadTableException(Problem.EMPTY, "");
            }
            Rows rows = new Rows(header(records.next().getFields()), layout);
            while (records.hasNext()) {
                CsvRecord record = records.next();
                line = (int) record.getStartingLineNumber();
                rows.add(record);
            }
            return rows.table();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        } catch (CsvParseException malformed) {
            throw new BadTableException(Problem.MALFORMED, Integer.toString(line + 1));
        }
    }

    private static List<String> header(List<String> fields) {
        List<String> names = fields.stream().map(String::strip).collect(Collectors.toCollection(ArrayList::new));
        if (names.get(0).startsWith(BYTE_ORDER_MARK)) {
            names.set(0, names.get(0).substring(1).strip());
        }
        return names;
    }

    /** The rows of a file as they are read. */
    private static final class Rows {

        private final Layout layout;
        private final Map<PersonColumn, Integer> at = new EnumMap<>(PersonColumn.class);
        private final int id;
        private final int label;
        private final List<PersonTraits> persons = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private final Map<PersonColumn, Unread> unread = new EnumMap<>(PersonColumn.class);

        Rows(List<String> header, Layout layout) throws BadTableException {
            this.layout = layout;
            for (Map.Entry<PersonColumn, String> column : layout.columns().entrySet()) {
                at.put(column.getKey(), place(header, column.getValue()));
            }
            if (layout.columns().isEmpty()) {
                for (int i = 0; i < header.size(); i++) {
                    int place = i;
                    PersonColumn.named(header.get(i)).ifPresent(column -> at.putIfAbsent(column, place));
                }
            }
            if (at.isEmpty()) {
                throw new BadTableException(Problem.NO_FIELD, "");
            }
            id = layout.id() == null ? -1 : place(header, layout.id());
            label = layout.label() == null ? -1 : place(header, layout.label());
        }

        private static int place(List<String> header, String name) throws BadTableException {
            int place = header.indexOf(name.strip());
            if (place < 0) {
                throw new BadTableException(Problem.NO_COLUMN, name);
            }
            return place;
        }

        void add(CsvRecord record) {
            persons.add(person(record));
            ids.add(id < 0 ? Long.toString(record.getStartingLineNumber()) : field(record, id));
            if (label >= 0) {
                String text = field(record, label);
                Matcher counts = layout.labelPattern().matcher(text);
                labels.add(counts.find() ? counts.group(Math.min(1, counts.groupCount())) : text);
            }
        }

        private PersonTraits person(CsvRecord record) {
            String sin = PersonTraits.code(value(record, PersonColumn.SIN));
            return new PersonTraits(
                    new PersonNumbers(
                            PersonTraits.code(value(record, PersonColumn.CLIENT_ID)),
                            PersonTraits.code(value(record, PersonColumn.ACCOUNT_NUMBER)),
                            sin == null ? null : Sha256.hex(sin),
                            false),
                    NameForm.family(value(record, PersonColumn.FAMILY_NAME)),
                    NameForm.given(value(record, PersonColumn.GIVEN_NAMES)),
                    NameForm.family(value(record, PersonColumn.FORMER_FAMILY_NAME)),
                    date(record),
                    new Residence(
                            PersonTraits.code(value(record, PersonColumn.POSTAL_CODE)),
                            PersonTraits.code(value(record, PersonColumn.PROVINCE))),
                    trades(value(record, PersonColumn.TRADE)));
        }

        private @Nullable BirthDate date(CsvRecord record) {
            String text = value(record, PersonColumn.BIRTH_DATE);
            BirthDate date = layout.dates().read(text).orElse(null);
            if (date == null && !text.isEmpty()) {
                unread.merge(PersonColumn.BIRTH_DATE, new Unread(1, record.getStartingLineNumber()), Unread::and);
            }
            return date;
        }

        private static Set<TradeCode> trades(String text) {
            return Stream.of(text.split("[ ;/]+"))
                    .filter(code -> !code.isBlank())
                    .map(TradeCode::new)
                    .collect(Collectors.toUnmodifiableSet());
        }

        private String value(CsvRecord record, PersonColumn column) {
            Integer place = at.get(column);
            return place == null ? "" : field(record, place);
        }

        private static String field(CsvRecord record, int place) {
            return place < record.getFieldCount() ? record.getField(place).strip() : "";
        }

        PersonTable table() {
            return new PersonTable(persons, ids, labels, at.keySet(), unread);
        }
    }
}
