// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Payroll files of two sizes through the running hub under {@code -Xmx512m}, to their last message. Prints the time of
 * each step and the heap that stays in use.
 */
@Tag("size")
class SizeIT {

    private static final int WEEKS = 25;
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Set<String> STEPS = Set.of(
            "intake-payroll.payroll-maple intake-land",
            "process-file process-file-stage",
            "process-file process-file-balance",
            "process-file process-file-apply",
            "reconcile reconcile-batch",
            "reconcile reconcile-next",
            "reconcile.close reconcile-close",
            "deliver.tax deliver-how",
            "deliver.tax deliver-sent");

    @Test
    void a_payroll_file_of_300_000_lines_goes_through_a_small_heap(@TempDir Path folder) throws Exception {
        double small = run(Files.createDirectory(folder.resolve("small")), 3_000);
        double large = run(Files.createDirectory(folder.resolve("large")), 12_000);

        assertThat(large).as("live heap in MB must not grow with the file").isLessThan(small + 64);
    }

    /** Sends persons' registrations and pay; returns the live heap in megabytes once all is delivered. */
    private static double run(Path folder, int persons) throws Exception {
        try (HubProcess hub = new HubProcess(folder, "-Xmx512m").start()) {
            Wire.File registrations = Wire.registrations(1, 0, persons);
            Wire.File pay = Wire.payroll(1, 0, persons, WEEKS);
            Wire.File control = Wire.control(1, persons, WEEKS);
            try (DropSite office = new DropSite(hub.sftp, "employment-ontario");
                    DropSite payroll = new DropSite(hub.sftp, "payroll-maple");
                    Partner partner = new Partner(hub.amqp)) {
                office.drop(registrations.name(), registrations.content());
                List<Partner.Received> received = new ArrayList<>();
                await("registry messages", () -> {
                    received.addAll(partner.drain(Partner.REGISTRY, 500));
                    return Partner.last(received).size() == persons;
                });
                var registrationSteps = steps(hub);
                received.clear();
                long dropped = System.nanoTime();
                payroll.drop(pay.name(), pay.content());
                payroll.drop(control.name(), control.content());
                double uploaded = seconds(dropped);
                await("claims", () -> {
                    received.addAll(partner.drain(Partner.TAX, 500));
                    return Partner.last(received).size() == persons;
                });
                double consumed = seconds(dropped);
                await("receipt", () -> payroll.answer(pay.name() + ".receipt.json") != null);
                System.out.printf(
                        Locale.ROOT,
                        "%d lines, %d apprentices: upload %.1f s, last message consumed %.1f s after the drop began%n",
                        persons * WEEKS,
                        persons,
                        uploaded,
                        consumed);
                steps(hub).forEach((step, total) -> {
                    double spent = total - registrationSteps.getOrDefault(step, 0.0);
                    if (STEPS.contains(step)) {
                        System.out.printf(Locale.ROOT, "  %-60s %8.2f s%n", step, spent);
                    }
                });
                double live = hub.metric("jvm_gc_live_data_size_bytes", "") / 1_048_576;
                System.out.printf(
                        Locale.ROOT,
                        "  live heap after the last full collection %.0f MB, heap in use %.0f MB%n",
                        live,
                        hub.metric("jvm_memory_used_bytes", "area=\"heap\"") / 1_048_576);
                return live;
            }
        }
    }

    private static TreeMap<String, Double> steps(HubProcess hub) {
        TreeMap<String, Double> steps = new TreeMap<>();
        hub.get("/actuator/prometheus", "viewer")
                .lines()
                .filter(line -> line.startsWith("camel_message_history_seconds_sum"))
                .forEach(line -> {
                    String labels = line.substring(line.indexOf('{') + 1, line.indexOf('}'));
                    String name = label(labels, "routeId") + " " + label(labels, "nodeId");
                    steps.merge(name, Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
                });
        return steps;
    }

    private static String label(String labels, String name) {
        int from = labels.indexOf(name + "=\"") + name.length() + 2;
        return labels.substring(from, labels.indexOf('"', from));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> done) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .until(done);
    }
}
