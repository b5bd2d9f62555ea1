// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import ca.tradeshub.identity.Weights;
import java.util.List;

/**
 * How many records have a counterpart among the persons, estimated from the evidence itself. Where two files have few
 * persons in common, more of the pairs that agree are namesakes, and more evidence is needed: among 70,000 records of
 * whom 1,300 are stored, chance is 20 bits where the number of persons alone gives 14.
 */
final class Counterparts {

    /** The estimate falls with each round; after as many rounds it no longer changes by a thousandth of a bit. */
    private static final int ROUNDS = 60;

    private Counterparts() {}

    /**
     * The logarithm of all pairs over those of one person.
     *
     * @param matches the matches of the records, with a chance that is not above the result
     * @param persons the number of persons
     */
    static double chance(List<Match> matches, int persons) {
        double pairs = Weights.log2(Math.max(1, matches.size())) + Weights.log2(Math.max(1, persons));
        double expected = Math.max(1, Math.min(matches.size(), persons));
        for (int round = 0; round < ROUNDS; round++) {
            expected = Math.max(1, Math.min(expected, expected(matches, pairs - Weights.log2(expected))));
        }
        return pairs - Weights.log2(expected);
    }

    /** The sum over the records of the probability that one of their candidates is the person. */
    private static double expected(List<Match> matches, double chance) {
        double sum = 0;
        for (Match match : matches) {
            double odds = 0;
            for (Candidate candidate : match.candidates()) {
                odds += StrictMath.pow(2, candidate.comparison().bits() - chance);
            }
            sum += odds / (1 + odds);
        }
        return sum;
    }
}
