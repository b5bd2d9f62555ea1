// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** One PostgreSQL server for the test run, and a fresh, migrated database for whoever asks. */
public final class TestDatabase {

    private static final Duration UNUSED = Duration.ofSeconds(10);
    private static final EmbeddedPostgres SERVER = start();
    private static final String MIGRATED = migrated();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestDatabase() {}

    /** A new database with the ledger's schema, used by nobody else. */
    public static HikariDataSource fresh() {
        return create("hub_" + DATABASES.incrementAndGet(), "template " + MIGRATED);
    }

    /** A new database without any table, used by nobody else. */
    public static HikariDataSource empty() {
        return create("hub_" + DATABASES.incrementAndGet(), "");
    }

    /** A new database with what another has, which must have no connections. */
    public static HikariDataSource copyOf(String database) {
        return create("hub_" + DATABASES.incrementAndGet(), "template " + database);
    }

    private static HikariDataSource create(String name, String options) {
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " " + options);
        } catch (SQLException e) {
            throw new IllegalStateException("No test database could be made", e);
        }
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(SERVER.getJdbcUrl("postgres", name));
        pool.setUsername("postgres");
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(UNUSED.toMillis());
        return new HikariDataSource(pool);
    }

    /** Every migration takes its time; a copy of what they end in does not. A copy can be made while nobody looks. */
    private static String migrated() {
        String name = "migrated";
        try (HikariDataSource database = create(name, "")) {
            Flyway.configure().dataSource(database).load().migrate();
        }
        return name;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(Path.of("target", "postgres").toFile())
                    .setServerConfig("fsync", System.getProperty("test.fsync", "off"))
                    .setServerConfig("synchronous_commit", System.getProperty("test.fsync", "off"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
