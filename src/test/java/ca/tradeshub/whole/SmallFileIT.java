// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long small complete files take on an idle hub: from the end of the upload to the source's move, and to the receipt.
 * Prints the median and the 99th percentile. The poll interval is the default, or the milliseconds of
 * {@code small.interval}; with the default the 200 files take 20 minutes.
 */
@Tag("size")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SmallFileIT {

    private static final int FILES = Integer.getInteger("small.files", 200);
    private static final Duration INTERVAL = Duration.ofMillis(Integer.getInteger("small.interval", 5_000));

    /** What the move may take besides the poll interval on a machine that does other things too. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String SENDER = "employment-ontario";

    @Test
    void a_small_complete_file_is_landed_by_the_first_poll(@TempDir Path folder) throws Exception {
        String interval = "--hub.senders." + SENDER + ".poll-interval=" + INTERVAL.toMillis() + "ms";
        Random random = new Random(1);
        List<Long> moved = new ArrayList<>();
        List<Long> answered = new ArrayList<>();
        try (HubProcess hub = new HubProcess(folder, "-Xmx512m", interval).start();
                DropSite site = new DropSite(hub.sftp, SENDER)) {
            Path home = folder.resolve("var/drop").resolve(SENDER);
            for (int sequence = 1; sequence <= FILES; sequence++) {
                Wire.File file = Wire.registrations(sequence, sequence, 1);
                Duration pause = Duration.ofMillis(random.nextInt((int) INTERVAL.toMillis()) + 1L);
                Awaitility.await()
                        .pollDelay(pause)
                        .atMost(pause.plusSeconds(10))
                        .until(() -> true);
                site.drop(file.name(), file.content());
                long start = System.nanoTime();
                moved.add(until(home.resolve("in/.done").resolve(file.name()), start));
                answered.add(until(home.resolve("out").resolve(file.name() + ".receipt.json"), start));
            }
            assertThat(hub.metric("hub_balance_difference", "")).isZero();
        }
        System.out.printf(
                Locale.ROOT,
                "%d small files, one at a time, polled every %d ms: landed and moved after %.2f s (median), %.2f s (p99);"
                        + " receipt after %.2f s, %.2f s%n",
                FILES,
                INTERVAL.toMillis(),
                percentile(moved, 50),
                percentile(moved, 99),
                percentile(answered, 50),
                percentile(answered, 99));
        assertThat(percentile(moved, 99)).isLessThan(INTERVAL.plus(PATIENCE).toMillis() / 1e3);
    }

    private static long until(Path file, long start) {
        Awaitility.await(file.getFileName().toString())
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Files.exists(file));
        return System.nanoTime() - start;
    }

    private static double percentile(List<Long> nanos, int percent) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e9;
    }
}
