// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub killed in the middle of a large file, and again while it sends, ends as one that was left alone. */
class KillIT {

    private static final int PERSONS = 2000;
    private static final int WEEKS = 25;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Test
    void killed_and_restarted_ends_like_undisturbed(@TempDir Path folder) throws Exception {
        Map<String, JsonNode> undisturbed = run(Files.createDirectory(folder.resolve("undisturbed")), false);
        Map<String, JsonNode> killed = run(Files.createDirectory(folder.resolve("killed")), true);

        assertThat(undisturbed).hasSize(2 * PERSONS + 2);
        assertThat(killed).isEqualTo(undisturbed);
    }

    /** Final content per key, and the balance of each file. */
    private static Map<String, JsonNode> run(Path folder, boolean kill) throws Exception {
        try (HubProcess hub = new HubProcess(folder, "--hub.processing.batch-size=100").start()) {
            List<Partner.Received> received = new ArrayList<>();
            Wire.File pay = Wire.payroll(1, 0, PERSONS, WEEKS);
            try (DropSite payroll = new DropSite(hub.sftp, "payroll-maple")) {
                payroll.drop(pay.name(), pay.content());
                Wire.File control = Wire.control(1, PERSONS, WEEKS);
                payroll.drop(control.name(), control.content());
            }
            if (kill) {
                awaitMetric(hub, "hub_records_staged_total", 2_000, PERSONS * WEEKS);
                hub.kill();
                hub.start();
            }
            Wire.File registrations = Wire.registrations(1, 0, PERSONS);
            try (DropSite office = new DropSite(hub.sftp, "employment-ontario")) {
                office.drop(registrations.name(), registrations.content());
            }
            if (kill) {
                try (Partner partner = new Partner(hub.amqp)) {
                    Awaitility.await("the first messages").atMost(LIMIT).until(() -> {
                        received.addAll(partner.take(Partner.REGISTRY, 50, 200));
                        return !received.isEmpty();
                    });
                }
                hub.kill();
                hub.start();
            }
            try (Partner partner = new Partner(hub.amqp)) {
                Awaitility.await("every message")
                        .atMost(LIMIT)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> {
                            received.addAll(partner.drain(Partner.REGISTRY, 1000));
                            received.addAll(partner.drain(Partner.TAX, 1000));
                            return Partner.last(received).size() == 2 * PERSONS;
                        });
                assertThat(partner.drain(Partner.TAX, 2000)).isEmpty();
            }
            assertNoGaps(received);
            Map<String, JsonNode> end = new TreeMap<>();
            Partner.last(received).forEach((key, message) -> end.put(key, message.content()));
            end.put("balance of pay", finalBalance(hub, "payroll-maple", pay.name()));
            end.put("balance of registrations", finalBalance(hub, "employment-ontario", registrations.name()));
            return end;
        }
    }

    private static void awaitMetric(HubProcess hub, String name, int above, int below) {
        Awaitility.await(name)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> hub.metric(name, "") > above);
        assertThat(hub.metric(name, "")).as("killed in the middle of the work").isLessThan(below);
    }

    private static void assertNoGaps(List<Partner.Received> received) {
        Map<String, TreeMap<Integer, Partner.Received>> versions = new TreeMap<>();
        received.forEach(message ->
                versions.computeIfAbsent(message.key(), key -> new TreeMap<>()).put(message.version(), message));
        assertThat(versions).isNotEmpty();
        assertThat(versions)
                .allSatisfy((key, byVersion) -> assertThat(byVersion.lastKey()).isEqualTo(byVersion.size()));
    }

    /** The balance once everything is delivered, from the receipt or the newest status. */
    private static JsonNode finalBalance(HubProcess hub, String sender, String file) throws Exception {
        try (DropSite site = new DropSite(hub.sftp, sender)) {
            var found = new Object() {
                JsonNode balance;
            };
            Awaitility.await("the final balance of " + file).atMost(LIMIT).until(() -> {
                for (String answer : List.of(file + ".status.json", file + ".receipt.json")) {
                    String text = site.answer(answer);
                    if (text != null) {
                        found.balance = new com.fasterxml.jackson.databind.ObjectMapper()
                                .readTree(text)
                                .path("balance");
                        return found.balance.at("/records/pending").asInt() == 0;
                    }
                }
                return false;
            });
            return found.balance;
        }
    }
}
