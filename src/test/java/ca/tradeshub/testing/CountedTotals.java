// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Counts anew, from all rows, what the database keeps as totals. */
public final class CountedTotals {

    private static final String COUNTED =
            """
            select 'RECEIVED' as of, feed as name, '' as part, coalesce(sum(records), 0) as number,
                   coalesce(sum(amount), 0) as amount
              from effective_file group by feed
            union all
            select 'FILES', feed, case state when 'REFUSED' then 'REFUSED' else 'TAKEN' end, count(*), 0
              from file where state in ('APPLIED', 'CLOSED', 'REFUSED') and role = 'data' and not dry_run group by 2, 3
            union all
            select 'FILES', feed, 'REJECTS', count(*), 0
              from file f
             where not dry_run and (select sum(records) from balance_delta d
                                     where d.file_id = f.id and d.state = 'REJECTED') > 0
             group by feed
            union all
            select 'RECORDS', f.feed, d.state, sum(d.records), sum(d.amount)
              from balance_delta d join file f on f.id = d.file_id where not f.dry_run group by f.feed, d.state
            union all
            select 'FINDINGS', g.rule, g.outcome, count(*), 0
              from finding g join file f on f.id = g.file_id where not f.dry_run group by g.rule, g.outcome
            union all
            select 'MESSAGES', queue, 'SENT', sum(messages), 0
              from (select queue, messages from send_batch where sent_at is not null
                    union all
                    select queue, 1 from delayed_message where sent_at is not null) sent
             group by queue
            union all
            select 'MESSAGES', queue, status, count(*), 0 from acknowledgement group by queue, status
            """;

    private static final String KEPT =
            "select of, name, part, sum(number) as number, sum(amount) as amount from ledger_total group by of, name, part";

    private static final String TOTALS =
            """
            with counted as (%s), kept as (%s)
            select concat_ws(' ', of, name, part) || ': counted ' || coalesce(c.number, 0) || ' (' || coalesce(c.amount, 0)
                       || '), kept ' || coalesce(k.number, 0) || ' (' || coalesce(k.amount, 0) || ')'
              from counted c full join kept k using (of, name, part)
             where coalesce(c.number, 0) <> coalesce(k.number, 0) or coalesce(c.amount, 0) <> coalesce(k.amount, 0)
            """
                    .formatted(COUNTED, KEPT);

    private static final String FILES =
            """
            with counted as (
                select d.file_id, d.state from balance_delta d join file f on f.id = d.file_id
                 where d.state in ('HELD', 'PENDING', 'REJECTED') and not f.dry_run
                 group by d.file_id, d.state having sum(d.records) > 0),
            kept as (select file_id, state from file_with_state)
            select 'file ' || file_id || ' ' || state
              from ((table counted except table kept) union all (table kept except table counted)) different
            """;

    /** Of files that do not balance, those that {@code balance_suspect} lacks. */
    private static final String OVERLOOKED =
            """
            select 'overlooked: file ' || f.id
              from effective_file f
             where f.id not in (select file_id from balance_suspect)
               and (select coalesce(sum(records), 0) from balance_delta where file_id = f.id) <> f.records
            """;

    private CountedTotals() {}

    /** Where the totals differ from the rows. */
    public static List<String> differences(JdbcClient jdbc) {
        return List.of(TOTALS, FILES, OVERLOOKED).stream()
                .flatMap(sql -> jdbc.sql(sql).query(String.class).list().stream())
                .toList();
    }
}
