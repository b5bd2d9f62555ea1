// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A program under measurement and its embedded database, seen from outside: through the counters of the operating system
 * and of the database.
 */
final class Machine implements AutoCloseable {

    private final long pid;
    private final long database;
    private final Connection connection;

    /**
     * @param pid the program
     * @param state its state folder, with the database's data
     */
    Machine(long pid, Path state) {
        this.pid = pid;
        try {
            List<String> postmaster = Files.readAllLines(state.resolve("postgres/data/postmaster.pid"));
            database = Long.parseLong(postmaster.get(0).trim());
            String password = Files.readString(state.resolve("postgres/password"), StandardCharsets.US_ASCII)
                    .trim();
            connection = DriverManager.getConnection(
                    "jdbc:postgresql://127.0.0.1:" + postmaster.get(3).trim() + "/postgres?reWriteBatchedInserts=true",
                    "postgres",
                    password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The database, for what is prepared or asked outside a measurement. */
    Connection connection() {
        return connection;
    }

    Usage program() {
        return Usage.of(pid);
    }

    Usage database() {
        return Usage.ofTree(database);
    }

    /** Bytes of write-ahead log since the database was created. */
    long wal() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes {@link #programPeak} count from now on. */
    void resetPeak() {
        try {
            Files.writeString(Path.of("/proc/" + pid + "/clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most memory the program had resident, in bytes. */
    long programPeak() {
        return status(pid, "VmHWM:");
    }

    /** The memory of the database now: of each of its processes its own, and once the largest shared part. */
    long databaseMemory() {
        long[] processes = LongStream.concat(
                        LongStream.of(database),
                        ProcessHandle.of(database).stream()
                                .flatMap(ProcessHandle::descendants)
                                .mapToLong(ProcessHandle::pid))
                .toArray();
        long own = LongStream.of(processes)
                .map(process -> status(process, "RssAnon:"))
                .sum();
        long shared = LongStream.of(processes)
                .map(process -> status(process, "RssShmem:"))
                .max()
                .orElse(0);
        return own + shared;
    }

    private static long status(long pid, String name) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1).stream()
                            .filter(line -> line.startsWith(name))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                            .sum()
                    * 1024;
        } catch (IOException ended) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
