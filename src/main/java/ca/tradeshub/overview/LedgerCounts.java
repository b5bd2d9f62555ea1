// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger in numbers, for metrics. Dry runs are not counted. */
@Component
public class LedgerCounts {

    private static final String FILES =
            """
            select feed as name,
                   case when state = 'REFUSED' then 'refused'
                        when state not in ('APPLIED', 'CLOSED') then 'in_progress'
                        when (select sum(records) from balance_delta d
                               where d.file_id = f.id and d.state = 'REJECTED') > 0
                        then 'accepted_in_part' else 'accepted' end as part, count(*) as number
              from file f where role = 'data' and not dry_run group by 1, 2
            """;

    private static final String RECORDS =
            """
            select f.feed as name, lower(d.state) as part, sum(d.records) as number
              from balance_delta d join file f on f.id = d.file_id where not f.dry_run group by 1, 2
            """;

    private static final String FINDINGS =
            """
            select g.rule as name, g.outcome as part, count(*) as number
              from finding g join file f on f.id = g.file_id where not f.dry_run group by 1, 2
            """;

    private static final String EXCEPTIONS =
            "select type as name, null as part, count(*) as number from exception_case where closed_at is null group by 1";

    private static final String ALARMS =
            "select code as name, null as part, count(*) as number from alarm where closed_at is null group by 1";

    private static final String PARKED =
            "select step as name, null as part, count(*) as number from parked where released_at is null group by 1";

    private static final String DIFFERENCE =
            """
            select coalesce(sum(abs(received - counted)), 0) as records, coalesce(sum(abs(amount - summed)), 0) as amount
              from (select f.records as received, f.amount, coalesce(sum(d.records), 0) as counted,
                           coalesce(sum(d.amount), 0) as summed
                      from effective_file f left join balance_delta d on d.file_id = f.id
                     group by f.id, f.records, f.amount) balance
            """;

    private final JdbcClient jdbc;

    /** Counts over a database. */
    public LedgerCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A number of the ledger.
     *
     * @param name what is counted: a feed, a rule, a type, a code or a step
     * @param part the verdict, state or outcome, null where a name is not divided
     * @param number how many there are
     */
    public record Count(String name, @Nullable String part, long number) {}

    /**
     * How far all files are from their balance; both must be 0.
     *
     * @param records in records
     * @param amount in gross wages and hours
     */
    public record Difference(BigDecimal records, BigDecimal amount) {}

    /** Data files by feed and verdict. */
    public List<Count> files() {
        return counts(FILES);
    }

    /** Records by feed and state. */
    public List<Count> records() {
        return counts(RECORDS);
    }

    /** Findings by rule and outcome. */
    public List<Count> findings() {
        return counts(FINDINGS);
    }

    /** Open exceptions by type. */
    public List<Count> openExceptions() {
        return counts(EXCEPTIONS);
    }

    /** Open alarms by code. */
    public List<Count> openAlarms() {
        return counts(ALARMS);
    }

    /** Parked work by step. */
    public List<Count> parked() {
        return counts(PARKED);
    }

    /** How far all files are from their balance. */
    public Difference difference() {
        return jdbc.sql(DIFFERENCE)
                .query((row, number) -> new Difference(row.getBigDecimal("records"), row.getBigDecimal("amount")))
                .single();
    }

    private List<Count> counts(String sql) {
        return jdbc.sql(sql)
                .query((row, number) -> new Count(row.getString("name"), row.getString("part"), row.getLong("number")))
                .list();
    }
}
