// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.people;

import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.random.Table;
import ca.tradeshub.generator.random.WeightedChoices;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Draws names as they occur in Ontario: of many origins, with accents, hyphens, apostrophes and particles. */
public final class Names {

    /** The group of names of francophones. */
    static final String FRENCH = "french";

    private static final String INDIGENOUS = "indigenous";
    private static final WeightedChoices<NamedCsvRecord> OLD_GROUPS = groups("old");
    private static final WeightedChoices<NamedCsvRecord> NEW_GROUPS = groups("new");
    private static final Map<String, WeightedChoices<NamedCsvRecord>> FAMILY = byGroup("family-names", row -> true);
    private static final Map<String, WeightedChoices<NamedCsvRecord>> WOMEN =
            byGroup("given-names", row -> !row.getField("sex").equals("m"));
    private static final Map<String, WeightedChoices<NamedCsvRecord>> MEN =
            byGroup("given-names", row -> !row.getField("sex").equals("f"));

    private Names() {}

    private static WeightedChoices<NamedCsvRecord> groups(String column) {
        return WeightedChoices.of(Table.own("groups"), row -> Table.number(row, column));
    }

    private static Map<String, WeightedChoices<NamedCsvRecord>> byGroup(
            String table, Predicate<NamedCsvRecord> wanted) {
        Map<String, List<NamedCsvRecord>> rows = Table.own(table).stream()
                .filter(wanted)
                .collect(Collectors.groupingBy(row -> row.getField("group"), TreeMap::new, Collectors.toList()));
        return rows.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        group -> WeightedChoices.of(group.getValue(), row -> Table.number(row, "weight")),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** Draws the group of names of a person in a region. */
    static String group(Region region, SeededRandom random) {
        int drawn = random.below(1000);
        if (drawn < region.french()) {
            return FRENCH;
        }
        if (drawn < region.french() + region.indigenous()) {
            return INDIGENOUS;
        }
        WeightedChoices<NamedCsvRecord> groups = random.perMille(region.newcomer()) ? NEW_GROUPS : OLD_GROUPS;
        return groups.draw(random).getField("group");
    }

    /** Draws a family name of a region, for a person or a business. */
    public static String family(Region region, SeededRandom random) {
        return family(group(region, random), random);
    }

    /** Draws a family name of a group, sometimes a double name. */
    static String family(String group, SeededRandom random) {
        Function<SeededRandom, String> one =
                draw -> of(FAMILY, group).draw(draw).getField("name");
        String first = one.apply(random);
        boolean isDouble = random.perMille(group.equals(FRENCH) ? 70 : 25);
        String second = one.apply(random);
        boolean fits = !first.equals(second) && first.indexOf('-') < 0 && second.indexOf('-') < 0;
        return isDouble && fits && first.length() + second.length() < 30 ? first + "-" + second : first;
    }

    private static WeightedChoices<NamedCsvRecord> of(
            Map<String, WeightedChoices<NamedCsvRecord>> names, String group) {
        return Objects.requireNonNull(names.get(group), "the tables have names for every group");
    }

    /** Draws one or two given names of a group. */
    static String given(String group, boolean woman, SeededRandom random) {
        Map<String, WeightedChoices<NamedCsvRecord>> names = woman && WOMEN.containsKey(group) ? WOMEN : MEN;
        String first = of(names, group).draw(random).getField("name");
        boolean hasSecond = random.perMille(280);
        String second = of(names, group).draw(random).getField("name");
        boolean fits = !first.equals(second) && first.length() + second.length() < 29;
        return hasSecond && fits ? first + " " + second : first;
    }
}
