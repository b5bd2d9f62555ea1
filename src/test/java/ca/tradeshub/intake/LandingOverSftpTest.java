// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static ca.tradeshub.intake.IntakeBench.CERTIFICATES;
import static ca.tradeshub.intake.IntakeBench.PAYROLL;
import static ca.tradeshub.intake.IntakeBench.REGISTRATIONS;
import static ca.tradeshub.testing.SftpSite.names;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.Pgp;
import ca.tradeshub.testing.SftpSite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How files are taken, refused and moved. */
class LandingOverSftpTest extends OverSftp {

    @Test
    void a_file_is_archived_registered_offered_and_moved() throws IOException {
        hub.startAll();

        site.drop(REGISTRATIONS, REG_1, "some bytes\n");

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(REG_1));
        assertThat(names(site.in(REGISTRATIONS))).isEmpty();
        assertThat(hub.files()).containsExactly(REG_1 + " LANDED");
        String digest = hub.jdbc
                .sql("select archive_sha256 from file")
                .query(String.class)
                .single();
        assertThat(folder.resolve("archive").resolve(digest.substring(0, 2)).resolve(digest))
                .hasContent("some bytes\n");
        eventually(() -> assertThat(hub.count(
                        "file where content_sha256 = archive_sha256 and size_bytes = 11 and feed = 'registrations'"
                                + " and sequence = 1 and file_date = '2026-11-20' and source_moved"))
                .isEqualTo(1));
        eventually(() -> assertThat(hub.offered)
                .containsExactly(
                        hub.jdbc.sql("select id from file").query(Long.class).single()));
    }

    @Test
    void files_of_every_feed_are_taken_in_and_compressed_ones_as_what_they_contain() throws IOException {
        hub.startAll();

        site.drop(CERTIFICATES, "CERT_20261120_000001.dat.gz", Gzip.of("HDR\nTRL\n"));
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv", "line_id\n");
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv.ctl", "{}");

        eventually(() -> assertThat(hub.files())
                .containsExactlyInAnyOrder(
                        "CERT_20261120_000001.dat.gz LANDED",
                        "PAY_123026635_20261120_000003.csv LANDED",
                        "PAY_123026635_20261120_000003.csv.ctl PAIRED"));
        assertThat(hub.jdbc
                        .sql("select content_sha256 from file where feed = 'certificates'")
                        .query(String.class)
                        .single())
                .isEqualTo(Gzip.sha256("HDR\nTRL\n"));
        assertThat(hub.jdbc
                        .sql("select content_sha256 from file where name like '%.csv'")
                        .query(String.class)
                        .single())
                .isEqualTo(Gzip.sha256("line_id\n{}"));
        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".done")))
                .containsExactly("PAY_123026635_20261120_000003.csv", "PAY_123026635_20261120_000003.csv.ctl"));
        assertThat(hub.count("file d join file c on c.id = d.control_file where d.name || '.ctl' = c.name"))
                .isEqualTo(1);
        eventually(() -> assertThat(hub.count("file where source_moved")).isEqualTo(3));
    }

    @Test
    void refusals_on_landing_go_to_their_own_folder_and_are_answered() {
        hub.startAll();
        site.drop(REGISTRATIONS, REG_1, "one\n");
        eventually(() -> assertThat(hub.files()).hasSize(1));

        site.drop(REGISTRATIONS, "REG_20261120_000002.ndjson", "one\n");
        site.drop(REGISTRATIONS, "REG_20261121_000001.ndjson", "two\n");
        site.drop(REGISTRATIONS, "CERT_20261120_000001.dat", "three\n");
        site.drop(REGISTRATIONS, "report.txt", "four\n");
        site.drop(REGISTRATIONS, "REG_20261120_000007.ndjson.gz", "no gzip\n");
        site.drop(REGISTRATIONS, "REG_20261120_000008.ndjson.pgp", "no key\n");

        eventually(() -> assertThat(hub.files())
                .containsExactlyInAnyOrder(
                        REG_1 + " LANDED",
                        "CERT_20261120_000001.dat REFUSED FILE-NOT-AUTHORISED",
                        "REG_20261120_000002.ndjson REFUSED FILE-DUPLICATE",
                        "REG_20261120_000007.ndjson.gz REFUSED FILE-DECOMPRESS",
                        "REG_20261120_000008.ndjson.pgp REFUSED FILE-DECRYPT",
                        "REG_20261121_000001.ndjson REFUSED FILE-SEQUENCE-REUSED",
                        "report.txt REFUSED FILE-NAME"));
        eventually(() ->
                assertThat(names(site.in(REGISTRATIONS).resolve(".refused"))).hasSize(6));
        eventually(() -> assertThat(names(site.out(REGISTRATIONS)))
                .containsExactly(
                        "CERT_20261120_000001.dat.receipt.html",
                        "CERT_20261120_000001.dat.receipt.json",
                        "REG_20261120_000002.ndjson.receipt.html",
                        "REG_20261120_000002.ndjson.receipt.json",
                        "REG_20261120_000007.ndjson.gz.receipt.html",
                        "REG_20261120_000007.ndjson.gz.receipt.json",
                        "REG_20261120_000008.ndjson.pgp.receipt.html",
                        "REG_20261120_000008.ndjson.pgp.receipt.json",
                        "REG_20261121_000001.ndjson.receipt.html",
                        "REG_20261121_000001.ndjson.receipt.json",
                        "report.txt.receipt.html",
                        "report.txt.receipt.json"));
        assertThat(site.out(REGISTRATIONS).resolve("REG_20261120_000002.ndjson.receipt.json"))
                .content()
                .contains("\"verdict\" : \"REFUSED\"", "\"code\" : \"FILE-DUPLICATE\"", REG_1);
        assertThat(hub.offered).hasSize(1);
    }

    @Test
    void a_refused_sequence_is_free_to_be_used_again() {
        hub.startAll();
        site.drop(REGISTRATIONS, "REG_20261120_000001.ndjson.gz", "no gzip\n");
        eventually(() ->
                assertThat(names(site.in(REGISTRATIONS).resolve(".refused"))).hasSize(1));

        site.drop(REGISTRATIONS, "REG_20261120_000001.ndjson.gz", Gzip.of("good\n"));

        eventually(() -> assertThat(hub.files()).contains("REG_20261120_000001.ndjson.gz LANDED"));
    }

    @Test
    void an_encrypted_file_is_taken_when_it_is_whole_and_signed_and_refused_on_landing_when_not() throws IOException {
        Pgp.Keys own = Pgp.keys("Hub", "open sesame");
        Pgp.Keys sender = Pgp.keys("Employment Ontario", "");
        Pgp.Keys stranger = Pgp.keys("Stranger", "");
        hub.close();
        hub = new IntakeBench(
                database,
                folder.resolve("archive"),
                site,
                own.writeSecret(folder.resolve("hub.pgp")),
                Files.writeString(folder.resolve("passphrase"), "open sesame\n"),
                sender.writePublic(folder.resolve("sender.pgp")));
        hub.startAll();
        byte[] whole = new Pgp.Message(own, sender).of("one\n".getBytes(StandardCharsets.UTF_8));

        site.drop(REGISTRATIONS, REG_1 + ".pgp", whole);
        site.drop(REGISTRATIONS, "REG_20261120_000002.ndjson.pgp", new Pgp.Message(stranger, sender).of(new byte[9]));
        site.drop(REGISTRATIONS, "REG_20261120_000003.ndjson.pgp", new Pgp.Message(own).of(new byte[9]));
        site.drop(REGISTRATIONS, "REG_20261120_000004.ndjson.pgp", new Pgp.Message(own, stranger).of(new byte[9]));
        site.drop(REGISTRATIONS, "REG_20261120_000005.ndjson.pgp", Arrays.copyOf(whole, whole.length - 20));
        site.drop(CERTIFICATES, "CERT_20261120_000001.dat.pgp", new Pgp.Message(own, stranger).of(new byte[9]));

        eventually(() -> assertThat(hub.files())
                .containsExactlyInAnyOrder(
                        REG_1 + ".pgp LANDED",
                        "REG_20261120_000002.ndjson.pgp REFUSED FILE-DECRYPT",
                        "REG_20261120_000003.ndjson.pgp REFUSED FILE-SIGNATURE",
                        "REG_20261120_000004.ndjson.pgp REFUSED FILE-SIGNATURE",
                        "REG_20261120_000005.ndjson.pgp REFUSED FILE-DECRYPT",
                        "CERT_20261120_000001.dat.pgp REFUSED FILE-DECRYPT"));
        assertThat(hub.jdbc
                        .sql("select content_sha256 from file where state = 'LANDED'")
                        .query(String.class)
                        .single())
                .isEqualTo(Gzip.sha256("one\n"));
        eventually(() ->
                assertThat(names(site.in(REGISTRATIONS).resolve(".refused"))).hasSize(4));
        site.drop(REGISTRATIONS, "REG_20261120_000006.ndjson", "one\n");
        eventually(() -> assertThat(hub.files()).contains("REG_20261120_000006.ndjson REFUSED FILE-DUPLICATE"));
    }

    @Test
    void a_late_number_and_a_gap_are_warnings_and_what_only_landed_opens_no_alarm() {
        hub.startAll();
        site.drop(REGISTRATIONS, REG_1, "one\n");
        eventually(() -> assertThat(hub.files()).hasSize(1));
        site.drop(REGISTRATIONS, "REG_20261120_000003.ndjson", "three\n");
        eventually(() -> assertThat(hub.count("file_warning where code = 'FILE-SEQUENCE-GAP'"))
                .isEqualTo(1));
        site.drop(REGISTRATIONS, "REG_20261120_000002.ndjson", "two\n");

        eventually(() -> assertThat(hub.count("file_warning where code = 'FILE-SEQUENCE-LATE'"))
                .isEqualTo(1));
        assertThat(hub.openAlarms()).isEmpty();
        assertThat(hub.count("file where state = 'LANDED'")).isEqualTo(3);
    }

    @Test
    void names_the_hub_does_not_work_with_stay_untouched() throws IOException {
        site.drop(REGISTRATIONS, "REG 20261120.ndjson", "blank\n");
        site.drop(REGISTRATIONS, ".hidden", "dot\n");
        site.drop(REGISTRATIONS, "REG_20261120_000009.ndjson.filepart", "uploading\n");
        Files.createDirectory(site.in(REGISTRATIONS).resolve("REG_20261120_000005.ndjson"));
        hub.startAll();
        site.drop(REGISTRATIONS, REG_1, "one\n");

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(REG_1));
        assertThat(hub.files()).containsExactly(REG_1 + " LANDED");
        assertThat(names(site.in(REGISTRATIONS)))
                .containsExactly(".hidden", "REG 20261120.ndjson", "REG_20261120_000009.ndjson.filepart");
        eventually(() -> assertThat(hub.openAlarms()).containsExactly("DROP-NAME-UNTOUCHED"));
        assertThat(hub.alarmDetails())
                .containsExactly("The drop folder contains 2 entries that the hub does not process: "
                        + "\"REG 20261120.ndjson\", \"REG_20261120_000005.ndjson\"");

        Files.delete(site.in(REGISTRATIONS).resolve("REG 20261120.ndjson"));

        eventually(
                () -> assertThat(hub.alarmDetails())
                        .containsExactly(
                                "The drop folder contains an entry that the hub does not process: \"REG_20261120_000005.ndjson\""));

        Files.delete(site.in(REGISTRATIONS).resolve("REG_20261120_000005.ndjson"));

        eventually(() -> assertThat(hub.openAlarms()).isEmpty());
    }

    @Test
    void temporary_names_that_stay_raise_an_alarm_each_hidden_ones_too() throws IOException {
        hub.startAll();
        List<String> temporary = List.of(
                ".REG_20261120_000001.ndjson.part",
                "REG_20261120_000002.ndjson.filepart",
                "REG_20261120_000003.ndjson.TMP",
                "REG_20261120_000004.ndjson.camelLock");
        temporary.forEach(name -> site.drop(REGISTRATIONS, name, "uploading\n"));
        Files.createDirectory(site.in(REGISTRATIONS).resolve(".done"));
        eventually(() -> assertThat(hub.count("pending_upload")).isEqualTo(temporary.size()));
        assertThat(hub.openAlarms()).isEmpty();

        hub.clock.advance(IntakeBench.LIMIT.plusMinutes(1));

        eventually(() -> assertThat(hub.openAlarms()).hasSize(temporary.size()).containsOnly("UPLOAD-INCOMPLETE"));
        assertThat(hub.files()).isEmpty();

        Files.move(
                site.in(REGISTRATIONS).resolve(".REG_20261120_000001.ndjson.part"),
                site.in(REGISTRATIONS).resolve("REG_20261120_000001.ndjson"));

        eventually(() -> assertThat(hub.openAlarms()).hasSize(temporary.size() - 1));
        eventually(() -> assertThat(hub.files()).containsExactly("REG_20261120_000001.ndjson LANDED"));
    }

    @Test
    void a_server_that_lies_in_its_listing_leads_nowhere() throws IOException {
        List<String> lies = List.of(
                "x/../../../../etc/passwd",
                "/etc/passwd",
                "../outside.ndjson",
                "..",
                ".ssh/authorized_keys",
                "REG_20261120_000002.ndjson/../../out/x",
                "REG_20261120_000003.ndjson\u0000.txt",
                "REG_20261120_000004.ndjson\nREG_20261120_000004.ndjson",
                "..\\..\\outside.ndjson",
                "C:\\outside.ndjson",
                "%2e%2e%2foutside.ndjson",
                "RÉG_20261120_000005.ndjson",
                "R".repeat(300) + ".ndjson",
                "");
        Path in = site.in(REGISTRATIONS);
        for (int i = 0; i < lies.size(); i++) {
            site.drop(REGISTRATIONS, "lie-" + i, "lie\n");
            site.lie("lie-" + i, lies.get(i));
        }
        for (String twin : List.of("twin-a", "twin-b")) {
            site.drop(REGISTRATIONS, twin, "twin\n");
            site.lie(twin, "REG_20261120_000010.ndjson");
        }
        Path outside = Files.writeString(folder.resolve("outside.ndjson"), "outside\n");
        Files.createSymbolicLink(in.resolve("REG_20261120_000006.ndjson"), outside);
        Files.createDirectory(in.resolve("REG_20261120_000007.ndjson"));
        Files.writeString(in.resolve("REG_20261120_000007.ndjson").resolve("REG_20261120_000008.ndjson"), "deep\n");
        hub.startAll();
        site.drop(REGISTRATIONS, REG_1, "one\n");

        eventually(() -> assertThat(names(in.resolve(".done"))).containsExactly(REG_1));
        eventually(() -> assertThat(hub.openAlarms()).containsExactly("DROP-NAME-UNTOUCHED"));
        site.drop(REGISTRATIONS, "REG_20261120_000009.ndjson", "nine\n");
        eventually(() -> assertThat(names(in.resolve(".done"))).hasSize(2));

        assertThat(hub.files()).containsExactly(REG_1 + " LANDED", "REG_20261120_000009.ndjson LANDED");
        assertThat(site.touched())
                .allMatch(path ->
                        path.matches("employment-ontario/in/(\\.done|(\\.done/)?REG_20261120_00000[19]\\.ndjson)"));
        assertThat(site.touched()).contains("employment-ontario/in/" + REG_1);
        assertThat(outside).hasContent("outside\n");
        assertThat(in.resolve("REG_20261120_000006.ndjson")).exists();
        assertThat(in.resolve("REG_20261120_000007.ndjson/REG_20261120_000008.ndjson"))
                .exists();
        assertThat(names(in)).contains("lie-0", "lie-" + (lies.size() - 1));
        assertThat(names(folder)).containsExactly("outside.ndjson");
    }

    @Test
    void a_taken_file_whose_source_cannot_be_moved_has_one_alarm_that_says_so() throws IOException {
        Path inTheWay = Files.writeString(site.in(REGISTRATIONS).resolve(".done"), "a file, no folder\n");
        hub.startAll();
        site.drop(REGISTRATIONS, REG_1, "one\n");

        eventually(() -> assertThat(hub.openAlarms()).containsExactly("SOURCE-NOT-MOVED"));
        assertThat(hub.files()).containsExactly(REG_1 + " LANDED");

        Files.delete(inTheWay);

        eventually(() -> assertThat(hub.openAlarms()).isEmpty());
        assertThat(hub.files()).containsExactly(REG_1 + " LANDED");
        assertThat(hub.count("alarm")).isEqualTo(1);
    }

    @Test
    void a_name_in_use_where_sources_go_gets_a_suffix_and_nothing_there_is_lost() throws IOException {
        Path done = Files.createDirectories(site.in(REGISTRATIONS).resolve(".done"));
        Files.writeString(done.resolve(REG_1), "evidence of old\n");
        hub.startAll();

        site.drop(REGISTRATIONS, REG_1, "one\n");

        eventually(() -> assertThat(names(done)).hasSize(2));
        assertThat(done.resolve(REG_1)).hasContent("evidence of old\n");
        assertThat(names(done)).anyMatch(name -> name.matches("REG_20261120_000001\\.ndjson\\.\\d+"));
    }

    @Test
    void an_interrupted_download_leaves_nothing_and_is_made_again() {
        byte[] large = new byte[8 * 1024 * 1024];
        site.cutNextDownloadAfter(2 * 1024 * 1024);
        site.drop(REGISTRATIONS, REG_1, large);
        hub.startAll();

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(REG_1));
        assertThat(site.isStillToCut()).isFalse();
        assertThat(hub.files()).containsExactly(REG_1 + " LANDED");
        assertThat(names(folder.resolve("archive/incoming"))).isEmpty();
        assertThat(hub.count("file where size_bytes = " + large.length)).isEqualTo(1);
        eventually(() -> assertThat(hub.openAlarms()).isEmpty());
        assertThat(hub.count("alarm where code = 'LANDING-FAILED' and closed_at is not null"))
                .isEqualTo(1);
    }

    @Test
    void a_sender_that_cannot_be_reached_raises_an_alarm_that_closes_when_it_can() {
        hub.startAll();
        eventually(() -> assertThat(hub.openAlarms()).isEmpty());
        int port = site.port();
        site.close();

        eventually(() -> assertThat(hub.openAlarms()).contains("DROP-SITE-UNREACHABLE"));

        site = new SftpSite(folder.resolve("site"), port, IntakeBench.SENDERS);
        site.drop(REGISTRATIONS, REG_1, "some bytes\n");
        eventually(() -> assertThat(hub.openAlarms()).isEmpty());
        eventually(() -> assertThat(hub.files()).containsExactly(REG_1 + " LANDED"));
    }
}
