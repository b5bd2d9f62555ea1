// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ca.tradeshub.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

class FileQueueTest {

    private static final long LARGE = 1000;

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final FileQueue files =
            new FileQueue(jdbc, new FileLedger(jdbc), new LargeFileSettings(DataSize.ofBytes(LARGE), 1));

    private long landed(int sequence, long size) {
        return landed("registrations", sequence, size);
    }

    private long landed(String feed, int sequence, long size) {
        return jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, file_date, sequence, archive_sha256, size_bytes,
                                          received_at, state)
                        values ('s', :feed, 'n', 'n', '2026-11-20', :sequence, repeat('a', 64), :size, now(),
                                'LANDED')
                        returning id
                        """)
                .param("feed", feed)
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

    @ParameterizedTest
    @CsvSource({"1 minute 55 seconds, false", "2 minutes, true", "-1 day, true", "-10 seconds, false"})
    void a_lease_ends_after_two_minutes_of_the_database_whatever_clock_wrote_it(String earlier, boolean isFree) {
        long file = landed(1, 1);
        files.lease(file);

        leasesEndEarlierBy(earlier);

        assertThat(files.waiting().contains(file)).isEqualTo(isFree);
        assertThat(files.lease(file) != null).isEqualTo(isFree);
    }

    @Test
    void small_files_come_before_large_ones_and_otherwise_the_longest_waiting_first() {
        long large = landed(1, LARGE);
        long small = landed(2, LARGE - 1);
        long smaller = landed(3, 1);

        assertThat(files.waiting()).containsExactly(small, smaller, large);
    }

    @Test
    void a_large_file_waits_while_another_is_processed_and_small_ones_pass_it() {
        long first = landed(1, LARGE);
        long second = landed(2, LARGE);
        long small = landed(3, LARGE - 1);

        assertThat(files.lease(first)).isNotNull();
        assertThat(files.lease(second)).isNull();
        assertThat(files.lease(small)).isNotNull();
        assertThat(files.waiting()).containsExactly(second);

        jdbc.sql("update file set state = 'APPLIED' where id = :id")
                .param("id", first)
                .update();
        assertThat(files.lease(second)).isNotNull();
    }

    @Test
    void a_large_file_whose_worker_fell_silent_holds_up_no_other() {
        long first = landed(1, LARGE);
        long second = landed(2, LARGE);
        files.lease(first);

        leasesEndEarlierBy("3 minutes");

        assertThat(files.lease(second)).isNotNull();
        assertThat(files.lease(first)).isNull();
    }

    @Test
    void a_file_whose_worker_takes_long_over_a_transaction_holds_up_no_other() throws SQLException {
        long first = landed(1, 1);
        long second = landed(2, 1);
        files.lease(first);
        leasesEndEarlierBy("3 minutes");

        try (Connection worker = database.getConnection();
                Statement statement = worker.createStatement()) {
            worker.setAutoCommit(false);
            statement.executeUpdate("update file set leased_until = now() where id = " + first);

            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                assertThat(files.lease(first)).isNull();
                assertThat(files.lease(second)).isNotNull();
            });
            worker.rollback();
        }
        assertThat(files.lease(first)).isNotNull();
    }

    @Test
    void a_file_whose_stream_has_a_worker_comes_last() {
        long registrations = landed("registrations", 1, 1);
        long laterRegistrations = landed("registrations", 2, 1);
        long pay = landed("payroll", 3, 1);

        assertThat(files.next(registrations).fileId()).isEqualTo(registrations);
        assertThat(files.next(laterRegistrations).fileId()).isEqualTo(pay);
        assertThat(files.next(laterRegistrations).fileId()).isEqualTo(laterRegistrations);
    }

    @Test
    void registrations_and_certificates_go_before_pay_whichever_file_is_offered() {
        long pay = landed("payroll", 1, 1);
        long laterPay = landed("payroll", 2, 1);
        long registrations = landed("registrations", 3, 1);
        long certificates = landed("certificates", 4, 1);
        assertThat(files.waiting()).containsExactly(registrations, certificates, pay, laterPay);

        assertThat(files.next(laterPay).fileId()).isEqualTo(registrations);
        assertThat(files.next(pay).fileId()).isEqualTo(certificates);
        assertThat(files.next(laterPay).fileId()).isEqualTo(laterPay);
        assertThat(files.next(registrations).fileId()).isEqualTo(pay);
        assertThat(files.next(certificates)).isNull();
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
                    Duration.ofSeconds(10),
                    () -> assertThat(files.next(pay).fileId()).isEqualTo(pay));
            other.rollback();
        }
    }

    @Test
    void a_large_file_is_taken_when_it_is_offered_and_not_instead_of_another() {
        long large = landed("payroll", 1, LARGE);
        long pay = landed("payroll", 2, 1);
        files.lease(pay);

        assertThat(files.next(pay)).isNull();
        assertThat(files.next(large).fileId()).isEqualTo(large);
    }
}
