// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The distance between a misspelt name and a known one. */
public final class Spelling {

    private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

    private Spelling() {}

    /** The known name closest to the given one, if any shares at least half of it. */
    public static Optional<String> nearest(String given, Collection<String> known) {
        return known.stream()
                .filter(name -> 2 * distance(name, given) <= Math.max(name.length(), given.length()))
                .min(Comparator.comparingInt(name -> distance(name, given)));
    }

    /** The number of letters to insert, delete or replace to turn one text into the other. */
    static int distance(String a, String b) {
        return DISTANCE.apply(a, b);
    }
}
