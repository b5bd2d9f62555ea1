// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.overview.LedgerCounts;
import ca.tradeshub.testing.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LedgerMetricsTest {

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void findings_of_dry_runs_are_not_counted() {
        findingOfAFile("PAY_1.csv", false);
        findingOfAFile("PAY_2.csv", true);

        new LedgerMetrics(new LedgerCounts(jdbc), null, null, Clock.systemUTC(), meters).refreshFindings();

        assertThat(meters.get("hub.findings")
                        .tags("rule", "FMT-01", "outcome", "hold")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    private void findingOfAFile(String name, boolean dryRun) {
        jdbc.sql(
                        """
                        with f as (
                            insert into file (sender, feed, name, logical_name, size_bytes, received_at, state,
                                              refusal_code, refusal_detail, dry_run)
                            values ('payroll-maple', 'payroll', :name, :name, 1, now(), 'REFUSED',
                                    'FILE-COUNT', 'count', :dryRun)
                            returning id)
                        insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation)
                        select id, 2, 'FMT-01', 'hold', 'm', 'm', 'c' from f
                        """)
                .param("name", name)
                .param("dryRun", dryRun)
                .update();
    }
}
