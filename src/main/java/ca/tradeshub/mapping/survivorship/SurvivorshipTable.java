// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.survivorship;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.mapping.conversion.BadTableException;
import ca.tradeshub.mapping.conversion.TableText;
import ca.tradeshub.mapping.survivorship.Survivorship.Field;
import ca.tradeshub.mapping.survivorship.Survivorship.Preference;
import ca.tradeshub.mapping.survivorship.Survivorship.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the table of survivorship, {@code survivorship.csv}: a header row {@code field,sources,rule}, then one field a line
 * with its sources, the preferred one first, separated by spaces, and the rule by which a value is chosen.
 */
public final class SurvivorshipTable {

    /** The name of the table. */
    public static final String FILE = "survivorship.csv";

    private static final List<String> HEADER = List.of("field", "sources", "rule");
    private static final Set<Feed> OF_PERSONS = Set.of(Feed.REGISTRATIONS, Feed.CERTIFICATES);

    private SurvivorshipTable() {}

    /**
     * The table of a text.
     *
     * @throws BadTableException with line and reason, when the table is wrong
     */
    public static Survivorship parse(String csv) {
        Map<Field, Preference> preferences = new EnumMap<>(Field.class);
        AtomicInteger last = new AtomicInteger(1);
        TableText.read(csv, HEADER, "a field, its sources and a rule", (line, cells) -> {
            last.set(line);
            add(preferences, line, cells);
        });
        for (Field field : Field.values()) {
            if (!preferences.containsKey(field)) {
                throw new BadTableException(last.get(), "the field '" + field.wireName() + "' is missing");
            }
        }
        return new Survivorship(preferences);
    }

    private static void add(Map<Field, Preference> preferences, int line, List<String> cells) {
        if (cells.size() != HEADER.size()) {
            throw new BadTableException(line, "a line must have a field, its sources and a rule");
        }
        Field field = Field.ofWireName(cells.get(0))
                .orElseThrow(() -> new BadTableException(
                        line,
                        "there is no field '" + cells.get(0) + "'; the fields are "
                                + names(Arrays.stream(Field.values()).map(Field::wireName))));
        Rule rule = Rule.ofWireName(cells.get(2))
                .orElseThrow(() -> new BadTableException(
                        line,
                        "there is no rule '" + cells.get(2) + "'; the rules are "
                                + names(Arrays.stream(Rule.values()).map(Rule::wireName))));
        if (preferences.put(field, new Preference(sources(line, field, cells.get(1)), rule)) != null) {
            throw new BadTableException(line, "the field '" + field.wireName() + "' occurs twice");
        }
    }

    /** Every source that can state the field, in the order of preference. */
    private static List<Feed> sources(int line, Field field, String cell) {
        List<Feed> sources = new ArrayList<>();
        for (String name : cell.split(" ", -1)) {
            sources.add(OF_PERSONS.stream()
                    .filter(feed -> feed.wireName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BadTableException(
                            line,
                            "there is no source '" + name + "'; the sources are "
                                    + names(OF_PERSONS.stream().map(Feed::wireName)))));
        }
        Set<Feed> stating = field == Field.CLIENT_ID ? Set.of(Feed.REGISTRATIONS) : OF_PERSONS;
        if (sources.size() != stating.size() || !new HashSet<>(sources).equals(stating)) {
            throw new BadTableException(
                    line,
                    "the sources of '" + field.wireName() + "' are each of "
                            + names(stating.stream().map(Feed::wireName)) + " once");
        }
        return sources;
    }

    private static String names(Stream<String> names) {
        return names.sorted().collect(Collectors.joining(", "));
    }
}
