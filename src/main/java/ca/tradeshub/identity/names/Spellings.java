// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.names;

import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** How far two spellings are from each other. Words with digits are codes: they are equal or different. */
public final class Spellings {

    /** Shorter words differ in too few letters to be compared. */
    private static final int SHORTEST = 3;

    /** From this length on, two slips are usual. */
    private static final int LONG = 8;

    /** Similarity after Jaro and Winkler from which two words have something in common. */
    private static final double RESEMBLANCE = 0.85;

    private static final DamerauLevenshteinDistance ONE_SLIP = new DamerauLevenshteinDistance(1);
    private static final DamerauLevenshteinDistance TWO_SLIPS = new DamerauLevenshteinDistance(2);
    private static final JaroWinklerSimilarity JARO_WINKLER = new JaroWinklerSimilarity();

    private Spellings() {}

    /**
     * Whether two words differ by a usual slip: a letter too many, missing or wrong, or two neighbouring letters
     * transposed; two such slips in words of at least eight letters.
     */
    public static boolean areSlips(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        if (shorter < SHORTEST || hasDigit(one) || hasDigit(other)) {
            return false;
        }
        return (shorter < LONG ? ONE_SLIP : TWO_SLIPS).apply(one, other) >= 0;
    }

    /** Whether two words have something in common that is more than a slip apart. */
    public static boolean resemble(String one, String other) {
        return Math.min(one.length(), other.length()) >= SHORTEST
                && !hasDigit(one)
                && !hasDigit(other)
                && JARO_WINKLER.apply(one, other) >= RESEMBLANCE;
    }

    /** Whether two codes differ in one character or in two transposed neighbours; no code is missing a character. */
    public static boolean areCodeSlips(String one, String other) {
        int length = one.length();
        if (length != other.length()) {
            return false;
        }
        int first = 0;
        while (first < length && one.charAt(first) == other.charAt(first)) {
            first++;
        }
        int last = length - 1;
        while (last > first && one.charAt(last) == other.charAt(last)) {
            last--;
        }
        return first >= last
                || last == first + 1
                        && one.charAt(first) == other.charAt(last)
                        && one.charAt(last) == other.charAt(first);
    }

    private static boolean hasDigit(String word) {
        // Called for each pair of words: no stream.
        for (int i = 0; i < word.length(); i++) {
            if (Character.isDigit(word.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
