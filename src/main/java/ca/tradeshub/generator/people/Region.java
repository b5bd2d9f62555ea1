// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.people;

import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.random.Table;
import ca.tradeshub.generator.random.WeightedChoices;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;

/**
 * A town and its surroundings.
 *
 * @param town name of the town
 * @param weight population in thousands
 * @param prefixes first halves of its postal codes
 * @param french francophones in 1,000 people
 * @param indigenous Indigenous people in 1,000
 * @param newcomer newcomers in 1,000 of the others
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

    /** Draws a postal code of the region, with its space. */
    public String postalCode(SeededRandom random) {
        return random.of(prefixes)
                + " "
                + random.below(10)
                + LETTERS.charAt(random.below(LETTERS.length()))
                + random.below(10);
    }
}
