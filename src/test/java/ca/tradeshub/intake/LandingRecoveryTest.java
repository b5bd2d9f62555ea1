// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static ca.tradeshub.intake.IntakeBench.PAYROLL;
import static ca.tradeshub.intake.IntakeBench.REGISTRATIONS;
import static ca.tradeshub.testing.SftpSite.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.intake.landing.Inbox;
import ca.tradeshub.intake.landing.Inboxes;
import ca.tradeshub.intake.landing.LandedFile;
import ca.tradeshub.intake.landing.Landing;
import ca.tradeshub.intake.source.ListedFile;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.testing.Dropped;
import ca.tradeshub.testing.SftpSite;
import ca.tradeshub.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that dies between any two steps of landing, and hubs that land side by side. */
class LandingRecoveryTest {

    private static final String NAME = "REG_20261120_000001.ndjson";
    private static final byte[] BYTES = "some bytes\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final DataSource database = TestDatabase.fresh();
    private SftpSite site;
    private IntakeBench hub;

    @BeforeEach
    void start() throws IOException {
        site = new SftpSite(Files.createDirectories(folder.resolve("site")), IntakeBench.SENDERS);
        hub = anotherHub();
    }

    @AfterEach
    void stop() {
        hub.close();
        site.close();
    }

    private IntakeBench anotherHub() {
        return new IntakeBench(database, folder.resolve("archive"), site);
    }

    private static void eventually(ThrowingRunnable check) {
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .untilAsserted(check);
    }

    private LandedFile land(String sender, String name, byte[] bytes) throws IOException {
        Instant modified = Files.getLastModifiedTime(site.in(sender).resolve(name))
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS);
        return new Dropped(sender, "in", modified).with(name, bytes).land(hub.bean(Landing.class));
    }

    /** A CSV and its control file that are landed and still lie in the drop folder; the CSV's name. */
    private String landedPair() throws IOException {
        String csv = "PAY_123026635_20261120_000003.csv";
        for (String name : List.of(csv + ".ctl", csv)) {
            site.drop(PAYROLL, name, BYTES);
            land(PAYROLL, name, BYTES);
        }
        return csv;
    }

    @Test
    void dead_while_the_bytes_arrive_leaves_nothing_that_counts() {
        Dropped dies = new Dropped(REGISTRATIONS, "in", Instant.EPOCH) {
            @Override
            public InputStream open(ListedFile file) throws IOException {
                return new SequenceInputStream(super.open(file), new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("gone");
                    }
                });
            }
        };
        dies.with(NAME, new byte[1_000_000]);

        assertThatThrownBy(() -> dies.land(hub.bean(Landing.class))).isInstanceOf(IOException.class);

        assertThat(hub.files()).isEmpty();
        assertThat(names(folder.resolve("archive/incoming"))).isEmpty();
    }

    @Test
    void dead_after_the_archive_and_before_the_ledger_lands_once_from_the_source() throws IOException {
        site.drop(REGISTRATIONS, NAME, BYTES);
        hub.bean(Archive.class).store(new ByteArrayInputStream(BYTES), 1000);

        hub.startAll();

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(NAME));
        assertThat(hub.files()).containsExactly(NAME + " LANDED");
    }

    @Test
    void dead_after_the_ledger_and_before_the_move_is_only_moved() throws IOException {
        site.drop(REGISTRATIONS, NAME, BYTES);
        LandedFile landed = land(REGISTRATIONS, NAME, BYTES);

        hub.startAll();

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(NAME));
        assertThat(hub.files()).containsExactly(NAME + " LANDED");
        eventually(() -> assertThat(hub.offered).containsExactly(landed.id()));
        eventually(() -> assertThat(hub.count("file where source_moved")).isEqualTo(1));
    }

    @Test
    void dead_after_a_refusal_and_before_the_move_is_only_moved_and_answered_once() throws IOException {
        site.drop(REGISTRATIONS, "report.txt", BYTES);
        land(REGISTRATIONS, "report.txt", BYTES);

        hub.startAll();

        eventually(() ->
                assertThat(names(site.in(REGISTRATIONS).resolve(".refused"))).containsExactly("report.txt"));
        assertThat(hub.files()).containsExactly("report.txt REFUSED FILE-NAME");
        eventually(() -> assertThat(names(site.out(REGISTRATIONS)))
                .containsExactly("report.txt.receipt.html", "report.txt.receipt.json"));
    }

    @Test
    void dead_after_the_move_and_before_the_ledger_hears_of_it_knows_from_the_next_listing() throws IOException {
        site.drop(REGISTRATIONS, NAME, BYTES);
        land(REGISTRATIONS, NAME, BYTES);
        Path done = Files.createDirectories(site.in(REGISTRATIONS).resolve(".done"));
        Files.move(site.in(REGISTRATIONS).resolve(NAME), done.resolve(NAME));

        hub.startAll();

        eventually(() -> assertThat(hub.count("file where source_moved")).isEqualTo(1));
        site.drop(REGISTRATIONS, NAME, BYTES);
        eventually(() -> assertThat(hub.files()).containsExactly(NAME + " LANDED", NAME + " REFUSED FILE-DUPLICATE"));
        eventually(() -> assertThat(names(site.out(REGISTRATIONS)))
                .containsExactly(NAME + ".2.receipt.html", NAME + ".2.receipt.json"));
    }

    @Test
    void dead_after_a_csv_is_registered_and_before_it_is_moved_moves_it_and_its_control_file() throws IOException {
        String csv = landedPair();

        hub.startAll();

        Path done = site.in(PAYROLL).resolve(".done");
        eventually(() -> assertThat(names(done)).containsExactly(csv, csv + ".ctl"));
        assertThat(hub.files()).containsExactlyInAnyOrder(csv + ".ctl PAIRED", csv + " LANDED");
        eventually(() -> assertThat(hub.count("file where source_moved")).isEqualTo(2));
        assertThat(hub.count("pending_upload")).isZero();
    }

    @Test
    void dead_after_moving_a_control_file_before_its_csv_moves_the_csv_after_it() throws IOException {
        String csv = landedPair();
        Path done = Files.createDirectories(site.in(PAYROLL).resolve(".done"));
        Files.move(site.in(PAYROLL).resolve(csv + ".ctl"), done.resolve(csv + ".ctl"));

        hub.startAll();

        eventually(() -> assertThat(names(done)).containsExactly(csv, csv + ".ctl"));
        assertThat(hub.files()).containsExactlyInAnyOrder(csv + ".ctl PAIRED", csv + " LANDED");
    }

    @Test
    void dead_between_moving_a_csv_and_its_control_file_moves_the_control_file_after_it() throws IOException {
        String csv = landedPair();
        Path done = Files.createDirectories(site.in(PAYROLL).resolve(".done"));
        Files.move(site.in(PAYROLL).resolve(csv), done.resolve(csv));

        hub.startAll();

        eventually(() -> assertThat(names(done)).containsExactly(csv, csv + ".ctl"));
        assertThat(hub.files()).containsExactlyInAnyOrder(csv + ".ctl PAIRED", csv + " LANDED");
        eventually(() -> assertThat(hub.count("file where source_moved")).isEqualTo(2));
    }

    @Test
    void a_control_file_that_is_away_for_one_look_and_comes_back_is_landed_once() throws IOException {
        String control = "PAY_123026635_20261120_000003.csv.ctl";
        hub.startAll();
        site.drop(PAYROLL, control, "{}");
        eventually(() -> assertThat(hub.files()).containsExactly(control + " LANDED"));
        Files.delete(site.in(PAYROLL).resolve(control));
        eventually(() -> assertThat(hub.count("file where source_moved")).isEqualTo(1));

        site.drop(PAYROLL, control, "{}");

        eventually(() -> assertThat(hub.count("file where source_moved")).isZero());
        assertThat(hub.files()).containsExactly(control + " LANDED");
        site.drop(PAYROLL, "PAY_123026635_20261120_000003.csv", "line_id\n");
        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".done"))).hasSize(2));
        assertThat(hub.files()).containsExactly(control + " PAIRED", "PAY_123026635_20261120_000003.csv LANDED");
        assertThat(names(site.out(PAYROLL))).isEmpty();
    }

    @Test
    void a_control_file_repeated_after_its_pair_was_taken_is_refused_as_a_duplicate_and_raises_no_alarm()
            throws IOException {
        String csv = landedPair();
        hub.startAll();
        Path done = site.in(PAYROLL).resolve(".done");
        eventually(() -> assertThat(names(done)).containsExactly(csv, csv + ".ctl"));
        site.drop(PAYROLL, csv + ".ctl", BYTES);
        eventually(() -> assertThat(hub.count("file where role = 'control' and state = 'LANDED'"))
                .isEqualTo(1));

        hub.clock.advance(IntakeBench.LIMIT.plusMinutes(1));

        eventually(() -> assertThat(hub.files())
                .containsExactlyInAnyOrder(csv + ".ctl PAIRED", csv + " LANDED", csv + ".ctl REFUSED FILE-DUPLICATE"));
        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".refused"))).containsExactly(csv + ".ctl"));
        eventually(() -> assertThat(names(site.out(PAYROLL)))
                .containsExactly(csv + ".ctl.2.receipt.html", csv + ".ctl.2.receipt.json"));
        assertThat(hub.openAlarms()).isEmpty();
    }

    @Test
    void a_pair_that_is_repeated_together_is_refused_together() throws IOException {
        String csv = landedPair();
        hub.startAll();
        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".done"))).hasSize(2));

        site.drop(PAYROLL, csv + ".ctl", BYTES);
        site.drop(PAYROLL, csv, BYTES);

        eventually(() -> assertThat(names(site.in(PAYROLL).resolve(".refused"))).containsExactly(csv, csv + ".ctl"));
        assertThat(hub.files()).contains(csv + " REFUSED FILE-DUPLICATE");
    }

    @Test
    void the_source_is_moved_only_after_the_bytes_and_the_ledger_are_durable() throws IOException {
        // The ledger cannot be written: the source must stay where it is.
        hub.jdbc
                .sql("alter table file add constraint nothing check (size_bytes < 0)")
                .update();
        site.drop(REGISTRATIONS, NAME, BYTES);
        hub.startAll();

        eventually(() -> assertThat(hub.openAlarms()).containsExactly("LANDING-FAILED"));
        assertThat(names(site.in(REGISTRATIONS))).containsExactly(NAME);

        hub.jdbc.sql("alter table file drop constraint nothing").update();

        eventually(
                () -> assertThat(names(site.in(REGISTRATIONS).resolve(".done"))).containsExactly(NAME));
        eventually(() -> assertThat(hub.openAlarms()).isEmpty());
    }

    @Test
    void two_hubs_and_one_drop_folder_land_each_file_once() {
        try (IntakeBench other = anotherHub()) {
            hub.startAll();
            other.startAll();
            List<String> dropped = IntStream.rangeClosed(1, 40)
                    .mapToObj(i -> "REG_20261120_%06d.ndjson".formatted(i))
                    .toList();
            dropped.forEach(name -> site.drop(REGISTRATIONS, name, ("content of " + name).repeat(2000)));

            Path done = site.in(REGISTRATIONS).resolve(".done");
            eventually(() -> assertThat(names(site.in(REGISTRATIONS))).isEmpty());
            eventually(() -> assertThat(names(done)).containsExactlyElementsOf(dropped));
            assertThat(hub.files())
                    .containsExactlyInAnyOrderElementsOf(
                            dropped.stream().map(name -> name + " LANDED").toList());
            eventually(() -> assertThat(hub.count("file where source_moved")).isEqualTo(40));
            assertThat(names(site.in(REGISTRATIONS).resolve(".refused"))).isEmpty();
        }
    }

    @Test
    void another_hub_that_read_the_file_before_it_was_moved_leaves_it_alone() throws IOException {
        site.drop(REGISTRATIONS, NAME, BYTES);
        Inbox slow = hub.bean(Inboxes.class).of(new InboxId(REGISTRATIONS, false));
        slow.begin(null, null);
        try (IntakeBench fast = anotherHub()) {
            fast.startAll();
            eventually(() -> assertThat(fast.count("file where source_moved")).isEqualTo(1));
        }

        LandedFile landed = new Dropped(REGISTRATIONS, "in", Instant.EPOCH)
                .with(NAME, BYTES)
                .land(hub.bean(Landing.class));

        assertThat(landed.source()).isEqualTo(LandedFile.Source.STAYS);
        assertThat(landed.waitsForProcessing()).isFalse();
        assertThat(hub.files()).containsExactly(NAME + " LANDED");
    }
}
