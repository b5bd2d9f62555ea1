// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.ledger.RecordState;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/**
 * The balance of one file, or of all of them: {@code received = delivered + rejected + duplicate + superseded + held +
 * pending + out of scope}, in records and in gross wages or hours.
 *
 * @param received records received
 * @param amountReceived gross wages or hours received, as the sender's control total states them
 * @param records records by state, every state present
 * @param amounts gross wages or hours by state, every state present, scale 2
 */
public record FileBalance(
        long received,
        BigDecimal amountReceived,
        Map<RecordState, Long> records,
        Map<RecordState, BigDecimal> amounts) {

    public FileBalance {
        Map<RecordState, Long> everyRecord = new EnumMap<>(RecordState.class);
        Map<RecordState, BigDecimal> everyAmount = new EnumMap<>(RecordState.class);
        for (RecordState state : RecordState.values()) {
            everyRecord.put(state, records.getOrDefault(state, 0L));
            everyAmount.put(state, amounts.getOrDefault(state, BigDecimal.ZERO).setScale(2));
        }
        records = everyRecord;
        amounts = everyAmount;
    }

    /** How many records are in a state, 0 for none. */
    public long recordsIn(RecordState state) {
        return records.getOrDefault(state, 0L);
    }

    /** The hours or gross wages of the records in a state, 0 for none. */
    public BigDecimal amountIn(RecordState state) {
        return amounts.getOrDefault(state, BigDecimal.ZERO);
    }

    /** Whether the equation holds, to the record and the cent. */
    public boolean holds() {
        long counted = records.values().stream().mapToLong(Long::longValue).sum();
        BigDecimal summed = amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return counted == received && summed.compareTo(amountReceived) == 0;
    }

    /** Whether nothing is held or pending any more. */
    public boolean isClosed() {
        return recordsIn(RecordState.HELD) == 0 && recordsIn(RecordState.PENDING) == 0;
    }
}
