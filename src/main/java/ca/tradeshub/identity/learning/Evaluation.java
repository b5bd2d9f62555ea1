// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.learning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * How well pairs agree with the labels.
 *
 * @param truth pairs of records of one person
 * @param found pairs that were found
 * @param right pairs that were found and are of one person
 */
public record Evaluation(long truth, long found, long right) {

    /**
     * Compares groups with labels: a pair is found when both records are in one group, and true when both have one
     * label.
     *
     * @param labels the label of each record
     * @param group the group of a record by its number
     */
    public static Evaluation of(List<String> labels, IntFunction<?> group) {
        Map<String, Long> truth = new HashMap<>();
        Map<Object, Long> found = new HashMap<>();
        Map<List<Object>, Long> right = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            truth.merge(labels.get(i), 1L, Long::sum);
            found.merge(group.apply(i), 1L, Long::sum);
            right.merge(List.of(labels.get(i), group.apply(i)), 1L, Long::sum);
        }
        return new Evaluation(pairs(truth), pairs(found), pairs(right));
    }

    /**
     * Compares links between two files with labels.
     *
     * @param first the label of each record of the first file
     * @param second the label of each record of the second file
     * @param links pairs of a record of the first file and one of the second
     */
    public static Evaluation of(List<String> first, List<String> second, List<int[]> links) {
        Map<String, Long> sizes = new HashMap<>();
        second.forEach(label -> sizes.merge(label, 1L, Long::sum));
        long truth =
                first.stream().mapToLong(label -> sizes.getOrDefault(label, 0L)).sum();
        long right = links.stream()
                .filter(link -> first.get(link[0]).equals(second.get(link[1])))
                .count();
        return new Evaluation(truth, links.size(), right);
    }

    private static long pairs(Map<?, Long> sizes) {
        return sizes.values().stream().mapToLong(size -> size * (size - 1) / 2).sum();
    }

    /** The share of the pairs found that are right; 1 when there is no pair. */
    public double precision() {
        return found == 0 ? 1 : (double) right / found;
    }

    /** The share of the true pairs that were found; 1 when there is no pair. */
    public double recall() {
        return truth == 0 ? 1 : (double) right / truth;
    }

    /** The harmonic mean of precision and recall. */
    public double f1() {
        return truth + found == 0 ? 1 : 2.0 * right / (truth + found);
    }
}
