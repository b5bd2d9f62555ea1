// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.identity.Comparison;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Divides records that identifiers join into sides, so that no side contradicts itself. The result depends on the
 * records and on what persons decided about them, not on the order of arrival.
 *
 * @param sides the records of each side, at least one side
 * @param open a contradiction between two sides that is not settled, null when all are
 */
record IdentityDivision(List<List<PersonRecord>> sides, @Nullable Contradiction open) {

    /**
     * Two records that an identifier joins although what they state of their person differs.
     *
     * @param basis what a person's resolution of it applies to: the two records and what they state
     */
    record Contradiction(PersonRecord left, PersonRecord right, Comparison comparison, String basis) {}

    /**
     * The pairs of records that contradict each other.
     *
     * @param found the pairs
     * @param notCompared pairs that were not compared because so many contradict each other already; while there are
     *     any, resolutions about pairs do not divide the records
     */
    record Contradictions(List<Contradiction> found, long notCompared) {}

    /** What a person decided about two records. */
    enum Settlement {
        /** They belong to one person. */
        TOGETHER,
        /** They belong to two persons. */
        APART;

        /** What a kind of resolution says of two records, if it does. */
        static Optional<Settlement> of(ResolutionKind kind) {
            return switch (kind) {
                case LINK, ACCEPT -> Optional.of(TOGETHER);
                case KEEP_APART -> Optional.of(APART);
                default -> Optional.empty();
            };
        }
    }

    /** Contradictions that are enough to show one; records that disagree this often belong to no one person. */
    static final int MOST = 200;

    /**
     * The pairs of records that contradict each other.
     *
     * @param joined records that identifiers join, in the order of their keys
     */
    static Contradictions contradictions(List<PersonRecord> joined, PersonComparison comparison, IdentityBasis basis) {
        Map<PersonEvidence, PersonRecord> distinct = new LinkedHashMap<>();
        joined.forEach(each -> distinct.putIfAbsent(each.evidence(), each));
        List<PersonRecord> different = List.copyOf(distinct.values());
        List<Contradiction> found = new ArrayList<>();
        int compared = 0;
        for (int i = 0; i < different.size() && found.size() < MOST; i++) {
            compared++;
            for (int j = i + 1; j < different.size(); j++) {
                PersonRecord left = different.get(i);
                PersonRecord right = different.get(j);
                Comparison fields = comparison.compare(left.traits(), right.traits());
                if (fields.contradictsIdentifier() || isOtherAccount(left, right)) {
                    found.add(new Contradiction(
                            left, right, fields, basis.of(left.key(), left.evidence(), right.key(), right.evidence())));
                }
            }
        }
        long left = different.size() - compared;
        return new Contradictions(found, left * (left - 1) / 2);
    }

    /** One person has one account number (rule X-08). */
    private static boolean isOtherAccount(PersonRecord left, PersonRecord right) {
        String one = left.evidence().numbers().accountNumber();
        String other = right.evidence().numbers().accountNumber();
        return one != null && other != null && !one.equals(other);
    }

    /**
     * Divides the records.
     *
     * @param joined records that identifiers join, in the order of their keys
     * @param contradictions their {@link #contradictions}
     * @param settled what a person decided about a contradiction, by its basis
     */
    static IdentityDivision of(
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

    /** A record goes to the first side that it does not contradict; those that contradict none, to the side most like them. */
    private static List<List<PersonRecord>> sides(
            List<PersonRecord> joined, List<Contradiction> contradictions, PersonComparison comparison) {
        BiPredicate<PersonRecord, PersonRecord> contradicts = (one, other) ->
                contradictions.stream().anyMatch(each -> isBetween(each, one, other) || isBetween(each, other, one));
        Predicate<PersonRecord> concerned = one -> contradictions.stream()
                .anyMatch(each -> each.left().evidence().equals(one.evidence())
                        || each.right().evidence().equals(one.evidence()));
        List<List<PersonRecord>> sides = new ArrayList<>();
        joined.stream().filter(concerned).forEach(each -> sides.stream()
                .filter(side -> side.stream().noneMatch(other -> contradicts.test(each, other)))
                .findFirst()
                .orElseGet(() -> {
                    List<PersonRecord> side = new ArrayList<>();
                    sides.add(side);
                    return side;
                })
                .add(each));
        joined.stream().filter(concerned.negate()).forEach(each -> mostLike(sides, each, comparison)
                .add(each));
        return sides;
    }

    private static boolean isBetween(Contradiction contradiction, PersonRecord one, PersonRecord other) {
        return contradiction.left().evidence().equals(one.evidence())
                && contradiction.right().evidence().equals(other.evidence());
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
        for (int i = 0; i < sides.size(); i++) {
            for (int j = i + 1; j < sides.size(); j++) {
                List<PersonRecord> one = sides.get(i);
                List<PersonRecord> other = sides.get(j);
                List<Contradiction> between = contradictions.stream()
                        .filter(each -> one.contains(each.left()) && other.contains(each.right())
                                || other.contains(each.left()) && one.contains(each.right()))
                        .toList();
                boolean isSettled = between.stream().anyMatch(each -> settled.get(each.basis()) == Settlement.APART);
                if (!isSettled && !between.isEmpty()) {
                    return Objects.requireNonNull(between.get(0));
                }
            }
        }
        return null;
    }
}
