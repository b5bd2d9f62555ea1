// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.learning;

import ca.tradeshub.identity.Field;
import ca.tradeshub.identity.Level;
import ca.tradeshub.identity.NameFrequencies;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Weights;
import ca.tradeshub.identity.Weights.Weight;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns weights from labelled records: m is counted over pairs of records with one label, u over pairs with two.
 * Each level counts half a pair more, so that a level that did not occur has a weight too.
 */
public final class WeightLearning {

    /** Pairs of two persons that are compared at most; more change u by less than its error. */
    private static final int MOST_OTHERS = 2_000_000;

    private final PersonComparison comparison =
            new PersonComparison(new Weights("", 0, 0, Set.of(), Map.of()), NameFrequencies.NONE);
    private final LevelCounts same = new LevelCounts();
    private final LevelCounts other = new LevelCounts();

    private WeightLearning() {}

    /**
     * Learns weights and thresholds.
     *
     * @param persons the records
     * @param labels the person of each record
     * @param required the fields that must agree or be close for a link; they are not learned
     * @param precision the share of links that must be right, for the threshold; null for the best F1
     * @param origin where the records are from
     */
    public static Weights learn(
            List<PersonTraits> persons,
            List<String> labels,
            Set<Field> required,
            @Nullable Double precision,
            String origin) {
        Weights weights = count(persons, labels, new Weights(origin, 0, 0, required, Map.of()));
        return Thresholds.learn(persons, labels, weights, precision);
    }

    /** The same weights with m and u counted in these records. */
    static Weights count(List<PersonTraits> persons, List<String> labels, Weights before) {
        WeightLearning learning = new WeightLearning();
        learning.countSame(persons, labels);
        learning.countOthers(persons, labels);
        return new Weights(before.origin(), before.link(), before.review(), before.required(), learning.weights());
    }

    private void countSame(List<PersonTraits> persons, List<String> labels) {
        Map<String, List<PersonTraits>> byLabel = new HashMap<>();
        for (int i = 0; i < persons.size(); i++) {
            byLabel.computeIfAbsent(labels.get(i), none -> new ArrayList<>()).add(persons.get(i));
        }
        for (List<PersonTraits> records : byLabel.values()) {
            for (int i = 0; i < records.size(); i++) {
                for (int j = i + 1; j < records.size(); j++) {
                    same.add(comparison.levels(records.get(i), records.get(j)));
                }
            }
        }
    }

    /**
     * Counts all pairs, or of many records a sample: pairs at distances that are spread evenly over the records, since
     * neighbours in a file are often of one household. The sample is the same each time.
     */
    private void countOthers(List<PersonTraits> persons, List<String> labels) {
        int size = persons.size();
        int distances = Math.min(size / 2, MOST_OTHERS / Math.max(1, size));
        for (int k = 1; k <= distances; k++) {
            int distance = (int) ((long) k * (size / 2) / distances);
            for (int i = 0; i < size; i++) {
                int j = (i + distance) % size;
                if (!labels.get(i).equals(labels.get(j))) {
                    other.add(comparison.levels(persons.get(i), persons.get(j)));
                }
            }
        }
    }

    private Map<Field, Map<Level, Weight>> weights() {
        Map<Field, Map<Level, Weight>> weights = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            if (same.hasAny(field) && other.hasAny(field)) {
                Map<Level, Weight> levels = new EnumMap<>(Level.class);
                for (Level level : field.levels()) {
                    levels.put(level, new Weight(same.share(field, level), other.share(field, level)));
                }
                weights.put(field, levels);
            }
        }
        return weights;
    }
}
