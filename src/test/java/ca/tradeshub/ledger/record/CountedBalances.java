// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.ledger.RecordState;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Balances as tests count them. */
public final class CountedBalances {

    private CountedBalances() {}

    /** The balance of an applied file, counted from its records. */
    public static FileBalance recounted(Balances balances, long file) {
        return Objects.requireNonNull(balances.bothWays(List.of(file)).get(file), "the file is applied")
                .recounted();
    }

    /** The balance over all applied files. */
    public static FileBalance total(Balances balances, JdbcClient jdbc) {
        Map<RecordState, Long> records = new EnumMap<>(RecordState.class);
        Map<RecordState, BigDecimal> amounts = new EnumMap<>(RecordState.class);
        long received = 0;
        BigDecimal amount = new BigDecimal("0.00");
        for (FileBalance each : balances.of(jdbc.sql("select id from effective_file")
                        .query(Long.class)
                        .list())
                .values()) {
            received += each.received();
            amount = amount.add(each.amountReceived());
            each.records().forEach((state, number) -> records.merge(state, number, Long::sum));
            each.amounts().forEach((state, sum) -> amounts.merge(state, sum, BigDecimal::add));
        }
        return new FileBalance(received, amount, records, amounts);
    }
}
