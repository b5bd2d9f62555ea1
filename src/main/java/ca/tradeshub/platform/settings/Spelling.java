package ca.tradeshub.platform.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How near a misspelt name is to a known one. */
public final class Spelling {

    private Spelling() {}

    /** The known name most like the given one, if any shares at least half of it. */
    public static Optional<String> nearest(String given, Collection<String> known) {
        return known.stream()
                .filter(name -> 2 * distance(name, given) <= Math.max(name.length(), given.length()))
                .min(Comparator.comparingInt(name -> distance(name, given)));
    }

    /** Letters to insert, delete or replace to make one text of the other. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
