// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import java.util.Map;
import java.util.TreeMap;

/** Agreements that belong together. The order in which they are joined has no effect on the groups. */
final class AgreementGroups {

    private final Map<String, String> smaller = new TreeMap<>();

    /** Joins the groups of two agreements. */
    void join(String one, String other) {
        String first = of(one);
        String second = of(other);
        if (first.compareTo(second) < 0) {
            smaller.put(second, first);
        } else if (second.compareTo(first) < 0) {
            smaller.put(first, second);
        }
    }

    /** The group of an agreement, named by its smallest agreement number. */
    String of(String agreement) {
        String group = agreement;
        for (String next = smaller.get(group); next != null; next = smaller.get(group)) {
            group = next;
        }
        return group;
    }

    /** A copy, so that more can be joined. */
    AgreementGroups copy() {
        AgreementGroups copy = new AgreementGroups();
        copy.smaller.putAll(smaller);
        return copy;
    }
}
