// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake;

import static ca.tradeshub.intake.IntakeBench.PAYROLL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ca.tradeshub.ledger.response.FileReport;
import ca.tradeshub.ledger.response.FileReports;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which responses are due, who takes them, and what they report of changes meanwhile; nothing is written to a server. */
class DueResponsesTest {

    private static final Duration AT_ONCE = Duration.ZERO;
    private static final List<String> NO_SENDERS = List.of();
    private static final int NO_SERVER = 1;

    @TempDir
    private Path folder;

    private IntakeBench hub;
    private RespondedFiles files;

    @BeforeEach
    void start() {
        hub = new IntakeBench(
                TestDatabase.fresh(), folder.resolve("archive"), NO_SERVER, folder.resolve("known_hosts"));
        files = new RespondedFiles(hub);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Test
    void changes_are_collected_for_a_while_as_long_as_records_are_pending() {
        long file = files.appliedFile(1);
        addPendingRecord(file);
        SenderResponses responses = hub.bean(SenderResponses.class);
        SenderResponses.Due receipt = responses.take(10, AT_ONCE, NO_SENDERS).get(0);
        written(receipt, hub.bean(FileReports.class).read(receipt, 10).saw());

        files.deliver(file, 2);
        assertThat(responses.take(10, Duration.ofMinutes(1), NO_SENDERS)).isEmpty();
        hub.clock.advance(Duration.ofMinutes(2));
        SenderResponses.Due status =
                responses.take(10, Duration.ofMinutes(1), NO_SENDERS).get(0);
        written(status, hub.bean(FileReports.class).read(status, 10).saw());

        files.deliver(file, 6);
        assertThat(responses.take(10, Duration.ofMinutes(1), NO_SENDERS))
                .as("what is left is held and rejected")
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"9999, 1", "20000, 2", "99999, 9", "2000000, 10"})
    void changes_of_a_large_file_are_collected_for_longer(int records, int delays) {
        long file = files.appliedFile(1);
        hub.jdbc
                .sql("update file set records = :records where id = :id")
                .param("records", records)
                .param("id", file)
                .update();
        addPendingRecord(file);
        SenderResponses responses = hub.bean(SenderResponses.class);
        SenderResponses.Due receipt =
                responses.take(10, Duration.ofMinutes(1), NO_SENDERS).get(0);
        written(receipt, hub.bean(FileReports.class).read(receipt, 10).saw());
        files.deliver(file, 2);

        hub.clock.advance(Duration.ofMinutes(delays).minusSeconds(1));
        assertThat(responses.take(10, Duration.ofMinutes(1), NO_SENDERS)).isEmpty();
        hub.clock.advance(Duration.ofSeconds(1));

        assertThat(responses.take(10, Duration.ofMinutes(1), NO_SENDERS)).hasSize(1);
    }

    @Test
    void changes_of_a_large_file_without_pending_records_are_collected_while_keys_of_large_files_wait() {
        long file = files.appliedFile(1);
        hub.jdbc
                .sql("update file set records = 10000 where id = :id")
                .param("id", file)
                .update();
        SenderResponses responses = hub.bean(SenderResponses.class);
        SenderResponses.Due receipt =
                responses.take(10, Duration.ofMinutes(1), NO_SENDERS).get(0);
        written(receipt, hub.bean(FileReports.class).read(receipt, 10).saw());
        hub.jdbc
                .sql("insert into dirty_key (bulk, kind, key) values (true, 'person', 'client:1')")
                .update();

        files.deliver(file, 2);
        assertThat(responses.take(10, Duration.ofMinutes(1), NO_SENDERS)).isEmpty();

        hub.jdbc.sql("update dirty_key set bulk = false").update();
        assertThat(responses.take(10, Duration.ofMinutes(1), NO_SENDERS))
                .as("keys of small files move few records of it")
                .hasSize(1);
    }

    @Test
    void a_change_while_a_response_is_being_written_is_not_lost() {
        long file = files.appliedFile(1);
        SenderResponses responses = hub.bean(SenderResponses.class);
        SenderResponses.Due receipt = responses.take(10, AT_ONCE, NO_SENDERS).get(0);
        FileReport content = hub.bean(FileReports.class).read(receipt, 10);
        files.deliver(file, 2);
        written(receipt, content.saw());

        List<SenderResponses.Due> next = responses.take(10, AT_ONCE, NO_SENDERS);

        assertThat(next).singleElement().satisfies(due -> assertThat(due.isReceipt())
                .isFalse());
        assertThat(hub.bean(FileReports.class).read(next.get(0), 10).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.line()).isEqualTo(2));
    }

    @Test
    void a_change_made_before_the_receipt_but_committed_after_it_is_reported() throws Exception {
        long file = files.appliedFile(1);
        SenderResponses responses = hub.bean(SenderResponses.class);
        SenderResponses.Due receipt;
        FileReport content;
        try (var slow = hub.database.getConnection();
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute(RespondedFiles.sending(file, 2));
            receipt = responses.take(10, AT_ONCE, NO_SENDERS).get(0);
            content = hub.bean(FileReports.class).read(receipt, 10);
            slow.commit();
        }
        written(receipt, content.saw());
        responses.due(file);

        assertThat(hub.bean(FileReports.class)
                        .read(responses.take(10, AT_ONCE, NO_SENDERS).get(0), 10)
                        .changes())
                .extracting(FileReport.Change::line)
                .containsExactly(2);
    }

    @Test
    void a_line_changed_when_the_message_in_force_was_sent_or_a_newer_one_that_is_a_dead_letter() {
        long file = files.appliedFile(1);
        SenderResponses responses = hub.bean(SenderResponses.class);
        FileReports reports = hub.bean(FileReports.class);
        SenderResponses.Due receipt = responses.take(10, AT_ONCE, NO_SENDERS).get(0);
        written(receipt, reports.read(receipt, 10).saw());
        files.deliver(file, 2);
        sentAt(1, "2030-01-01T00:00:00Z");

        SenderResponses.Due status = responses.take(10, AT_ONCE, NO_SENDERS).get(0);
        assertThat(reports.read(status, 10).changes())
                .extracting(FileReport.Change::at)
                .containsExactly(Instant.parse("2030-01-01T00:00:00Z"));

        hub.jdbc
                .sql(RespondedFiles.sending(file, 2)
                        .replace("'message of", "'second of")
                        .replace("1, 'NEW'", "2, 'AMEND'"))
                .update();
        sentAt(2, "2030-02-01T00:00:00Z");
        assertThat(reports.read(status, 10).changes())
                .extracting(FileReport.Change::at)
                .containsExactly(Instant.parse("2030-02-01T00:00:00Z"));

        hub.jdbc
                .sql("insert into dead_letter (id, since) select id, now() from message where version = 2")
                .update();
        assertThat(reports.read(status, 10).changes())
                .extracting(FileReport.Change::at)
                .containsExactly(Instant.parse("2030-02-01T00:00:00Z"));
    }

    private void sentAt(int version, String at) {
        hub.jdbc
                .sql("update delayed_message d set sent_at = cast(:at as timestamptz) from message m"
                        + " where m.id = d.id and m.version = :version")
                .param("at", at)
                .param("version", version)
                .update();
    }

    @Test
    void the_reports_of_many_files_read_together_are_those_read_one_by_one() {
        long moved = files.appliedFile(1);
        long still = files.appliedFile(2);
        SenderResponses responses = hub.bean(SenderResponses.class);
        FileReports reports = hub.bean(FileReports.class);
        for (SenderResponses.Due receipt : responses.take(10, AT_ONCE, NO_SENDERS)) {
            written(receipt, reports.read(receipt, 10).saw());
        }
        files.deliver(moved, 2);
        files.deliver(moved, 4);
        responses.due(still);
        files.appliedFile(3);
        files.refusedFile(PAYROLL, "x.csv");
        List<SenderResponses.Due> due = responses.take(10, AT_ONCE, NO_SENDERS);

        Map<Long, FileReport> together = reports.read(due, 1);

        assertThat(together).hasSize(4);
        assertThat(together.get(moved).changes()).hasSize(1);
        assertThat(together.get(moved).changesTotal()).isEqualTo(2);
        assertThat(together.get(still).changesTotal()).isZero();
        for (SenderResponses.Due each : due) {
            assertThat(together.get(each.fileId()))
                    .usingRecursiveComparison()
                    .ignoringFields("saw")
                    .isEqualTo(reports.read(each, 1));
        }
    }

    @Test
    void of_responses_marked_together_that_of_a_file_that_changed_meanwhile_is_due_again() {
        long moved = files.appliedFile(1);
        files.appliedFile(2);
        SenderResponses responses = hub.bean(SenderResponses.class);
        List<SenderResponses.Due> due = responses.take(10, AT_ONCE, NO_SENDERS);
        Map<Long, SenderResponses.Due> renewed = responses.renew(due);
        Map<Long, FileReport> reports = hub.bean(FileReports.class).read(renewed.values(), 10);
        files.deliver(moved, 2);

        responses.written(renewed.values().stream()
                .map(each -> new SenderResponses.Written(
                        each, reports.get(each.fileId()).saw()))
                .toList());

        assertThat(responses.take(10, AT_ONCE, NO_SENDERS)).singleElement().satisfies(next -> assertThat(next.fileId())
                .isEqualTo(moved));
    }

    @Test
    void a_locked_row_is_waited_for_alone() throws Exception {
        long locked = files.appliedFile(1);
        long free = files.appliedFile(2);
        SenderResponses responses = hub.bean(SenderResponses.class);
        List<SenderResponses.Due> due = responses.take(10, AT_ONCE, NO_SENDERS);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (var holder = hub.database.getConnection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("update sender_response set due_since = due_since where file_id = " + locked);
            Future<Map<Long, SenderResponses.Due>> renewing = other.submit(() -> responses.renew(due));
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() ->
                            hub.count("sender_response where file_id = " + free + " and next_attempt_at > due_since")
                                            == 1
                                    && hub.count(
                                                    "pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
                                            == 1);
            holder.commit();
            assertThat(renewing.get(60, TimeUnit.SECONDS)).containsOnlyKeys(locked, free);
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void a_status_reports_everything_since_the_receipt_not_since_the_last_status() {
        long file = files.appliedFile(1);
        SenderResponses responses = hub.bean(SenderResponses.class);
        FileReports reports = hub.bean(FileReports.class);
        SenderResponses.Due receipt = responses.take(10, AT_ONCE, NO_SENDERS).get(0);
        written(receipt, reports.read(receipt, 10).saw());
        files.deliver(file, 2);
        SenderResponses.Due status = responses.take(10, AT_ONCE, NO_SENDERS).get(0);
        written(status, reports.read(status, 10).saw());
        responses.due(file);

        SenderResponses.Due next = responses.take(10, AT_ONCE, NO_SENDERS).get(0);

        assertThat(reports.read(next, 10).changes())
                .extracting(FileReport.Change::line)
                .containsExactly(2);
    }

    @Test
    void the_responses_of_other_senders_are_not_postponed() {
        long file = files.appliedFile(1);
        files.refusedFile(IntakeBench.REGISTRATIONS, "REG_20261120_000001.ndjson");
        SenderResponses responses = hub.bean(SenderResponses.class);

        responses.postponeAll(IntakeBench.REGISTRATIONS, Duration.ofMinutes(5));

        assertThat(responses.take(10, AT_ONCE, NO_SENDERS))
                .extracting(SenderResponses.Due::fileId)
                .containsExactly(file);
    }

    /** Another transaction locks many of these rows one after the other. */
    @Test
    void the_responses_of_a_sender_are_postponed_without_waiting_for_one_that_is_locked() throws Exception {
        long locked = files.appliedFile(1);
        files.appliedFile(2);
        SenderResponses responses = hub.bean(SenderResponses.class);
        try (var holder = hub.database.getConnection();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("update sender_response set due_since = due_since where file_id = " + locked);

            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> responses.postponeAll(PAYROLL, Duration.ofMinutes(5)));
            holder.rollback();
        }

        assertThat(responses.take(10, AT_ONCE, NO_SENDERS))
                .extracting(SenderResponses.Due::fileId)
                .containsExactly(locked);
    }

    @Test
    void two_hubs_take_a_response_once() {
        files.appliedFile(1);
        files.appliedFile(2);

        assertThat(hub.bean(SenderResponses.class).take(1, AT_ONCE, NO_SENDERS)).hasSize(1);
        assertThat(hub.bean(SenderResponses.class).take(10, AT_ONCE, NO_SENDERS))
                .hasSize(1);
        assertThat(hub.bean(SenderResponses.class).take(10, AT_ONCE, NO_SENDERS))
                .isEmpty();
    }

    @Test
    void a_response_that_a_killed_hub_has_taken_is_taken_after_its_lease_and_not_before() {
        files.refusedFile(IntakeBench.REGISTRATIONS, "REG_20261120_000001.ndjson");
        SenderResponses responses = hub.bean(SenderResponses.class);
        assertThat(responses.take(10, AT_ONCE, NO_SENDERS)).hasSize(1);

        hub.clock.advance(Duration.ofSeconds(119));
        assertThat(responses.take(10, AT_ONCE, NO_SENDERS)).isEmpty();
        hub.clock.advance(Duration.ofSeconds(1));

        assertThat(responses.take(10, AT_ONCE, NO_SENDERS)).hasSize(1);
    }

    @Test
    void a_lease_is_renewed_when_the_writing_begins_unless_another_hub_has_the_response() {
        files.refusedFile(IntakeBench.REGISTRATIONS, "REG_20261120_000001.ndjson");
        SenderResponses responses = hub.bean(SenderResponses.class);
        SenderResponses.Due first = responses.take(10, AT_ONCE, NO_SENDERS).get(0);
        hub.clock.advance(Duration.ofSeconds(119));

        SenderResponses.Due renewed = responses.renew(List.of(first)).get(first.fileId());
        hub.clock.advance(Duration.ofSeconds(119));

        assertThat(responses.take(10, AT_ONCE, NO_SENDERS)).isEmpty();
        hub.clock.advance(Duration.ofSeconds(1));
        SenderResponses.Due second = responses.take(10, AT_ONCE, NO_SENDERS).get(0);
        assertThat(responses.renew(List.of(renewed))).isEmpty();
        written(responses.renew(List.of(second)).get(second.fileId()), "1:1:");
        assertThat(responses.renew(List.of(second))).isEmpty();
        assertThat(responses.take(10, AT_ONCE, NO_SENDERS)).isEmpty();
    }

    private void written(SenderResponses.Due due, String saw) {
        hub.bean(SenderResponses.class).written(List.of(new SenderResponses.Written(due, saw)));
    }

    private void addPendingRecord(long file) {
        hub.jdbc
                .sql(
                        """
                        insert into record (file_id, line, byte_offset, byte_length, feed, record_key, amount,
                                            state, changed_at)
                        values (:id, 6, 0, 1, 'P', 'k6', 0, 'PENDING', now())
                        """)
                .param("id", file)
                .update();
        hub.jdbc
                .sql("insert into balance_delta (file_id, state, records, amount) values (:id, 'PENDING', 1, 0)")
                .param("id", file)
                .update();
    }
}
