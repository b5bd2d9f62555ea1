// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import org.jspecify.annotations.Nullable;

/**
 * The lowest and the highest key of the records of a file, in the order of their code points, which is that of their bytes
 * in UTF-8 and of the database's collation C.
 *
 * @param first the lowest
 * @param last the highest, the same as the first for one key
 */
public record KeyRange(String first, String last) {

    /**
     * The range that a key extends.
     *
     * @param range null before the first key
     */
    public static KeyRange extended(@Nullable KeyRange range, String key) {
        if (range == null) {
            return new KeyRange(key, key);
        }
        if (compare(key, range.first) < 0) {
            return new KeyRange(key, range.last);
        }
        return compare(key, range.last) > 0 ? new KeyRange(range.first, key) : range;
    }

    /** Characters outside the basic plane are the highest; each of their halves is lower than some others in it. */
    private static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
