// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.feeds.FeedReader;
import ca.tradeshub.feeds.FeedReaders;
import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.mapping.Mapping;
import ca.tradeshub.mapping.Mappings;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads of whom the lines of a file are, as far as that can be read. A record in the place of another one does not correct
 * it when both can be read and are of different people.
 */
final class ReadablePersons {

    /** Identifiers: one that agrees is enough. */
    private static final List<String> IDENTIFIERS =
            List.of("person.clientId", "person.accountNumber", "person.sin", "memberNumber", "accountNumber", "sin");

    /** What else distinguishes people, where no identifier can be compared. */
    private static final List<String> ATTRIBUTES =
            List.of("person.familyName", "person.birthDate", "familyName", "birthDate");

    private static final int LINES_AT_ONCE = 1000;

    private final Mappings mappings;

    ReadablePersons(Mappings mappings) {
        this.mappings = mappings;
    }

    /** The values that identify the person of each line; a line of which nothing can be read has none. */
    Map<Integer, Map<String, Object>> of(FileContent file, Set<Integer> lines) throws IOException {
        return switch (file.name().feed()) {
            case REGISTRATIONS -> {
                try (FeedReader reader = FeedReaders.registrations(file.open(), file.sender(), file.name())) {
                    yield read(reader, mappings.registrations(), lines);
                }
            }
            case CERTIFICATES -> {
                try (FeedReader reader = FeedReaders.certificates(file.open(), file.name())) {
                    yield read(reader, mappings.certificates(), lines);
                }
            }
            case PAYROLL -> ofPayroll(file, lines);
        };
    }

    private Map<Integer, Map<String, Object>> ofPayroll(FileContent file, Set<Integer> lines) throws IOException {
        try (InputStream in = file.openControl()) {
            if (!(ControlFile.parse(in, file.name(), mappings.layouts()) instanceof ControlFile control)) {
                return Map.of();
            }
            try (FeedReader reader = FeedReaders.payroll(
                    file.open(), control, mappings.layout(control.layout()).orElseThrow())) {
                return read(reader, mappings.payroll(control.layout()).orElseThrow(), lines);
            }
        }
    }

    private static Map<Integer, Map<String, Object>> read(FeedReader reader, Mapping mapping, Set<Integer> lines)
            throws IOException {
        Map<Integer, Map<String, Object>> read = new HashMap<>();
        for (List<SourceLine> batch = reader.next(LINES_AT_ONCE);
                !batch.isEmpty() && read.size() < lines.size();
                batch = reader.next(LINES_AT_ONCE)) {
            for (SourceLine line : batch) {
                if (lines.contains(line.line())) {
                    Map<String, Object> values = new HashMap<>(mapping.readable(line, IDENTIFIERS));
                    values.putAll(mapping.readable(line, ATTRIBUTES));
                    read.put(line.line(), values);
                }
            }
        }
        return read;
    }

    /** Whether two lines can be read and are of different people. */
    static boolean differ(Map<String, Object> one, Map<String, Object> other) {
        return differ(one, other, IDENTIFIERS)
                ? true
                : !share(one, other, IDENTIFIERS) && differ(one, other, ATTRIBUTES);
    }

    /** Whether both have any of the fields, and every one that both have differs. */
    private static boolean differ(Map<String, Object> one, Map<String, Object> other, List<String> fields) {
        return share(one, other, fields)
                && fields.stream()
                        .noneMatch(field ->
                                one.containsKey(field) && one.get(field).equals(other.get(field)));
    }

    private static boolean share(Map<String, Object> one, Map<String, Object> other, List<String> fields) {
        return fields.stream().anyMatch(field -> one.containsKey(field) && other.containsKey(field));
    }
}
