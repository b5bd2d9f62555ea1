// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Landing and the staging of files that go together lock rows of the same files and never wait for each other in a circle. */
class FileLocksTest {

    private final HikariDataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final FileLedger ledger = new FileLedger(jdbc);
    private long lower;
    private long higher;

    /** The lower id is the later row of the table, so that a statement that keeps no order meets the higher one first. */
    @BeforeEach
    void two_files() {
        lower = landed(1);
        higher = landed(2);
        jdbc.sql("update file set name = 'moved' where id = :id")
                .param("id", lower)
                .update();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void the_progress_of_several_files_is_noted_in_the_order_of_their_ids() throws Exception {
        waitsForTheLowerBeforeItLocksTheHigher(() -> ledger.progress(List.of(
                new FileLedger.Progress(lease(higher), true, 3, 100L),
                new FileLedger.Progress(lease(lower), true, 4, 200L))));

        assertThat(jdbc.sql("select read_records from file order by id")
                        .query(Integer.class)
                        .list())
                .containsExactly(4, 3);
    }

    @Test
    void what_several_files_received_is_booked_in_the_order_of_their_ids() throws Exception {
        jdbc.sql("update file set read_records = 1").update();
        waitsForTheLowerBeforeItLocksTheHigher(() -> ledger.book(
                List.of(staged(higher), staged(lower)), List.of(new BigDecimal("2.00"), new BigDecimal("1.00"))));

        assertThat(jdbc.sql("select amount from file order by id")
                        .query(BigDecimal.class)
                        .list())
                .containsExactly(new BigDecimal("1.00"), new BigDecimal("2.00"));
    }

    @Test
    void files_are_marked_as_moved_while_records_that_refer_to_them_are_stored() throws Exception {
        try (Connection staging = database.getConnection();
                Statement statement = staging.createStatement()) {
            staging.setAutoCommit(false);
            statement.execute("select from file where id = " + higher + " for key share");

            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> ledger.sourcesMoved(List.of(lower, higher)));
            staging.rollback();
        }
    }

    private void waitsForTheLowerBeforeItLocksTheHigher(Runnable work) throws Exception {
        CompletableFuture<Void> done;
        try (Connection landing = database.getConnection();
                Statement statement = landing.createStatement()) {
            landing.setAutoCommit(false);
            lock(statement, lower);
            done = CompletableFuture.runAsync(work);
            await().until(() -> jdbc.sql("select exists (select from pg_locks where not granted)")
                    .query(Boolean.class)
                    .single());

            assertThatCode(() -> lock(statement, higher)).doesNotThrowAnyException();
            landing.commit();
        }
        done.get(10, TimeUnit.SECONDS);
    }

    private static void lock(Statement statement, long file) throws SQLException {
        statement.execute("select from file where id = " + file + " for no key update nowait");
    }

    private static FileLease lease(long file) {
        return new FileLease(
                file,
                1,
                new InboxId("s", false),
                Feed.REGISTRATIONS,
                "n",
                "n",
                "",
                LocalDate.of(2026, 11, 20),
                1,
                "",
                null,
                null);
    }

    private static StagedFile staged(long file) {
        FileTotals totals = new FileTotals(1, 1, BigDecimal.ONE, BigDecimal.ONE, 0);
        return new StagedFile(lease(file), totals, null, BigDecimal.ONE, "m", "r");
    }

    private long landed(int sequence) {
        return jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, size_bytes, received_at, state)
                        values ('s', 'registrations', 'n', 'n', '', '2026-11-20', :sequence, repeat('a', 64), 1, now(),
                                'STAGING')
                        returning id
                        """)
                .param("sequence", sequence)
                .query(Long.class)
                .single();
    }
}
