// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ca.tradeshub.intake.sender.PgpSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.intake.unpack.FileUnpacker;
import ca.tradeshub.intake.unpack.PgpKeys;
import ca.tradeshub.testing.ASender;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Messages and keys as GnuPG makes them, by the commands that the documents give senders and operators. */
class GnuPgTest {

    private static final String SENDER = "payroll-maple";
    private static final String NAME = "PAY_123026635_20261120_000003.csv";
    private static final byte[] CONTENT =
            "line_id,gross_wages\nP-1,700.00\n".repeat(5000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static Path home;
    private static PgpKeys keys;

    @BeforeAll
    static void make_keys() throws IOException {
        // Where the build is judged it must not be missing; the commands below fail then.
        assumeThat(isInstalled() || System.getenv("CI") != null)
                .as("GnuPG is not installed (Debian: gnupg)")
                .isTrue();
        home = Files.createDirectory(folder.resolve("h"));
        // Otherwise the agent spends seconds on finding out how fast the machine is.
        Files.writeString(home.resolve("gpg-agent.conf"), "s2k-count 65536\n");
        Files.writeString(folder.resolve("passphrase"), "correct horse battery staple\n");
        for (String hub : List.of("rsa2048", "future-default")) {
            gpg(
                    "--pinentry-mode",
                    "loopback",
                    "--passphrase-file",
                    at("passphrase"),
                    "--quick-generate-key",
                    "hub-" + hub,
                    hub,
                    "default",
                    "never");
        }
        // A key of one algorithm gets no subkey by itself.
        String fingerprint = gpg("--with-colons", "--fingerprint", "hub-rsa2048")
                .lines()
                .filter(line -> line.startsWith("fpr"))
                .findFirst()
                .orElseThrow()
                .split(":")[9];
        gpg(
                "--pinentry-mode",
                "loopback",
                "--passphrase-file",
                at("passphrase"),
                "--quick-add-key",
                fingerprint,
                "rsa2048",
                "encr",
                "never");
        for (String sender : List.of("maple", "stranger")) {
            gpg("--passphrase", "", "--quick-generate-key", sender, "future-default", "default", "never");
        }
        gpg(
                "--pinentry-mode",
                "loopback",
                "--passphrase-file",
                at("passphrase"),
                "--output",
                at("hub.secret"),
                "--export-secret-keys",
                "hub-rsa2048",
                "hub-future-default");
        gpg("--armor", "--output", at("maple.asc"), "--export", "maple");
        keys = PgpKeys.load(
                new PgpSettings(folder.resolve("hub.secret"), folder.resolve("passphrase")),
                new Senders(Map.of(
                        SENDER,
                        ASender.ofPayroll("standard")
                                .signingWith(folder.resolve("maple.asc"))
                                .upTo(DataSize.ofMegabytes(1))
                                .settings())));
    }

    @AfterAll
    static void stop_its_agent() throws IOException {
        if (home != null) {
            run(List.of("gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent"));
        }
    }

    private static boolean isInstalled() {
        try {
            run(List.of("gpg", "--version"));
            return true;
        } catch (IOException absent) {
            return false;
        }
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static String gpg(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("gpg", "--homedir", home.toString(), "--batch", "--yes"));
        command.addAll(List.of("--trust-model", "always"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static String run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sent(String name, byte[] content, String... options) throws IOException {
        Path plain = Files.write(folder.resolve(name), content);
        Path message = folder.resolve(name + ".pgp");
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--output", message.toString(), "--encrypt", plain.toString()));
        gpg(arguments.toArray(String[]::new));
        try (InputStream in = new FileUnpacker(keys, 1 << 24, 250).open(message, SENDER, name + ".pgp")) {
            return in.readAllBytes();
        }
    }

    private static void isFault(String code, String... options) {
        assertThatThrownBy(() -> sent(NAME, CONTENT, options))
                .isInstanceOfSatisfying(
                        ContentRefusedException.class,
                        fault -> assertThat(fault.refusal().code().code()).isEqualTo(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub-rsa2048", "hub-future-default"})
    void a_file_signed_and_encrypted_with_the_defaults_is_read(String hub) throws IOException {
        assertThat(sent(NAME, CONTENT, "--sign", "--local-user", "maple", "--recipient", hub))
                .isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--compress-algo=none",
                "--compress-algo=bzip2",
                "--hidden-recipient=hub-rsa2048",
                "--recipient=stranger",
                "--local-user=stranger",
                "--rfc4880",
                "--cipher-algo=TWOFISH",
                "--digest-algo=SHA384"
            })
    void other_ways_of_signing_and_encrypting_are_read(String option) throws IOException {
        assertThat(sent(NAME, CONTENT, "--sign", "--local-user", "maple", "--recipient", "hub-future-default", option))
                .isEqualTo(CONTENT);
    }

    @Test
    void text_mode_is_read_as_lines_that_end_in_crlf() throws IOException {
        assertThat(new String(
                        sent(
                                NAME,
                                CONTENT,
                                "--textmode",
                                "--sign",
                                "--local-user",
                                "maple",
                                "--recipient",
                                "hub-rsa2048"),
                        StandardCharsets.UTF_8))
                .isEqualTo(new String(CONTENT, StandardCharsets.UTF_8).replace("\n", "\r\n"));
    }

    @Test
    void a_compressed_file_inside_is_read() throws IOException {
        assertThat(sent(
                        NAME + ".gz",
                        Gzip.of(CONTENT),
                        "--sign",
                        "--local-user",
                        "maple",
                        "--recipient",
                        "hub-rsa2048"))
                .isEqualTo(CONTENT);
    }

    @Test
    void wrong_keys_and_missing_signatures_are_told_apart() {
        isFault("FILE-DECRYPT", "--sign", "--local-user", "maple", "--recipient", "stranger");
        isFault("FILE-SIGNATURE", "--recipient", "hub-rsa2048");
        isFault("FILE-SIGNATURE", "--sign", "--local-user", "stranger", "--recipient", "hub-rsa2048");
        isFault(
                "FILE-SIGNATURE",
                "--digest-algo=SHA1",
                "--sign",
                "--local-user",
                "maple",
                "--recipient",
                "hub-rsa2048");
        isFault("FILE-DECRYPT", "--armor", "--sign", "--local-user", "maple", "--recipient", "hub-rsa2048");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cipher-algo 3DES --sign --local-user maple --encrypt --recipient hub-rsa2048" + " | cipher 3DES",
                "--cipher-algo CAST5 --sign --local-user maple --encrypt --recipient hub-rsa2048" + " | cipher CAST5",
                "--cipher-algo BLOWFISH --sign --local-user maple --encrypt --recipient hub-rsa2048"
                        + " | cipher Blowfish",
                "--cipher-algo IDEA --sign --local-user maple --encrypt --recipient hub-rsa2048" + " | cipher IDEA",
                "--sign --local-user maple | outermost layer of the file is a signature",
                "--compress-algo none --sign --local-user maple | outermost layer of the file is a signature",
                "--clear-sign --local-user maple | without --clear-sign",
                "--detach-sign --local-user maple | only a signature",
                "--armor --detach-sign --local-user maple | only a signature",
                "--store | only compressed with OpenPGP",
                "--compress-algo none --store | only packed with OpenPGP",
                "--armor --sign --local-user maple --encrypt --recipient hub-rsa2048 | without --armor",
                "--passphrase x --pinentry-mode loopback --symmetric | in place of gpg --symmetric",
                "--sign --local-user maple --encrypt --recipient stranger | not for the hub's key",
                "--sign --local-user maple --encrypt --hidden-recipient stranger | cannot be decrypted with it",
                "--encrypt --recipient hub-rsa2048 | encrypted, but not signed",
                "--sign --local-user stranger --encrypt --recipient hub-rsa2048 | gpg --local-user",
                "--rfc4880 --disable-mdc --cipher-algo AES --sign --local-user maple --encrypt --recipient hub-rsa2048 | -",
                "--export maple | OpenPGP key",
                "--armor --export maple | OpenPGP key"
            })
    void each_wrong_way_is_refused_with_its_own_cause(String command, String cause) throws IOException {
        assertCause(made(command, CONTENT), cause);
    }

    @Test
    void a_file_that_is_signed_and_then_encrypted_as_another_is_refused_with_that_cause() throws IOException {
        for (String sign : List.of("--sign", "--clear-sign", "--armor --sign", "--compress-algo none --sign")) {
            byte[] signed = made(sign + " --local-user maple", CONTENT);

            assertCause(made("--encrypt --recipient hub-rsa2048", signed), "signed first and encrypted afterwards");
        }
        byte[] encrypted = made("--encrypt --recipient hub-rsa2048", CONTENT);
        assertCause(made("--sign --local-user maple", encrypted), "outermost layer of the file is a signature");
    }

    private static byte[] made(String command, byte[] content) throws IOException {
        Path plain = Files.write(folder.resolve("plain"), content);
        Path message = folder.resolve("made");
        List<String> arguments = new ArrayList<>(List.of("--output", message.toString()));
        arguments.addAll(List.of(command.split(" ")));
        if (!command.contains("--export")) {
            arguments.add(plain.toString());
        }
        gpg(arguments.toArray(String[]::new));
        return Files.readAllBytes(message);
    }

    /** "-" for what this version of GnuPG does not do any more: it then writes a message that is read. */
    private static void assertCause(byte[] message, String cause) throws IOException {
        Path file = Files.write(folder.resolve("message.pgp"), message);
        FileUnpacker unpacker = new FileUnpacker(keys, 1 << 24, 250);
        if (cause.equals("-")) {
            try (InputStream in = unpacker.open(file, SENDER, NAME + ".pgp")) {
                assertThat(in.readAllBytes()).isEqualTo(CONTENT);
            }
            return;
        }
        assertThatThrownBy(() -> unpacker.open(file, SENDER, NAME + ".pgp").readAllBytes())
                .isInstanceOf(ContentRefusedException.class)
                .hasMessageContaining(cause);
    }
}
