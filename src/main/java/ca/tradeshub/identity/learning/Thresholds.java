// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.learning;

import ca.tradeshub.identity.PersonTraits;
import ca.tradeshub.identity.Weights;
import ca.tradeshub.identity.matching.Candidate;
import ca.tradeshub.identity.matching.Matcher;
import ca.tradeshub.identity.matching.PersonIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learns the threshold for a link by cross-validation: the records are divided into parts by person, and each part is
 * scored with weights learned from the other parts.
 */
final class Thresholds {

    private static final int PARTS = 5;

    /** Pairs below this score are not of interest. */
    private static final double FLOOR = -20;

    /** The threshold for review is as many bits below that for a link: the odds are 32 times worse. */
    private static final double REVIEW = 5;

    private static final double ROUNDING = 100;

    private record Pair(double score, boolean same) {}

    private Thresholds() {}

    /**
     * The same weights with thresholds.
     *
     * @param precision the share of links that must be right; null for the best F1
     */
    static Weights learn(List<PersonTraits> persons, List<String> labels, Weights weights, @Nullable Double precision) {
        List<Pair> pairs = scored(persons, labels, weights);
        pairs.sort(Comparator.comparingDouble((Pair pair) -> -pair.score()).thenComparing(Pair::same));
        long truth = Evaluation.of(labels, i -> 0).truth();
        double link = pairs.isEmpty() ? weights.link() : pairs.get(0).score();
        double best = 0;
        long right = 0;
        for (int i = 0; i < pairs.size(); i++) {
            right += pairs.get(i).same() ? 1 : 0;
            Evaluation evaluation = new Evaluation(truth, i + 1L, right);
            double worth =
                    precision == null ? evaluation.f1() : evaluation.precision() >= precision ? evaluation.recall() : 0;
            if (worth > best) {
                best = worth;
                double next = i + 1 < pairs.size() ? pairs.get(i + 1).score() : FLOOR;
                link = (pairs.get(i).score() + next) / 2;
            }
        }
        double rounded = StrictMath.round(link * ROUNDING) / ROUNDING;
        return new Weights(weights.origin(), rounded, rounded - REVIEW, weights.required(), weights.fields());
    }

    private static List<Pair> scored(List<PersonTraits> persons, List<String> labels, Weights weights) {
        PersonIndex index = PersonIndex.of(persons);
        double chance = Weights.log2(persons.size());
        List<Pair> pairs = new ArrayList<>();
        for (int part = 0; part < PARTS; part++) {
            Matcher matcher = new Matcher(index, withoutPart(persons, labels, weights, part));
            for (int i = 0; i < persons.size(); i++) {
                if (part(labels.get(i)) == part) {
                    for (Candidate candidate : matcher.duplicates(i).candidates()) {
                        pairs.add(new Pair(
                                candidate.comparison().bits() - chance,
                                labels.get(i).equals(labels.get(candidate.person()))));
                    }
                }
            }
        }
        return pairs;
    }

    private static Weights withoutPart(List<PersonTraits> persons, List<String> labels, Weights weights, int part) {
        List<PersonTraits> others = new ArrayList<>();
        List<String> theirs = new ArrayList<>();
        for (int i = 0; i < persons.size(); i++) {
            if (part(labels.get(i)) != part) {
                others.add(persons.get(i));
                theirs.add(labels.get(i));
            }
        }
        Weights learned = WeightLearning.count(others, theirs, weights);
        return new Weights(learned.origin(), FLOOR, FLOOR, weights.required(), learned.fields());
    }

    private static int part(String label) {
        return Math.floorMod(label.hashCode(), PARTS);
    }
}
