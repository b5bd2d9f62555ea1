// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity;

import ca.tradeshub.identity.names.NameForm;
import ca.tradeshub.identity.names.Nicknames;
import ca.tradeshub.identity.names.Spellings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares names: two family names, two lists of given names, or a family name with given names. */
final class NameComparison {

    /** Initials written as one word have at most this many letters: {@code JP} for {@code Jean-Paul}. */
    private static final int MOST_INITIALS = 3;

    /**
     * A name that was cut off has at least this many letters. Text of the legacy college has 30 characters, of which
     * some are spaces and hyphens.
     */
    private static final int SHORTEST_CUT = 20;

    /** What is added to a given name for its feminine form, as far as it is not more than a slip. */
    private static final Set<String> FEMININE = Set.of("a", "e", "ne", "le", "te");

    private final Nicknames nicknames;

    NameComparison(Nicknames nicknames) {
        this.nicknames = nicknames;
    }

    /** Compares two family names. */
    Level family(NameForm one, NameForm other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Level.UNKNOWN;
        }
        if (one.joined().equals(other.joined())) {
            return Level.SAME;
        }
        if (isCutOff(one, other)
                || one.parts().stream()
                        .anyMatch(part -> part.length() > 1 && other.parts().contains(part))) {
            return Level.PART;
        }
        if (isInitial(one.joined(), other.first()) || isInitial(other.joined(), one.first())) {
            return Level.INITIAL;
        }
        if (Spellings.areSlips(one.joined(), other.joined())
                || one.parts().stream()
                        .anyMatch(part -> other.parts().stream().anyMatch(its -> Spellings.areSlips(part, its)))) {
            return Level.SIMILAR;
        }
        return Spellings.resemble(String.join("", one.parts()), String.join("", other.parts()))
                ? Level.DISTANT
                : Level.DIFFERENT;
    }

    /**
     * Compares two lists of given names. Each name of the shorter list must be found in the other one; the least of
     * what is found is the level. Names that contradict each other after a name in common are {@link Level#DISTANT}.
     */
    Level given(NameForm one, NameForm other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Level.UNKNOWN;
        }
        if (one.joined().equals(other.joined())) {
            return Level.SAME;
        }
        if (isCutOff(one, other)) {
            return Level.PART;
        }
        boolean swap = one.parts().size() > other.parts().size();
        NameForm shorter = swap ? other : one;
        NameForm longer = swap ? one : other;
        if (areInitials(shorter, longer)) {
            return Level.INITIAL;
        }
        Level level = contained(shorter, longer);
        if (level != Level.DIFFERENT) {
            return level;
        }
        if (one.parts().size() != other.parts().size() && Spellings.areSlips(one.joined(), other.joined())) {
            return Level.SIMILAR;
        }
        boolean share = shorter.parts().stream()
                .anyMatch(part -> longer.parts().stream().anyMatch(its -> part(part, its) != Level.DIFFERENT));
        return share || Spellings.resemble(one.joined(), other.joined()) ? Level.DISTANT : Level.DIFFERENT;
    }

    /** Whether a family name and given names are one name, perhaps with a slip. */
    boolean isOneName(NameForm family, NameForm given) {
        return !family.isEmpty()
                && !given.isEmpty()
                && (family.joined().equals(given.joined())
                        || given.parts().containsAll(family.parts())
                        || family.parts().containsAll(given.parts())
                        || Spellings.areSlips(family.joined(), given.joined()));
    }

    private Level contained(NameForm shorter, NameForm longer) {
        List<String> left = new ArrayList<>(longer.parts());
        boolean whole = false;
        Level least = Level.PART;
        for (String part : shorter.parts()) {
            String best = "";
            Level found = Level.DIFFERENT;
            for (String candidate : left) {
                Level level = part(part, candidate);
                if (level.compareTo(found) < 0) {
                    best = candidate;
                    found = level;
                }
            }
            if (found == Level.DIFFERENT) {
                return Level.DIFFERENT;
            }
            left.remove(best);
            whole |= found == Level.SAME;
            least = found.compareTo(least) > 0 ? found : least;
        }
        // A whole name decides; the initial of another one next to it adds little.
        return least == Level.INITIAL && whole ? Level.PART : least;
    }

    private Level part(String one, String other) {
        if (one.equals(other)) {
            return Level.SAME;
        }
        if (nicknames.areForms(one, other)) {
            return Level.NICKNAME;
        }
        if (isInitial(one, other) || isInitial(other, one)) {
            return Level.INITIAL;
        }
        if (!Spellings.areSlips(one, other)) {
            return Level.DIFFERENT;
        }
        return nicknames.areTwoNames(one, other) || areOfTwoGenders(one, other) ? Level.DISTANT : Level.SIMILAR;
    }

    /**
     * Whether one given name is the other one with a feminine ending, as twins of two genders may have: {@code Amir} and
     * {@code Amira}, {@code Justin} and {@code Justine}, {@code Fernando} and {@code Fernanda}. If the table has the name
     * with the ending alone, its last letter is missing in the other one ({@code Catherin}).
     */
    private boolean areOfTwoGenders(String one, String other) {
        return isFeminine(one, other) || isFeminine(other, one);
    }

    private boolean isFeminine(String feminine, String name) {
        int shared = 0;
        while (shared < Math.min(feminine.length(), name.length()) && feminine.charAt(shared) == name.charAt(shared)) {
            shared++;
        }
        String ending = feminine.substring(shared);
        String replaced = name.substring(shared);
        boolean added = replaced.isEmpty() && FEMININE.contains(ending);
        boolean missing = nicknames.contains(feminine) && !nicknames.contains(name);
        return added && !missing
                || ending.equals("a") && replaced.equals("o")
                || ending.equals("ra") && replaced.equals("er");
    }

    /** Whether one name is the beginning of the other one, cut off where a field ended. */
    private static boolean isCutOff(NameForm one, NameForm other) {
        return Math.min(one.joined().length(), other.joined().length()) >= SHORTEST_CUT
                && (one.joined().startsWith(other.joined()) || other.joined().startsWith(one.joined()));
    }

    private static boolean isInitial(String initial, String name) {
        return initial.length() == 1 && name.startsWith(initial);
    }

    private static boolean areInitials(NameForm shorter, NameForm longer) {
        String word = shorter.joined();
        if (shorter.parts().size() != 1 || word.length() < 2 || word.length() > MOST_INITIALS) {
            return false;
        }
        StringBuilder initials = new StringBuilder();
        longer.parts().forEach(part -> initials.append(part.charAt(0)));
        return word.contentEquals(initials);
    }

    /** Whether a text holds both the family name and one of the given names of a person, as in a single name field. */
    boolean holdsBoth(NameForm whole, NameForm family, NameForm given) {
        List<String> parts = whole.parts();
        return !family.isEmpty()
                && !given.isEmpty()
                && new HashSet<>(parts).containsAll(family.parts())
                && parts.contains(given.first());
    }
}
