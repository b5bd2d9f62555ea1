// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import ca.tradeshub.canonical.Feed;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The balance over all files, feed by feed: hours and gross wages do not add up. */
@Component
public class FeedBalances {

    private static final String RECEIVED =
            """
            select name as feed, coalesce(sum(number) filter (where of = 'FILES' and part = 'TAKEN'), 0) as files,
                   coalesce(sum(number) filter (where of = 'RECEIVED'), 0) as records,
                   coalesce(sum(amount) filter (where of = 'RECEIVED'), 0) as amount
              from ledger_total where of in ('FILES', 'RECEIVED') group by name
            """;

    private static final String SUMS =
            """
            select name as feed, part as state, sum(number) as records, sum(amount) as amount
              from ledger_total where of = 'RECORDS' group by name, part
            """;

    private final JdbcClient jdbc;

    FeedBalances(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The balance of every feed, also of one without files. */
    public List<FeedBalance> all() {
        Map<Feed, BalanceSums> sums = new EnumMap<>(Feed.class);
        Arrays.stream(Feed.values()).forEach(feed -> sums.put(feed, new BalanceSums()));
        jdbc.sql(SUMS).query(row -> {
            sumsOf(sums, Feed.ofWireName(row.getString("feed"))).add(row);
        });
        Map<Feed, FeedBalance> balances = new EnumMap<>(Feed.class);
        sums.forEach((feed, sum) -> balances.put(feed, new FeedBalance(feed, 0, sum.against(0, BigDecimal.ZERO))));
        jdbc.sql(RECEIVED).query(row -> {
            Feed feed = Feed.ofWireName(row.getString("feed"));
            balances.put(
                    feed,
                    new FeedBalance(
                            feed,
                            row.getLong("files"),
                            sumsOf(sums, feed).against(row.getLong("records"), row.getBigDecimal("amount"))));
        });
        return List.copyOf(balances.values());
    }

    private static BalanceSums sumsOf(Map<Feed, BalanceSums> sums, Feed feed) {
        return Objects.requireNonNull(sums.get(feed), "every feed has its sums");
    }
}
