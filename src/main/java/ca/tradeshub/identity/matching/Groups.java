// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.identity.matching;

import java.util.Arrays;

/** Records grouped by person: records that are linked, directly or through others, are in one group. */
public final class Groups {

    private final int[] parent;

    /** Each of these records in a group of its own. */
    public Groups(int records) {
        parent = new int[records];
        Arrays.setAll(parent, i -> i);
    }

    /** Puts two records into one group. */
    public void link(int one, int other) {
        int first = of(one);
        int second = of(other);
        // The group has the number of its first record, whatever the order of the links.
        parent[Math.max(first, second)] = Math.min(first, second);
    }

    /** The group of a record: the number of its first record. */
    public int of(int record) {
        int root = record;
        while (parent[root] != root) {
            root = parent[root];
        }
        for (int at = record; parent[at] != root; ) {
            int next = parent[at];
            parent[at] = root;
            at = next;
        }
        return root;
    }
}
