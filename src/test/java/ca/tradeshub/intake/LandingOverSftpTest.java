// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static ca.tradeshub.intake.IntakeBench.CERTIFICATES;
import static ca.tradeshub.intake.IntakeBench.PAYROLL;
import static ca.tradeshub.intake.IntakeBench.REGISTRATIONS;
import static ca.tradeshub.testing.SftpSite.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.intake.landing.LandedFile;
import ca.tradeshub.intake.landing.Landing;
import ca.tradeshub.testing.Dropped;
import ca.tradeshub.testing.Pgp;
import ca.tradeshub.testing.SftpSite;
import ca.tradeshub.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandingOverSftpTest {

    private static final String REG_1 = "REG_20261120_000001.ndjson";

    @TempDir
    private Path folder;

    private final DataSource database = TestDatabase.fresh();
    private SftpSite site;
    private IntakeBench hub;

    @BeforeEach
    void start() throws IOException {
        site = new SftpSite(Files.createDirectories(folder.resolve("site")), IntakeBench.SENDERS);
        hub = new IntakeBench(database, folder.resolve("archive"), site);
    }

    @AfterEach
    void stop() {
        hub.close();
        site.close();
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .untilAsserted(check);
    }

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
    void a_pair_that_does_not_prove_to_be_complete_is_landed_at_the_second_look_whatever_its_place_in_the_listing() {
        List<String> names = List.of(
                "PAY_123026635_20261120_000003.csv",
                "PAY_123026635_20261120_000003.csv.ctl",
                "PAY_123026635_20261120_000004.csv.ctl",
                "PAY_123026635_20261120_000004.csv.gz");
        site.drop(PAYROLL, names.get(0), "pay lines\n");
        site.drop(PAYROLL, names.get(1), "{}");
        site.drop(PAYROLL, names.get(2), "{}");
        site.drop(site.in(PAYROLL), names.get(3), Gzip.of("more pay lines\n"));

        hub.startAll();

        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".done"))).isEqualTo(names));
        assertThat(names).extracting(name -> site.lookThatMoved(PAYROLL, name)).containsOnly(2);
        assertThat(hub.files())
                .containsExactlyInAnyOrder(
                        names.get(1) + " PAIRED",
                        names.get(0) + " LANDED",
                        names.get(2) + " PAIRED",
                        names.get(3) + " LANDED");
    }

    @Test
    void what_proves_to_be_complete_is_landed_at_the_first_look() throws IOException {
        String csv = "PAY_123026635_20261120_000003.csv";
        site.drop(PAYROLL, csv, "line_id\n1\n2\n");
        site.drop(PAYROLL, csv + ".ctl", "{\"records\":2}");
        site.drop(PAYROLL, "PAY_123026635_20261120_000004.csv.gz", Gzip.of("line_id\n1\n"));
        site.drop(PAYROLL, "PAY_123026635_20261120_000004.csv.ctl", "{\"records\":1}");
        site.drop(REGISTRATIONS, REG_1, "{\"record\":\"header\"}\n{\"record\":\"trailer\",\"records\":0}\n");
        String cut = "REG_20261120_000002.ndjson";
        site.drop(REGISTRATIONS, cut, "{\"record\":\"header\"}\n{\"record\":\"trailer\",\"rec");

        hub.startAll();

        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".done"))).hasSize(4));
        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(REG_1, cut));
        assertThat(names(site.in(PAYROLL).resolve(".done")))
                .extracting(name -> site.lookThatMoved(PAYROLL, name))
                .containsOnly(1);
        assertThat(site.lookThatMoved(REGISTRATIONS, REG_1)).isEqualTo(1);
        assertThat(site.lookThatMoved(REGISTRATIONS, cut)).isGreaterThan(1);
        assertThat(hub.jdbc
                        .sql("select content_sha256 from file where name like '%.csv.gz'")
                        .query(String.class)
                        .single())
                .isEqualTo(Gzip.sha256("line_id\n1\n{\"records\":1}"));
    }

    @Test
    void a_csv_whose_control_file_went_away_between_two_looks_waits_for_it() throws IOException {
        String csv = "PAY_123026635_20261120_000003.csv";
        site.drop(PAYROLL, csv, "pay lines\n");

        LandedFile landed = new Dropped(PAYROLL, "in", Instant.EPOCH)
                .with(csv, "pay lines\n".getBytes(StandardCharsets.UTF_8))
                .land(hub.bean(Landing.class));

        assertThat(landed.source()).isEqualTo(LandedFile.Source.STAYS);
        assertThat(landed.waitsForProcessing()).isFalse();
        assertThat(hub.files()).isEmpty();
        assertThat(hub.count("pending_upload where kind = 'CONTROL-MISSING'")).isEqualTo(1);
        hub.startAll();
        site.drop(PAYROLL, csv + ".ctl", "{}");
        eventually(() -> assertThat(hub.files()).containsExactly(csv + ".ctl PAIRED", csv + " LANDED"));
    }

    @Test
    void a_csv_without_its_control_file_is_left_alone_and_raises_an_alarm_beyond_the_limit() {
        hub.startAll();
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv", "line_id\n");
        eventually(() -> assertThat(hub.count("pending_upload")).isEqualTo(1));
        assertThat(hub.openAlarms()).isEmpty();

        hub.clock.advance(IntakeBench.LIMIT.plusMinutes(1));

        eventually(() -> assertThat(hub.openAlarms()).containsExactly("UPLOAD-INCOMPLETE"));
        assertThat(hub.files()).isEmpty();
        assertThat(names(site.in(PAYROLL))).hasSize(1);

        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv.ctl", "{}");

        eventually(() -> assertThat(hub.openAlarms()).isEmpty());
        eventually(() -> assertThat(hub.count("pending_upload")).isZero());
        assertThat(hub.count("file where state = 'LANDED' and role = 'data'")).isEqualTo(1);
    }

    @Test
    void a_control_file_waits_in_its_place_for_its_csv_and_raises_an_alarm_beyond_the_limit() {
        hub.startAll();
        String control = "PAY_123026635_20261120_000003.csv.ctl";
        site.drop(PAYROLL, control, "{}");
        eventually(() -> assertThat(hub.files()).containsExactly(control + " LANDED"));

        hub.clock.advance(IntakeBench.LIMIT.plusMinutes(1));

        eventually(() -> assertThat(hub.openAlarms()).containsExactly("CONTROL-FILE-ALONE"));
        assertThat(names(site.in(PAYROLL))).containsExactly(control);

        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv", "line_id\n");

        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".done"))).hasSize(2));
        assertThat(hub.openAlarms()).isEmpty();
        assertThat(hub.files()).hasSize(2);
    }

    @Test
    void a_control_file_that_is_replaced_before_its_csv_comes_is_replaced_in_the_ledger() throws IOException {
        hub.startAll();
        String control = "PAY_123026635_20261120_000003.csv.ctl";
        site.drop(PAYROLL, control, "{}");
        eventually(() -> assertThat(hub.files()).containsExactly(control + " LANDED"));

        Files.delete(site.in(PAYROLL).resolve(control));
        site.drop(PAYROLL, control, "{ }");
        eventually(() -> assertThat(hub.files()).hasSize(2));
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv", "line_id\n");

        eventually(() -> assertThat(hub.files())
                .containsExactly(
                        control + " REFUSED FILE-SEQUENCE-REUSED",
                        control + " PAIRED",
                        "PAY_123026635_20261120_000003.csv LANDED"));
        eventually(() -> assertThat(names(site.out(PAYROLL)))
                .containsExactly(control + ".receipt.html", control + ".receipt.json"));
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
    void an_employer_the_provider_may_not_file_for_is_refused_with_and_without_control_file() {
        hub.startAll();

        site.drop(PAYROLL, "PAY_999999998_20261120_000001.csv", "line_id\n");
        site.drop(PAYROLL, "PAY_999999998_20261120_000001.csv.ctl", "{}");

        eventually(() -> assertThat(hub.files())
                .containsExactlyInAnyOrder(
                        "PAY_999999998_20261120_000001.csv REFUSED FILE-NOT-AUTHORISED",
                        "PAY_999999998_20261120_000001.csv.ctl REFUSED FILE-NOT-AUTHORISED"));
        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".refused"))).hasSize(2));
    }

    @Test
    void the_control_file_of_a_refused_csv_goes_where_the_csv_goes() {
        hub.startAll();
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv.gz", "no gzip");
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv.ctl", "{}");

        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".refused")))
                .containsExactly("PAY_123026635_20261120_000003.csv.ctl", "PAY_123026635_20261120_000003.csv.gz"));
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
    void a_dry_run_of_pay_under_another_name_is_landed_with_the_control_file_named_after_it() {
        site.drop(site.test(PAYROLL), "week-12.csv", "line_id\n".getBytes(StandardCharsets.UTF_8));
        site.drop(site.test(PAYROLL), "week-12.csv.ctl", "{}".getBytes(StandardCharsets.UTF_8));
        site.drop(site.test(PAYROLL), "alone.csv", "no control file\n".getBytes(StandardCharsets.UTF_8));
        site.drop(site.test(PAYROLL), "lonely.csv.ctl", "{ }".getBytes(StandardCharsets.UTF_8));
        hub.startAll();

        eventually(() -> assertThat(hub.files())
                .containsExactlyInAnyOrder(
                        "week-12.csv.ctl PAIRED",
                        "week-12.csv LANDED",
                        "alone.csv REFUSED FILE-NAME",
                        "lonely.csv.ctl REFUSED FILE-NAME"));
        assertThat(hub.count("file_warning where code = 'FILE-NAME'")).isEqualTo(1);
        eventually(() -> assertThat(names(site.test(PAYROLL).resolve(".done")))
                .containsExactly("week-12.csv", "week-12.csv.ctl"));
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
    void a_control_file_of_another_name_is_told_how_one_is_named() {
        hub.startAll();
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv.gz.ctl", "{}");

        eventually(() -> assertThat(hub.count("file where refusal_code = 'FILE-NAME' and refusal_detail like"
                        + " '%their control files are named%.csv.ctl'"))
                .isEqualTo(1));
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
