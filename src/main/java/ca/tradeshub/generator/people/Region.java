package ca.tradeshub.generator.people;

import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.random.Table;
import ca.tradeshub.generator.random.WeightedChoices;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;

/**
 * A town with what surrounds it.
 *
 * @param town its name
 * @param weight how many live there, in thousands
 * @param prefixes first halves of postal codes there
 * @param french how many in 1,000 are francophone
 * @param indigenous how many in 1,000 are Indigenous
 * @param newcomer how many of the others in 1,000 came from abroad
 */
public record Region(String town, int weight, List<String> prefixes, int french, int indigenous, int newcomer) {

    /** The letters of the second half of a postal code. */
    private static final String LETTERS = "ABCEGHJKLMNPRSTVWXYZ";

    static final WeightedChoices<Region> ALL =
            WeightedChoices.of(Table.own("regions").stream().map(Region::of).toList(), Region::weight);

    private static Region of(NamedCsvRecord row) {
        return new Region(
                row.getField("town"),
                Table.number(row, "weight"),
                List.of(row.getField("prefixes").split(" ")),
                Table.number(row, "french"),
                Table.number(row, "indigenous"),
                Table.number(row, "newcomer"));
    }

    /** Draws a region by its weight. */
    public static Region draw(SeededRandom random) {
        return ALL.draw(random);
    }

    /** A postal code of the region, with its space. */
    public String postalCode(SeededRandom random) {
        return random.of(prefixes)
                + " "
                + random.below(10)
                + LETTERS.charAt(random.below(LETTERS.length()))
                + random.below(10);
    }
}
