// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.testing.CountedTotals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class LedgerTotalsTest {

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private final JdbcClient jdbc = hub.jdbc();
    private final FileClosing closing = hub.part(FileClosing.class);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void many_differences_become_one_row_for_each_total() {
        for (int file = 1; file <= 150; file++) {
            closedFile(file, 10);
        }
        assertThat(rows()).isGreaterThan(400);
        jdbc.sql("insert into ledger_total (of, name, part, number) select 'FINDINGS', 'GONE', 'warn', n"
                        + " from generate_series(-100, 100) n")
                .update();

        new LedgerTotals(jdbc).fold();

        assertThat(rows()).isEqualTo(3);
        assertThat(CountedTotals.differences(jdbc)).isEmpty();
    }

    @Test
    void few_differences_stay() {
        closedFile(1, 10);
        long before = rows();

        new LedgerTotals(jdbc).fold();

        assertThat(rows()).isEqualTo(before);
    }

    /** Many findings of a file once made the planner read all files. */
    @Test
    void the_file_of_findings_is_looked_up_once() {
        long file = closedFile(1, 10);
        jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence, archive_sha256,
                                          size_bytes, received_at, state)
                        select 'other', 'registrations', 'other-' || i, 'other-' || i, '', '2026-11-20', i,
                               lpad(cast(i as text), 64, '0'), 1, now(), 'LANDED'
                          from generate_series(1, 2000) as i
                        """)
                .update();

        long read = hub.inOneTransaction(() -> {
            long before = hub.rowsRead("file");
            update(
                    "insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation)"
                            + " select :file, line, 'FMT-01', 'warn', '', '', '' from generate_series(1, 1000) line",
                    file);
            return hub.rowsRead("file") - before;
        });

        assertThat(read).isEqualTo(1);
        assertThat(CountedTotals.differences(jdbc)).isEmpty();
    }

    @Test
    void a_change_by_hand_counts_too() {
        long file = closedFile(1, 10);
        closing.closeFinished();
        assertThat(closing.unbalanced()).isEmpty();

        update("update balance_delta set records = 9 where file_id = :file", file);
        assertThat(closing.unbalanced()).containsExactly(file);
        closing.closeFinished();
        assertThat(openAlarms()).containsExactly("file:" + file);
        assertThat(closing.unbalanced()).containsExactly(file);

        update("update balance_delta set state = 'REJECTED', records = 10 where file_id = :file", file);
        assertThat(CountedTotals.differences(jdbc)).isEmpty();
        update("update file set records = 11 where id = :file", file);
        assertThat(closing.unbalanced()).containsExactly(file);
        assertThat(CountedTotals.differences(jdbc)).isEmpty();

        update("delete from balance_delta where file_id = :file", file);
        update("delete from balance_changed where file_id = :file", file);
        update("delete from file where id = :file", file);
        assertThat(CountedTotals.differences(jdbc)).isEmpty();
    }

    @Test
    void a_verification_continues_where_the_last_one_ended() {
        long first = closedFile(1, 200_000);
        long second = closedFile(2, 200_000);
        long third = closedFile(3, 60_000);
        closing.closeFinished();

        assertThat(closing.verify()).as("the files have no records").isEqualTo(2);
        assertThat(openAlarms()).containsExactly("file:" + first, "file:" + second);
        update("update alarm set closed_at = now() where subject <> 'file:' || :file", 0);

        assertThat(closing.verify()).isEqualTo(2);
        assertThat(openAlarms()).containsExactly("file:" + first, "file:" + third);
    }

    @Test
    void a_file_that_balances_again_is_closed_at_last() {
        long file = closedFile(1, 0);
        update("insert into balance_delta values (:file, 'DELIVERED', 1, 0)", file);
        update("update file set state = 'APPLIED' where id = :file", file);
        assertThat(closing.closeFinished()).isZero();
        assertThat(openAlarms()).containsExactly("file:" + file);

        update("insert into balance_delta values (:file, 'DELIVERED', -1, 0)", file);
        update("delete from balance_changed where file_id = :file", file);
        assertThat(closing.closeFinished()).isZero();
        assertThat(closing.verify()).isZero();
        assertThat(openAlarms()).isEmpty();
        assertThat(closing.closeFinished()).isEqualTo(1);
        assertThat(CountedTotals.differences(jdbc)).isEmpty();
    }

    /** Each hub has taken the file from the list of changes before either holds the lock under which files are closed. */
    @Test
    void two_hubs_close_a_file_once() throws Exception {
        long file = closedFile(1, 0);
        update("insert into balance_delta values (:file, 'DELIVERED', 0, 0)", file);
        update("update file set state = 'APPLIED' where id = :file", file);
        ExecutorService hubs = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> both = hub.inOneTransaction(() -> {
                AdvisoryLock.RECORD_STATES.take(jdbc);
                Future<Integer> one = hubs.submit(closing::closeFinished);
                await().until(() -> hubsThatWait() == 1);
                Future<Integer> other = hubs.submit(() -> {
                    update("insert into balance_changed (file_id) values (:file)", file);
                    return closing.closeFinished();
                });
                await().until(() -> hubsThatWait() == 2);
                return List.of(one, other);
            });

            assertThat(both.get(0).get() + both.get(1).get()).isEqualTo(1);
        } finally {
            hubs.shutdownNow();
        }
        assertThat(jdbc.sql("select subject from audit where action = 'close'")
                        .query(String.class)
                        .list())
                .containsExactly("file:" + file);
    }

    @Test
    void of_many_files_those_that_are_left_are_closed_next() {
        for (int file = 1; file <= 101; file++) {
            long id = closedFile(file, 0);
            update("insert into balance_delta values (:file, 'DELIVERED', 0, 0)", id);
            update("update file set state = 'APPLIED' where id = :file", id);
        }

        assertThat(closing.closeFinished()).isEqualTo(100);
        assertThat(closing.closeFinished()).isEqualTo(1);
    }

    @Test
    void a_file_with_a_record_that_is_open_again_meanwhile_stays_open() throws Exception {
        long file = hub.file(
                Feed.REGISTRATIONS,
                1,
                List.of(ReconciliationFixture.registration(
                        "TA-1", "1234567", "12345678", "309A", LocalDate.of(2015, 6, 1))));
        RecordStates states = hub.part(RecordStates.class);
        List<RecordAddress> record = List.of(new RecordAddress(file, 2));
        move(states, record, RecordState.PENDING, RecordState.OUT_OF_SCOPE);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> closed = hub.inOneTransaction(() -> {
                AdvisoryLock.RECORD_STATES.take(jdbc);
                Future<Integer> waiting = other.submit(closing::closeFinished);
                await().until(() -> hubsThatWait() == 1);
                move(states, record, RecordState.OUT_OF_SCOPE, RecordState.PENDING);
                return waiting;
            });

            assertThat(closed.get()).isZero();
        } finally {
            other.shutdownNow();
        }
        assertThat(openAlarms()).isEmpty();
        assertThat(jdbc.sql("select state from file").query(String.class).single())
                .isEqualTo("APPLIED");
    }

    private static void move(RecordStates states, List<RecordAddress> records, RecordState from, RecordState to) {
        states.move(records, EnumSet.of(from), to, null, null);
    }

    private long hubsThatWait() {
        return jdbc.sql("select count(*) from pg_locks where not granted")
                .query(Long.class)
                .single();
    }

    private long closedFile(int number, int records) {
        long file = jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, employer_bn9, file_date, sequence, archive_sha256,
                                          size_bytes, received_at, state, records, amount)
                        values ('payroll-maple', 'payroll', :name, :name, '123456782', date '2015-07-01', :number,
                                repeat('a', 64), 1, now(), 'CLOSED', :records, 0)
                        returning id
                        """)
                .param("name", "PAY_" + number + ".csv")
                .param("number", number)
                .param("records", records)
                .query(Long.class)
                .single();
        if (records > 0) {
            jdbc.sql("insert into balance_delta values (:file, 'DELIVERED', :records, :amount)")
                    .param("file", file)
                    .param("records", records)
                    .param("amount", BigDecimal.ZERO)
                    .update();
        }
        return file;
    }

    private void update(String sql, long file) {
        jdbc.sql(sql).param("file", file).update();
    }

    private long rows() {
        return jdbc.sql("select count(*) from ledger_total").query(Long.class).single();
    }

    private List<String> openAlarms() {
        return hub.part(Alarms.class).open().stream()
                .map(alarm -> alarm.subject())
                .toList();
    }
}
