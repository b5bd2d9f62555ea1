// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.links;

import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.links.IdentityLinks.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of persons whose records agree. A person who agrees with more than {@link #MOST} others is <em>crowded</em>:
 * an operator cannot settle so many pairs. A pair is kept where a person must settle it: one of the two has no account
 * number and is not crowded. Who is crowded depends on the records alone.
 *
 * @param pairs the pairs that are kept, in the order of the persons
 * @param crowded the crowded persons
 * @param contested the crowded persons, and those with an account number who agree with one of them: they are not linked,
 *     because pairs that are not kept are rivals too
 * @param paths pairs that connect each contested person with those because of whom it is contested, directly or through
 *     others, as few as possible: stored, they find all of them when the records of one are replaced
 */
public record CandidatePairs(
        List<Pair> pairs, Set<PersonRecords> crowded, Set<PersonRecords> contested, List<Pair> paths) {

    /** Candidates that a person can be asked to settle: 21 persons who agree with each other are 210 pairs. */
    public static final int MOST = 20;

    /** Finds the pairs, comparing on all processors. */
    public static final class Search {

        private final IdentityLinks.Finder finder;
        private final List<PersonRecords> persons;
        private final List<Alike> all = new ArrayList<>();
        private final Map<Long, List<Alike>> byBlock = new HashMap<>();

        /**
         * A search.
         *
         * @param persons the persons, in the order of the keys of their records
         * @param blocks the block keys of each record
         */
        public Search(IdentityLinks.Finder finder, List<PersonRecords> persons, Map<RecordAddress, Set<Long>> blocks) {
            this.finder = finder;
            this.persons = persons;
            List<Set<Long>> keys = persons.parallelStream()
                    .map(person -> blocks(person, blocks))
                    .toList();
            Map<Long, Integer> sharing = new HashMap<>();
            keys.forEach(each -> each.forEach(block -> sharing.merge(block, 1, Integer::sum)));
            Map<Object, Alike> distinct = new HashMap<>();
            for (int i = 0; i < persons.size(); i++) {
                int most = keys.get(i).stream()
                        .mapToInt(block -> sharing.getOrDefault(block, 1) - 1)
                        .sum();
                Object stated = most > MOST ? Stated.of(persons.get(i), keys.get(i)) : i;
                Alike alike = distinct.get(stated);
                if (alike == null) {
                    alike = new Alike(all.size(), persons.get(i).isWithoutAccount(), keys.get(i), most);
                    distinct.put(stated, alike);
                    all.add(alike);
                    for (Long block : alike.blocks) {
                        byBlock.computeIfAbsent(block, key -> new ArrayList<>(2))
                                .add(alike);
                    }
                }
                alike.persons.add(i);
            }
        }

        private static Set<Long> blocks(PersonRecords person, Map<RecordAddress, Set<Long>> blocks) {
            if (person.records().size() == 1) {
                return blocks.getOrDefault(person.records().get(0).address(), Set.of());
            }
            Set<Long> keys = new TreeSet<>();
            person.records().forEach(record -> keys.addAll(blocks.getOrDefault(record.address(), Set.of())));
            return keys;
        }

        /** What decides with whom a person agrees. */
        private record Stated(boolean isWithoutAccount, Set<String> sins, List<PersonTraits> traits, Set<Long> blocks) {

            static Stated of(PersonRecords person, Set<Long> blocks) {
                return new Stated(
                        person.isWithoutAccount(),
                        person.sins(),
                        person.records().stream()
                                .map(PersonRecord::traitsWithoutNumbers)
                                .toList(),
                        blocks);
            }
        }

        /** Persons whose records state the same: they agree with the same others, so that one is compared for all. */
        private static final class Alike {

            final int number;
            final boolean isWithoutAccount;
            final Set<Long> blocks;

            /** A limit of the persons that share a block key with one of them. */
            final int most;

            final List<Integer> persons = new ArrayList<>(1);

            /** Those with whom they agree, themselves included; of crowded persons the first ones that are enough. */
            List<Alike> agreeing = List.of();

            boolean isCrowded;

            /** A crowded one with whom they agree, where that pair is not kept. */
            @Nullable
            Alike rival;

            Alike(int number, boolean isWithoutAccount, Set<Long> blocks, int most) {
                this.number = number;
                this.isWithoutAccount = isWithoutAccount;
                this.blocks = blocks;
                this.most = most;
            }

            /** Whether a pair of them is compared: two account numbers name two persons. */
            boolean isComparable(Alike other) {
                return isWithoutAccount || other.isWithoutAccount;
            }
        }

        /** A pair with its place in the order of the persons. */
        private record Placed(int one, int other, Pair pair) {}

        /** The pairs. */
        public CandidatePairs pairs() {
            all.parallelStream().filter(alike -> alike.most > MOST).forEach(this::count);
            if (all.stream().anyMatch(alike -> alike.isCrowded)) {
                all.parallelStream().forEach(this::findRival);
            }
            List<Pair> pairs = all.parallelStream()
                    .filter(alike -> !alike.isCrowded)
                    .flatMap(this::pairs)
                    .sorted(Comparator.comparingInt(Placed::one).thenComparingInt(Placed::other))
                    .map(Placed::pair)
                    .toList();
            return new CandidatePairs(
                    pairs,
                    those(alike -> alike.isCrowded),
                    those(alike -> alike.isCrowded || alike.rival != null),
                    paths());
        }

        /** Persons, each as it is in memory. */
        private Set<PersonRecords> those(Predicate<Alike> which) {
            Set<PersonRecords> those = Collections.newSetFromMap(new IdentityHashMap<>());
            all.stream()
                    .filter(which)
                    .forEach(alike -> alike.persons.forEach(person -> those.add(persons.get(person))));
            return those;
        }

        /** A person with an account number and no crowd of its own may agree with crowded ones: these are not settled. */
        private void findRival(Alike one) {
            if (!one.isCrowded && !one.isWithoutAccount) {
                one.rival = (one.most > MOST ? one.agreeing : sharing(one))
                        .stream()
                                .filter(other -> other.isCrowded && agree(one, other))
                                .min(Comparator.comparingInt(other -> other.number))
                                .orElse(null);
            }
        }

        /** Counts the persons with whom these agree, until they are more than can be settled. */
        private void count(Alike one) {
            List<Alike> agreeing = new ArrayList<>();
            int count = 0;
            if (one.persons.size() > 1 && one.isComparable(one) && agree(one, one)) {
                agreeing.add(one);
                count = one.persons.size() - 1;
            }
            Set<Alike> seen = new HashSet<>();
            for (Long block : one.blocks) {
                for (Alike other : byBlock.getOrDefault(block, List.of())) {
                    if (count > MOST) {
                        break;
                    }
                    if (other != one && one.isComparable(other) && seen.add(other) && agree(one, other)) {
                        agreeing.add(other);
                        count += other.persons.size();
                    }
                }
            }
            one.agreeing = agreeing;
            one.isCrowded = count > MOST;
        }

        private boolean agree(Alike one, Alike other) {
            PersonRecords left = persons.get(one.persons.get(0));
            PersonRecords right = persons.get(other.persons.get(other.persons.size() - 1));
            return finder.agree(left, right);
        }

        /** The kept pairs of persons who are not crowded, each once. */
        private Stream<Placed> pairs(Alike one) {
            return (one.most > MOST ? one.agreeing : sharing(one))
                    .stream()
                            .filter(other -> other.isCrowded ? one.isWithoutAccount : other.number >= one.number)
                            .flatMap(other -> pairs(one, other));
        }

        /** Those that are compared with them. */
        private List<Alike> sharing(Alike one) {
            Set<Alike> sharing = new HashSet<>();
            for (Long block : one.blocks) {
                for (Alike other : byBlock.getOrDefault(block, List.of())) {
                    if (one.isComparable(other)) {
                        sharing.add(other);
                    }
                }
            }
            return List.copyOf(sharing);
        }

        private Stream<Placed> pairs(Alike one, Alike other) {
            return one.persons.stream().flatMap(left -> other.persons.stream()
                    .filter(right -> one != other || left < right)
                    .map(right -> placed(left, right))
                    .flatMap(Stream::ofNullable));
        }

        private @Nullable Placed placed(int left, int right) {
            int one = Math.min(left, right);
            int other = Math.max(left, right);
            Pair pair = finder.pair(persons.get(one), persons.get(other));
            return pair == null ? null : new Placed(one, other, pair);
        }

        /** A forest over the pairs because of which persons are contested. */
        private List<Pair> paths() {
            Forest forest = new Forest(persons.size());
            List<int[]> edges = new ArrayList<>();
            for (Alike each : all) {
                List<Integer> reasons = reasons(each);
                int first = each.persons.get(0);
                reasons.stream()
                        .filter(reason -> forest.connect(first, reason))
                        .forEach(reason -> edges.add(new int[] {first, reason}));
                reasons.stream().limit(1).forEach(reason -> each.persons.stream()
                        .filter(person -> forest.connect(person, reason))
                        .forEach(person -> edges.add(new int[] {person, reason})));
            }
            return edges.parallelStream()
                    .map(edge -> placed(edge[0], edge[1]))
                    .flatMap(Stream::ofNullable)
                    .map(Placed::pair)
                    .toList();
        }

        /** As many persons as make these contested. */
        private static List<Integer> reasons(Alike one) {
            if (one.rival != null) {
                return one.rival.persons.subList(0, 1);
            }
            return one.isCrowded
                    ? one.agreeing.stream()
                            .flatMap(other -> other.persons.stream())
                            .limit(MOST + 2L)
                            .toList()
                    : List.of();
        }
    }

    /** Which persons are connected. */
    private static final class Forest {

        private final int[] parents;

        Forest(int size) {
            this.parents = IntStream.range(0, size).toArray();
        }

        /** Connects two; false when they are connected already. */
        boolean connect(int one, int other) {
            int first = root(one);
            int second = root(other);
            parents[Math.max(first, second)] = Math.min(first, second);
            return first != second;
        }

        private int root(int person) {
            int root = person;
            while (parents[root] != root) {
                parents[root] = parents[parents[root]];
                root = parents[root];
            }
            return root;
        }
    }
}
