// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small files of one sender while a province's payroll of another goes through the hub, from its upload to its last
 * claim. Prints how long the small ones took to their receipt and to their message.
 */
@Tag("size")
class SideBySideIT {

    private static final int APPRENTICES = 12_000;
    private static final int WEEKS = 25;
    private static final int FEWEST = 10;
    private static final Duration LIMIT = Duration.ofMinutes(15);

    @Test
    void small_files_are_answered_and_delivered_while_a_large_one_is_in_flight(@TempDir Path folder) throws Exception {
        try (HubProcess hub = new HubProcess(folder, "-Xmx512m").start();
                DropSite office = new DropSite(hub.sftp, "employment-ontario");
                DropSite payroll = new DropSite(hub.sftp, "payroll-maple");
                DropSite college = new DropSite(hub.sftp, "legacy-college");
                Partner partner = new Partner(hub.amqp)) {
            Wire.File registrations = Wire.registrations(1, 0, APPRENTICES);
            office.drop(registrations.name(), registrations.content());
            List<Partner.Received> registry = new ArrayList<>();
            Awaitility.await("registrations").atMost(LIMIT).until(() -> {
                registry.addAll(partner.drain(Partner.REGISTRY, 500));
                return registry.size() >= APPRENTICES;
            });
            double idle = small(college, partner, 1).received();
            Wire.File pay = Wire.payroll(1, 0, APPRENTICES, WEEKS);
            Wire.File control = Wire.control(1, APPRENTICES, WEEKS);
            payroll.drop(pay.name(), pay.content());
            payroll.drop(control.name(), control.content());

            List<Latency> latencies = new ArrayList<>();
            List<Partner.Received> claims = new ArrayList<>();
            while (claims.size() < APPRENTICES) {
                latencies.add(small(college, partner, latencies.size() + 2));
                claims.addAll(partner.drain(Partner.TAX, 200));
            }

            double receipt =
                    latencies.stream().mapToDouble(Latency::answered).max().orElseThrow();
            double message =
                    latencies.stream().mapToDouble(Latency::received).max().orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "%d small files beside %d lines: receipt after %.1f s at most, message after %.1f s at most"
                            + " (%.1f s on an idle hub)%n",
                    latencies.size(),
                    APPRENTICES * WEEKS,
                    receipt,
                    message,
                    idle);
            assertThat(latencies).hasSizeGreaterThan(FEWEST);
            assertThat(message).isLessThan(15);
        }
    }

    /** Seconds from the drop of a small file to its receipt and to its message. */
    private record Latency(double answered, double received) {}

    private static Latency small(DropSite college, Partner partner, int sequence) throws IOException {
        Wire.File file = Wire.certificates(sequence, sequence, 1);
        long dropped = System.nanoTime();
        college.drop(file.name(), file.content());
        Awaitility.await("receipt of " + file.name())
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> college.answer(file.name() + ".receipt.json") != null);
        double answered = (System.nanoTime() - dropped) / 1e9;
        Awaitility.await("message of " + file.name())
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !partner.drain(Partner.REGISTRY, 50).isEmpty());
        return new Latency(answered, (System.nanoTime() - dropped) / 1e9);
    }
}
