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
            select feed, count(*) as files, coalesce(sum(records), 0) as records, coalesce(sum(amount), 0) as amount
              from effective_file where role = 'data' group by feed
            """;

    private static final String SUMS =
            """
            select f.feed, d.state, sum(d.records) as records, sum(d.amount) as amount
              from balance_delta d join effective_file f on f.id = d.file_id
             group by f.feed, d.state
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
