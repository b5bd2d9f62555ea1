// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The totals of the ledger. The database adds a difference to them with each change, in the transaction of the change; here
 * the differences are summed up, so that few rows are left to read.
 */
@Component
public class LedgerTotals {

    /** In one statement: who reads meanwhile sees either the differences or their sum. */
    private static final String FOLD =
            """
            with folded as (
                delete from ledger_total
                 where (select count(*) from (select from ledger_total limit :enough) few) = :enough
                returning of, name, part, number, amount)
            insert into ledger_total (of, name, part, number, amount)
            select of, name, part, sum(number), sum(amount)
              from folded group by of, name, part
            having sum(number) <> 0 or sum(amount) <> 0
            """;

    private static final int ENOUGH = 500;

    private final JdbcClient jdbc;

    LedgerTotals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sums up the differences once there are some hundred. */
    @Scheduled(fixedDelayString = "${hub.health.refresh:10s}")
    void fold() {
        jdbc.sql(FOLD).param("enough", ENOUGH).update();
    }
}
