// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of payroll offices, each with an account, a drop folder and a dry-run folder of its own, behind the four
 * threads that poll; some offices' servers never say a word. Prints what so many cost while nothing happens, and how
 * long each waits for its receipt.
 */
@Tag("size")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ManySendersIT {

    private static final int OFFICES = 300;
    /** Looked at as often as the others, they would ask for six polling threads. */
    private static final int MUTE = 12;

    /** The default. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Java compiles what is polled for some minutes. */
    private static final Duration WARM_UP = Duration.ofMinutes(5);

    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final int POLLING_THREADS = 4;
    /** What the hub needs for the files of all offices, which come at once, besides an interval. */
    private static final Duration WORK = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void hundreds_of_senders_are_polled_by_a_few_threads_and_answered_in_time(@TempDir Path folder) throws Exception {
        List<Office> offices = IntStream.range(0, OFFICES).mapToObj(Office::of).toList();
        List<String> options = new ArrayList<>(List.of("-Xmx512m"));
        offices.forEach(office -> options.addAll(office.settings()));
        try (ServerSocket mute = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
                HubProcess hub = new HubProcess(folder, with(mute, folder, options)).start()) {
            idle(WARM_UP);
            Duration before = processorTime(hub);
            idle(MEASURED);
            double idle = processorTime(hub).minus(before).toMillis() / (double) MEASURED.toMillis();

            Map<Office, Long> dropped = new HashMap<>();
            for (Office office : offices) {
                try (DropSite site = new DropSite(hub.sftp, office.name())) {
                    site.drop(office.pay().name(), office.pay().content());
                    site.drop(office.control().name(), office.control().content());
                    dropped.put(office, System.nanoTime());
                }
            }
            Map<Office, Double> answered = new HashMap<>();
            Awaitility.await("receipts")
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        for (Office office : offices) {
                            if (!answered.containsKey(office) && Files.exists(office.receipt(folder))) {
                                answered.put(office, (System.nanoTime() - dropped.get(office)) / 1e9);
                            }
                        }
                        return answered.size() == OFFICES;
                    });

            double longest = answered.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElseThrow();
            long polling = threads(hub).stream()
                    .filter(line -> line.startsWith("\"drop-folders-"))
                    .count();
            System.out.printf(
                    Locale.ROOT,
                    "%d senders, %d more whose servers are mute, polled every %d s by %d threads: %.1f %% of one processor while idle; receipt after"
                            + " %.1f s at most, %.1f s on average%n",
                    OFFICES,
                    MUTE,
                    INTERVAL.toSeconds(),
                    polling,
                    100 * idle,
                    longest,
                    answered.values().stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElseThrow());
            for (Office office : offices) {
                JsonNode receipt = JSON.readTree(office.receipt(folder).toFile());
                assertThat(receipt.path("verdict").asText())
                        .as(receipt.toString())
                        .isEqualTo("ACCEPTED");
            }
            assertThat(hub.metric("hub_alarms_open", "DROP-SITE-UNREACHABLE")).isPositive();
            assertThat(polling).isEqualTo(POLLING_THREADS);
            assertThat(longest).isLessThan(INTERVAL.plus(WORK).toSeconds());
            assertThat(hub.metric("hub_balance_difference", "")).isZero();
        }
    }

    /** Nobody accepts what connects to the socket: the kernel does, and nothing is ever said. */
    private static String[] with(ServerSocket mute, Path folder, List<String> options) throws IOException {
        Path hosts = Files.createFile(folder.resolve("known_hosts"));
        for (int number = 0; number < MUTE; number++) {
            Office office = Office.of(OFFICES + number);
            options.addAll(office.settings());
            options.add("--hub.senders." + office.name() + ".host=127.0.0.1");
            options.add("--hub.senders." + office.name() + ".port=" + mute.getLocalPort());
            options.add("--hub.senders." + office.name() + ".known-hosts=" + hosts);
        }
        return options.toArray(String[]::new);
    }

    private static void idle(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
    }

    private static Duration processorTime(HubProcess hub) {
        return ProcessHandle.of(hub.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    private static List<String> threads(HubProcess hub) throws IOException {
        Process dump = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(hub.pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    /** A payroll office with one employer, one apprentice and one week's pay. */
    private record Office(String name, String employer) {

        static Office of(int number) {
            return new Office("office-%03d".formatted(number), Wire.checked("7%07d".formatted(number)));
        }

        List<String> settings() {
            String prefix = "--hub.senders." + name + ".";
            return List.of(
                    prefix + "feed=payroll",
                    prefix + "layout=standard",
                    prefix + "password=demo",
                    prefix + "employers=" + employer,
                    prefix + "poll-interval=" + INTERVAL.toSeconds() + "s");
        }

        Wire.File pay() {
            return own(Wire.payroll(1, 0, 1, 1));
        }

        Wire.File control() {
            return own(Wire.control(1, 1, 1));
        }

        Path receipt(Path hub) {
            return hub.resolve("var/drop").resolve(name).resolve("out").resolve(pay().name() + ".receipt.json");
        }

        private Wire.File own(Wire.File file) {
            return new Wire.File(
                    file.name().replace(Wire.EMPLOYER, employer), file.content().replace(Wire.EMPLOYER, employer));
        }
    }
}
