// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs as two processes with one database, one broker and one drop site. */
@Tag("faults")
class TwoHubsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FILES = 20;
    private static final int PERSONS = 20;

    @Test
    void a_second_hub_with_an_archive_of_its_own_does_not_start(@TempDir Path folder) throws Exception {
        try (Production servers = new Production(folder);
                HubProcess first = servers.hub("first").start();
                HubProcess second = servers.hubWithArchive("second", "other-archive")) {
            assertThat(second.launch().awaitEnd()).isNotZero();
            assertThat(second.console())
                    .contains("other-archive is not the archive of the database")
                    .doesNotContain("\tat ");
            assertThat(checkConfig(servers, "other-archive"))
                    .contains("other-archive is not the archive of the database");
            assertThat(checkConfig(servers, "archive").lines()).allMatch(line -> line.startsWith("ok "));
            assertThat(first.get("/actuator/health", null)).contains("UP");
        }
    }

    @Test
    void two_hubs_with_one_archive_share_the_files(@TempDir Path folder) throws Exception {
        try (Production servers = new Production(folder);
                HubProcess first = servers.hub("first").launch();
                HubProcess second = servers.hub("second").launch()) {
            first.awaitHealth();
            second.awaitHealth();
            for (int file = 0; file < FILES; file++) {
                servers.drop(Production.PAYROLL, Wire.payroll(file + 1, file * PERSONS, PERSONS, 10));
                servers.drop(Production.PAYROLL, Wire.control(file + 1, PERSONS, 10));
                servers.drop(Production.OFFICE, Wire.registrations(file + 1, file * PERSONS, PERSONS));
                servers.drop(Production.COLLEGE, Wire.certificates(file + 1, file * PERSONS, PERSONS));
            }
            Awaitility.await("all files are closed")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> servers.count("select count(*) from file where state = 'CLOSED' and role = 'data'")
                            == 3 * FILES);
            assertOnce(servers, FILES * PERSONS);
            assertThat(staged(first)).as("files staged by the first hub").isPositive();
            assertThat(staged(second)).as("files staged by the second hub").isPositive();
            print("%d files: one hub staged %d, the other %d".formatted(3 * FILES, staged(first), staged(second)));
            assertThat(servers.count("select count(*) from alarm where closed_at is null"))
                    .isZero();
        }
    }

    /** Every file landed once, nothing is parked, the balance agrees, and each message is there once. */
    static void assertOnce(Production servers, int persons) throws Exception {
        assertThat(servers.sql()
                        .sql("select sender || '/' || name from file group by sender, name having count(*) > 1")
                        .query(String.class)
                        .list())
                .as("files that landed twice")
                .isEmpty();
        assertThat(servers.sql()
                        .sql("select step || ' ' || reference || ' ' || cause from parked")
                        .query(String.class)
                        .list())
                .as("work that was parked at any time")
                .isEmpty();
        assertThat(servers.count("select count(*) from record_status where state <> 'DELIVERED'"))
                .isZero();
        assertThat(servers.sql()
                        .sql("select b.file_id from (select file_id, sum(records) as n from balance_delta"
                                + " group by file_id) b"
                                + " full join (select file_id, count(*) as n from record group by file_id) r"
                                + " on r.file_id = b.file_id where r.n is distinct from b.n")
                        .query(Long.class)
                        .list())
                .as("files whose balance differs from their records")
                .isEmpty();
        Awaitility.await("all messages are sent")
                .atMost(PATIENCE)
                .until(() -> servers.count("select count(*) from message_status where not sent") == 0);
        List<JsonNode> messages = new ArrayList<>();
        try (Partner registry = servers.broker.partner("registry");
                Partner tax = servers.broker.partner("tax")) {
            messages.addAll(registry.texts(Partner.REGISTRY, 2_000));
            messages.addAll(tax.texts(Partner.TAX, 2_000));
        }
        assertThat(messages.stream().map(message -> message.path("messageId").asText()))
                .doesNotHaveDuplicates();
        assertThat(messages.stream()
                        .map(message -> message.path("recordKey").asText())
                        .distinct())
                .hasSize(2 * persons);
        assertThat(servers.count("select count(*) from (select record_key from message group by record_key"
                        + " having max(version) <> count(*)) gap"))
                .as("keys with a gap in their versions")
                .isZero();
        assertThat(messages).hasSize((int) servers.count("select count(*) from message"));
    }

    private static long staged(HubProcess hub) {
        return (long) hub.metric("hub_records_staged_total", "");
    }

    private static String checkConfig(Production servers, String archive) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("target", "trades-hub.jar").toAbsolutePath().toString(),
                "check-config"));
        command.addAll(servers.settings(archive));
        command.add("--server.port=0");
        Path state = Files.createTempDirectory("check");
        command.add("--hub.state-dir=" + state.resolve("var"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Files.delete(state);
        return said;
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
