// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static ca.tradeshub.intake.IntakeBench.PAYROLL;
import static ca.tradeshub.intake.IntakeBench.REGISTRATIONS;
import static ca.tradeshub.testing.SftpSite.names;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.intake.landing.LandedBatch;
import ca.tradeshub.intake.landing.LandedFile;
import ca.tradeshub.intake.landing.Landing;
import ca.tradeshub.intake.sftp.DropSiteMove;
import ca.tradeshub.testing.Dropped;
import ca.tradeshub.testing.SftpSite;
import ca.tradeshub.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are landed together: each has the result it has alone, and a hub that dies in between lands each once. */
class LandingBatchTest {

    private static final Instant MODIFIED = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    private Path folder;

    private final DataSource database = TestDatabase.fresh();
    private IntakeBench hub;

    @BeforeEach
    void start() {
        hub = new IntakeBench(database, folder.resolve("archive"), 1, folder.resolve("known_hosts"));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static String registrations(int sequence) {
        return "REG_20261120_%06d.ndjson".formatted(sequence);
    }

    private static String csv(int sequence) {
        return "PAY_123026635_20261120_%06d.csv".formatted(sequence);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private List<LandedFile> land(Dropped dropped) throws IOException {
        return hub.bean(Landing.class).land(dropped.batch()).files();
    }

    private void assertChainHolds() {
        assertThat(hub.bean(AuditTrail.class).verify(null).broken()).isNull();
    }

    @Test
    void files_of_one_batch_are_compared_with_one_another_as_with_those_before() throws IOException {
        land(new Dropped(REGISTRATIONS, "in", MODIFIED).with(registrations(1), bytes("one\n")));

        land(new Dropped(REGISTRATIONS, "in", MODIFIED)
                .with(registrations(2), bytes("two\n"))
                .with(registrations(3), bytes("two\n"))
                .with(registrations(4), bytes("one\n"))
                .with("REG_20261121_000002.ndjson", bytes("other\n"))
                .with("REG_20261121_000001.ndjson", bytes("another\n"))
                .with("report.txt", bytes("text\n"))
                .with(registrations(7), bytes("seven\n"))
                .with(registrations(6), bytes("six\n"))
                .with("REG_20261120_000008.ndjson.gz", bytes("no gzip\n"))
                .with("REG_20261120_000002_R1.ndjson", bytes("corrected\n"))
                .with("REG_20261120_000099_R1.ndjson", bytes("corrected too\n")));

        assertThat(hub.files())
                .containsExactly(
                        registrations(1) + " LANDED",
                        registrations(2) + " LANDED",
                        registrations(3) + " REFUSED FILE-DUPLICATE",
                        registrations(4) + " REFUSED FILE-DUPLICATE",
                        "REG_20261121_000002.ndjson REFUSED FILE-SEQUENCE-REUSED",
                        "REG_20261121_000001.ndjson REFUSED FILE-SEQUENCE-REUSED",
                        "report.txt REFUSED FILE-NAME",
                        registrations(7) + " LANDED",
                        registrations(6) + " LANDED",
                        "REG_20261120_000008.ndjson.gz REFUSED FILE-DECOMPRESS",
                        "REG_20261120_000002_R1.ndjson LANDED",
                        "REG_20261120_000099_R1.ndjson LANDED");
        assertThat(hub.jdbc
                        .sql("select f.name || ' ' || w.code from file_warning w join file f on f.id = w.file_id"
                                + " order by f.id")
                        .query(String.class)
                        .list())
                .containsExactly(
                        registrations(7) + " FILE-SEQUENCE-GAP",
                        registrations(6) + " FILE-SEQUENCE-LATE",
                        "REG_20261120_000099_R1.ndjson FILE-ORIGINAL-UNKNOWN");
        assertThat(hub.count("sender_response")).isEqualTo(6);
        assertThat(hub.count("audit where action in ('take', 'refuse')")).isEqualTo(12);
        assertChainHolds();
    }

    @Test
    void a_dry_run_warns_of_what_an_earlier_file_has_and_not_of_its_own_batch() throws IOException {
        land(new Dropped(REGISTRATIONS, "in", MODIFIED).with(registrations(1), bytes("one\n")));

        land(new Dropped(REGISTRATIONS, "test", MODIFIED)
                .with(registrations(1), bytes("one\n"))
                .with(registrations(2), bytes("two\n"))
                .with("REG_20261121_000002.ndjson", bytes("two\n")));

        assertThat(hub.files()).allMatch(file -> file.endsWith(" LANDED")).hasSize(4);
        assertThat(hub.jdbc
                        .sql("select code from file_warning order by code")
                        .query(String.class)
                        .list())
                .containsExactly("FILE-DUPLICATE", "FILE-SEQUENCE-REUSED");
    }

    @Test
    void a_control_file_pairs_with_one_csv_of_its_batch() throws IOException {
        List<LandedFile> landed = land(new Dropped(PAYROLL, "in", MODIFIED)
                .with(csv(1) + ".ctl", bytes("{}"))
                .with(csv(1), bytes("pay\n"))
                .with(csv(1) + ".gz", Gzip.of("other pay\n"))
                .with(csv(2), bytes("no control file\n"))
                .with(csv(3) + ".ctl", bytes("{ }")));

        assertThat(hub.files()).containsExactly(csv(1) + ".ctl PAIRED", csv(1) + " LANDED", csv(3) + ".ctl LANDED");
        assertThat(landed)
                .extracting(LandedFile::source)
                .containsExactly(
                        LandedFile.Source.STAYS,
                        LandedFile.Source.DONE,
                        LandedFile.Source.STAYS,
                        LandedFile.Source.STAYS,
                        LandedFile.Source.STAYS);
        assertThat(landed.get(1).controlName()).isEqualTo(csv(1) + ".ctl");
        assertThat(hub.count("pending_upload where kind = 'CONTROL-MISSING'")).isEqualTo(2);
    }

    @Test
    void a_file_that_the_ledger_does_not_take_stops_no_other_of_its_batch() throws IOException {
        hub.jdbc
                .sql("alter table file add constraint none check (sequence <> 2)")
                .update();

        List<LandedFile> landed = land(new Dropped(PAYROLL, "in", MODIFIED)
                .with(csv(1) + ".ctl", bytes("{}"))
                .with(csv(1), bytes("one\n"))
                .with(csv(2) + ".ctl", bytes("{ }"))
                .with(csv(2), bytes("two\n"))
                .with(csv(3) + ".ctl", bytes("{  }"))
                .with(csv(3), bytes("three\n")));

        assertThat(hub.files())
                .containsExactly(
                        csv(1) + ".ctl PAIRED", csv(1) + " LANDED", csv(3) + ".ctl PAIRED", csv(3) + " LANDED");
        assertThat(landed).hasSize(5);
        assertThat(hub.openAlarms()).containsExactly("LANDING-FAILED");
        assertChainHolds();

        hub.jdbc.sql("alter table file drop constraint none").update();
        land(new Dropped(PAYROLL, "in", MODIFIED)
                .with(csv(2) + ".ctl", bytes("{ }"))
                .with(csv(2), bytes("two\n")));
        assertThat(hub.openAlarms()).isEmpty();
        assertThat(hub.count("file where state = 'PAIRED'")).isEqualTo(3);
    }

    @Test
    void what_is_landed_again_before_it_is_moved_keeps_its_rows() throws IOException {
        Dropped pairs = new Dropped(PAYROLL, "in", MODIFIED);
        for (int sequence = 1; sequence <= 20; sequence++) {
            pairs.with(csv(sequence) + ".ctl", bytes("{\"n\":" + sequence + "}"))
                    .with(csv(sequence), bytes("pay " + sequence + "\n"));
        }
        List<Long> first = land(pairs).stream().map(LandedFile::id).toList();

        List<Long> second = land(pairs).stream().map(LandedFile::id).toList();

        assertThat(second).isEqualTo(first);
        assertThat(hub.count("file")).isEqualTo(40);
        assertThat(hub.count("audit")).isEqualTo(20);
    }

    /** A hub that dies. */
    private static final class Death extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /** A folder whose server is away from the hub after so many renames of a batch. */
    private static final class DiesWhileMoving extends Dropped {

        private final int renames;

        DiesWhileMoving(int renames) {
            super(PAYROLL, "in", MODIFIED);
            this.renames = renames;
        }

        @Override
        public List<Optional<IOException>> rename(List<Rename> all) {
            super.rename(all.subList(0, Math.min(renames, all.size())));
            throw new Death();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 6, 11, 12})
    void a_hub_that_dies_while_it_moves_a_batch_has_landed_each_file_once(int renames) throws Exception {
        try (SftpSite site = new SftpSite(Files.createDirectories(folder.resolve("site")), IntakeBench.SENDERS)) {
            hub.close();
            hub = new IntakeBench(database, folder.resolve("archive"), site);
            DiesWhileMoving dying = new DiesWhileMoving(renames);
            List<String> all = new ArrayList<>();
            for (int sequence = 1; sequence <= 6; sequence++) {
                for (String name : List.of(csv(sequence) + ".ctl", csv(sequence))) {
                    dying.with(name, bytes(name + "\n"));
                    all.add(name);
                }
            }
            LandedBatch landed = hub.bean(Landing.class).land(dying.batch());
            assertThatThrownBy(() -> hub.bean(DropSiteMove.class).move(landed)).isInstanceOf(Death.class);
            // What the dead hub left in the drop folder is what the next one finds.
            List<String> left = dying.list().stream()
                    .map(file -> file.name())
                    .filter(name -> !name.startsWith(".done/"))
                    .toList();
            for (String name : left) {
                site.drop(PAYROLL, name, bytes(name + "\n"));
                Files.setLastModifiedTime(
                        site.in(PAYROLL).resolve(name), java.nio.file.attribute.FileTime.from(MODIFIED));
            }

            hub.startAll();

            await().atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(names(site.in(PAYROLL))).isEmpty());
            await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> assertThat(hub.count("file where source_moved"))
                    .isEqualTo(12));
            assertThat(hub.files())
                    .containsExactlyInAnyOrderElementsOf(all.stream()
                            .map(name -> name + (name.endsWith(".ctl") ? " PAIRED" : " LANDED"))
                            .toList());
            assertThat(names(site.in(PAYROLL).resolve(".done"))).hasSize(left.size());
            assertChainHolds();
        }
    }

    /** Batches of a random mixture give what the same files give one by one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_batch_gives_what_its_files_give_one_by_one(long seed) throws IOException {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int sequence = 1 + random.nextInt(12);
            String name =
                    switch (random.nextInt(6)) {
                        case 0 -> csv(sequence) + ".ctl";
                        case 1 -> csv(sequence) + ".gz";
                        case 2 -> "PAY_999999998_20261120_%06d.csv".formatted(sequence);
                        case 3 -> "PAY_123026635_20261121_%06d.csv".formatted(sequence);
                        default -> csv(sequence);
                    };
            if (!names.contains(name)) {
                names.add(name);
                contents.add(
                        name.endsWith(".gz") && random.nextBoolean()
                                ? Gzip.of("c" + random.nextInt(5))
                                : bytes("c" + random.nextInt(5)));
            }
        }
        Dropped together = new Dropped(PAYROLL, "in", MODIFIED);
        for (int i = 0; i < names.size(); i++) {
            together.with(names.get(i), contents.get(i));
        }
        land(together);
        try (IntakeBench other =
                new IntakeBench(TestDatabase.fresh(), folder.resolve("other"), 1, folder.resolve("known_hosts"))) {
            for (int i = 0; i < names.size(); i++) {
                other.bean(Landing.class)
                        .land(new Dropped(PAYROLL, "in", MODIFIED)
                                .with(names.get(i), contents.get(i))
                                .batch());
            }

            assertThat(hub.files()).isEqualTo(other.files());
            String details = "select coalesce(string_agg(f.name || coalesce(w.code, '') || coalesce(c.name, '')"
                    + " || coalesce(f.content_sha256, ''), ';' order by f.id), '') from file f"
                    + " left join file_warning w on w.file_id = f.id left join file c on c.id = f.control_file";
            assertThat(hub.jdbc.sql(details).query(String.class).single())
                    .isEqualTo(other.jdbc.sql(details).query(String.class).single());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
