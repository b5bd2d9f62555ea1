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

    /** Files that wait or are in work are counted, the others are totals. */
    private static final String FILES =
            """
            with total as (
                select name, part, sum(number) as number from ledger_total where of = 'FILES' group by name, part),
            file_count as (
                select name, 'refused' as part, number from total where part = 'REFUSED'
                union all
                select name, 'accepted_in_part', number from total where part = 'REJECTS'
                union all
                select name, 'accepted', sum(case part when 'TAKEN' then number else -number end)
                  from total where part in ('TAKEN', 'REJECTS') group by name
                union all
                select feed, 'in_progress', count(*)
                  from (select feed from file where role = 'data' and state = 'LANDED' and not dry_run
                        union all
                        select feed from file where role = 'data' and state = 'STAGING' and not dry_run
                        union all
                        select feed from file where role = 'data' and state = 'PARKED' and not dry_run) f
                 group by feed)
            select name, part, number from file_count where number > 0
            """;

    private static final String RECORDS =
            """
            select name, lower(part) as part, sum(number) as number
              from ledger_total where of = 'RECORDS' group by name, part
            """;

    private static final String FINDINGS =
            """
            select name, part, sum(number) as number
              from ledger_total where of = 'FINDINGS' group by name, part having sum(number) > 0
            """;

    private static final String EXCEPTIONS =
            "select type as name, null as part, count(*) as number from exception_case where closed_at is null group by 1";

    private static final String ALARMS =
            "select code as name, null as part, count(*) as number from alarm where closed_at is null group by 1";

    private static final String PARKED =
            "select step as name, null as part, count(*) as number from parked where released_at is null group by 1";

    /** A file whose balance did not change since it held is not read. */
    private static final String DIFFERENCE =
            """
            select coalesce(sum(abs(f.records - d.records)), 0) as records, coalesce(sum(abs(f.amount - d.amount)), 0) as amount
              from balance_suspect s
              join effective_file f on f.id = s.file_id
              cross join lateral (
                select coalesce(sum(records), 0) as records, coalesce(sum(amount), 0) as amount
                  from balance_delta where file_id = f.id) d
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
