// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.effect;

import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.RecordLedger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes of state that one statement makes: they differ in the key with which the records are held or rejected alone. */
final class StateMoves {

    /** What the changes have in common. */
    private record Kind(Set<RecordState> from, RecordState to, @Nullable String rule, boolean isWithKeys) {

        static Kind of(DecisionEffects.Move move) {
            return new Kind(move.from(), move.to(), move.rule(), move.heldWith() != null);
        }
    }

    private final Kind kind;
    private final Map<RecordAddress, @Nullable String> keys = new LinkedHashMap<>();
    private @Nullable String last;

    private StateMoves(Kind kind) {
        this.kind = kind;
    }

    /**
     * The changes in as few statements as their order allows: a record that changes twice changes in that order.
     *
     * @param moves the records of each change, in the order in which they are made
     */
    static List<StateMoves> of(Map<DecisionEffects.Move, List<RecordAddress>> moves) {
        List<StateMoves> all = new ArrayList<>();
        Map<Kind, Integer> latest = new HashMap<>();
        Map<RecordAddress, Integer> lastChange = new HashMap<>();
        moves.forEach((move, records) -> {
            Kind kind = Kind.of(move);
            int place = latest.getOrDefault(kind, -1);
            int after = records.stream()
                    .mapToInt(record -> lastChange.getOrDefault(record, -1))
                    .max()
                    .orElse(-1);
            if (place < 0 || after > place) {
                place = all.size();
                all.add(new StateMoves(kind));
                latest.put(kind, place);
            }
            for (RecordAddress record : records) {
                all.get(place).keys.put(record, move.heldWith());
                lastChange.put(record, place);
            }
            all.get(place).last = move.heldWith();
        });
        return all;
    }

    /** Whether each record is held or rejected with a key. */
    boolean isWithKeys() {
        return kind.isWithKeys();
    }

    /** The records with their keys. */
    Map<RecordAddress, String> withKeys() {
        Map<RecordAddress, String> withKeys = new LinkedHashMap<>();
        keys.forEach((record, key) -> withKeys.put(record, Objects.requireNonNull(key)));
        return withKeys;
    }

    Collection<RecordAddress> records() {
        return keys.keySet();
    }

    /**
     * What happens to the records, with one of their keys. They counted when the key was read: one that was held, rejected
     * or set aside for a reason of its own before the decision is stored stays so.
     */
    RecordLedger.Move move() {
        return new RecordLedger.Move(kind.from(), kind.to(), kind.rule(), last).ofStanding();
    }
}
