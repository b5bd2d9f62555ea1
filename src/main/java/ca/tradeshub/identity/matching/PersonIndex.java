// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.BirthDate;
import ca.tradeshub.identity.NameFrequencies;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.names.NameForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Persons in memory, found by their blocking keys. A million persons need about 300 MB. Equal names, dates and codes are
 * kept once; the keys are one sorted array of numbers. Immutable, and may be read by several threads.
 *
 * <p>A block of more than {@value #LARGEST_BLOCK} persons, for example of a placeholder for birth dates, is
 * divided by the other fields. When a part is still larger, its first persons are found, and {@link Found#isComplete} is
 * false: nothing is left out without notice.
 */
public final class PersonIndex {

    /** Persons that a block has at most. */
    public static final int LARGEST_BLOCK = 250;

    private static final int ORDINAL_BITS = 24;
    private static final long ORDINALS = (1L << ORDINAL_BITS) - 1;

    private final List<PersonTraits> persons;
    private final long[] entries;
    private final Set<Long> dividedBlocks;
    private final NameFrequencies frequencies;

    private PersonIndex(
            List<PersonTraits> persons, long[] entries, Set<Long> dividedBlocks, NameFrequencies frequencies) {
        this.persons = persons;
        this.entries = entries;
        this.dividedBlocks = dividedBlocks;
        this.frequencies = frequencies;
    }

    /** An index of these persons. */
    public static PersonIndex of(Iterable<PersonTraits> persons) {
        Builder builder = new Builder();
        persons.forEach(builder::add);
        return builder.build();
    }

    /** The number of persons. */
    public int size() {
        return persons.size();
    }

    /** A person by the order in which they were added, from 0. */
    public PersonTraits person(int ordinal) {
        return persons.get(ordinal);
    }

    /** How frequent names are among the persons. */
    public NameFrequencies frequencies() {
        return frequencies;
    }

    /** How frequent names are among the persons and the records that are matched with them. */
    NameFrequencies frequencies(List<PersonTraits> records) {
        return NameCounts.of(persons, records);
    }

    /** The blocks that had to be divided. */
    public int dividedBlocks() {
        return dividedBlocks.size();
    }

    /**
     * The persons to compare with a person.
     *
     * @param ordinals their numbers, ascending, each once
     * @param isComplete false when a block was too large to be returned whole
     */
    public record Found(int[] ordinals, boolean isComplete) {}

    /** Finds the persons that have a blocking key in common with a person. */
    public Found find(PersonTraits person) {
        Ordinals found = new Ordinals();
        for (BlockingKeys.Key key : BlockingKeys.of(person)) {
            if (dividedBlocks.contains(hash(key.hash()))) {
                for (long part : key.parts()) {
                    collect(part, found);
                }
            } else {
                collect(key.hash(), found);
            }
        }
        return found.distinct();
    }

    private void collect(long key, Ordinals found) {
        long from = hash(key);
        int at = Arrays.binarySearch(entries, from);
        int end = 0;
        for (int i = at < 0 ? -at - 1 : at; i < entries.length && (entries[i] & ~ORDINALS) == from; i++) {
            if (end++ == LARGEST_BLOCK) {
                found.complete = false;
                return;
            }
            found.add((int) (entries[i] & ORDINALS));
        }
    }

    private static long hash(long key) {
        return key & ~ORDINALS;
    }

    /** Numbers of persons as they are found. */
    private static final class Ordinals {

        private int[] ordinals = new int[256];
        private int size;
        private boolean complete = true;

        void add(int ordinal) {
            if (size == ordinals.length) {
                ordinals = Arrays.copyOf(ordinals, size * 2);
            }
            ordinals[size++] = ordinal;
        }

        Found distinct() {
            Arrays.sort(ordinals, 0, size);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (kept == 0 || ordinals[i] != ordinals[kept - 1]) {
                    ordinals[kept++] = ordinals[i];
                }
            }
            return new Found(Arrays.copyOf(ordinals, kept), complete);
        }
    }

    /** Collects the persons of an index. */
    public static final class Builder {

        private final List<PersonTraits> persons = new ArrayList<>();
        private final Map<Object, Object> values = new HashMap<>();

        /** Adds a person, whose number is the number of persons before. */
        public Builder add(PersonTraits person) {
            if (persons.size() > ORDINALS) {
                throw new IllegalStateException("An index has at most " + (ORDINALS + 1) + " persons");
            }
            NameForm family = once(person.family());
            NameForm given = once(person.given());
            NameForm former = once(person.former());
            BirthDate born = onceIfAny(person.birthDate());
            persons.add(new PersonTraits(
                    person.numbers(), family, given, former, born, once(person.residence()), once(person.trades())));
            return this;
        }

        @SuppressWarnings("unchecked")
        private <T> T once(T value) {
            return (T) values.computeIfAbsent(value, first -> first);
        }

        private <T> @Nullable T onceIfAny(@Nullable T value) {
            return value == null ? null : once(value);
        }

        /** Makes the index. The builder is used up. */
        public PersonIndex build() {
            values.clear();
            Entries entries = new Entries(persons.size());
            for (int i = 0; i < persons.size(); i++) {
                for (BlockingKeys.Key key : BlockingKeys.of(persons.get(i))) {
                    entries.add(key.hash(), i);
                }
            }
            entries.sort();
            Set<Long> large = entries.largeBlocks();
            if (!large.isEmpty()) {
                entries.remove(large);
                for (int i = 0; i < persons.size(); i++) {
                    for (BlockingKeys.Key key : BlockingKeys.of(persons.get(i))) {
                        if (large.contains(hash(key.hash()))) {
                            for (long part : key.parts()) {
                                entries.add(part, i);
                            }
                        }
                    }
                }
                entries.sort();
            }
            return new PersonIndex(persons, entries.trimmed(), large, NameCounts.of(persons));
        }
    }

    /** Pairs of a key and a person, each in one number. */
    private static final class Entries {

        private static final int KEYS_OF_A_PERSON = 10;

        private long[] entries;
        private int size;

        Entries(int persons) {
            entries = new long[persons * KEYS_OF_A_PERSON + 1];
        }

        void add(long key, int ordinal) {
            if (size == entries.length) {
                entries = Arrays.copyOf(entries, size + size / 2 + 1);
            }
            entries[size++] = hash(key) | ordinal;
        }

        void sort() {
            Arrays.sort(entries, 0, size);
        }

        Set<Long> largeBlocks() {
            Set<Long> large = new HashSet<>();
            int first = 0;
            for (int i = 1; i <= size; i++) {
                if (i == size || hash(entries[i]) != hash(entries[first])) {
                    if (i - first > LARGEST_BLOCK) {
                        large.add(hash(entries[first]));
                    }
                    first = i;
                }
            }
            return large;
        }

        void remove(Set<Long> blocks) {
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (!blocks.contains(hash(entries[i]))) {
                    entries[kept++] = entries[i];
                }
            }
            size = kept;
        }

        long[] trimmed() {
            return Arrays.copyOf(entries, size);
        }
    }
}
