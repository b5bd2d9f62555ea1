// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.forecast;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** The expected balance of a file or a feed: the records in each final state, with their hours or gross wages. */
public final class BalanceForecast {

    /** Stays below the limit of the hub, one rejected record in five. */
    private static final int REFUSED_FROM_ONE_OF = 6;

    private final long[] records = new long[FinalState.values().length];
    private final long[] hundredths = new long[FinalState.values().length];
    private final Map<String, Long> rejectedBy = new TreeMap<>();

    /** Adds a record with its amount in hundredths of hours or in cents. */
    public void book(FinalState state, long amount) {
        records[state.ordinal()]++;
        hundredths[state.ordinal()] += amount;
    }

    /** Adds a record to the count of the rule that rejects it. */
    public void rejectedBy(String rule) {
        rejectedBy.merge(rule, 1L, Long::sum);
    }

    /** Returns the number of records that each rule rejects. */
    public Map<String, Long> rejectedBy() {
        return rejectedBy;
    }

    /** Adds the figures of another balance. */
    public void add(BalanceForecast other) {
        for (int i = 0; i < records.length; i++) {
            records[i] += other.records[i];
            hundredths[i] += other.hundredths[i];
        }
        other.rejectedBy.forEach((rule, count) -> rejectedBy.merge(rule, count, Long::sum));
    }

    /** Returns the number of records in a final state. */
    public long records(FinalState state) {
        return records[state.ordinal()];
    }

    /** Returns whether the file stays below the limit of rejected records with one more of them. */
    public boolean takesOneMoreRejected() {
        return (records(FinalState.REJECTED) + 1) * REFUSED_FROM_ONE_OF < received();
    }

    /** Returns the number of records. */
    public long received() {
        long all = 0;
        for (long some : records) {
            all += some;
        }
        return all;
    }

    /** Returns the balance as a receipt states it. */
    public ObjectNode toJson() {
        ObjectNode balance = JsonNodeFactory.instance.objectNode();
        ObjectNode counts = balance.putObject("records");
        ObjectNode amounts = balance.putObject("amount");
        counts.put("received", received());
        long sum = 0;
        for (long some : hundredths) {
            sum += some;
        }
        amounts.put("received", BigDecimal.valueOf(sum, 2).toPlainString());
        for (FinalState state : FinalState.values()) {
            counts.put(state.wireName(), records[state.ordinal()]);
            amounts.put(
                    state.wireName(),
                    BigDecimal.valueOf(hundredths[state.ordinal()], 2).toPlainString());
        }
        return balance;
    }
}
