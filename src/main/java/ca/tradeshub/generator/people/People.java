// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.people;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.random.WeightedChoices;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws apprentices and journeypersons. */
public final class People {

    /** Age ranges on entry into a trade: first age, last age and weight. */
    private static final WeightedChoices<int[]> APPRENTICE_AGES = WeightedChoices.of(
            List.of(
                    new int[] {16, 16, 12},
                    new int[] {17, 17, 30},
                    new int[] {18, 19, 190},
                    new int[] {20, 22, 260},
                    new int[] {23, 25, 170},
                    new int[] {26, 29, 140},
                    new int[] {30, 35, 110},
                    new int[] {36, 45, 70},
                    new int[] {46, 58, 18}),
            range -> range[2]);

    private People() {}

    /**
     * Draws an apprentice.
     *
     * @param ordinal the number of the person in the generated year
     * @param region where the person lives
     * @param womenPerMille women in 1,000 apprentices of the trade
     * @param age age in full years on the day {@code on}
     * @param on the day of the age
     * @param hasAccount whether the apprentice has an account number at the college
     * @param random the random numbers of the person
     */
    public static Person apprentice(
            long ordinal,
            Region region,
            int womenPerMille,
            int age,
            LocalDate on,
            boolean hasAccount,
            SeededRandom random) {
        String group = Names.group(region, random);
        boolean woman = random.perMille(womenPerMille);
        String family = Names.family(group, random);
        String given = Names.given(group, woman, random);
        String former = random.perMille(woman ? 90 : 8) ? Names.family(group, random) : null;
        LocalDate born = on.minusYears(age).minusDays(random.below(364));
        boolean french = group.equals(Names.FRENCH) && random.perMille(600);
        return new Person(
                Numbers.clientId(ordinal),
                hasAccount ? Numbers.apprenticeAccount(ordinal) : null,
                sin(ordinal, region, random),
                family,
                given,
                family.equals(former) ? null : former,
                born,
                random.perMille(6) ? elsewhere(random) : region.postalCode(random),
                french ? "fr" : "en");
    }

    /** Draws a journeyperson on the register of the college, without client id, social insurance number and language. */
    public static Person journeyperson(
            long ordinal, Region region, int womenPerMille, LocalDate born, SeededRandom random) {
        String group = Names.group(region, random);
        boolean woman = random.perMille(womenPerMille);
        String family = Names.family(group, random);
        String given = Names.given(group, woman, random);
        String former = random.perMille(woman ? 120 : 5) ? Names.family(group, random) : null;
        return new Person(
                "",
                Numbers.journeypersonAccount(ordinal),
                null,
                family,
                given,
                family.equals(former) ? null : former,
                born,
                region.postalCode(random),
                null);
    }

    /** Draws the age on entry into a trade, in full years. */
    public static int ageOnEntry(SeededRandom random) {
        int[] range = APPRENTICE_AGES.draw(random);
        return random.between(range[0], range[1]);
    }

    /** Draws the social insurance number: null for some, a temporary number for some newcomers. */
    private static @Nullable Sin sin(long ordinal, Region region, SeededRandom random) {
        int drawn = random.below(1000);
        if (drawn < 60) {
            return null;
        }
        return drawn < 60 + region.newcomer() / 40 ? Numbers.temporarySin(ordinal) : Numbers.sin(ordinal);
    }

    /** Draws a postal code in a neighbouring province. */
    private static String elsewhere(SeededRandom random) {
        return random.in(2, 3) ? "J8X " + random.below(10) + "K" + random.below(10) : "R3T 2N2";
    }
}
