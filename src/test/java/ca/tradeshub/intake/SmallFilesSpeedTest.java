// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.intake.landing.Landing;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.Dropped;
import ca.tradeshub.testing.HubSteps;
import ca.tradeshub.whole.Wire;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a small payroll file costs from its lease until it is applied, one by one and together; the figures are in the log.
 * Run with {@code -Pspeed}; {@code -Dsmall.files=3000} for as many files each time, {@code -Dtest.fsync=on} for a database
 * that writes to the disk.
 */
@Tag("speed")
class SmallFilesSpeedTest {

    private static final Logger LOG = LoggerFactory.getLogger(SmallFilesSpeedTest.class);
    private static final int FILES = Integer.getInteger("small.files", 1_000);
    private static final int LANDED_AT_ONCE = 250;
    private static final int PERSONS = 3;
    private static final int WEEKS = 4;

    @Test
    void a_small_file_costs_less_together_with_others() throws IOException {
        measured(50, FILES / 4);
        measured(1, FILES / 4);
        double alone = measured(1, FILES);
        double together = measured(50, FILES);

        assertThat(together).as("CPU of a file").isLessThan(alone / 2);
    }

    /** The processors' time of a file in ms. */
    private static double measured(int together, int files) throws IOException {
        Mappings mappings = Mappings.load(MappingSource.classpath());
        try (HubSteps hub = new HubSteps(RuleBook.standard(), mappings, 1000, 500, together)) {
            land(hub, files);
            long own = own();
            long server = server(hub);
            long start = System.nanoTime();

            hub.process();

            double wall = (System.nanoTime() - start) / 1e6 / files;
            double hubs = (own() - own) / 1e6 / files;
            double databases = (server(hub) - server) / 1e6 / files;
            LOG.warn(
                    "{} files of {} lines, {} at most together: a file takes {} ms; CPU {} ms in the hub, {} ms in"
                            + " PostgreSQL",
                    files,
                    PERSONS * WEEKS,
                    together,
                    "%.2f".formatted(wall),
                    "%.2f".formatted(hubs),
                    "%.2f".formatted(databases));
            assertThat(hub.jdbc()
                            .sql("select count(*) from file where state = 'APPLIED'")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(files);
            return hubs + databases;
        }
    }

    private static void land(HubSteps hub, int files) throws IOException {
        for (int first = 0; first < files; first += LANDED_AT_ONCE) {
            Dropped dropped = new Dropped("payroll-maple", "in", hub.clock().instant());
            for (int file = first; file < Math.min(first + LANDED_AT_ONCE, files); file++) {
                String employer = Wire.employer(file);
                put(dropped, employer, Wire.control(1, PERSONS, WEEKS));
                put(dropped, employer, Wire.payroll(1, file * PERSONS, PERSONS, WEEKS));
            }
            hub.context().getBean(Landing.class).land(dropped.batch());
        }
    }

    private static void put(Dropped dropped, String employer, Wire.File file) {
        dropped.with(
                file.name().replace(Wire.EMPLOYER, employer),
                file.content().replace(Wire.EMPLOYER, employer).getBytes(StandardCharsets.UTF_8));
    }

    private static long own() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** The processors' time of the database's sessions. */
    private static long server(HubSteps hub) {
        return hub
                .jdbc()
                .sql("select pid from pg_stat_activity where datname = current_database()")
                .query(Long.class)
                .list()
                .stream()
                .mapToLong(pid -> ProcessHandle.of(pid)
                        .flatMap(session -> session.info().totalCpuDuration())
                        .map(Duration::toNanos)
                        .orElse(0L))
                .sum();
    }
}
