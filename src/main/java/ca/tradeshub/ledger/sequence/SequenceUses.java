// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.sequence;

import ca.tradeshub.ledger.sequence.SequenceNumbers.Use;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which numbers are used by files of the ledger, and by files that are recorded with them in the same transaction. */
public final class SequenceUses {

    private final Map<Number, Use> uses = new HashMap<>();
    private final Map<Number, Integer> highest = new HashMap<>();
    private final Map<SequenceStream, TreeSet<Integer>> added = new HashMap<>();

    SequenceUses() {}

    /**
     * A number of a stream.
     *
     * @param stream the stream
     * @param sequence the number
     * @param resubmission the number of the resubmission, 0 for the ordinary file
     */
    public record Number(SequenceStream stream, int sequence, int resubmission) {}

    void found(Number number, Use use) {
        uses.put(number, use);
    }

    void foundHighest(Number number, int other) {
        highest.put(number, other);
    }

    /** Adds the number of a file that is recorded with others. */
    public void add(Number number, Use use) {
        uses.put(number, use);
        if (number.resubmission() == 0) {
            added.computeIfAbsent(number.stream(), stream -> new TreeSet<>()).add(number.sequence());
        }
    }

    /** The file that uses a number. */
    public Optional<Use> use(Number number) {
        return Optional.ofNullable(uses.get(number));
    }

    /** The highest number that another ordinary file of the stream uses; null without one. */
    @Nullable
    Integer highestOther(Number number) {
        Integer found = highest.get(number);
        Integer highestAdded = highestAdded(number);
        if (found == null || highestAdded == null) {
            return found == null ? highestAdded : found;
        }
        return Math.max(found, highestAdded);
    }

    private @Nullable Integer highestAdded(Number number) {
        TreeSet<Integer> others = added.get(number.stream());
        if (others == null) {
            return null;
        }
        return others.last() == number.sequence() ? others.lower(number.sequence()) : others.last();
    }
}
