package ca.tradeshub.generator.people;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.generator.random.SeededRandom;
import ca.tradeshub.generator.random.WeightedChoices;
import java.time.LocalDate;

/** Draws persons. */
public final class People {

    /** Ages on entering a trade, first age and weight: most are young, some come late. */
    private static final WeightedChoices<int[]> APPRENTICE_AGES = WeightedChoices.of(
            java.util.List.of(
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
     * An apprentice.
     *
     * @param ordinal number of the person in the year
     * @param region where the person lives
     * @param womenPerMille how many in 1,000 in the trade are women
     * @param age full years on that day
     * @param on a day
     * @param hasAccount whether the person has an account number
     * @param random the person's own stream
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

    /** A journeyperson on the college's register; without client id, social insurance number and language. */
    public static Person journeyperson(
            long ordinal, Region region, int womenPerMille, LocalDate born, SeededRandom random) {
        String group = Names.group(region, random);
        boolean woman = random.perMille(womenPerMille);
        String family = Names.family(group, random);
        String given = Names.given(group, woman, random);
        String former = random.perMille(woman ? 120 : 5) ? Names.family(group, random) : null;
        return new Person(
                null,
                Numbers.journeypersonAccount(ordinal),
                null,
                family,
                given,
                family.equals(former) ? null : former,
                born,
                region.postalCode(random),
                null);
    }

    /** The age of somebody who enters a trade, in full years. */
    public static int ageOnEntry(SeededRandom random) {
        int[] range = APPRENTICE_AGES.draw(random);
        return random.between(range[0], range[1]);
    }

    /** Some do not tell, and newcomers may have a temporary one. */
    private static Sin sin(long ordinal, Region region, SeededRandom random) {
        int drawn = random.below(1000);
        if (drawn < 60) {
            return null;
        }
        return drawn < 60 + region.newcomer() / 40 ? Numbers.temporarySin(ordinal) : Numbers.sin(ordinal);
    }

    /** Who works in Ontario may live next door. */
    private static String elsewhere(SeededRandom random) {
        return random.in(2, 3) ? "J8X " + random.below(10) + "K" + random.below(10) : "R3T 2N2";
    }
}
