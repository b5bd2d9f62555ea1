// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.awaited;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.EarlierState;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Completed registrations of an earlier release are decided again when the limit is over. */
class MissingCertificateMigrationTest {

    /** Some of the persons have a certificate in the trade. */
    private static final String COMPLETE =
            """
            update registration set canonical = jsonb_set(canonical::jsonb, '{status}', '"COMPLETED"')::json where state = 'DELIVERED'
            """;

    private HikariDataSource database;
    private JdbcClient jdbc;

    @BeforeEach
    void migrate() throws Exception {
        database = TestDatabase.empty();
        EarlierState.fill(database);
        Flyway.configure().dataSource(database).target("24").load().migrate();
        jdbc = JdbcClient.create(database);
        assertThat(jdbc.sql(COMPLETE).update()).isPositive();
        Flyway.configure().dataSource(database).load().migrate();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void the_key_of_a_person_without_certificate_waits_since_the_file_was_received() {
        assertThat(keys("is not null")).isNotEmpty().isSubsetOf(keys("= since"));
    }

    @Test
    void the_key_of_a_person_with_a_certificate_in_the_trade_does_not_wait() {
        assertThat(jdbc.sql(
                                """
                                select count(*)
                                  from decision d
                                  join certificate c on d.record_key = c.account_number || '/' || (c.canonical ->> 'trade')
                                 where d.certificate_awaited_since is not null
                                """)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private List<String> keys(String condition) {
        return jdbc.sql(
                        """
                        select d.record_key
                          from decision d
                         cross join lateral (select min(f.received_at) as since
                                               from registration r join file f on f.id = r.file_id
                                              where r.state = 'DELIVERED' and r.canonical ->> 'trade' = split_part(d.record_key, '/', 2)
                                                and split_part(d.record_key, '/', 1) in (r.account_number, r.client_id)) r
                         where d.queue = 'registry.certification' and certificate_awaited_since %s
                        """
                                .formatted(condition))
                .query(String.class)
                .list();
    }
}
