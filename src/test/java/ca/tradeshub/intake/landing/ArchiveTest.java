// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.intake.Gzip;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.intake.unpack.FileUnpacker;
import ca.tradeshub.intake.unpack.PgpKeys;
import ca.tradeshub.testing.SettableClock;
import ca.tradeshub.testing.SftpSite;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    private static final long MEGABYTE = 1024 * 1024;

    @TempDir
    private Path folder;

    private Archive archive;

    @BeforeEach
    void open() {
        archive = new Archive(folder, new FileUnpacker(PgpKeys.NONE, 4 * MEGABYTE, 20));
    }

    private Archive.Entry store(byte[] bytes) throws IOException {
        return archive.store(new ByteArrayInputStream(bytes), 64 * MEGABYTE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void readsAsFault(byte[] bytes, String name, String code) throws IOException {
        Archive.Entry entry = store(bytes);
        assertThatThrownBy(() -> {
                    try (InputStream content = archive.open("payroll-maple", entry.sha256(), name)) {
                        content.transferTo(OutputStream.nullOutputStream());
                    }
                })
                .isInstanceOfSatisfying(
                        ContentRefusedException.class,
                        fault -> assertThat(fault.refusal().code().code()).isEqualTo(code));
    }

    @Test
    void an_entry_is_named_by_its_digest_and_lies_in_the_folder_of_its_first_two_digits() throws IOException {
        Archive.Entry entry = store(bytes("content\n"));

        assertThat(entry.sha256()).isEqualTo(Gzip.sha256("content\n"));
        assertThat(entry.size()).isEqualTo(8);
        assertThat(folder.resolve(entry.sha256().substring(0, 2)).resolve(entry.sha256()))
                .hasContent("content\n");
        assertThat(SftpSite.names(folder.resolve("incoming"))).isEmpty();
    }

    @Test
    void the_same_bytes_are_kept_once() throws IOException {
        Archive.Entry entry = store(bytes("content\n"));
        Path place = archive.path(entry.sha256());
        Object before = Files.readAttributes(place, "unix:ino").get("ino");

        assertThat(store(bytes("content\n"))).isEqualTo(entry);

        assertThat(Files.readAttributes(place, "unix:ino").get("ino")).isEqualTo(before);
    }

    @Test
    void an_entry_cut_short_by_a_failing_disk_is_made_whole_by_the_next_who_brings_its_bytes() throws IOException {
        Archive.Entry entry = store(bytes("content\n"));
        Files.writeString(archive.path(entry.sha256()), "cont");

        store(bytes("content\n"));

        assertThat(archive.path(entry.sha256())).hasContent("content\n");
    }

    @Test
    void what_exceeds_the_limit_is_refused_and_leaves_nothing() {
        assertThatThrownBy(() -> archive.store(new ByteArrayInputStream(new byte[1001]), 1000))
                .isInstanceOfSatisfying(
                        ContentRefusedException.class,
                        fault -> assertThat(fault.refusal().code()).isEqualTo(RefusalCode.FILE_TOO_LARGE));

        assertThat(SftpSite.names(folder.resolve("incoming"))).isEmpty();
    }

    @Test
    void the_limit_itself_is_allowed() throws IOException {
        assertThat(archive.store(new ByteArrayInputStream(new byte[1000]), 1000).size())
                .isEqualTo(1000);
    }

    @Test
    void a_compressed_entry_opens_as_its_content() throws IOException {
        Archive.Entry entry = store(Gzip.of("content\n"));

        try (InputStream content = archive.open("payroll-maple", entry.sha256(), "X.csv.gz")) {
            assertThat(content.readAllBytes()).isEqualTo(bytes("content\n"));
        }
        try (InputStream plain = archive.open("payroll-maple", entry.sha256(), "X.csv")) {
            assertThat(plain.readAllBytes()).isEqualTo(Gzip.of("content\n"));
        }
    }

    @Test
    void an_empty_content_is_a_content() throws IOException {
        Archive.Entry entry = store(Gzip.of(""));

        try (InputStream content = archive.open("payroll-maple", entry.sha256(), "X.csv.gz")) {
            assertThat(content.readAllBytes()).isEmpty();
        }
    }

    @Test
    void the_content_digest_is_that_of_the_contents_one_after_the_other() throws IOException {
        Archive.Entry csv = store(Gzip.of("csv\n"));
        Archive.Entry control = store(bytes("{}"));

        assertThat(archive.contentDigest(
                        "payroll-maple",
                        List.of(
                                new Archive.Part(csv.sha256(), "X.csv.gz"),
                                new Archive.Part(control.sha256(), "X.csv.ctl"))))
                .isEqualTo(Gzip.sha256("csv\n{}"));
    }

    @Test
    void what_is_no_gzip_file_is_refused() throws IOException {
        readsAsFault(bytes("plain text"), "X.csv.gz", "FILE-DECOMPRESS");
        readsAsFault(new byte[0], "X.csv.gz", "FILE-DECOMPRESS");
    }

    @Test
    void a_gzip_file_that_is_cut_or_damaged_is_refused() throws IOException {
        byte[] whole = Gzip.of("content that is long enough to be cut\n".repeat(500));
        readsAsFault(Arrays.copyOf(whole, whole.length - 9), "X.csv.gz", "FILE-DECOMPRESS");
        byte[] damaged = whole.clone();
        damaged[whole.length - 6] ^= 1;
        readsAsFault(damaged, "X.csv.gz", "FILE-DECOMPRESS");
    }

    @Test
    void the_members_of_a_gzip_file_are_read_one_after_the_other_however_many_they_are() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(Gzip.of("one\n"));
        byte[] empty = Gzip.of("");
        for (int i = 0; i < 100_000; i++) {
            members.writeBytes(empty);
        }
        members.writeBytes(Gzip.of("two\n"));
        Archive.Entry entry = store(members.toByteArray());

        try (InputStream content = archive.open("payroll-maple", entry.sha256(), "X.csv.gz")) {
            assertThat(content.readAllBytes()).isEqualTo(bytes("one\ntwo\n"));
        }
    }

    @Test
    void a_gzip_header_may_carry_everything_the_format_has() throws IOException {
        byte[] plain = Gzip.of("content\n");
        ByteArrayOutputStream full = new ByteArrayOutputStream();
        full.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 1 | 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
        full.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
        full.writeBytes(bytes("../../name\0comment\0"));
        full.writeBytes(new byte[] {1, 2});
        full.write(plain, 10, plain.length - 10);
        Archive.Entry entry = store(full.toByteArray());

        try (InputStream content = archive.open("payroll-maple", entry.sha256(), "X.csv.gz")) {
            assertThat(content.readAllBytes()).isEqualTo(bytes("content\n"));
        }
    }

    @Test
    void what_follows_the_gzip_data_is_refused() throws IOException {
        byte[] whole = Gzip.of("content\n");
        for (int zeros : new int[] {0, 1, 100}) {
            byte[] followed = Arrays.copyOf(whole, whole.length + zeros + 1);
            followed[followed.length - 1] = 'x';
            readsAsFault(followed, "X.csv.gz", "FILE-DECOMPRESS");
        }
    }

    @Test
    void zeros_that_fill_a_block_after_the_gzip_data_are_passed_over() throws IOException {
        byte[] whole = Gzip.of("content\n");
        for (int length : new int[] {whole.length + 1, 512, 200_000}) {
            Archive.Entry entry = store(Arrays.copyOf(whole, length));
            try (InputStream content = archive.open("payroll-maple", entry.sha256(), "X.csv.gz")) {
                assertThat(content.readAllBytes()).isEqualTo("content\n".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void another_format_under_the_ending_gz_is_named() throws IOException {
        for (String start :
                List.of("PK\3\4", "7z\u00BC\u00AF\u0027\u001C", "BZh9", "%PDF-1.7", "-----BEGIN PGP MESSAGE-----")) {
            readsAsFault((start + " ".repeat(40)).getBytes(StandardCharsets.ISO_8859_1), "X.csv.gz", "FILE-DECOMPRESS");
        }
    }

    @Test
    void a_gzip_file_cut_anywhere_is_refused() throws IOException {
        byte[] whole = Gzip.of("content\n");
        for (int length = 0; length < whole.length; length++) {
            readsAsFault(Arrays.copyOf(whole, length), "X.csv.gz", "FILE-DECOMPRESS");
        }
    }

    @Test
    void a_gzip_file_inside_a_gzip_file_is_refused() throws IOException {
        readsAsFault(Gzip.of(Gzip.of("content\n")), "X.csv.gz", "FILE-DECOMPRESS");
    }

    @Test
    void a_content_far_larger_than_its_file_is_refused() throws IOException {
        readsAsFault(Gzip.of(new byte[(int) (2 * MEGABYTE)]), "X.csv.gz", "FILE-DECOMPRESS");
    }

    @Test
    void a_small_content_may_compress_as_well_as_it_likes() throws IOException {
        Archive.Entry entry = store(Gzip.of(new byte[(int) MEGABYTE]));

        try (InputStream content = archive.open("payroll-maple", entry.sha256(), "X.csv.gz")) {
            assertThat(content.readAllBytes()).hasSize((int) MEGABYTE);
        }
    }

    @Test
    void a_content_beyond_the_limit_is_refused() throws IOException {
        byte[] noise = new byte[(int) (5 * MEGABYTE)];
        new Random(1).nextBytes(noise);
        readsAsFault(Gzip.of(noise), "X.csv.gz", "FILE-TOO-LARGE");
    }

    @Test
    void an_encrypted_file_needs_a_key_nobody_set() throws IOException {
        readsAsFault(bytes("secret"), "X.csv.gz.pgp", "FILE-DECRYPT");
    }

    @Test
    void no_name_leads_out_of_the_archive() {
        assertThatThrownBy(() -> archive.open("payroll-maple", "../../etc/passwd", "X.csv"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> archive.open("payroll-maple", "a".repeat(64), "X.csv"))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void the_sweep_removes_what_was_abandoned_and_spares_what_is_arriving() throws IOException {
        Files.writeString(folder.resolve("incoming").resolve("abandoned.part"), "x");
        SettableClock clock = new SettableClock();

        archive.sweep(clock);
        assertThat(SftpSite.names(folder.resolve("incoming"))).hasSize(1);

        clock.advance(Duration.ofHours(7));
        archive.sweep(clock);
        assertThat(SftpSite.names(folder.resolve("incoming"))).isEmpty();
    }
}
