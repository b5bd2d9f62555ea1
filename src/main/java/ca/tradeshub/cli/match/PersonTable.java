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
import java.io.BufferedReader;
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
import java.util.function.Predicate;
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

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** What separates fields in other files, with the value of the option. */
    private static final Map<Character, String> SEPARATORS = Map.of(',', ",", ';', ";", '\t', "tab", '|', "|");

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
        long next = 1;
        try (QuotationWatch text = new QuotationWatch(text(file, layout.charset()), layout.separator());
                CsvReader<CsvRecord> reader = CsvReader.builder()
                        .fieldSeparator(layout.separator())
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(text)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new BadTableException(Problem.EMPTY);
            }
            CsvRecord record = records.next();
            Rows rows = new Rows(header(record.getFields()), layout);
            next = lineAfter(record);
            requireClosed(text, records);
            while (records.hasNext()) {
                record = records.next();
                next = lineAfter(record);
                requireClosed(text, records);
                rows.add(record);
            }
            return rows.table();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        } catch (CsvParseException malformed) {
            if (next == 1) {
                requireSeparator(file, layout);
            }
            throw new BadTableException(Problem.MALFORMED, Long.toString(next));
        }
    }

    /** The last record of a file must not end inside quotation marks. */
    private static void requireClosed(QuotationWatch text, Iterator<CsvRecord> records) throws BadTableException {
        if (!records.hasNext() && text.isOpen()) {
            throw new BadTableException(Problem.UNCLOSED, Long.toString(text.openedIn()));
        }
    }

    /** The text of a file, which begins after its byte order mark: the first name may be in quotation marks. */
    private static Reader text(Path file, Charset charset) throws IOException {
        BufferedReader text = Files.newBufferedReader(file, charset);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    /** A header that is not valid with one separator, because of its quotation marks, may be with another. */
    private static void requireSeparator(Path file, Layout layout) throws IOException, BadTableException {
        try (BufferedReader text = new BufferedReader(text(file, layout.charset()))) {
            String line = text.readLine();
            if (line != null) {
                Rows.requireSeparator(
                        List.of(line),
                        layout.separator(),
                        layout.columns().isEmpty()
                                ? name -> PersonColumn.named(name).isPresent()
                                : layout.columns()::containsValue);
            }
        }
    }

    /** A record has as many lines as its fields have line breaks, and one. */
    private static long lineAfter(CsvRecord record) {
        return record.getStartingLineNumber()
                + 1
                + record.getFields().stream()
                        .mapToLong(field ->
                                field.lines().count() > 1 ? field.lines().count() - 1 : 0)
                        .sum();
    }

    private static List<String> header(List<String> fields) {
        return fields.stream().map(String::strip).toList();
    }

    /** The rows of a file as they are read. */
    private static final class Rows {

        private final Layout layout;
        private final int width;
        private final Map<PersonColumn, Integer> at = new EnumMap<>(PersonColumn.class);
        private final int id;
        private final int label;
        private final List<PersonTraits> persons = new ArrayList<>();
        private final List<String> ids = new ArrayList<>();
        private final List<String> labels = new ArrayList<>();
        private final Map<PersonColumn, Unread> unread = new EnumMap<>(PersonColumn.class);

        Rows(List<String> header, Layout layout) throws BadTableException {
            this.layout = layout;
            this.width = header.size();
            for (Map.Entry<PersonColumn, String> column : layout.columns().entrySet()) {
                at.put(column.getKey(), place(header, column.getValue(), layout.separator()));
            }
            if (layout.columns().isEmpty()) {
                for (int i = 0; i < header.size(); i++) {
                    PersonColumn column = PersonColumn.named(header.get(i)).orElse(null);
                    if (column != null && at.put(column, i) != null) {
                        throw new BadTableException(Problem.TWO_COLUMNS, header.get(i));
                    }
                }
            }
            if (at.isEmpty()) {
                requireSeparator(header, layout.separator(), name -> PersonColumn.named(name)
                        .isPresent());
                throw new BadTableException(Problem.NO_FIELD);
            }
            id = layout.id() == null ? -1 : place(header, layout.id(), layout.separator());
            label = layout.label() == null ? -1 : place(header, layout.label(), layout.separator());
        }

        private static int place(List<String> header, String name, char separator) throws BadTableException {
            String stripped = name.strip();
            int place = header.indexOf(stripped);
            if (place < 0) {
                requireSeparator(header, separator, stripped::equals);
                throw new BadTableException(Problem.NO_COLUMN, name);
            }
            if (place != header.lastIndexOf(stripped)) {
                throw new BadTableException(Problem.TWO_COLUMNS, name);
            }
            return place;
        }

        /** A header in which a name is found with another separator was divided by the wrong one. */
        private static void requireSeparator(List<String> header, char separator, Predicate<String> isWanted)
                throws BadTableException {
            String line = String.join(String.valueOf(separator), header);
            for (Map.Entry<Character, String> other : SEPARATORS.entrySet()) {
                if (other.getKey() != separator
                        && Stream.of(line.split(Pattern.quote(other.getKey().toString())))
                                .map(name -> name.replace("\"", "").strip())
                                .anyMatch(isWanted)) {
                    throw new BadTableException(Problem.SEPARATOR, other.getValue());
                }
            }
        }

        void add(CsvRecord record) throws BadTableException {
            if (record.getFieldCount() != width) {
                throw new BadTableException(
                        Problem.FIELDS,
                        Long.toString(record.getStartingLineNumber()),
                        Integer.toString(record.getFieldCount()),
                        Integer.toString(width));
            }
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
            return record.getField(place).strip();
        }

        PersonTable table() {
            return new PersonTable(persons, ids, labels, at.keySet(), unread);
        }
    }
}
