// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.feeds.line.CertificateLine;
import ca.tradeshub.feeds.line.LinePlace;
import ca.tradeshub.feeds.line.SourceLine;
import ca.tradeshub.mapping.conversion.Target;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The examples of a sheet: raw text and the expected result of its mapping. Each has a name ({@code example}) and the
 * {@code raw} fields. It may name another example that it is {@code like}, except for these fields. It has either
 * {@code gives}, canonical fields in the hub's own notation (an empty text means that the field does not have a value),
 * or {@code errors}, the code and field of each error in order.
 */
final class Examples {

    /** What an example file's name ends with. */
    static final String SUFFIX = ".examples.yaml";

    private static final FileContext FACTS = new FileContext(
            Feed.PAYROLL,
            "example",
            LocalDate.of(2017, 1, 31),
            new EmployerYear(
                    new BusinessNumber("123026635RP0001"),
                    "Example",
                    EmployerYear.Kind.CORPORATION,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    new Period(LocalDate.of(2016, 1, 1), LocalDate.of(2016, 12, 31))));

    private final SheetMapping mapping;
    private final SheetNode root;
    private final Map<String, Map<String, String>> raws = new HashMap<>();
    private final Set<String> shown = new HashSet<>();

    private final Map<String, Runnable> checks = new LinkedHashMap<>();

    /**
     * Reads an example file.
     *
     * @throws BadSheetException when it is malformed
     */
    Examples(SheetMapping mapping, SheetNode root) {
        this.mapping = mapping;
        this.root = root;
        root.items().forEach(this::add);
    }

    private void add(SheetNode node) {
        Map<String, SheetNode> members = node.members(Set.of("example", "like", "raw", "gives", "errors"));
        if (!members.containsKey("example") || members.containsKey("gives") == members.containsKey("errors")) {
            throw node.wrong("an example has a name and either gives or errors");
        }
        String name = members.get("example").text();
        Map<String, String> raw = raw(members);
        if (raws.put(name, raw) != null) {
            throw node.wrong("there are two examples '" + name + "'");
        }
        checks.put(name, () -> check(node, members, raw));
    }

    /** The check of each example by its name; one that does not hold throws a {@link BadSheetException}. */
    Map<String, Runnable> checks() {
        return checks;
    }

    /** Checks all examples, and that together they give every field of the sheet. */
    void checkAll() {
        checks.values().forEach(Runnable::run);
        for (FieldMapping field : mapping.fields()) {
            if (!shown.contains(field.target().name())) {
                throw root.wrong("no example gives field '" + field.target().name() + "'");
            }
        }
    }

    private void check(SheetNode node, Map<String, SheetNode> members, Map<String, String> raw) {
        List<MappingError> errors = new ArrayList<>();
        @Nullable Object[] values = mapping.values(new Example(raw), errors, new ArrayList<>());
        List<String> found = errors.stream().map(Examples::summary).toList();
        List<String> expected = members.containsKey("errors")
                ? members.get("errors").items().stream().map(SheetNode::text).toList()
                : List.of();
        if (!found.equals(expected)) {
            throw node.wrong("it has errors " + found + ", not " + expected);
        }
        if (members.containsKey("gives")) {
            members.get("gives").members().forEach((name, wanted) -> compare(name, wanted, values));
            mapping.map(new Example(raw), FACTS);
        }
    }

    private static String summary(MappingError error) {
        return error.code() + " " + (error.field() != null ? error.field() : error.column());
    }

    private Map<String, String> raw(Map<String, SheetNode> members) {
        Map<String, String> raw = new LinkedHashMap<>();
        SheetNode like = members.get("like");
        if (like != null) {
            if (!raws.containsKey(like.text())) {
                throw like.wrong("there is no example '" + like.text() + "' before this one");
            }
            raw.putAll(raws.get(like.text()));
        }
        if (members.containsKey("raw")) {
            members.get("raw").members().forEach((name, node) -> {
                boolean isKnown = mapping.feed() == Feed.REGISTRATIONS
                        || mapping.feed() == Feed.CERTIFICATES
                                && CertificateLine.fieldNames().contains(name)
                        || mapping.fields().stream()
                                .anyMatch(field -> field.from().equals(name));
                if (!isKnown) {
                    throw node.wrong("the sheet has no column '" + name + "'");
                }
                raw.put(name, node.text());
            });
        }
        return raw;
    }

    private void compare(String name, SheetNode wanted, @Nullable Object[] values) {
        Target target = Shape.of(mapping.feed()).targets().get(name);
        if (target == null || mapping.fields().stream().noneMatch(field -> field.target() == target)) {
            throw wanted.wrong("the sheet has no field '" + name + "'");
        }
        Object expected;
        try {
            expected = wanted.text().isEmpty() ? null : target.parse(wanted.text());
        } catch (IllegalArgumentException noValue) {
            throw wanted.wrong(String.valueOf(noValue.getMessage()));
        }
        if (!Objects.equals(expected, values[target.index()])) {
            throw wanted.wrong("field '" + name + "' is " + values[target.index()] + ", not " + expected);
        }
        shown.add(name);
    }

    /** A line of an example; it has no position in a file. */
    private record Example(Map<String, String> raw) implements SourceLine {

        @Override
        public LinePlace place() {
            return new LinePlace(1, 0, 0);
        }

        @Override
        public @Nullable String text(String name) {
            return raw.get(name);
        }

        @Override
        public @Nullable Integer column(String name) {
            return null;
        }

        @Override
        public Collection<String> names() {
            return raw.keySet();
        }
    }
}
