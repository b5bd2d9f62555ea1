// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.production;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database ends the sessions of a hub that does not answer, and with them their locks. */
class SessionsTest {

    private static HikariDataSource asInProduction() throws IOException {
        HikariConfig pool = new HikariConfig();
        try (HikariDataSource database = TestDatabase.fresh()) {
            pool.setJdbcUrl(database.getJdbcUrl());
        }
        pool.setUsername("postgres");
        pool.setMaximumPoolSize(2);
        pool.setConnectionInitSql((String) new YamlPropertySourceLoader()
                .load("production", new ClassPathResource("composition/production.yaml"))
                .get(0)
                .getProperty("spring.datasource.hikari.connection-init-sql"));
        return new HikariDataSource(pool);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp_keepalives_idle, 15",
        "tcp_keepalives_interval, 5",
        "tcp_keepalives_count, 3",
        "client_connection_check_interval, 5s"
    })
    void each_session_asks_the_server_to_watch_it(String setting, String value) throws IOException {
        try (HikariDataSource pool = asInProduction()) {
            assertThat(JdbcClient.create(pool)
                            .sql("select current_setting(:setting)")
                            .param("setting", setting)
                            .query(String.class)
                            .single())
                    .isEqualTo(value);
        }
    }

    @Test
    void the_embedded_composition_leaves_its_sessions_as_they_are() throws IOException {
        assertThat(new YamlPropertySourceLoader()
                        .load("embedded", new ClassPathResource("composition/embedded.yaml"))
                        .get(0)
                        .getProperty("spring.datasource.hikari.connection-init-sql"))
                .isNull();
    }
}
