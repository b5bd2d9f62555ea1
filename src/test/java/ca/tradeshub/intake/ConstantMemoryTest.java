// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.testing.SftpSite;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A file larger than the memory of the hub that lands it. */
class ConstantMemoryTest {

    private static final int MEGABYTES = 100;
    private static final String NAME = "REG_20261120_000001.ndjson";

    @TempDir
    private Path folder;

    @Test
    void a_file_of_100_megabytes_is_landed_by_a_hub_with_64_megabytes_of_memory() throws Exception {
        HikariDataSource database = TestDatabase.fresh();
        Path log = folder.resolve("hub.log");
        try (SftpSite site = new SftpSite(Files.createDirectories(folder.resolve("site")), IntakeBench.SENDERS)) {
            Path large = Files.createTempFile(folder, "upload", "");
            try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
                file.setLength(MEGABYTES * 1024L * 1024L);
            }
            Files.move(large, site.in(IntakeBench.REGISTRATIONS).resolve(NAME));

            Process hub = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Xmx64m",
                            "-Dlogback.configurationFile=logback-plain.xml",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmallHub.class.getName(),
                            database.getJdbcUrl(),
                            database.getUsername(),
                            folder.resolve("archive").toString(),
                            String.valueOf(site.port()),
                            site.knownHosts().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                assertThat(hub.waitFor(3, TimeUnit.MINUTES)).as("ended").isTrue();
            } finally {
                hub.destroyForcibly();
            }

            assertThat(hub.exitValue())
                    .as(Files.readString(log, StandardCharsets.UTF_8))
                    .isZero();
            assertThat(site.in(IntakeBench.REGISTRATIONS).resolve(".done").resolve(NAME))
                    .hasSize(MEGABYTES * 1024L * 1024L);
        }
    }

    /** Intake in a process of its own: lands one file, then ends. */
    static final class SmallHub {

        public static void main(String[] args) {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(args[0]);
            database.setUser(args[1]);
            IntakeBench hub = new IntakeBench(database, Path.of(args[2]), Integer.parseInt(args[3]), Path.of(args[4]));
            hub.startAll();
            await().atMost(2, TimeUnit.MINUTES)
                    .until(() -> hub.count("file where source_moved and state = 'LANDED'") == 1);
            Runtime.getRuntime().halt(0);
        }
    }
}
