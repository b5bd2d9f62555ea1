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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;

/**
 * One PostgreSQL server for the test run, and a fresh, migrated database for whoever asks. A database whose pool is
 * closed is emptied and given to the next who asks.
 */
public final class TestDatabase {

    private static final Duration UNUSED = Duration.ofSeconds(10);
    private static final EmbeddedPostgres SERVER = start();
    private static final String MIGRATED = "migrated";
    private static final UsedDatabase AS_MIGRATED = migrated();
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Deque<String> USED = new ConcurrentLinkedDeque<>();

    /** Of the test that runs; null between tests. */
    private static List<HikariDataSource> ofTheTest;

    private TestDatabase() {}

    /** Databases that are made from here on are the test's. */
    static synchronized void beginTest() {
        if (ofTheTest == null) {
            ofTheTest = new ArrayList<>();
        }
    }

    /** Closes the databases of the test. */
    static void endTest() {
        List<HikariDataSource> databases;
        synchronized (TestDatabase.class) {
            databases = ofTheTest == null ? List.of() : ofTheTest;
            ofTheTest = null;
        }
        databases.forEach(HikariDataSource::close);
    }

    /** A new database with the ledger's schema, used by nobody else. */
    public static HikariDataSource fresh() {
        for (String used = USED.poll(); used != null; used = USED.poll()) {
            if (AS_MIGRATED.restore(SERVER.getDatabase("postgres", used))) {
                return pool(used, USED::push);
            }
            drop(used);
        }
        return create(next(), "template " + MIGRATED, USED::push);
    }

    /** A new database without any table, used by nobody else. */
    public static HikariDataSource empty() {
        return create(next(), "", TestDatabase::drop);
    }

    private static String next() {
        return "hub_" + DATABASES.incrementAndGet();
    }

    private static HikariDataSource create(String name, String options, Consumer<String> atEnd) {
        execute("create database " + name + " " + options);
        return pool(name, atEnd);
    }

    /** Not one is left to be deleted at the end of the run, when nothing else is to be done. */
    private static void drop(String name) {
        execute("drop database " + name + " with (force)");
    }

    private static void execute(String sql) {
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The test server refused: " + sql, e);
        }
    }

    private static HikariDataSource pool(String name, Consumer<String> atEnd) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(SERVER.getJdbcUrl("postgres", name));
        pool.setUsername("postgres");
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(UNUSED.toMillis());
        HikariDataSource database = new HikariDataSource(pool) {
            @Override
            public void close() {
                if (!isClosed()) {
                    super.close();
                    atEnd.accept(name);
                }
            }
        };
        synchronized (TestDatabase.class) {
            if (ofTheTest != null) {
                ofTheTest.add(database);
            }
        }
        return database;
    }

    /** Every migration takes its time; a copy of what they end in does not. A copy can be made while nobody looks. */
    private static UsedDatabase migrated() {
        try (HikariDataSource database = create(MIGRATED, "", name -> {})) {
            Flyway.configure().dataSource(database).load().migrate();
            return new UsedDatabase(database);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(Path.of("target", "postgres").toFile())
                    .setServerConfig("fsync", System.getProperty("test.fsync", "off"))
                    .setServerConfig("synchronous_commit", System.getProperty("test.fsync", "off"))
                    .setServerConfig("full_page_writes", System.getProperty("test.fsync", "off"))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
