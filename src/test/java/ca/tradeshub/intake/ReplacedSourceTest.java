// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static ca.tradeshub.intake.IntakeBench.PAYROLL;
import static ca.tradeshub.intake.IntakeBench.REGISTRATIONS;
import static ca.tradeshub.testing.SftpSite.names;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.testing.SftpSite;
import ca.tradeshub.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sender who puts another file under a name while the hub reads or moves the one before. */
class ReplacedSourceTest {

    private static final String NAME = "REG_20261120_000001.ndjson";
    private static final String CSV = "PAY_123026635_20261120_000003.csv";
    private static final String CONTROL = CSV + ".ctl";
    private static final Path OPENSSH = Path.of("/usr/lib/openssh/sftp-server");
    private static final byte[] FIRST = lines('1', 200_000);
    private static final byte[] SECOND = lines('2', 200_400);
    private static final Instant EARLIER = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    private Path folder;

    private SftpSite site;
    private IntakeBench hub;

    /** How a sender puts a file in place of another. */
    enum Replacement {
        /** Uploads under a name of its own and renames, as most clients do. */
        RENAME {
            @Override
            void put(Path place, byte[] content) throws IOException {
                Path upload = Files.write(place.getParent().resolve(".upload"), content);
                Files.move(upload, place, StandardCopyOption.REPLACE_EXISTING);
            }
        },
        /** Writes over the file, which is cut to nothing first. */
        OVERWRITE {
            @Override
            void put(Path place, byte[] content) throws IOException {
                Files.write(place, content);
            }
        },
        /** Deletes, then uploads. */
        DELETE_AND_PUT {
            @Override
            void put(Path place, byte[] content) throws IOException {
                Files.delete(place);
                Files.write(place, content);
            }
        };

        abstract void put(Path place, byte[] content) throws IOException;

        final void of(Path place, byte[] content) {
            try {
                put(place, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static byte[] lines(char digit, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) digit);
        bytes[count - 1] = '\n';
        return bytes;
    }

    @AfterEach
    void stop() {
        hub.close();
        site.close();
    }

    private void start() throws IOException {
        site = new SftpSite(Files.createDirectories(folder.resolve("site")), IntakeBench.SENDERS);
        hub = new IntakeBench(TestDatabase.fresh(), folder.resolve("archive"), site);
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .untilAsserted(check);
    }

    /** Drops a file that was written long ago, so that what replaces it is of another time. */
    private void dropEarlier(String sender, String name, byte[] content) throws IOException {
        Path upload = Files.write(folder.resolve("upload"), content);
        Files.setLastModifiedTime(upload, FileTime.from(EARLIER));
        Files.move(upload, site.in(sender).resolve(name));
    }

    private static String digest(byte[] content) {
        MessageDigest digest = Sha256.start();
        digest.update(content);
        return Sha256.hex(digest);
    }

    /** Every file that was moved is one that was read: the ledger has its bytes under its name. */
    private void assertMovedIsRead(String sender) throws IOException {
        for (String taken : List.of(".done", ".refused")) {
            for (String name : names(site.in(sender).resolve(taken))) {
                String digest =
                        digest(Files.readAllBytes(site.in(sender).resolve(taken).resolve(name)));
                assertThat(hub.jdbc
                                .sql("select name from file where archive_sha256 = :digest")
                                .param("digest", digest)
                                .query(String.class)
                                .list())
                        .as("%s in %s was read", name, taken)
                        .anyMatch(name::startsWith);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_is_replaced_while_it_is_read_is_landed_as_what_replaced_it(Replacement how) throws IOException {
        start();
        dropEarlier(REGISTRATIONS, NAME, FIRST);
        Path place = site.in(REGISTRATIONS).resolve(NAME);
        site.whenRead(NAME, () -> how.of(place, SECOND));

        hub.startAll();

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(NAME));
        assertThat(site.isAllDone()).isTrue();
        assertThat(site.in(REGISTRATIONS).resolve(".done").resolve(NAME)).hasBinaryContent(SECOND);
        assertThat(hub.files()).containsExactly(NAME + " LANDED");
        assertThat(hub.count("file where size_bytes = " + SECOND.length)).isEqualTo(1);
        assertThat(hub.openAlarms()).isEmpty();
        assertThat(names(folder.resolve("archive/incoming"))).isEmpty();
        assertMovedIsRead(REGISTRATIONS);
    }

    @ParameterizedTest
    @EnumSource
    void another_file_of_the_same_size_is_told_by_its_time(Replacement how) throws IOException {
        start();
        dropEarlier(REGISTRATIONS, NAME, FIRST);
        Path place = site.in(REGISTRATIONS).resolve(NAME);
        byte[] second = lines('2', FIRST.length);
        site.whenRead(NAME, () -> how.of(place, second));

        hub.startAll();

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(NAME));
        assertThat(site.in(REGISTRATIONS).resolve(".done").resolve(NAME)).hasBinaryContent(second);
        assertMovedIsRead(REGISTRATIONS);
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_is_replaced_right_before_it_is_moved_goes_back_and_is_answered(Replacement how)
            throws IOException {
        start();
        dropEarlier(REGISTRATIONS, NAME, FIRST);
        Path place = site.in(REGISTRATIONS).resolve(NAME);
        site.whenMoved(NAME, () -> how.of(place, SECOND));

        hub.startAll();

        eventually(() ->
                assertThat(hub.files()).containsExactly(NAME + " LANDED", NAME + " REFUSED FILE-SEQUENCE-REUSED"));
        eventually(() ->
                assertThat(names(site.in(REGISTRATIONS).resolve(".refused"))).containsExactly(NAME));
        assertThat(site.in(REGISTRATIONS).resolve(".refused").resolve(NAME)).hasBinaryContent(SECOND);
        eventually(() -> assertThat(names(site.out(REGISTRATIONS)))
                .containsExactly(NAME + ".2.receipt.html", NAME + ".2.receipt.json"));
        assertMovedIsRead(REGISTRATIONS);
        eventually(() -> assertThat(hub.count("file where source_moved")).isEqualTo(2));
    }

    @Test
    void an_upload_that_was_cut_and_is_sent_again_while_it_is_landed_is_taken_whole() throws IOException {
        start();
        String name = NAME + ".gz";
        byte[] whole = Gzip.of(new String(lines('3', 100_000), UTF_8) + Math.PI);
        dropEarlier(REGISTRATIONS, name, Arrays.copyOf(whole, whole.length / 2));
        Path place = site.in(REGISTRATIONS).resolve(name);
        site.whenRead(name, () -> Replacement.OVERWRITE.of(place, whole));

        hub.startAll();

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(name));
        assertThat(hub.files()).containsExactly(name + " LANDED");
        assertMovedIsRead(REGISTRATIONS);
    }

    @Test
    void an_upload_that_was_refused_as_cut_and_is_sent_again_before_the_move_is_taken_whole() throws IOException {
        start();
        String name = NAME + ".gz";
        byte[] whole = Gzip.of(new String(lines('3', 100_000), UTF_8) + Math.PI);
        dropEarlier(REGISTRATIONS, name, Arrays.copyOf(whole, whole.length / 2));
        Path place = site.in(REGISTRATIONS).resolve(name);
        site.whenMoved(name, () -> Replacement.RENAME.of(place, whole));

        hub.startAll();

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(name));
        assertThat(hub.files()).containsExactly(name + " REFUSED FILE-DECOMPRESS", name + " LANDED");
        assertMovedIsRead(REGISTRATIONS);
    }

    @Test
    void a_file_that_is_withdrawn_while_it_is_read_is_not_landed() throws IOException {
        start();
        dropEarlier(REGISTRATIONS, NAME, FIRST);
        Path place = site.in(REGISTRATIONS).resolve(NAME);
        site.whenRead(NAME, () -> place.toFile().delete());

        hub.startAll();
        eventually(() -> assertThat(site.isAllDone()).isTrue());
        site.drop(REGISTRATIONS, "REG_20261120_000002.ndjson", "two\n");

        eventually(() -> assertThat(hub.files()).containsExactly("REG_20261120_000002.ndjson LANDED"));
        assertThat(hub.openAlarms()).isEmpty();
    }

    @Test
    void a_file_that_grows_while_it_is_read_is_landed_whole() throws IOException {
        start();
        dropEarlier(REGISTRATIONS, NAME, Arrays.copyOf(SECOND, 150_000));
        Path place = site.in(REGISTRATIONS).resolve(NAME);
        site.whenRead(NAME, () -> Replacement.OVERWRITE.of(place, SECOND));

        hub.startAll();

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(NAME));
        assertThat(hub.count("file")).isEqualTo(1);
        assertMovedIsRead(REGISTRATIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {CSV, CONTROL})
    void a_control_file_that_is_replaced_before_it_is_moved_stays_and_is_read(String moved) throws IOException {
        start();
        byte[] newer = "{ \"newer\": true }".getBytes(UTF_8);
        dropEarlier(PAYROLL, CONTROL, "{}".getBytes(UTF_8));
        dropEarlier(PAYROLL, CSV, FIRST);
        Path place = site.in(PAYROLL).resolve(CONTROL);
        site.whenMoved(moved, () -> Replacement.RENAME.of(place, newer));

        hub.startAll();

        eventually(() ->
                assertThat(hub.files()).containsExactly(CONTROL + " PAIRED", CSV + " LANDED", CONTROL + " LANDED"));
        assertThat(names(site.in(PAYROLL).resolve(".done"))).containsExactly(CSV);
        assertThat(place).hasBinaryContent(newer);
        assertMovedIsRead(PAYROLL);
    }

    @Test
    void a_csv_is_read_with_the_control_file_that_is_there_and_not_with_one_that_was() throws IOException {
        start();
        dropEarlier(PAYROLL, CONTROL, "{}".getBytes(UTF_8));
        Path place = site.in(PAYROLL).resolve(CONTROL);
        hub.startAll();
        eventually(() -> assertThat(hub.files()).containsExactly(CONTROL + " LANDED"));

        byte[] newer = "{ \"newer\": true }".getBytes(UTF_8);
        Replacement.RENAME.of(place, newer);
        site.whenRead(CONTROL, () -> Replacement.OVERWRITE.of(place, newer));
        dropEarlier(PAYROLL, CSV, FIRST);

        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".done"))).containsExactly(CSV, CONTROL));
        assertThat(hub.files())
                .containsExactly(CONTROL + " REFUSED FILE-SEQUENCE-REUSED", CONTROL + " PAIRED", CSV + " LANDED");
        assertThat(site.in(PAYROLL).resolve(".done").resolve(CONTROL)).hasBinaryContent(newer);
        assertMovedIsRead(PAYROLL);
    }

    @ParameterizedTest
    @EnumSource
    void over_openssh_what_is_moved_is_what_was_read(Replacement how) throws IOException {
        assumeThat(Files.isExecutable(OPENSSH) || System.getenv("CI") != null)
                .as("OpenSSH's sftp-server is installed")
                .isTrue();
        site = SftpSite.ofOpenSsh(Files.createDirectories(folder.resolve("site")), OPENSSH, IntakeBench.SENDERS);
        hub = new IntakeBench(TestDatabase.fresh(), folder.resolve("archive"), site);
        byte[] first = lines('1', 10_000_000);
        byte[] second = lines('2', 10_000_000);
        dropEarlier(REGISTRATIONS, NAME, first);
        Path place = site.in(REGISTRATIONS).resolve(NAME);
        Path incoming = folder.resolve("archive/incoming");
        hub.startAll();

        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(2, TimeUnit.MILLISECONDS)
                .until(() -> !names(incoming).isEmpty());
        how.of(place, second);

        eventually(() -> assertThat(names(site.in(REGISTRATIONS))).isEmpty());
        eventually(() -> assertThat(hub.count("file where size_bytes = " + second.length))
                .isPositive());
        assertThat(hub.jdbc
                        .sql("select archive_sha256 from file order by id desc limit 1")
                        .query(String.class)
                        .single())
                .isEqualTo(digest(second));
        assertMovedIsRead(REGISTRATIONS);
        assertThat(hub.openAlarms()).isEmpty();
    }
}
