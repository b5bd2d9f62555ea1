// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.identity.names.NameForm;
import ca.tradeshub.identity.names.Nicknames;
import ca.tradeshub.identity.names.Spellings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two persons field by field and weighs each field. The order of the two does not matter. */
public final class PersonComparison {

    /** The first half of a Canadian postal code is its area. */
    private static final int AREA = 3;

    private static final int CANADIAN = 6;

    private static final Field[] FIELDS = Field.values();
    private static final Level[] LEVELS = Level.values();

    private final NameComparison names = new NameComparison(Nicknames.standard());
    private final Weights weights;
    private final NameFrequencies frequencies;
    private final double[][] bits = new double[FIELDS.length][LEVELS.length];

    /** Compares with the weights of the hub. */
    public PersonComparison() {
        this(Weights.standard(), NameFrequencies.NONE);
    }

    /**
     * Compares with other weights.
     *
     * @param weights the weights
     * @param frequencies the names of the population that the persons belong to
     */
    public PersonComparison(Weights weights, NameFrequencies frequencies) {
        this.weights = weights;
        this.frequencies = frequencies;
        for (Field field : FIELDS) {
            for (Level level : LEVELS) {
                bits[field.ordinal()][level.ordinal()] = weights.bits(field, level);
            }
        }
    }

    /** Compares two persons. */
    public Comparison compare(PersonEvidence one, PersonEvidence other) {
        return compare(PersonTraits.of(one), PersonTraits.of(other));
    }

    /** Compares two persons whose traits have been prepared. */
    public Comparison compare(PersonTraits one, PersonTraits other) {
        Level[] levels = levels(one, other);
        List<FieldEvidence> fields = new ArrayList<>(FIELDS.length);
        for (Field field : FIELDS) {
            Level level = levels[field.ordinal()];
            double weight = field == Field.GIVEN_NAMES && levels[Field.FAMILY_NAME.ordinal()] == Level.SAME
                    ? givenAmong(level, one)
                    : weight(field, level, one);
            fields.add(new FieldEvidence(field, level, weight));
        }
        return new Comparison(fields);
    }

    /** Prepares the comparison of one person with many. */
    public Against against(PersonTraits person) {
        return new Against(person);
    }

    /** Compares one person with many: what depends on this person alone is computed once. */
    public final class Against {

        private final PersonTraits person;
        private final double sameFamilyName;
        private final double sameGivenNames;
        private final double sameGivenNamesAmong;
        private final double most;
        private final double mostOfOthers;

        private Against(PersonTraits person) {
            this.person = person;
            sameFamilyName = weight(Field.FAMILY_NAME, Level.SAME, person);
            sameGivenNames = weight(Field.GIVEN_NAMES, Level.SAME, person);
            sameGivenNamesAmong = givenAmong(Level.SAME, person);
            most = Math.max(sameFamilyName, mostWithoutSame(Field.FAMILY_NAME))
                    + Math.max(sameGivenNames, mostWithoutSame(Field.GIVEN_NAMES));
            mostOfOthers = mostOfOthers();
        }

        /**
         * The sum of the weights. When the other fields show that the sum cannot reach the floor, names are not compared,
         * and the sum is {@link Double#NEGATIVE_INFINITY}.
         */
        public double bits(PersonTraits other, double floor) {
            Level[] levels = new Level[FIELDS.length];
            double sum = others(other, levels);
            if (sum + most < floor) {
                return Double.NEGATIVE_INFINITY;
            }
            names(person, other, levels);
            boolean isOneFamily = levels[Field.FAMILY_NAME.ordinal()] == Level.SAME;
            return sum
                    + name(Field.FAMILY_NAME, levels, sameFamilyName)
                    + name(Field.GIVEN_NAMES, levels, isOneFamily ? sameGivenNamesAmong : sameGivenNames);
        }

        /**
         * Whether birth date and postal code leave the floor in reach, whatever the other fields of the other person
         * are. The two have no number in common.
         */
        boolean isInReach(@Nullable BirthDate birthDate, @Nullable String postalCode, double floor) {
            Level date = BirthDate.compare(person.birthDate(), birthDate);
            Level code = PersonComparison.postalCode(person.residence().postalCode(), postalCode);
            return bits[Field.BIRTH_DATE.ordinal()][date.ordinal()]
                            + bits[Field.POSTAL_CODE.ordinal()][code.ordinal()]
                            + mostOfOthers
                            + most
                    >= floor;
        }

        /** What fields other than names, birth date and postal code can weigh at most. */
        private double mostOfOthers() {
            double sum = person.trades().isEmpty() ? 0 : most(Field.TRADE);
            sum += person.residence().province() == null ? 0 : most(Field.PROVINCE);
            sum += person.numbers().clientId() == null ? 0 : mostWithoutSame(Field.CLIENT_ID);
            sum += person.numbers().accountNumber() == null ? 0 : mostWithoutSame(Field.ACCOUNT_NUMBER);
            return sum + (person.numbers().sinHash() == null ? 0 : mostWithoutSame(Field.SIN));
        }

        /** Whether the fields other than names leave the floor in reach; the names of the other person are not read. */
        boolean isInReach(PersonTraits other, double floor) {
            return others(other, new Level[FIELDS.length]) + most >= floor;
        }

        private double others(PersonTraits other, Level[] levels) {
            codes(person, other, levels);
            double sum = 0;
            for (Field field : FIELDS) {
                if (!isName(field)) {
                    sum += bits[field.ordinal()][levels[field.ordinal()].ordinal()];
                }
            }
            return sum;
        }

        private double name(Field field, Level[] levels, double same) {
            Level level = levels[field.ordinal()];
            return level == Level.SAME ? same : bits[field.ordinal()][level.ordinal()];
        }

        private double most(Field field) {
            return Math.max(mostWithoutSame(field), bits[field.ordinal()][Level.SAME.ordinal()]);
        }

        private double mostWithoutSame(Field field) {
            double most = 0;
            for (Level level : field.levels()) {
                if (level != Level.SAME) {
                    most = Math.max(most, bits[field.ordinal()][level.ordinal()]);
                }
            }
            return most;
        }
    }

    private static boolean isName(Field field) {
        return field == Field.FAMILY_NAME || field == Field.GIVEN_NAMES;
    }

    private double weight(Field field, Level level, PersonTraits person) {
        if (level == Level.SAME && isName(field)) {
            double share = field == Field.FAMILY_NAME
                    ? frequencies.family(person.family())
                    : frequencies.given(person.given());
            Weights.Weight weight =
                    weights.fields().getOrDefault(field, Map.of()).get(level);
            if (share > 0 && weight != null) {
                return weight.bits(share);
            }
        }
        return bits[field.ordinal()][level.ordinal()];
    }

    /** The weight of given names where the family names are the same. */
    private double givenAmong(Level level, PersonTraits person) {
        double weight = weight(Field.GIVEN_NAMES, level, person);
        double share = level == Level.SAME ? frequencies.givenAmong(person.family(), person.given()) : 0;
        Weights.Weight same =
                weights.fields().getOrDefault(Field.GIVEN_NAMES, Map.of()).get(level);
        return share > 0 && same != null ? Math.min(weight, same.bits(share)) : weight;
    }

    /** How far two persons agree in each field, in the order of the fields. */
    public Level[] levels(PersonTraits one, PersonTraits other) {
        Level[] levels = new Level[FIELDS.length];
        codes(one, other, levels);
        names(one, other, levels);
        return levels;
    }

    private static void codes(PersonTraits one, PersonTraits other, Level[] levels) {
        levels[Field.CLIENT_ID.ordinal()] =
                number(one.numbers().clientId(), other.numbers().clientId());
        levels[Field.ACCOUNT_NUMBER.ordinal()] =
                number(one.numbers().accountNumber(), other.numbers().accountNumber());
        levels[Field.SIN.ordinal()] = sin(one, other);
        levels[Field.BIRTH_DATE.ordinal()] = BirthDate.compare(one.birthDate(), other.birthDate());
        levels[Field.POSTAL_CODE.ordinal()] =
                postalCode(one.residence().postalCode(), other.residence().postalCode());
        levels[Field.PROVINCE.ordinal()] =
                province(one.residence().province(), other.residence().province());
        levels[Field.TRADE.ordinal()] = trades(one.trades(), other.trades());
    }

    private void names(PersonTraits one, PersonTraits other, Level[] levels) {
        Level family = family(one, other);
        Level given = names.given(one.given(), other.given());
        if (!family.isAlike() && !given.isAlike()) {
            boolean first = names.isOneName(one.family(), other.given());
            boolean second = names.isOneName(other.family(), one.given());
            if (first && second || given == Level.UNKNOWN && (first || second)) {
                family = Level.SWAPPED;
                given = Level.SWAPPED;
            }
        }
        if (given == Level.UNKNOWN && isInOneField(one, other)) {
            family = Level.PART;
            given = Level.PART;
        }
        if (given.isAlike() && areOfTwoGenerations(one, other)) {
            given = Level.DISTANT;
        }
        levels[Field.FAMILY_NAME.ordinal()] = family;
        levels[Field.GIVEN_NAMES.ordinal()] = given;
    }

    /** Whether both records state a generation, such as {@code Sr} and {@code Jr}, and not the same one. */
    private static boolean areOfTwoGenerations(PersonTraits one, PersonTraits other) {
        int its = generation(one);
        int others = generation(other);
        return its != 0 && others != 0 && its != others;
    }

    /** The suffix is written behind the family name or behind the given names. */
    private static int generation(PersonTraits person) {
        return person.given().generation() != 0
                ? person.given().generation()
                : person.family().generation();
    }

    /** Whether one record has the whole name in the field of the family name. */
    private boolean isInOneField(PersonTraits one, PersonTraits other) {
        return one.given().isEmpty()
                ? names.holdsBoth(one.family(), other.family(), other.given())
                : names.holdsBoth(other.family(), one.family(), one.given());
    }

    private Level family(PersonTraits one, PersonTraits other) {
        Level level = names.family(one.family(), other.family());
        if (level == Level.SAME || level == Level.PART || level == Level.UNKNOWN) {
            return level;
        }
        return areOne(one.former(), other.family())
                        || areOne(one.family(), other.former())
                        || areOne(one.former(), other.former())
                ? Level.FORMER
                : level;
    }

    private boolean areOne(NameForm one, NameForm other) {
        return names.family(one, other).isAlike();
    }

    private static Level number(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return Level.UNKNOWN;
        }
        if (one.equals(other)) {
            return Level.SAME;
        }
        return Spellings.areCodeSlips(one, other) ? Level.SIMILAR : Level.DIFFERENT;
    }

    /** A permanent number replaces a temporary one: that the two differ is not evidence. */
    private static Level sin(PersonTraits one, PersonTraits other) {
        if (one.numbers().sinHash() == null || other.numbers().sinHash() == null) {
            return Level.UNKNOWN;
        }
        if (one.numbers().sinHash().equals(other.numbers().sinHash())) {
            return Level.SAME;
        }
        return one.numbers().temporarySin() == other.numbers().temporarySin() ? Level.DIFFERENT : Level.UNKNOWN;
    }

    private static Level postalCode(@Nullable String one, @Nullable String other) {
        Level level = number(one, other);
        boolean area = level == Level.DIFFERENT
                && one != null
                && other != null
                && one.length() == CANADIAN
                && other.length() == CANADIAN
                && one.regionMatches(0, other, 0, AREA);
        return area ? Level.DISTANT : level;
    }

    private static Level province(@Nullable String one, @Nullable String other) {
        Level level = number(one, other);
        return level == Level.SIMILAR && one != null && one.length() < AREA ? Level.DIFFERENT : level;
    }

    private static Level trades(Set<TradeCode> one, Set<TradeCode> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Level.UNKNOWN;
        }
        return Collections.disjoint(one, other) ? Level.DIFFERENT : Level.SAME;
    }
}
