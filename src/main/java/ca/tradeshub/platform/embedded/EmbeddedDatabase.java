// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.embedded;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.DatabaseSettings;
import ca.tradeshub.platform.settings.EmbeddedComposition;
import ca.tradeshub.platform.settings.Ports;
import ca.tradeshub.platform.settings.StateFolder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded PostgreSQL: a separate process that listens on loopback only, requires a password kept in the state
 * folder, and writes with fsync. It stops after all parts that use it.
 */
@Component
@EmbeddedComposition
class EmbeddedDatabase implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);

    /** Those for speed are measured: src/docs/operators/production.md has what each brings. */
    private static final Map<String, String> SERVER = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", "''"),
            Map.entry("timezone", "UTC"),
            Map.entry("shared_buffers", "1GB"),
            Map.entry("max_wal_size", "4GB"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("work_mem", "32MB"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("max_connections", "40"),
            Map.entry("jit", "off"));

    private final Path data;
    private final String password;
    private final EmbeddedPostgres server;

    EmbeddedDatabase(StateFolder state, DatabaseSettings settings) {
        Path home = state.folder("postgres");
        data = home.resolve("data");
        Path log = home.resolve("server.log");
        Path complete = home.resolve("complete");
        try {
            stopOrphan();
            if (!Files.exists(complete)) {
                // An interrupted initdb leaves a folder that no server can use and that has no data of the hub.
                FileSystemUtils.deleteRecursively(data);
            }
            if (settings.port() != 0) {
                Ports.requireFree("127.0.0.1", settings.port(), Ports.part("database"), "hub.database.port");
            }
            Path passwordFile = home.resolve("password");
            password = password(passwordFile);
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            settings.binariesDir().toAbsolutePath().toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPort(settings.port())
                    .setPGStartupWait(PATIENCE)
                    // Compares texts by their bytes, in the same order as C.UTF-8 of the system's library, which takes
                    // longer.
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig("pwfile", passwordFile.toString())
                    .setConnectConfig("password", password)
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(Redirect.appendTo(log.toFile()));
            SERVER.forEach(builder::setServerConfig);
            server = builder.start();
            if (!Files.exists(complete)) {
                Files.createFile(complete);
            }
        } catch (IOException | RuntimeException e) {
            throw e instanceof StartFailure known ? known : failure(e, log);
        }
        LOG.info("Embedded PostgreSQL listens on 127.0.0.1:{}, data in {}", server.getPort(), data);
    }

    private static StartFailure failure(Exception cause, Path log) {
        if (CauseChain.of(cause).stream()
                .anyMatch(t -> String.valueOf(t.getMessage()).contains("Missing embedded postgres binaries"))) {
            return new StartFailure("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        }
        return new StartFailure(cause, "postgresql", log);
    }

    private void stopOrphan() throws IOException {
        Optional<Postmaster> orphan = Postmaster.runningOn(data);
        if (orphan.isEmpty()) {
            return;
        }
        LOG.warn(
                "Stopping PostgreSQL process {}, which a killed hub left running",
                orphan.get().process().pid());
        try {
            orphan.get().stop(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure(e, "interrupted");
        }
    }

    private static String password(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return Files.readString(file, StandardCharsets.US_ASCII).trim();
    }

    @Override
    public String getJdbcUrl() {
        return String.format(
                Locale.ROOT, "jdbc:postgresql://127.0.0.1:%d/postgres?reWriteBatchedInserts=true", server.getPort());
    }

    @Override
    public String getUsername() {
        return "postgres";
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public void close() throws IOException {
        Optional<Postmaster> running = Postmaster.runningOn(data);
        server.close();
        if (running.isPresent()) {
            try {
                if (!running.get().awaitEnd(STOP_PATIENCE)) {
                    LOG.warn("PostgreSQL is still writing its last checkpoint and will stop afterwards");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        LOG.info("Embedded PostgreSQL stopped");
    }
}
