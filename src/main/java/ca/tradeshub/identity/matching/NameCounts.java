// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.NameFrequencies;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.names.NameForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The names of persons, counted. Each name counts as if one more person had it, so that a new name has a share. */
final class NameCounts implements NameFrequencies {

    /** A whole name is that of the two records that are compared; only further ones are of other persons. */
    private static final int COMPARED = 2;

    private final Map<String, Integer> family = new HashMap<>();
    private final Map<String, Integer> given = new HashMap<>();

    /** A number for each whole name, sorted: a million names need 8 MB. */
    private final long[] whole;

    private final double persons;

    private NameCounts(int persons, long[] whole) {
        this.persons = persons + 1.0;
        this.whole = whole;
    }

    /** The names of persons of whom there may be several records each: whole names are not counted. */
    static NameCounts of(List<PersonTraits> persons) {
        NameCounts counts = new NameCounts(persons.size(), new long[0]);
        counts.add(persons);
        return counts;
    }

    /** The names of two lists that are matched with each other. */
    static NameCounts of(List<PersonTraits> persons, List<PersonTraits> records) {
        long[] whole = Stream.of(persons, records)
                .flatMap(List::stream)
                .mapToLong(person -> whole(person.family(), person.given()))
                .sorted()
                .toArray();
        NameCounts counts = new NameCounts(whole.length, whole);
        counts.add(persons);
        counts.add(records);
        return counts;
    }

    private void add(List<PersonTraits> counted) {
        for (PersonTraits person : counted) {
            family.merge(person.family().joined(), 1, Integer::sum);
            given.merge(person.given().joined(), 1, Integer::sum);
        }
    }

    @Override
    public double family(NameForm name) {
        return share(family, name);
    }

    @Override
    public double given(NameForm names) {
        return share(given, names);
    }

    @Override
    public double givenAmong(NameForm family, NameForm given) {
        int others = count(whole(family, given)) - COMPARED;
        return others <= 0 ? 0 : Math.min(1, others / (double) this.family.getOrDefault(family.joined(), others));
    }

    private double share(Map<String, Integer> counts, NameForm name) {
        return (counts.getOrDefault(name.joined(), 0) + 1) / persons;
    }

    private int count(long name) {
        return first(name + 1) - first(name);
    }

    /** Where the first number that is not below this one is, or would be. */
    private int first(long number) {
        int low = 0;
        int high = whole.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (whole[middle] < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static long whole(NameForm family, NameForm given) {
        return ((long) family.joined().hashCode() << Integer.SIZE)
                | Integer.toUnsignedLong(given.joined().hashCode());
    }
}
