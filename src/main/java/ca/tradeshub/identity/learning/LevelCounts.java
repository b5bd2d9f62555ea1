// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.learning;

import ca.tradeshub.identity.Field;
import ca.tradeshub.identity.Level;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.LongStream;

/** How many pairs of records agree at each level of each field. Arrays, because millions of pairs are counted. */
final class LevelCounts {

    /** What each level of each field counts before the first pair. */
    private static final double PRIOR = 0.5;

    private static final MathContext DIGITS = new MathContext(4);
    private static final Field[] FIELDS = Field.values();

    private final long[][] counts = new long[FIELDS.length][Level.values().length];

    /** Counts a pair, unless the level of a field is not one that the field is weighed at. */
    void add(Level[] levels) {
        for (Field field : FIELDS) {
            Level level = levels[field.ordinal()];
            if (field.levels().contains(level)) {
                counts[field.ordinal()][level.ordinal()]++;
            }
        }
    }

    boolean hasAny(Field field) {
        return all(field) > 0;
    }

    /** The share of the pairs of a field that agree at a level, to four digits; never 0. */
    double share(Field field, Level level) {
        double all = PRIOR * field.levels().size() + all(field);
        double share = (counts[field.ordinal()][level.ordinal()] + PRIOR) / all;
        return BigDecimal.valueOf(share).round(DIGITS).doubleValue();
    }

    private long all(Field field) {
        return LongStream.of(counts[field.ordinal()]).sum();
    }
}
