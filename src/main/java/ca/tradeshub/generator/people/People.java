package ca.tradeshub.generator.people;

import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Sin;
import java.time.LocalDate;

/** Draws persons. */
public final class People {

    /** Ages on entering a trade, first age and weight: most are young, some come late. */
    private static final Shares<int[]> APPRENTICE_AGES = Shares.of(
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
     * @param chance the person's own stream
     */
    public static Person apprentice(
            long ordinal, Region region, int womenPerMille, int age, LocalDate on, boolean hasAccount, Chance chance) {
        String group = Names.group(region, chance);
        boolean woman = chance.perMille(womenPerMille);
        String family = Names.family(group, chance);
        String given = Names.given(group, woman, chance);
        String former = chance.perMille(woman ? 90 : 8) ? Names.family(group, chance) : null;
        LocalDate born = on.minusYears(age).minusDays(chance.below(364));
        boolean french = group.equals(Names.FRENCH) && chance.perMille(600);
        return new Person(
                Numbers.clientId(ordinal),
                hasAccount ? Numbers.apprenticeAccount(ordinal) : null,
                sin(ordinal, region, chance),
                family,
                given,
                family.equals(former) ? null : former,
                born,
                chance.perMille(6) ? elsewhere(chance) : region.postalCode(chance),
                french ? "fr" : "en");
    }

    /** A journeyperson on the college's register; without client id, social insurance number and language. */
    public static Person journeyperson(long ordinal, Region region, int womenPerMille, LocalDate born, Chance chance) {
        String group = Names.group(region, chance);
        boolean woman = chance.perMille(womenPerMille);
        String family = Names.family(group, chance);
        String given = Names.given(group, woman, chance);
        String former = chance.perMille(woman ? 120 : 5) ? Names.family(group, chance) : null;
        return new Person(
                null,
                Numbers.journeypersonAccount(ordinal),
                null,
                family,
                given,
                family.equals(former) ? null : former,
                born,
                region.postalCode(chance),
                null);
    }

    /** The age of somebody who enters a trade, in full years. */
    public static int ageOnEntry(Chance chance) {
        int[] range = APPRENTICE_AGES.draw(chance);
        return chance.between(range[0], range[1]);
    }

    /** Some do not tell, and newcomers may have a temporary one. */
    private static Sin sin(long ordinal, Region region, Chance chance) {
        int drawn = chance.below(1000);
        if (drawn < 60) {
            return null;
        }
        return drawn < 60 + region.newcomer() / 40 ? Numbers.temporarySin(ordinal) : Numbers.sin(ordinal);
    }

    /** Who works in Ontario may live next door. */
    private static String elsewhere(Chance chance) {
        return chance.in(2, 3) ? "J8X " + chance.below(10) + "K" + chance.below(10) : "R3T 2N2";
    }
}
