// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ca.tradeshub.testing.Pause;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A standalone broker that has no room for a while, or that is killed: the hub says so, and goes on by itself. */
@Tag("faults")
class BrokerFaultsIT {

    private static final int PERSONS = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Longer than the limit of a send and the lease of a queue together. */
    private static final Duration WITHOUT_ROOM = Duration.ofSeconds(40);

    @ParameterizedTest
    @CsvSource({"BLOCK, consumers", "BLOCK, settings", "FAIL, consumers", "FAIL, settings"})
    void delivery_stops_while_an_address_is_full_and_resumes_by_itself(
            String policy, String roomIsMadeBy, @TempDir Path folder) throws Exception {
        try (Production servers = new Production(folder);
                HubProcess hub = servers.hub("hub").start();
                Partner tax = servers.broker.partner("tax");
                Partner registry = servers.broker.partner("registry")) {
            String before = servers.broker.configuration();
            String full = before.replace(
                    "</address-settings>",
                    "<address-setting match=\"taxcredit.verification\"><address-full-policy>" + policy
                            + "</address-full-policy><max-size-bytes>100000</max-size-bytes></address-setting>"
                            + "</address-settings>");
            servers.broker.configure(full);
            Pause.ofMillis(2_000);

            dropAll(servers);
            awaitStopped(servers, hub, Partner.TAX);
            Pause.of(WITHOUT_ROOM);
            awaitStopped(servers, hub, Partner.TAX);
            long unsent = unsent(servers);
            assertThat(unsent).isPositive();

            long begun = System.nanoTime();
            List<JsonNode> claims = new ArrayList<>();
            if (roomIsMadeBy.equals("settings")) {
                servers.broker.configure(before);
            }
            awaitSent(servers, () -> {
                if (roomIsMadeBy.equals("consumers")) {
                    claims.addAll(tax.texts(Partner.TAX, 500));
                }
            });
            print("%s, room by %s: %d messages waited; all were sent %d s after there was room"
                    .formatted(policy, roomIsMadeBy, unsent, seconds(begun)));
            claims.addAll(tax.texts(Partner.TAX, 2_000));
            assertOnce(claims);
            assertOnce(registry.texts(Partner.REGISTRY, 2_000));
            assertCalm(servers, hub);
        }
    }

    @Test
    void delivery_stops_while_the_disk_of_the_broker_is_full_and_resumes_by_itself(@TempDir Path folder)
            throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", disk.toString()))
                .as("only root can mount a small disk")
                .isZero();
        try (Production servers = new Production(folder, disk.resolve("data"));
                HubProcess hub = servers.hub("hub").start();
                Partner tax = servers.broker.partner("tax");
                Partner registry = servers.broker.partner("registry")) {
            Path ballast = disk.resolve("ballast");
            long free = Files.getFileStore(disk).getUsableSpace();
            Files.write(ballast, new byte[(int) (free - 5 * 1024 * 1024)]);
            Pause.ofMillis(2_000);

            dropAll(servers);
            awaitStopped(servers, hub, Partner.TAX);
            awaitStopped(servers, hub, Partner.REGISTRY);
            Pause.of(WITHOUT_ROOM);
            awaitStopped(servers, hub, Partner.TAX);
            long unsent = unsent(servers);

            long begun = System.nanoTime();
            Files.delete(ballast);
            awaitSent(servers, () -> {});
            print("disk full: %d messages waited; all were sent %d s after there was room"
                    .formatted(unsent, seconds(begun)));
            assertOnce(tax.texts(Partner.TAX, 2_000));
            assertOnce(registry.texts(Partner.REGISTRY, 2_000));
            assertCalm(servers, hub);
        } finally {
            run("umount", disk.toString());
        }
    }

    @Test
    void every_message_arrives_once_when_the_broker_is_killed(@TempDir Path folder) throws Exception {
        Random random = new Random(Long.getLong("faults.seed", 7L));
        try (Production servers = new Production(folder);
                HubProcess hub =
                        servers.hub("hub", "--hub.delivery.batch-size=20").start()) {
            for (int kill = 0; kill < 8; kill++) {
                servers.drop(Production.OFFICE, Wire.registrations(kill + 1, kill * 100, 100));
                servers.drop(Production.PAYROLL, Wire.payroll(kill + 1, kill * 100, 100, 4));
                servers.drop(Production.PAYROLL, Wire.control(kill + 1, 100, 4));
                long sent = servers.count("select count(*) from message_status where sent");
                Awaitility.await("sending begins")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> servers.count("select count(*) from message_status where sent") > sent);
                Pause.ofMillis(random.nextInt(300));
                servers.broker.kill();
                Pause.ofMillis(random.nextInt(4_000));
                servers.broker.start();
            }
            long begun = System.nanoTime();
            Awaitility.await("all messages")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> servers.count("select count(*) from message_status where sent") == 1_600);
            print("8 kills of the broker: all 1,600 messages were sent %d s after the last".formatted(seconds(begun)));
            try (Partner tax = servers.broker.partner("tax");
                    Partner registry = servers.broker.partner("registry")) {
                assertOnce(tax.texts(Partner.TAX, 2_000), 800);
                assertOnce(registry.texts(Partner.REGISTRY, 2_000), 800);
            }
            assertCalm(servers, hub);
        }
    }

    private static void dropAll(Production servers) {
        servers.drop(Production.PAYROLL, Wire.payroll(1, 0, PERSONS, 4));
        servers.drop(Production.PAYROLL, Wire.control(1, PERSONS, 4));
        servers.drop(Production.OFFICE, Wire.registrations(1, 0, PERSONS));
    }

    private static void awaitStopped(Production servers, HubProcess hub, String queue) {
        Awaitility.await("the alarm and the health").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(servers.count("select count(*) from alarm where closed_at is null and code = 'DELIVERY-STOPPED'"
                            + " and subject = '" + queue + "'"))
                    .isEqualTo(1);
            assertThat(hub.get("/actuator/health", "viewer")).contains("ATTENTION", "DELIVERY-STOPPED " + queue);
        });
    }

    private static void awaitSent(Production servers, ThrowingRunnable meanwhile) {
        Awaitility.await("all messages are sent")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    meanwhile.run();
                    return servers.count("select count(*) from message") == 2 * PERSONS && unsent(servers) == 0;
                });
    }

    private static long unsent(Production servers) {
        return servers.count("select count(*) from message_status where not sent");
    }

    private static void assertOnce(List<JsonNode> messages) {
        assertOnce(messages, PERSONS);
    }

    private static void assertOnce(List<JsonNode> messages, int expected) {
        assertThat(messages.stream().map(message -> message.path("messageId").asText()))
                .hasSize(expected)
                .doesNotHaveDuplicates();
    }

    private static void assertCalm(Production servers, HubProcess hub) {
        Awaitility.await("no alarm is open").atMost(PATIENCE).untilAsserted(() -> {
            assertThat(servers.count("select count(*) from alarm where closed_at is null"))
                    .isZero();
            assertThat(servers.count("select count(*) from parked where released_at is null"))
                    .isZero();
            assertThat(hub.get("/actuator/health", null)).contains("UP");
        });
    }

    private static long seconds(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }

    /** Reads a queue meanwhile. */
    @FunctionalInterface
    private interface ThrowingRunnable {
        void run() throws Exception;
    }
}
