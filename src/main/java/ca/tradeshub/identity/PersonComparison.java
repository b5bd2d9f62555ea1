// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.identity.names.NameForm;
import ca.tradeshub.identity.names.Nicknames;
import ca.tradeshub.identity.names.Spellings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two persons field by field and weighs each field. The order of the two does not matter. */
public final class PersonComparison {

    /** The first half of a Canadian postal code is its area. */
    private static final int AREA = 3;

    private static final int CANADIAN = 6;

    private final NameComparison names = new NameComparison(Nicknames.standard());
    private final Map<Field, Map<Level, FieldEvidence>> evidence = new EnumMap<>(Field.class);

    /** Compares with the weights of the hub. */
    public PersonComparison() {
        this(Weights.standard());
    }

    /** Compares with other weights. */
    public PersonComparison(Weights weights) {
        for (Field field : Field.values()) {
            Map<Level, FieldEvidence> levels = new EnumMap<>(Level.class);
            for (Level level : Level.values()) {
                levels.put(level, new FieldEvidence(field, level, weights.bits(field, level)));
            }
            evidence.put(field, levels);
        }
    }

    /** Compares two persons. */
    public Comparison compare(PersonEvidence one, PersonEvidence other) {
        return compare(PersonTraits.of(one), PersonTraits.of(other));
    }

    /** Compares two persons whose traits have been prepared. */
    public Comparison compare(PersonTraits one, PersonTraits other) {
        List<FieldEvidence> fields = new ArrayList<>();
        levels(one, other)
                .forEach((field, level) ->
                        fields.add(Objects.requireNonNull(evidence.get(field)).get(level)));
        return new Comparison(fields);
    }

    private Map<Field, Level> levels(PersonTraits one, PersonTraits other) {
        Map<Field, Level> levels = new EnumMap<>(Field.class);
        levels.put(Field.CLIENT_ID, number(one.clientId(), other.clientId()));
        levels.put(Field.ACCOUNT_NUMBER, number(one.accountNumber(), other.accountNumber()));
        levels.put(Field.SIN, hash(one.sinHash(), other.sinHash()));
        names(one, other, levels);
        levels.put(Field.BIRTH_DATE, BirthDate.compare(one.birthDate(), other.birthDate()));
        levels.put(Field.POSTAL_CODE, postalCode(one.postalCode(), other.postalCode()));
        levels.put(Field.PROVINCE, province(one.province(), other.province()));
        levels.put(Field.TRADE, trades(one.trades(), other.trades()));
        return levels;
    }

    private void names(PersonTraits one, PersonTraits other, Map<Field, Level> levels) {
        Level family = family(one, other);
        Level given = names.given(one.given(), other.given());
        if (!family.isAlike() && !given.isAlike()) {
            boolean first = names.isOneName(one.family(), other.given());
            boolean second = names.isOneName(other.family(), one.given());
            if (first && second) {
                family = Level.SWAPPED;
                given = Level.SWAPPED;
            } else if (given == Level.UNKNOWN && (first || second)) {
                family = Level.SWAPPED;
            }
        }
        if (given == Level.UNKNOWN && isInOneField(one, other)) {
            family = Level.PART;
            given = Level.PART;
        }
        levels.put(Field.FAMILY_NAME, family);
        levels.put(Field.GIVEN_NAMES, given);
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

    private static Level hash(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return Level.UNKNOWN;
        }
        return one.equals(other) ? Level.SAME : Level.DIFFERENT;
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
