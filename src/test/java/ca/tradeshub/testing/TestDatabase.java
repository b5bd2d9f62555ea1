// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * One PostgreSQL server for the test run, and a fresh, migrated database for whoever asks. A database that is closed is
 * emptied and given to the next who asks, with its connections: a new one has no table in its caches and no statement
 * prepared, and needs longer for its first statements than for all others of most tests.
 */
public final class TestDatabase {

    private static final Duration UNUSED = Duration.ofSeconds(30);
    private static final EmbeddedPostgres SERVER = start();
    private static final String MIGRATED = "migrated";
    private static final UsedDatabase AS_MIGRATED = migrated();
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Deque<Used> USED = new ConcurrentLinkedDeque<>();

    /** Of the test that runs; null between tests. */
    private static List<HikariDataSource> ofTheTest;

    /** A database that the test it was made for has closed. */
    private record Used(String name, HikariDataSource connections) {}

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
        for (Used used = USED.poll(); used != null; used = USED.poll()) {
            if (AS_MIGRATED.restore(used.connections())) {
                return lend(used);
            }
            used.connections().close();
            drop(used.name());
        }
        String name = next();
        execute("create database " + name + " template " + MIGRATED);
        HikariDataSource connections = new HikariDataSource(pool(name));
        return lend(new Used(name, connections));
    }

    /** Empties a database of {@link #fresh} that stays in use: it has the rows of the migrations. */
    public static void clear(DataSource database) {
        AS_MIGRATED.restoreRows(database);
    }

    /** A new database without any table, used by nobody else. */
    public static HikariDataSource empty() {
        return ofTheTest(create(next(), TestDatabase::drop));
    }

    private static String next() {
        return "hub_" + DATABASES.incrementAndGet();
    }

    private static HikariDataSource create(String name, Consumer<String> atEnd) {
        execute("create database " + name);
        return new HikariDataSource(pool(name)) {
            @Override
            public void close() {
                if (!isClosed()) {
                    super.close();
                    atEnd.accept(name);
                }
            }
        };
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

    private static HikariConfig pool(String name) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(SERVER.getJdbcUrl("postgres", name));
        pool.setUsername("postgres");
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(UNUSED.toMillis());
        return pool;
    }

    /** The connections of a database until they are closed; then they are for the next who asks. */
    private static HikariDataSource lend(Used used) {
        AtomicBoolean isReturned = new AtomicBoolean();
        HikariDataSource lent = new HikariDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                if (isReturned.get()) {
                    throw new SQLException("The test has closed its database");
                }
                return used.connections().getConnection();
            }

            @Override
            public boolean isClosed() {
                return isReturned.get();
            }

            @Override
            public void close() {
                if (isReturned.compareAndSet(false, true)) {
                    USED.push(used);
                }
            }
        };
        lent.setJdbcUrl(used.connections().getJdbcUrl());
        lent.setUsername(used.connections().getUsername());
        return ofTheTest(lent);
    }

    private static synchronized HikariDataSource ofTheTest(HikariDataSource database) {
        if (ofTheTest != null) {
            ofTheTest.add(database);
        }
        return database;
    }

    /** Every migration takes its time; a copy of what they end in does not. A copy can be made while nobody looks. */
    private static UsedDatabase migrated() {
        try (HikariDataSource database = create(MIGRATED, name -> {})) {
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
