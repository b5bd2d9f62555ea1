package ca.tradeshub.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sender with OpenSSH's {@code sftp}, from upload to receipt. The client must be installed; CI installs it. */
class OpenSshIT {

    @Test
    void a_file_put_by_openssh_is_answered(@TempDir Path folder) throws Exception {
        try (HubProcess hub = new HubProcess(Files.createDirectory(folder.resolve("hub"))).start();
                Partner partner = new Partner(hub.amqp)) {
            Wire.File file = Wire.registrations(1, 0, 5);
            Path upload = folder.resolve(file.name());
            Files.writeString(upload, file.content());

            sftp(folder, hub.sftp, "put " + upload + " in/upload.part\nrename in/upload.part in/" + file.name() + "\n");
            Path receipt = folder.resolve("receipt.json");
            Awaitility.await("the receipt").atMost(Duration.ofSeconds(60)).until(() -> {
                sftp(folder, hub.sftp, "-get out/" + file.name() + ".receipt.json " + receipt + "\n");
                return Files.exists(receipt);
            });

            JsonNode answer = new ObjectMapper().readTree(receipt.toFile());
            assertThat(answer.path("verdict").asText()).isEqualTo("ACCEPTED");
            assertThat(answer.at("/balance/records/received").asInt()).isEqualTo(5);
            assertThat(sftp(folder, hub.sftp, "ls -1 in\nls -1 in/.done\n"))
                    .contains("in/.done/" + file.name())
                    .doesNotContain("in/" + file.name());
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
        }
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
