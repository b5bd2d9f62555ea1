// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.FileBalance;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** Records and amounts by state, summed up as they are read. */
public final class BalanceSums {

    private final Map<RecordState, Long> records = new EnumMap<>(RecordState.class);
    private final Map<RecordState, BigDecimal> amounts = new EnumMap<>(RecordState.class);

    /** Adds a row with the columns {@code state}, {@code records} and {@code amount}; a state comes once. */
    public void add(ResultSet row) throws SQLException {
        RecordState state = RecordState.valueOf(row.getString("state"));
        records.put(state, row.getLong("records"));
        amounts.put(state, row.getBigDecimal("amount"));
    }

    /** The balance against what was received. */
    public FileBalance against(long received, BigDecimal amountReceived) {
        return new FileBalance(received, amountReceived, records, amounts);
    }
}
