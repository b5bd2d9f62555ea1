// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli;

import static ca.tradeshub.cli.CheckedFiles.GOOD;
import static ca.tradeshub.cli.CheckedFiles.IN_PART;
import static ca.tradeshub.cli.CheckedFiles.check;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.Pgp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files the command takes, opens and refuses, and how it fails. */
class CheckOfFilesTest {

    @TempDir
    Path folder;

    @Test
    void a_control_file_stands_for_its_csv_and_both_are_one() {
        Ran ran = Ran.command("check", IN_PART + ".ctl", IN_PART.toString());

        assertThat(ran.out().lines().filter(line -> line.startsWith("PAY_"))).hasSize(1);
        assertThat(ran.exit()).isEqualTo(1);
    }

    @Test
    void a_file_that_the_hub_would_not_take_is_reported() throws IOException {
        Files.writeString(folder.resolve("PAY_123026635_20170301_000001.csv"), "x");
        Files.writeString(folder.resolve("PAY_123026635_20170301_000002.csv.ctl"), "{}");
        Files.writeString(folder.resolve("REG_20170301_000001.ndjson.filepart"), "x");
        Files.writeString(folder.resolve("two words.csv"), "x");

        for (String name : List.of(
                "PAY_123026635_20170301_000001.csv",
                "PAY_123026635_20170301_000002.csv.ctl",
                "REG_20170301_000001.ndjson.filepart",
                "two words.csv")) {
            Ran ran = check(folder.resolve(name));
            assertThat(ran.exit()).as(name).isEqualTo(3);
            assertThat(ran.out()).as(name).contains(name + "  would not be taken", "to do");
            assertThat(Ran.command("check", "--json", folder.resolve(name).toString())
                            .out())
                    .contains("\"verdict\" : null");
        }
    }

    @Test
    void packed_files_are_opened_and_a_broken_one_is_refused() throws IOException {
        Path sender = Files.createDirectories(folder.resolve("payroll-boreal"));
        Path packed = sender.resolve(GOOD.getFileName() + ".gz");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(Files.readAllBytes(GOOD));
        }
        Files.write(packed, bytes.toByteArray());
        Files.copy(Path.of(GOOD + ".ctl"), sender.resolve(GOOD.getFileName() + ".ctl"));

        assertThat(check(packed).exit()).isZero();

        Files.write(packed, java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
        assertThat(check(packed).out()).contains("FILE-DECOMPRESS", "Compress the file once");
        assertThat(check(packed).exit()).isEqualTo(3);
    }

    @Test
    void encrypted_files_are_opened_with_the_keys_of_the_settings() throws IOException {
        Pgp.Keys hub = Pgp.keys("Hub", "");
        Pgp.Keys boreal = Pgp.keys("Boreal", "");
        Path sender = Files.createDirectories(folder.resolve("payroll-boreal"));
        Path encrypted = sender.resolve(GOOD.getFileName() + ".pgp");
        Files.write(encrypted, new Pgp.Message(hub, boreal).of(Files.readAllBytes(GOOD)));
        Files.copy(Path.of(GOOD + ".ctl"), sender.resolve(GOOD.getFileName() + ".ctl"));
        String secret = "--hub.pgp.secret-key-file=" + hub.writeSecret(folder.resolve("hub.asc"));
        String signer = "--hub.senders.payroll-boreal.pgp-key-file=" + boreal.writePublic(folder.resolve("boreal.asc"));

        assertThat(Ran.command("check", secret, signer, encrypted.toString()))
                .satisfies(ran -> assertThat(ran.exit()).isZero())
                .satisfies(ran -> assertThat(ran.out()).contains("52 records = 52 valid"));
        assertThat(check(encrypted).out()).contains("FILE-DECRYPT");
        Path unknown = Files.createDirectories(folder.resolve("desk"));
        for (String ending : List.of(".pgp", ".ctl")) {
            Files.copy(sender.resolve(GOOD.getFileName() + ending), unknown.resolve(GOOD.getFileName() + ending));
        }
        assertThat(Ran.command(
                        "check",
                        secret,
                        signer,
                        unknown.resolve(encrypted.getFileName()).toString()))
                .as("an encrypted file in a folder that names no sender")
                .satisfies(ran -> assertThat(ran.exit()).isEqualTo(3))
                .satisfies(ran -> assertThat(ran.out()).contains("FILE-DECRYPT"));
        assertThat(Ran.command("check", signer, encrypted.toString()))
                .satisfies(ran -> assertThat(ran.exit()).isEqualTo(4))
                .satisfies(ran -> assertThat(ran.err()).contains("hub.pgp.secret-key-file"));
    }

    @Test
    void the_settings_decide_who_may_file_what() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("desk"));
        for (String ending : List.of("", ".ctl")) {
            Files.copy(Path.of(IN_PART + ending), elsewhere.resolve(IN_PART.getFileName() + ending));
        }
        Path file = elsewhere.resolve(IN_PART.getFileName());

        assertThat(check(file).out()).contains("Not checked here: whether the sender may file");
        assertThat(Ran.command(
                                "check",
                                "--sender=payroll-maple",
                                "--hub.senders.payroll-maple.employers=987654324",
                                file.toString())
                        .out())
                .contains("FILE-NOT-AUTHORISED", "not authorised to file for employer *******35");
        assertThat(Ran.command("check", "--sender=legacy-college", file.toString())
                        .out())
                .contains("FILE-NOT-AUTHORISED", "This sender is authorised to file certificates only");
        assertThat(Ran.command("check", "--sender=payroll-mapel", file.toString()))
                .satisfies(ran -> assertThat(ran.exit()).isEqualTo(2))
                .satisfies(ran -> assertThat(ran.err()).contains("Did you mean payroll-maple?"));
        assertThat(Ran.command(
                                "check",
                                "--hub.senders.payroll-maple.max-file-size=10B",
                                "--sender=payroll-maple",
                                file.toString())
                        .out())
                .contains("FILE-TOO-LARGE");
    }

    @Test
    void what_the_command_itself_cannot_do_ends_with_4_and_a_sentence() throws IOException {
        Path none = folder.resolve("PAY_123026635_20170301_000001.csv");
        Ran ran = Ran.command("check", none.toString(), folder.toString(), GOOD.toString());
        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err().lines()).containsExactly(none + " does not exist.", folder + " is a folder, not a file.");
        assertThat(ran.out()).contains("52 records = 52 valid");

        Ran noFolder = Ran.command("check", "--out", GOOD.resolve("out").toString(), GOOD.toString());
        assertThat(noFolder.exit()).isEqualTo(4);
        assertThat(noFolder.err()).startsWith("The folder ").contains("cannot be created: ");

        Path mappings = Files.createDirectories(folder.resolve("sheets"));
        Files.writeString(mappings.resolve("registrations.mapping.yaml"), "nothing: here\n");
        Ran badSheet = Ran.command("check", "--mappings-dir", mappings.toString(), GOOD.toString());
        assertThat(badSheet.exit()).isEqualTo(4);
        assertThat(badSheet.err()).startsWith("A mapping sheet is not valid: registrations.mapping.yaml");

        Ran noSheets =
                Ran.command("check", "--mappings-dir", folder.resolve("x").toString(), GOOD.toString());
        assertThat(noSheets.exit()).isEqualTo(4);
        assertThat(noSheets.err()).startsWith("The mapping sheets cannot be read");

        Ran unknown = Ran.command("check", "--hub.procesing.workers=1", GOOD.toString());
        assertThat(unknown.exit()).isEqualTo(4);
        assertThat(unknown.err()).contains("hub.procesing.workers", "Did you mean hub.processing.workers?");
    }

    @Test
    void a_pipe_is_reported_and_not_waited_for() throws Exception {
        Path pipe = folder.resolve("REG_20170301_000002.ndjson");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        Ran ran = Ran.command("check", pipe.toString(), "/");

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err().lines())
                .containsExactly(pipe + " is a pipe or device, not a file.", "/ is a folder, not a file.");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void a_folder_that_does_not_take_the_answers_is_named_and_not_the_file_blamed() throws IOException {
        Path out = folder.resolve("answers");
        Files.createDirectories(
                out.resolve(GOOD.getFileName() + ".receipt.html").resolve("in the way"));

        Ran ran = Ran.command("check", "--out", out.toString(), GOOD.toString());

        assertThat(ran.exit()).isEqualTo(4);
        assertThat(ran.err())
                .startsWith("The responses to " + GOOD + " cannot be written to " + out + ": ")
                .doesNotContain("Exception");
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).hasSize(1);
        }
    }
}
