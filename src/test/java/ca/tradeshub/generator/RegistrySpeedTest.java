// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator;

import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What registrations and certificates cost from the waiting file to the message to the registry, in one thread: for each
 * step the processor microseconds a record of this thread and of the database. The first of two years warms up.
 */
@Tag("speed")
class RegistrySpeedTest {

    private static final int APPRENTICES = Integer.getInteger("registry.apprentices", 6_000);
    private static final int CERTIFICATES = Integer.getInteger("registry.certificates", 20_000);
    private static final int PAY_LINES = 1_000;
    private static final double TICKS_PER_SECOND = 100;

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void registrations_and_certificates_of_a_year() throws IOException {
        for (int run = 1; run <= 2; run++) {
            GeneratedYear year = GeneratedYear.generate(
                    GeneratedYearRequest.of(APPRENTICES, PAY_LINES, CERTIFICATES)
                            .withSeed(run)
                            .build(),
                    folder.resolve("year-" + run));
            try (HubSteps hub = GeneratedYearInTheHubTest.hub()) {
                measure(year, hub);
                YearInTheHub.check(year, hub);
            }
        }
    }

    private static void measure(GeneratedYear year, HubSteps hub) throws IOException {
        long postmaster = postmaster(hub);
        year.land("year", hub);
        Spent begun = Spent.now(postmaster);
        hub.process();
        Spent applied = Spent.now(postmaster);
        hub.reconcile();
        Spent reconciled = Spent.now(postmaster);
        hub.deliver();
        Spent delivered = Spent.now(postmaster);
        long records = count(hub, "select count(*) from record where feed <> 'P'");
        System.out.printf(
                "%d registrations and certificates, %d messages to the registry%n",
                records, count(hub, "select count(*) from message where queue = 'registry.certification'"));
        applied.print("stage and apply", begun, records);
        reconciled.print("reconcile", applied, records);
        delivered.print("states of sent records", reconciled, records);
    }

    private static long count(HubSteps hub, String sql) {
        return hub.jdbc().sql(sql).query(Long.class).single();
    }

    private static long postmaster(HubSteps hub) throws IOException {
        String data = hub.jdbc().sql("show data_directory").query(String.class).single();
        return Long.parseLong(
                Files.readAllLines(Path.of(data, "postmaster.pid")).get(0));
    }

    /**
     * Processor time until now.
     *
     * @param hub of this thread, in seconds
     * @param database of all processes of the database, in seconds
     */
    private record Spent(double hub, double database) {

        static Spent now(long postmaster) throws IOException {
            double ticks = ticks(Path.of("/proc", Long.toString(postmaster)), true);
            try (Stream<ProcessHandle> backends =
                    ProcessHandle.of(postmaster).orElseThrow().children()) {
                for (ProcessHandle backend : backends.toList()) {
                    ticks += ticks(Path.of("/proc", Long.toString(backend.pid())), false);
                }
            }
            return new Spent(
                    ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9, ticks / TICKS_PER_SECOND);
        }

        private static double ticks(Path process, boolean withEnded) throws IOException {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return List.of(fields).subList(11, withEnded ? 15 : 13).stream()
                    .mapToLong(Long::parseLong)
                    .sum();
        }

        void print(String step, Spent before, long records) {
            double ofHub = hub - before.hub;
            double ofDatabase = database - before.database;
            System.out.printf(
                    Locale.ROOT,
                    "%-24s hub %6.2f s, database %6.2f s; a record %5.0f and %5.0f microseconds%n",
                    step,
                    ofHub,
                    ofDatabase,
                    ofHub / records * 1e6,
                    ofDatabase / records * 1e6);
        }
    }
}
