// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.links;

import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Divides records that identifiers join into sides, so that no side contradicts itself. The result depends on the
 * records and on what persons decided about them, not on the order of arrival.
 *
 * @param sides the records of each side, at least one side
 * @param open a contradiction between two sides that is not settled, null when all are
 */
public record IdentityDivision(List<List<PersonRecord>> sides, @Nullable Contradiction open) {

    /**
     * Two records that an identifier joins although what they state of their person differs.
     *
     * @param basis what a person's resolution of it applies to: the two records and what they state
     */
    public record Contradiction(PersonRecord left, PersonRecord right, Comparison comparison, String basis) {}

    /**
     * The pairs of records that contradict each other.
     *
     * @param found the pairs
     * @param notCompared pairs that were not compared because so many contradict each other already, or because there
     *     are so many; while there are any, resolutions about pairs do not divide the records
     */
    public record Contradictions(List<Contradiction> found, long notCompared) {

        /** Whether all pairs were compared, so that resolutions about them divide the records. */
        public boolean isComplete() {
            return notCompared == 0;
        }
    }

    /** What a person decided about two records. */
    public enum Settlement {
        /** They belong to one person. */
        TOGETHER,
        /** They belong to two persons. */
        APART;

        /** What a kind of resolution says of two records, if it does. */
        public static Optional<Settlement> of(ResolutionKind kind) {
            return switch (kind) {
                case LINK, ACCEPT -> Optional.of(TOGETHER);
                case KEEP_APART -> Optional.of(APART);
                default -> Optional.empty();
            };
        }
    }

    /** Contradictions that are enough to show one; records that disagree this often belong to no one person. */
    public static final int MOST = 200;

    /** Different statements of one person that are compared with each other: these are two million pairs. */
    public static final int MOST_STATEMENTS = 2_000;

    /**
     * The pairs of records that contradict each other.
     *
     * @param joined records that identifiers join, in the order of their keys
     */
    public static Contradictions contradictions(
            List<PersonRecord> joined, PersonComparison comparison, IdentityBasis basis) {
        Map<PersonEvidence, PersonRecord> distinct = new LinkedHashMap<>();
        joined.forEach(each -> distinct.putIfAbsent(each.evidence(), each));
        List<PersonRecord> different = List.copyOf(distinct.values());
        List<Contradiction> found = new ArrayList<>();
        int compared = 0;
        int toCompare = different.size() > MOST_STATEMENTS ? 1 : different.size();
        for (int i = 0; i < toCompare && found.size() < MOST; i++) {
            compared++;
            for (int j = i + 1; j < different.size(); j++) {
                PersonRecord left = different.get(i);
                PersonRecord right = different.get(j);
                Comparison fields = comparison.compare(left.traits(), right.traits());
                if (fields.contradictsIdentifier()
                        || left.evidence()
                                .numbers()
                                .isOtherAccount(right.evidence().numbers())) {
                    found.add(new Contradiction(
                            left, right, fields, basis.of(left.key(), left.evidence(), right.key(), right.evidence())));
                }
            }
        }
        long left = different.size() - compared;
        return new Contradictions(found, left * (left - 1) / 2);
    }

    /** All records on one side, for those of which not all pairs were compared. */
    public static IdentityDivision undivided(List<PersonRecord> joined) {
        return new IdentityDivision(List.of(joined), null);
    }

    /**
     * Divides the records.
     *
     * @param joined records that identifiers join, in the order of their keys
     * @param contradictions their {@link #contradictions}
     * @param settled what a person decided about a contradiction, by its basis
     */
    public static IdentityDivision of(
            List<PersonRecord> joined,
            List<Contradiction> contradictions,
            PersonComparison comparison,
            Map<String, Settlement> settled) {
        if (contradictions.isEmpty()) {
            return new IdentityDivision(List.of(joined), null);
        }
        List<List<PersonRecord>> sides = sides(joined, contradictions, comparison);
        for (Contradiction each : contradictions) {
            if (settled.get(each.basis()) == Settlement.TOGETHER) {
                merge(sides, sideOf(sides, each.left()), sideOf(sides, each.right()));
            }
        }
        sides.forEach(side -> side.sort(PersonRecord.BY_KEY));
        return new IdentityDivision(sides, open(sides, contradictions, settled));
    }

    /**
     * A record goes to the first side that it does not contradict; those that contradict none, to the side most like them.
     * Records that state the same go to the same side, so that each statement is placed once.
     */
    private static List<List<PersonRecord>> sides(
            List<PersonRecord> joined, List<Contradiction> contradictions, PersonComparison comparison) {
        Map<PersonEvidence, Set<PersonEvidence>> contradicted = new HashMap<>();
        contradictions.forEach(each -> {
            PersonEvidence left = each.left().evidence();
            PersonEvidence right = each.right().evidence();
            contradicted.computeIfAbsent(left, stated -> new HashSet<>()).add(right);
            contradicted.computeIfAbsent(right, stated -> new HashSet<>()).add(left);
        });
        List<List<PersonRecord>> sides = new ArrayList<>();
        List<Set<PersonEvidence>> stated = new ArrayList<>();
        Map<PersonEvidence, Integer> placed = new HashMap<>();
        for (PersonRecord each : joined) {
            Set<PersonEvidence> others = contradicted.get(each.evidence());
            if (others != null) {
                int place = placed.computeIfAbsent(each.evidence(), evidence -> firstWithout(others, stated));
                if (place == sides.size()) {
                    sides.add(new ArrayList<>());
                    stated.add(new HashSet<>());
                }
                sides.get(place).add(each);
                stated.get(place).add(each.evidence());
            }
        }
        Map<PersonEvidence, List<PersonRecord>> alike = new HashMap<>();
        joined.stream()
                .filter(each -> !contradicted.containsKey(each.evidence()))
                .forEach(each -> alike.computeIfAbsent(each.evidence(), evidence -> mostLike(sides, each, comparison))
                        .add(each));
        return sides;
    }

    /** The first side that does not state any of these, or the number of the next side. */
    private static int firstWithout(Set<PersonEvidence> contradicted, List<Set<PersonEvidence>> stated) {
        int place = 0;
        while (place < stated.size() && !Collections.disjoint(stated.get(place), contradicted)) {
            place++;
        }
        return place;
    }

    private static List<PersonRecord> mostLike(
            List<List<PersonRecord>> sides, PersonRecord record, PersonComparison comparison) {
        List<PersonRecord> best = sides.get(0);
        double bits = Double.NEGATIVE_INFINITY;
        for (List<PersonRecord> side : sides) {
            double own =
                    comparison.compare(side.get(0).traits(), record.traits()).bits();
            if (own > bits) {
                best = side;
                bits = own;
            }
        }
        return best;
    }

    private static void merge(List<List<PersonRecord>> sides, List<PersonRecord> one, List<PersonRecord> other) {
        if (one != other) {
            one.addAll(other);
            sides.removeIf(side -> side == other);
        }
    }

    private static List<PersonRecord> sideOf(List<List<PersonRecord>> sides, PersonRecord record) {
        return sides.stream().filter(side -> side.contains(record)).findFirst().orElseThrow();
    }

    /** The first contradiction between two sides that needs a decision. One decision settles both sides. */
    private static @Nullable Contradiction open(
            List<List<PersonRecord>> sides, List<Contradiction> contradictions, Map<String, Settlement> settled) {
        Map<PersonRecord, Integer> places = new HashMap<>();
        for (int i = 0; i < sides.size(); i++) {
            int place = i;
            sides.get(i).forEach(each -> places.put(each, place));
        }
        Map<Between, List<Contradiction>> between = new TreeMap<>();
        for (Contradiction each : contradictions) {
            int left = places.getOrDefault(each.left(), 0);
            int right = places.getOrDefault(each.right(), 0);
            if (left != right) {
                between.computeIfAbsent(
                                new Between(Math.min(left, right), Math.max(left, right)), none -> new ArrayList<>())
                        .add(each);
            }
        }
        return between.values().stream()
                .filter(each -> each.stream().noneMatch(one -> settled.get(one.basis()) == Settlement.APART))
                .findFirst()
                .map(each -> each.get(0))
                .orElse(null);
    }

    /** Two sides, by their numbers. */
    private record Between(int one, int other) implements Comparable<Between> {

        @Override
        public int compareTo(Between between) {
            return one == between.one ? Integer.compare(other, between.other) : Integer.compare(one, between.one);
        }
    }
}
