// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ca.tradeshub.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

class FileQueueTest {

    private static final long LARGE = 1000;
    private static final int TOGETHER = 4;
    private static final long SIZE_TOGETHER = 500;

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final FileQueue files = queue(TOGETHER);
    private final FileQueue oneByOne = queue(1);

    private FileQueue queue(int together) {
        return new FileQueue(
                jdbc,
                new FileLedger(jdbc),
                new LargeFileSettings(DataSize.ofBytes(LARGE), 1),
                new FileGroupSettings(together, DataSize.ofBytes(SIZE_TOGETHER)));
    }

    private long landed(int sequence, long size) {
        return landed("registrations", sequence, size);
    }

    private long landed(String feed, int sequence, long size) {
        return landed(feed, "", sequence, size);
    }

    private long landed(String feed, String employer, int sequence, long size) {
        return jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, size_bytes, received_at, state)
                        values ('s', :feed, 'n', 'n', :employer, '2026-11-20', :sequence, repeat('a', 64), :size, now(),
                                'LANDED')
                        returning id
                        """)
                .param("feed", feed)
                .param("employer", employer)
                .param("sequence", sequence)
                .param("size", size)
                .query(Long.class)
                .single();
    }

    private void leasesEndEarlierBy(String interval) {
        jdbc.sql(
                        "update file set leased_until = leased_until - cast(:interval as interval) where leased_until is not null")
                .param("interval", interval)
                .update();
    }

    private FileLease leased() {
        landed(1, 1);
        return Objects.requireNonNull(oneByOne.next()).leases().get(0);
    }

    private String endOfLease(FileLease lease) {
        return jdbc.sql("select cast(leased_until as text) from file where id = :id")
                .param("id", lease.fileId())
                .query(String.class)
                .single();
    }

    private boolean isLeasedForLongerThan(FileLease lease, String interval) {
        return jdbc.sql(
                        "select leased_until > clock_timestamp() + cast(:interval as interval) from file where id = :id")
                .param("id", lease.fileId())
                .param("interval", interval)
                .query(Boolean.class)
                .single();
    }

    private void applied(long file) {
        jdbc.sql("update file set state = 'APPLIED' where id = :id")
                .param("id", file)
                .update();
    }

    /** The ids of the files that a queue leases next; none when it leases nothing. */
    private static List<Long> next(FileQueue queue) {
        FileGroup group = queue.next();
        return group == null
                ? List.of()
                : group.leases().stream().map(FileLease::fileId).toList();
    }

    @ParameterizedTest
    @CsvSource({"1 minute 55 seconds, false", "2 minutes, true", "-1 day, true", "-10 seconds, false"})
    void a_lease_ends_after_two_minutes_of_the_database_whatever_clock_wrote_it(String earlier, boolean isFree) {
        long file = landed(1, 1);
        files.next();

        leasesEndEarlierBy(earlier);

        assertThat(next(files)).isEqualTo(isFree ? List.of(file) : List.of());
    }

    @Test
    void a_large_file_waits_while_another_is_processed_and_small_ones_pass_it() {
        long first = landed("payroll", "1", 1, LARGE);
        long second = landed("payroll", "2", 2, LARGE);
        long small = landed("payroll", "3", 3, LARGE - 1);

        assertThat(next(files)).containsExactly(first);
        assertThat(next(files)).containsExactly(small);
        assertThat(next(files)).isEmpty();

        applied(first);
        assertThat(next(files)).containsExactly(second);
    }

    @Test
    void a_large_file_has_its_turn_while_small_ones_wait() {
        long large = landed("payroll", "1", 1, LARGE);
        landed("payroll", "2", 2, 1);

        assertThat(next(files)).containsExactly(large);
    }

    @Test
    void a_large_file_whose_worker_fell_silent_holds_up_no_other() {
        long first = landed("payroll", "1", 1, LARGE);
        long second = landed("payroll", "2", 2, LARGE);
        files.next();

        leasesEndEarlierBy("3 minutes");

        assertThat(next(files)).containsExactly(first);
        applied(first);
        assertThat(next(files)).containsExactly(second);
    }

    @Test
    void a_file_whose_worker_takes_long_over_a_transaction_holds_up_no_other() throws SQLException {
        long first = landed(1, 1);
        long second = landed(2, 1);
        oneByOne.next();
        leasesEndEarlierBy("3 minutes");

        try (Connection worker = database.getConnection();
                Statement statement = worker.createStatement()) {
            worker.setAutoCommit(false);
            statement.executeUpdate("update file set leased_until = now() where id = " + first);

            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> assertThat(next(oneByOne)).containsExactly(second));
            worker.rollback();
        }
        assertThat(next(oneByOne)).containsExactly(first);
    }

    @Test
    void a_lease_is_renewed_once_a_quarter_of_it_has_passed() {
        FileLease lease = leased();
        FileLedger ledger = new FileLedger(jdbc);
        String end = endOfLease(lease);

        ledger.renew(lease);
        assertThat(endOfLease(lease)).isEqualTo(end);

        leasesEndEarlierBy("31 seconds");
        ledger.renew(lease);
        assertThat(isLeasedForLongerThan(lease, "100 seconds")).isTrue();

        leasesEndEarlierBy("3 minutes");
        ledger.renew(lease);
        assertThat(isLeasedForLongerThan(lease, "100 seconds")).isTrue();

        leasesEndEarlierBy("-1 day");
        ledger.renew(lease);
        assertThat(isLeasedForLongerThan(lease, "3 minutes")).isFalse();
    }

    @Test
    void no_other_worker_takes_a_file_while_a_batch_is_stored_with_its_lease() {
        FileLease lease = leased();

        new TransactionTemplate(new DataSourceTransactionManager(database)).executeWithoutResult(batch -> {
            new FileLedger(jdbc).renew(lease);
            assertThat(isLockedForOthers(lease)).isTrue();
        });

        assertThat(isLockedForOthers(lease)).isFalse();
    }

    private boolean isLockedForOthers(FileLease lease) {
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select id from file where id = " + lease.fileId() + " for update skip locked")) {
            return !rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_file_whose_stream_has_a_worker_comes_last() {
        long registrations = landed("registrations", 1, 1);
        long laterRegistrations = landed("registrations", 2, 1);
        long pay = landed("payroll", 3, 1);

        assertThat(next(oneByOne)).containsExactly(registrations);
        assertThat(next(oneByOne)).containsExactly(pay);
        assertThat(next(oneByOne)).containsExactly(laterRegistrations);
    }

    @Test
    void registrations_and_certificates_go_before_pay() {
        long pay = landed("payroll", "1", 1, 1);
        long laterPay = landed("payroll", "2", 2, 1);
        long registrations = landed("registrations", 3, 1);
        long certificates = landed("certificates", 4, 1);

        assertThat(next(oneByOne)).containsExactly(registrations);
        assertThat(next(oneByOne)).containsExactly(certificates);
        assertThat(next(oneByOne)).containsExactly(pay);
        assertThat(next(oneByOne)).containsExactly(laterPay);
        assertThat(next(oneByOne)).isEmpty();
    }

    @Test
    void a_file_that_another_transaction_has_is_passed_over() throws SQLException {
        long registrations = landed(1, 1);
        long pay = landed("payroll", 2, 1);
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.executeUpdate("update file set size_bytes = 2 where id = " + registrations);

            assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> assertThat(next(files)).containsExactly(pay));
            other.rollback();
        }
    }

    @Test
    void small_files_of_a_feed_are_leased_together_as_far_as_the_settings_allow() {
        long first = landed("payroll", "1", 1, 100);
        landed("certificates", 1, 1);
        long second = landed("payroll", "2", 1, 150);
        long sameEmployer = landed("payroll", "1", 2, 50);
        long fourth = landed("payroll", "3", 1, 100);
        long fifth = landed("payroll", "4", 1, 300);
        long beyondSize = landed("payroll", "5", 1, 201);
        files.next();

        assertThat(next(files)).containsExactly(first, second, sameEmployer, fourth);
        assertThat(next(files)).containsExactly(fifth);
        assertThat(next(files)).containsExactly(beyondSize);
    }

    @Test
    void a_file_that_fills_the_group_to_the_byte_still_joins_it() {
        long first = landed("payroll", "1", 1, SIZE_TOGETHER - 1);
        long second = landed("payroll", "2", 1, 1);

        assertThat(next(files)).containsExactly(first, second);
    }

    @Test
    void files_of_the_employer_of_the_first_file_join_before_others() {
        long first = landed("payroll", "1", 1, 1);
        long second = landed("payroll", "2", 1, 1);
        long third = landed("payroll", "3", 1, 1);
        long sameEmployer = landed("payroll", "1", 2, 1);

        assertThat(next(queue(3))).containsExactly(first, second, sameEmployer);
        assertThat(next(queue(3))).containsExactly(third);
    }

    @Test
    void files_of_a_stream_that_a_worker_has_do_not_join_a_group() {
        long first = landed("payroll", "1", 1, SIZE_TOGETHER);
        long sameStream = landed("payroll", "1", 2, 1);
        long second = landed("payroll", "2", 1, 1);
        long third = landed("payroll", "3", 1, 1);

        assertThat(next(files)).containsExactly(first);
        assertThat(next(files)).containsExactly(second, third);
        assertThat(next(files)).containsExactly(sameStream);
    }

    @Test
    void files_that_are_returned_to_the_queue_are_leased_one_by_one_and_only_by_their_worker() {
        long first = landed("payroll", "1", 1, 1);
        long second = landed("payroll", "2", 1, 1);
        long applied = landed("payroll", "3", 1, 1);
        FileGroup group = files.next();
        applied(applied);

        files.release(group);
        long fresh = landed("payroll", "4", 1, 1);
        assertThat(next(files)).containsExactly(first);
        files.release(group);
        assertThat(next(files)).containsExactly(second);
        assertThat(next(files)).containsExactly(fresh);
        assertThat(next(files)).isEmpty();
    }

    @Test
    void a_dry_run_goes_alone() {
        long dryRun = landed("payroll", "1", 1, 1);
        jdbc.sql("update file set dry_run = true").update();
        long first = landed("payroll", "2", 1, 1);
        long second = landed("payroll", "3", 1, 1);
        jdbc.sql("update file set dry_run = true where id = :id")
                .param("id", second)
                .update();

        assertThat(next(files)).containsExactly(dryRun);
        assertThat(next(files)).containsExactly(first);
        assertThat(next(files)).containsExactly(second);
    }
}
