// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender with OpenSSH's {@code sftp}, from upload to receipt. The client must be installed; CI installs it. */
class OpenSshIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void a_file_put_by_openssh_is_answered(@TempDir Path folder) throws Exception {
        Path home = Files.createDirectory(folder.resolve("hub"));
        try (HubProcess hub = new HubProcess(home, settings(folder.resolve("sheets"))).start();
                Partner partner = new Partner(hub.amqp)) {
            Wire.File file = Wire.registrations(1, 0, 5);
            Path upload = folder.resolve(file.name());
            Files.writeString(upload, file.content());

            put(folder, hub.sftp, upload, "test/" + file.name());
            JsonNode rehearsal = JSON.readTree(get(folder, hub.sftp, "test/" + file.name() + ".receipt.json"));
            put(folder, hub.sftp, upload, "in/" + file.name());
            JsonNode answer = JSON.readTree(get(folder, hub.sftp, file.name() + ".receipt.json"));

            assertThat(answer.path("verdict").asText()).isEqualTo("ACCEPTED");
            assertThat(answer.at("/balance/records/received").asInt()).isEqualTo(5);
            assertThat(rehearsal.path("balance")).isEqualTo(beforeDelivery(answer.path("balance")));
            assertThat(sftp(folder, hub.sftp, "ls -1 in\nls -1 in/.done\nls -1 test\nls -1 test/.done\n"))
                    .contains("in/.done/" + file.name(), "test/.done/" + file.name())
                    .doesNotContain("in/" + file.name(), "test/" + file.name());
            List<Partner.Received> messages = partner.drain(Partner.REGISTRY, 5000);
            assertThat(messages).hasSize(5);
            Map<String, Object> properties = messages.get(0).properties();
            JsonNode body = messages.get(0).body();
            assertThat(properties)
                    .containsEntry("contract", "certification-record/1")
                    .containsEntry("messageId", body.path("messageId").asText())
                    .containsEntry("recordKey", body.path("recordKey").asText())
                    .containsEntry("version", 1)
                    .containsEntry("kind", "NEW")
                    .containsEntry("JMSCorrelationID", body.path("recordKey").asText())
                    .containsKey("JMSXGroupID");
            JsonNode source = body.at("/sources/0");
            byte[] bytes = file.content().getBytes(StandardCharsets.UTF_8);
            String cited = new String(
                    bytes, source.path("offset").asInt(), source.path("length").asInt(), StandardCharsets.UTF_8);
            assertThat(file.content().lines().toList().get(source.path("line").asInt() - 1))
                    .isEqualTo(cited);

            correctsWhatWasRejected(folder, hub.sftp);
            filesInALayoutOfItsOwn(hub, partner);
            Awaitility.await("the alarms about two servers that cannot be reached")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(hub.metric("hub_alarms_open", "DROP-SITE-UNREACHABLE"))
                            .isEqualTo(2));
        }
    }

    /** A balance as it was before anything was delivered, which may happen before a receipt is written. */
    private static JsonNode beforeDelivery(JsonNode balance) {
        ObjectNode before = balance.deepCopy();
        ObjectNode records = (ObjectNode) before.path("records");
        records.put(
                "pending",
                records.path("pending").asInt() + records.path("delivered").asInt());
        records.put("delivered", 0);
        ObjectNode amount = (ObjectNode) before.path("amount");
        amount.put(
                "pending",
                new BigDecimal(amount.path("pending").asText())
                        .add(new BigDecimal(amount.path("delivered").asText()))
                        .toPlainString());
        amount.put("delivered", "0.00");
        return before;
    }

    /** With a sender whose server is away: an alarm for both of its folders, and the hub is healthy all the same. */
    private static String[] settings(Path sheets) throws IOException {
        return Stream.concat(
                        Arrays.stream(AcmePayroll.settings(sheets)),
                        Stream.of("feed=payroll", "layout=standard", "employers=*", "password=demo", "port=1")
                                .map(setting -> "--hub.senders.away." + setting))
                .toArray(String[]::new);
    }

    /** A sender with a layout the hub was not built with: a sheet and settings are all it takes. */
    private static void filesInALayoutOfItsOwn(HubProcess hub, Partner partner) throws Exception {
        partner.drain(Partner.TAX, 500);
        try (DropSite acme = new DropSite(hub.sftp, AcmePayroll.SENDER)) {
            acme.drop(AcmePayroll.NAME, AcmePayroll.csv(0));
            acme.drop(AcmePayroll.NAME + ".ctl", AcmePayroll.control());

            Awaitility.await("the receipt")
                    .atMost(PATIENCE)
                    .until(() -> acme.answer(AcmePayroll.NAME + ".receipt.json") != null);
            JsonNode receipt = JSON.readTree(acme.answer(AcmePayroll.NAME + ".receipt.json"));
            assertThat(receipt.path("verdict").asText()).as(receipt.toString()).isEqualTo("ACCEPTED");
            assertThat(receipt.at("/balance/amount/received").asText()).isEqualTo("1300.50");
            JsonNode claim = partner.take(Partner.TAX, 1, 20_000).get(0).body();
            assertThat(claim.path("recordKey").asText()).isEqualTo(Wire.claimKey(0));
            assertThat(claim.at("/computation/grossExpenditure").asText()).isEqualTo("1300.50");
        }
    }

    private static void correctsWhatWasRejected(Path folder, int port) throws Exception {
        Wire.File good = Wire.registrations(2, 5, 3);
        Path upload = folder.resolve(good.name());
        Files.writeString(
                upload, good.content().replaceFirst("\"birthDate\":\"[0-9-]*\"", "\"birthDate\":\"30 February\""));
        String birthDate = good.content().replaceFirst("(?s).*?(\"birthDate\":\"[0-9-]*\").*", "$1");
        put(folder, port, upload, "in/" + good.name());
        JsonNode receipt = JSON.readTree(get(folder, port, good.name() + ".receipt.json"));
        String table = get(folder, port, good.name() + ".findings.csv");
        String pack = get(folder, port, good.name() + ".rejected.ndjson");

        assertThat(receipt.path("verdict").asText()).isEqualTo("ACCEPTED_IN_PART");
        assertThat(table).contains("\r\n2,,person.birthDate,MAP-DATE,reject,");
        String resendAs = receipt.at("/rejected/resendAs").asText();
        Path corrected = folder.resolve("corrected");
        Files.writeString(corrected, pack.replace("\"birthDate\":\"30 February\"", birthDate));
        put(folder, port, corrected, "in/" + resendAs);

        assertThat(JSON.readTree(get(folder, port, resendAs + ".receipt.json"))
                        .path("verdict")
                        .asText())
                .isEqualTo("ACCEPTED");
        Awaitility.await("the original is superseded").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        JSON.readTree(get(folder, port, good.name() + ".status.json"))
                                .at("/balance/records/superseded")
                                .asInt())
                .isEqualTo(1));
    }

    private static void put(Path folder, int port, Path file, String name) throws Exception {
        sftp(folder, port, "put " + file + " in/upload.part\nrename in/upload.part " + name + "\n");
    }

    /** An answer as its sender fetches it, once it is there. */
    private static String get(Path folder, int port, String name) throws IOException {
        Path answer = folder.resolve("answer");
        Files.deleteIfExists(answer);
        Awaitility.await(name).atMost(PATIENCE).until(() -> {
            sftp(folder, port, "-get out/" + name + " " + answer + "\n");
            return Files.exists(answer);
        });
        return Files.readString(answer);
    }

    /** Runs a batch of commands as the sender employment-ontario; returns what the client printed. */
    private static String sftp(Path folder, int port, String commands) throws IOException, InterruptedException {
        Path password = folder.resolve("password.sh");
        if (Files.notExists(password)) {
            Files.writeString(password, "#!/bin/sh\necho demo\n");
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rwx------"));
        }
        Path batch = folder.resolve("batch");
        Files.writeString(batch, commands);
        ProcessBuilder client = new ProcessBuilder(
                "sftp",
                "-P",
                Integer.toString(port),
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=" + folder.resolve("known_hosts"),
                "-o",
                "BatchMode=no",
                "-o",
                "NumberOfPasswordPrompts=1",
                "-b",
                batch.toString(),
                "employment-ontario@127.0.0.1");
        client.environment().put("SSH_ASKPASS", password.toString());
        client.environment().put("SSH_ASKPASS_REQUIRE", "force");
        client.environment().put("DISPLAY", "none");
        Path output = folder.resolve("output");
        Process process = client.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(batch.toFile()))
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the client ended").isTrue();
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
