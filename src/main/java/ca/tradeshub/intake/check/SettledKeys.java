// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.check;

import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.intake.reading.RecordSink;
import ca.tradeshub.intake.reading.RepeatedKeys;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.StagedRecord;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Compares the records of a file that have one key: equal content leaves the first and makes the others duplicates,
 * different content holds them all (interface agreements, section 4). The file is read a second time for it.
 */
final class SettledKeys implements RecordSink {

    private final RepeatedKeys candidates;
    private final CanonicalJson json;
    private final Map<String, SameKey> byKey = new LinkedHashMap<>();

    SettledKeys(RepeatedKeys candidates, CanonicalJson json) {
        this.candidates = candidates;
        this.json = json;
    }

    /** Receives the number and amount of records that change from one state to another. */
    interface Move {

        void move(RecordState from, RecordState to, long records, BigDecimal amount);
    }

    private static final class SameKey {

        private final byte[] content;
        private final RecordState firstState;
        private final BigDecimal firstAmount;
        private final List<Integer> lines = new ArrayList<>(2);
        private final Map<RecordState, Long> records = new EnumMap<>(RecordState.class);
        private final Map<RecordState, BigDecimal> amounts = new EnumMap<>(RecordState.class);
        private boolean different;

        SameKey(byte[] content, StagedRecord first) {
            this.content = content;
            this.firstState = first.state();
            this.firstAmount = first.readAmount();
        }

        void add(StagedRecord record, byte[] itsContent) {
            records.merge(record.state(), 1L, Long::sum);
            amounts.merge(record.state(), record.readAmount(), BigDecimal::add);
            different |= !Arrays.equals(content, itsContent);
            lines.add(record.line());
        }

        void moves(Move told) {
            amounts.forEach((state, amount) -> told.move(
                    state,
                    different ? RecordState.HELD : RecordState.DUPLICATE,
                    records.getOrDefault(state, 0L),
                    amount));
            if (!different) {
                told.move(RecordState.DUPLICATE, firstState, 1, firstAmount);
            }
        }
    }

    @Override
    public void control(ControlFile control) {
        // Keys are the records' alone.
    }

    @Override
    public void batch(List<StagedRecord> records) {
        for (StagedRecord record : records) {
            if (record.state() != RecordState.REJECTED
                    && record.recordKey() != null
                    && candidates.mayBe(record.recordKey())) {
                byte[] content = json.contentDigest(
                        Objects.requireNonNull(record.canonical(), "only rejected records have none"));
                byKey.computeIfAbsent(record.recordKey(), key -> new SameKey(content, record))
                        .add(record, content);
            }
        }
    }

    /** Reports the changes of state of records whose key occurs more than once. */
    void moves(Move told) {
        byKey.values().forEach(same -> same.moves(told));
    }

    /** Passes the lines of each key that occurs with different content. */
    void eachDifferent(Consumer<List<Integer>> action) {
        byKey.values().stream()
                .filter(same -> same.different)
                .forEach(same -> action.accept(Collections.unmodifiableList(same.lines)));
    }
}
