package ca.tradeshub.generator.forecast;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** How many records of a file or a feed end in which state, and what they come to in hours or gross wages. */
public final class BalanceForecast {

    /** One rejected record of five is the most a file may have. */
    private static final int REFUSED_FROM_ONE_OF = 6;

    private final long[] records = new long[FinalState.values().length];
    private final long[] hundredths = new long[FinalState.values().length];
    private final Map<String, Long> rejectedBy = new TreeMap<>();

    /** Books a record with its amount in hundredths of hours or in cents. */
    public void book(FinalState state, long amount) {
        records[state.ordinal()]++;
        hundredths[state.ordinal()] += amount;
    }

    /** Notes the rule that rejects a record. */
    public void rejectedBy(String rule) {
        rejectedBy.merge(rule, 1L, Long::sum);
    }

    /** How many records each rule rejects. */
    public Map<String, Long> rejectedBy() {
        return rejectedBy;
    }

    /** Adds another balance. */
    public void add(BalanceForecast other) {
        for (int i = 0; i < records.length; i++) {
            records[i] += other.records[i];
            hundredths[i] += other.hundredths[i];
        }
        other.rejectedBy.forEach((rule, count) -> rejectedBy.merge(rule, count, Long::sum));
    }

    /** How many records end in a state. */
    public long records(FinalState state) {
        return records[state.ordinal()];
    }

    /** Whether a file stays well below the share of rejected records that would have it refused, with one more. */
    public boolean takesOneMoreRejected() {
        return (records(FinalState.REJECTED) + 1) * REFUSED_FROM_ONE_OF < received();
    }

    /** How many records there are. */
    public long received() {
        long all = 0;
        for (long some : records) {
            all += some;
        }
        return all;
    }

    /** The balance as a receipt writes it. */
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
