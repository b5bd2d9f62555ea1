// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Notices record keys that occur more than once, in a few bytes a key: it remembers hashes. What it says may repeat must
 * be compared itself; what it says does not, does not.
 */
public final class RepeatedKeys {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final Set<Long> repeated = new HashSet<>();
    private long[] seen = new long[1024];
    private int size;

    /** Takes note of a key. */
    public void add(String key) {
        addNew(key);
    }

    /** Takes note of a key; whether it has not occurred before. */
    boolean addNew(String key) {
        if (2 * size >= seen.length) {
            grow();
        }
        long hash = hash(key);
        if (!insert(seen, hash)) {
            repeated.add(hash);
            return false;
        }
        size++;
        return true;
    }

    /** Whether any key may have occurred more than once. */
    public boolean isAny() {
        return !repeated.isEmpty();
    }

    /** Whether this key may have. */
    public boolean mayBe(String key) {
        return repeated.contains(hash(key));
    }

    private void grow() {
        long[] larger = new long[seen.length * 2];
        Arrays.stream(seen).filter(hash -> hash != 0).forEach(hash -> insert(larger, hash));
        seen = larger;
    }

    private static boolean insert(long[] table, long hash) {
        int mask = table.length - 1;
        int place = (int) (hash ^ hash >>> 32) & mask;
        while (table[place] != 0) {
            if (table[place] == hash) {
                return false;
            }
            place = place + 1 & mask;
        }
        table[place] = hash;
        return true;
    }

    /** The hash of a key; never 0, because 0 marks an empty place in the table. */
    private static long hash(String key) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        return hash == 0 ? 1 : hash;
    }
}
