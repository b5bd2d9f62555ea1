// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.intake.sender.PgpSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.unpack.BadKeyException;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.intake.unpack.FileUnpacker;
import ca.tradeshub.intake.unpack.PgpKeys;
import ca.tradeshub.testing.ASender;
import ca.tradeshub.testing.Pgp;
import ca.tradeshub.testing.Pgp.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PgpTest {

    private static final Pgp.Keys HUB = Pgp.keys("Hub", "open sesame");
    private static final Pgp.Keys MAPLE = Pgp.keys("Maple", "");
    private static final Pgp.Keys STRANGER = Pgp.keys("Stranger", "");
    private static final String SENDER = "payroll-maple";
    private static final String NAME = "PAY_123026635_20261120_000003.csv.pgp";
    private static final byte[] CONTENT = "line_id,gross_wages\nP-1,700.00\n".getBytes(StandardCharsets.UTF_8);
    private static final long MEGABYTE = 1024 * 1024;

    @TempDir
    static Path folder;

    private static PgpKeys keysOfMaple;

    @BeforeAll
    static void load() {
        keysOfMaple = keys(MAPLE);
    }

    private static PgpKeys keys(Pgp.Keys sender) {
        try {
            Files.writeString(folder.resolve("passphrase"), "open sesame\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return PgpKeys.load(
                new PgpSettings(HUB.writeSecret(folder.resolve("hub.pgp")), folder.resolve("passphrase")),
                senders(sender.writePublic(folder.resolve("sender.pgp"))));
    }

    private static Senders senders(Path pgpKeyFile) {
        return new Senders(Map.of(
                SENDER,
                ASender.ofPayroll("standard")
                        .signingWith(pgpKeyFile)
                        .upTo(DataSize.ofMegabytes(1))
                        .settings()));
    }

    private static byte[] open(byte[] message, String name, PgpKeys keys) throws IOException {
        Path file = Files.write(folder.resolve("message"), message);
        try (InputStream content = new FileUnpacker(keys, 16 * MEGABYTE, 20).open(file, SENDER, name)) {
            return content.readAllBytes();
        }
    }

    private static byte[] open(byte[] message) throws IOException {
        return open(message, NAME, keysOfMaple);
    }

    private static void isFault(byte[] message, String code, String says) {
        assertThatThrownBy(() -> open(message)).isInstanceOfSatisfying(ContentRefusedException.class, fault -> {
            assertThat(fault.refusal().code().code()).isEqualTo(code);
            assertThat(fault).hasMessageContaining(says);
        });
    }

    private static Message message() {
        return new Message(HUB, MAPLE);
    }

    @Test
    void a_message_for_the_hub_signed_by_its_sender_opens_as_its_content() throws IOException {
        assertThat(open(message().of(CONTENT))).isEqualTo(CONTENT);
        assertThat(open(message().of(new byte[0]))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, PGPCompressedDataGenerator.ZIP, PGPCompressedDataGenerator.ZLIB, PGPCompressedDataGenerator.BZIP2
            })
    void every_compression_of_the_standard_is_read(int algorithm) throws IOException {
        assertThat(open(message().compressedBy(algorithm).of(CONTENT))).isEqualTo(CONTENT);
    }

    @Test
    void authenticated_encryption_is_read() throws IOException {
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);
        for (int length : List.of(0, 1, 65_000, 65_536, 200_000, 300_000)) {
            byte[] content = Arrays.copyOf(large, length);
            assertThat(open(message().withAead().of(content))).isEqualTo(content);
        }
    }

    @Test
    void one_known_signature_among_several_is_enough() throws IOException {
        assertThat(open(new Message(HUB, STRANGER, MAPLE).of(CONTENT))).isEqualTo(CONTENT);
        assertThat(open(new Message(HUB, MAPLE, STRANGER).of(CONTENT))).isEqualTo(CONTENT);
    }

    @Test
    void a_compressed_file_inside_opens_as_its_content() throws IOException {
        byte[] message = message().compressedBy(0).of(Gzip.of(CONTENT));

        assertThat(open(message, "PAY_123026635_20261120_000003.csv.gz.pgp", keys(MAPLE)))
                .isEqualTo(CONTENT);
    }

    @Test
    void a_message_for_somebody_else_is_refused() {
        isFault(new Message(STRANGER, MAPLE).of(CONTENT), "FILE-DECRYPT", "not for the hub's key");
    }

    @Test
    void what_is_no_message_is_refused() {
        isFault(CONTENT, "FILE-DECRYPT", "not encrypted with OpenPGP");
        isFault(new byte[0], "FILE-DECRYPT", "empty");
        isFault(message().signed(CONTENT), "FILE-DECRYPT", "outermost layer of the file is a signature");
        isFault(("-----BEGIN PGP MESSAGE-----\n\n").getBytes(StandardCharsets.US_ASCII), "FILE-DECRYPT", "armour");
    }

    @Test
    void a_message_without_integrity_protection_is_refused() {
        isFault(message().withoutIntegrity().of(CONTENT), "FILE-DECRYPT", "integrity");
    }

    @Test
    void outdated_algorithms_are_refused() {
        isFault(message().encryptedBy(SymmetricKeyAlgorithmTags.TRIPLE_DES).of(CONTENT), "FILE-DECRYPT", "cipher 3DES");
        isFault(message().digestedBy(HashAlgorithmTags.SHA1).of(CONTENT), "FILE-SIGNATURE", "outdated");
    }

    @ParameterizedTest
    @CsvSource({"1, IDEA", "2, 3DES", "3, CAST5", "4, Blowfish"})
    void an_outdated_cipher_is_named_with_the_option_for_another(int cipher, String name) {
        isFault(message().encryptedBy(cipher).of(CONTENT), "FILE-DECRYPT", "outdated cipher " + name);
        isFault(message().encryptedBy(cipher).of(CONTENT), "FILE-DECRYPT", "gpg --cipher-algo AES256");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 10, 11, 12, 13})
    void every_cipher_of_today_is_read(int cipher) throws IOException {
        assertThat(open(message().encryptedBy(cipher).of(CONTENT))).isEqualTo(CONTENT);
    }

    @Test
    void a_signature_inside_the_content_is_not_one_of_the_message() {
        Message unsigned = new Message(HUB);
        Message signed = message();
        isFault(unsigned.of(signed.signed(CONTENT)), "FILE-SIGNATURE", "signed first and encrypted afterwards");
        isFault(
                unsigned.of(signed.compressed(signed.signed(CONTENT))),
                "FILE-SIGNATURE",
                "signed first and encrypted afterwards");
        isFault(
                unsigned.of("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n".getBytes(StandardCharsets.US_ASCII)),
                "FILE-SIGNATURE",
                "signed first and encrypted afterwards");
        isFault(unsigned.of(CONTENT), "FILE-SIGNATURE", "encrypted, but not signed");
        isFault(unsigned.of(new byte[0]), "FILE-SIGNATURE", "encrypted, but not signed");
    }

    @Test
    void what_is_outermost_in_place_of_encryption_is_named() {
        Message message = message();
        byte[] signed = message.signed(CONTENT);
        isFault(signed, "FILE-DECRYPT", "outermost layer of the file is a signature");
        isFault(message.compressed(signed), "FILE-DECRYPT", "outermost layer of the file is a signature");
        byte[] packed = new Message(HUB).signed(CONTENT);
        isFault(packed, "FILE-DECRYPT", "only packed with OpenPGP (gpg --store)");
        isFault(message.compressed(packed), "FILE-DECRYPT", "only compressed with OpenPGP");
        isFault(message.signed(message.of(CONTENT)), "FILE-DECRYPT", "outermost layer of the file is a signature");
        isFault(Gzip.of(CONTENT), "FILE-DECRYPT", "is a gzip file and is not encrypted");
        isFault(message.encryptedBy(9).withoutIntegrity().of(CONTENT), "FILE-DECRYPT", "Remove --disable-mdc");
        isFault(new byte[] {(byte) 0xD2, 1, 1}, "FILE-DECRYPT", "names no recipient");
        isFault(new byte[] {(byte) 0xFF, 0, 1}, "FILE-DECRYPT", "not an encrypted binary OpenPGP message");
    }

    @ParameterizedTest
    @CsvSource({
        "-----BEGIN PGP MESSAGE-----, without --armor",
        "-----BEGIN PGP SIGNED MESSAGE-----, without --clear-sign",
        "-----BEGIN PGP SIGNATURE-----, without --detach-sign",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----, OpenPGP key",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----, OpenPGP key",
        "HDR0001, not encrypted with OpenPGP",
        "Salted__, not encrypted with OpenPGP",
        "PK, not encrypted with OpenPGP"
    })
    void text_is_recognised_also_after_a_byte_order_mark_and_blank_lines(String start, String cause) {
        isFault((start + "\n\nabc").getBytes(StandardCharsets.UTF_8), "FILE-DECRYPT", cause);
        if (start.startsWith("-")) {
            isFault(("\ufeff" + start + "\n").getBytes(StandardCharsets.UTF_8), "FILE-DECRYPT", cause);
            isFault(("\r\n\n" + start + "\n").getBytes(StandardCharsets.UTF_8), "FILE-DECRYPT", cause);
        }
    }

    @Test
    void a_session_key_of_another_version_is_named() {
        byte[] message = message().of(CONTENT);
        int version = 2;
        while (message[version] != 3) {
            version++;
        }
        for (byte other : new byte[] {2, 6}) {
            message[version] = other;
            isFault(message, "FILE-DECRYPT", "choose the profile rfc4880");
        }
    }

    @Test
    void a_message_without_signature_is_refused() {
        isFault(new Message(HUB).of(CONTENT), "FILE-SIGNATURE", "not signed");
        isFault(new Message(HUB).compressedBy(0).of(CONTENT), "FILE-SIGNATURE", "not signed");
    }

    @Test
    void a_signature_of_another_key_is_refused() {
        isFault(new Message(HUB, STRANGER).of(CONTENT), "FILE-SIGNATURE", "not signed with a key registered");
    }

    @Test
    void a_signature_of_other_content_is_refused() {
        isFault(message().forged().of(CONTENT), "FILE-SIGNATURE", "does not match");
    }

    @Test
    void a_signature_made_when_the_key_was_no_longer_valid_is_refused() {
        Pgp.Keys expired = Pgp.keys("Maple of old", "", 86_400);

        assertThatThrownBy(() -> open(new Message(HUB, expired).of(CONTENT), NAME, keys(expired)))
                .isInstanceOfSatisfying(
                        ContentRefusedException.class,
                        fault -> assertThat(fault.refusal().code()).isEqualTo(RefusalCode.FILE_SIGNATURE));
        assertThat(keys(expired).expired(Instant.parse("2099-01-01T00:00:00Z"))).hasSize(1);
        assertThat(keys(MAPLE).expired(Instant.parse("2099-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void a_message_cut_anywhere_is_damaged_and_gives_nothing() {
        for (byte[] whole : List.of(message().of(CONTENT), message().withAead().of(CONTENT))) {
            IntStream.range(1, whole.length).forEach(length -> {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> open(cut))
                        .as("cut after %d of %d", length, whole.length)
                        .isInstanceOfSatisfying(
                                ContentRefusedException.class,
                                fault -> assertThat(fault.refusal().code()).isEqualTo(RefusalCode.FILE_DECRYPT));
            });
        }
    }

    @Test
    void a_message_changed_anywhere_gives_nothing() {
        for (byte[] whole : List.of(message().of(CONTENT), message().withAead().of(CONTENT))) {
            for (int at = 0; at < whole.length; at++) {
                byte[] changed = whole.clone();
                changed[at] ^= 0x10;
                assertThatThrownBy(() -> open(changed))
                        .as("changed at " + at)
                        .isInstanceOf(ContentRefusedException.class);
            }
        }
    }

    @Test
    void what_follows_the_message_is_refused() {
        byte[] whole = message().of(CONTENT);
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        isFault(longer, "FILE-DECRYPT", "followed by other data");
        longer[whole.length] = '\n';
        isFault(longer, "FILE-DECRYPT", "such as a line break");
        byte[] twice = Arrays.copyOf(whole, whole.length * 2);
        System.arraycopy(whole, 0, twice, whole.length, whole.length);
        isFault(twice, "FILE-DECRYPT", "followed");
    }

    @Test
    void a_message_inside_a_message_is_refused() {
        isFault(message().encrypted(message().of(CONTENT)), "FILE-DECRYPT", "one level");
        Message message = message();
        isFault(
                message.encrypted(message.compressed(message.compressed(message.signed(CONTENT)))),
                "FILE-DECRYPT",
                "one level");
    }

    @Test
    void garbage_inside_is_refused() {
        byte[] garbage = new byte[5000];
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            random.nextBytes(garbage);
            byte[] message = message().encrypted(garbage);
            assertThatThrownBy(() -> open(message)).isInstanceOf(ContentRefusedException.class);
        }
    }

    @Test
    void a_content_far_larger_than_its_message_is_refused_before_anything_is_given_out() {
        isFault(message().of(new byte[(int) (2 * MEGABYTE)]), "FILE-DECOMPRESS", "20 times");
    }

    @Test
    void a_packet_that_claims_to_be_huge_is_refused() {
        byte[] whole = message().of(CONTENT);
        byte[] claims = new byte[70_000];
        claims[0] = (byte) 0xC1;
        claims[1] = (byte) 0xFF;
        claims[2] = 0x7F;
        System.arraycopy(whole, 0, claims, 6, whole.length);
        isFault(claims, "FILE-DECRYPT", "damaged");
        byte[] markers = new byte[50_000];
        for (int i = 0; i < markers.length; i += 2) {
            markers[i] = (byte) 0xCA;
        }
        isFault(markers, "FILE-DECRYPT", "damaged");
    }

    @Test
    void a_sender_without_a_key_is_told_what_to_do() {
        assertThatThrownBy(() -> open(message().of(CONTENT), NAME, PgpKeys.NONE))
                .isInstanceOfSatisfying(ContentRefusedException.class, fault -> {
                    assertThat(fault.refusal().code()).isEqualTo(RefusalCode.FILE_DECRYPT);
                    assertThat(fault).hasMessageContaining("without .pgp");
                });
    }

    @Test
    void key_files_that_cannot_be_used_stop_the_start_by_name() throws IOException {
        Path hub = HUB.writeSecret(folder.resolve("hub.pgp"));
        Path wrong = Files.writeString(folder.resolve("wrong"), "close sesame\n");
        Path maple = MAPLE.writePublic(folder.resolve("maple.pgp"));
        Path text = Files.writeString(folder.resolve("text"), "no key\n");

        assertThatThrownBy(() -> PgpKeys.load(new PgpSettings(hub, wrong), senders(null)))
                .isInstanceOf(BadKeyException.class)
                .hasMessageContaining("passphrase")
                .hasMessageContaining("hub.pgp.secret-key-file");
        assertThatThrownBy(() -> PgpKeys.load(new PgpSettings(null, null), senders(maple)))
                .isInstanceOf(BadKeyException.class)
                .hasMessageContaining("hub.senders.payroll-maple.pgp-key-file")
                .hasMessageContaining("no use without");
        assertThatThrownBy(() -> PgpKeys.load(new PgpSettings(maple, null), senders(null)))
                .isInstanceOf(BadKeyException.class);
        assertThatThrownBy(() -> PgpKeys.load(new PgpSettings(text, null), senders(null)))
                .isInstanceOf(BadKeyException.class)
                .hasMessageContaining("holds no secret key");
        assertThatThrownBy(() -> PgpKeys.load(new PgpSettings(maple, null), senders(null)))
                .hasMessageContaining("is not a file of OpenPGP secret keys");
        Path right = Files.writeString(folder.resolve("right"), "open sesame\n");
        assertThatThrownBy(() -> PgpKeys.load(new PgpSettings(hub, right), senders(hub)))
                .isInstanceOf(BadKeyException.class)
                .hasMessageContaining("is not a file of OpenPGP public keys");
        assertThatThrownBy(() -> PgpKeys.load(new PgpSettings(folder.resolve("none"), null), senders(null)))
                .isInstanceOf(BadKeyException.class)
                .hasMessageContaining("cannot be read");
    }
}
