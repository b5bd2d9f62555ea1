// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static ca.tradeshub.intake.IntakeBench.PAYROLL;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.SftpSite;
import ca.tradeshub.testing.TestDatabase;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * How fast small files land that were all dropped at once; the figures are in the log. Run with {@code -Pspeed}; {@code
 * -Dlanding.files=30000} for as many, {@code -Dtest.fsync=on} for a database that writes to the disk.
 */
@Tag("speed")
class LandingSpeedTest {

    private static final Logger LOG = LoggerFactory.getLogger(LandingSpeedTest.class);
    private static final int FILES = Integer.getInteger("landing.files", 4_000);
    private static final String CSV = "line_id,gross_wages\n%d,650.00\n";
    private static final String CONTROL =
            "{\"file\":\"%s\",\"version\":\"1\",\"records\":1,\"grossWages\":\"650.00\",\"layout\":\"standard\"}\n";

    @TempDir
    private Path folder;

    @Test
    void a_full_folder_is_drained() throws Exception {
        Counted database = new Counted(TestDatabase.fresh());
        try (SftpSite site = new SftpSite(Files.createDirectories(folder.resolve("site")), IntakeBench.SENDERS);
                IntakeBench hub = new IntakeBench(database, folder.resolve("archive"), site)) {
            drop(site.in(PAYROLL));
            database.statements.set(0);
            long requests = site.requests();
            long cpu = cpu();
            long server = serverCpu();
            long start = System.nanoTime();

            hub.startAll();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> hub.count("file where source_moved") == FILES);

            double seconds = (System.nanoTime() - start) / 1e9;
            LOG.warn(
                    "{} files landed in {} s: {} a second; CPU {} ms a file in this process (hub and SFTP server), {} ms in"
                            + " PostgreSQL; {} statements a file, {} SFTP requests a file",
                    FILES,
                    "%.1f".formatted(seconds),
                    "%.0f".formatted(FILES / seconds),
                    "%.2f".formatted((cpu() - cpu) / 1e6 / FILES),
                    "%.2f".formatted((serverCpu() - server) / 1e6 / FILES),
                    "%.2f".formatted(database.statements.doubleValue() / FILES),
                    "%.2f".formatted((site.requests() - requests) / (double) FILES));
            assertThat(hub.count("file where state = 'LANDED' and role = 'data'"))
                    .isEqualTo(FILES / 2);
            assertThat(hub.openAlarms()).isEmpty();
        }
    }

    private static void drop(Path in) throws IOException {
        for (int sequence = 1; sequence <= FILES / 2; sequence++) {
            String name = "PAY_123026635_20261120_%06d.csv".formatted(sequence);
            Files.write(in.resolve(name), CSV.formatted(sequence).getBytes(StandardCharsets.UTF_8));
            Files.write(in.resolve(name + ".ctl"), CONTROL.formatted(name).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** The processors' time of the database's processes. Those that have ended count in their parent. */
    private static long serverCpu() {
        return ProcessHandle.current()
                .descendants()
                .mapToLong(process ->
                        process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L))
                .sum();
    }

    /** Counts the statements that are prepared. */
    private static final class Counted extends DelegatingDataSource {

        private final AtomicLong statements = new AtomicLong();

        Counted(DataSource database) {
            super(database);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    Set.of(Connection.class).toArray(Class[]::new),
                    (proxy, method, args) -> {
                        if (method.getName().equals("prepareStatement")) {
                            statements.incrementAndGet();
                        }
                        try {
                            return method.invoke(connection, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
