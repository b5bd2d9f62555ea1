package ca.tradeshub.generator.people;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Names as they are met in Ontario: of many origins, with accents, hyphens, apostrophes and particles. */
public final class Names {

    /** The group of names of francophones. */
    static final String FRENCH = "french";

    private static final String INDIGENOUS = "indigenous";
    private static final Shares<NamedCsvRecord> OLD_GROUPS = groups("old");
    private static final Shares<NamedCsvRecord> NEW_GROUPS = groups("new");
    private static final Map<String, Shares<NamedCsvRecord>> FAMILY = byGroup("family-names", row -> true);
    private static final Map<String, Shares<NamedCsvRecord>> WOMEN =
            byGroup("given-names", row -> !row.getField("sex").equals("m"));
    private static final Map<String, Shares<NamedCsvRecord>> MEN =
            byGroup("given-names", row -> !row.getField("sex").equals("f"));

    private Names() {}

    private static Shares<NamedCsvRecord> groups(String column) {
        return Shares.of(Table.own("groups"), row -> Table.number(row, column));
    }

    private static Map<String, Shares<NamedCsvRecord>> byGroup(String table, Predicate<NamedCsvRecord> wanted) {
        Map<String, List<NamedCsvRecord>> rows = Table.own(table).stream()
                .filter(wanted)
                .collect(Collectors.groupingBy(row -> row.getField("group"), TreeMap::new, Collectors.toList()));
        return rows.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        group -> Shares.of(group.getValue(), row -> Table.number(row, "weight")),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** The group of names of somebody in a region. */
    static String group(Region region, Chance chance) {
        int drawn = chance.below(1000);
        if (drawn < region.french()) {
            return FRENCH;
        }
        if (drawn < region.french() + region.indigenous()) {
            return INDIGENOUS;
        }
        Shares<NamedCsvRecord> groups = chance.perMille(region.newcomer()) ? NEW_GROUPS : OLD_GROUPS;
        return groups.draw(chance).getField("group");
    }

    /** A family name of a region, for a person or a business. */
    public static String family(Region region, Chance chance) {
        return family(group(region, chance), chance);
    }

    /** A family name of a group, now and then a double one. */
    static String family(String group, Chance chance) {
        Function<Chance, String> one = draw -> FAMILY.get(group).draw(draw).getField("name");
        String first = one.apply(chance);
        boolean isDouble = chance.perMille(group.equals(FRENCH) ? 70 : 25);
        String second = one.apply(chance);
        boolean fits = !first.equals(second) && first.indexOf('-') < 0 && second.indexOf('-') < 0;
        return isDouble && fits && first.length() + second.length() < 30 ? first + "-" + second : first;
    }

    /** One or two given names of a group. */
    static String given(String group, boolean woman, Chance chance) {
        Map<String, Shares<NamedCsvRecord>> names = woman ? WOMEN : MEN;
        String first = names.getOrDefault(group, MEN.get(group)).draw(chance).getField("name");
        boolean hasSecond = chance.perMille(280);
        String second = names.getOrDefault(group, MEN.get(group)).draw(chance).getField("name");
        boolean fits = !first.equals(second) && first.length() + second.length() < 29;
        return hasSecond && fits ? first + " " + second : first;
    }
}
