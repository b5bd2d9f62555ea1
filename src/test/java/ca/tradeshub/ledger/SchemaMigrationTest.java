// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.alarm.Alarm;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileQueue;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.CountedBalances;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.record.FileClosing;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.CountedTotals;
import ca.tradeshub.testing.EarlierState;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that an earlier release filled migrates to the newest schema, keeps its figures, and goes on. */
class SchemaMigrationTest {

    private HikariDataSource database;
    private ReconciliationFixture hub;

    @BeforeEach
    void migrate() throws IOException, SQLException {
        database = TestDatabase.empty();
        EarlierState.fill(database);
        Flyway.configure().dataSource(database).load().migrate();
        hub = new ReconciliationFixture(RuleBook.standard(), database);
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void the_figures_stay_as_they_were() {
        Balances balances = hub.part(Balances.class);

        FileBalance total = CountedBalances.total(balances, hub.jdbc());
        assertThat(total.received()).isEqualTo(127);
        assertThat(total.amountReceived()).isEqualByComparingTo("81240.00");
        assertThat(total.holds()).isTrue();
        assertThat(total.records())
                .isEqualTo(Map.of(
                        RecordState.DELIVERED, 116L,
                        RecordState.DUPLICATE, 1L,
                        RecordState.HELD, 2L,
                        RecordState.OUT_OF_SCOPE, 4L,
                        RecordState.PENDING, 1L,
                        RecordState.REJECTED, 1L,
                        RecordState.SUPERSEDED, 2L));
        assertThat(hub.part(FileClosing.class).unbalanced()).isEmpty();
        assertThat(hub.part(FileClosing.class).verify()).isZero();
        assertThat(CountedTotals.differences(hub.jdbc())).isEmpty();
    }

    @Test
    void files_records_messages_and_breaks_are_complete() {
        assertThat(count("file")).isEqualTo(11);
        assertThat(count("effective_file")).isEqualTo(6);
        assertThat(count("record")).isEqualTo(127);
        assertThat(count("message")).isEqualTo(14);
        assertThat(count("decision")).isEqualTo(13);
        assertThat(hub.openExceptions()).hasSize(2);
        assertThat(count("pending_upload")).isEqualTo(1);
    }

    @Test
    void the_response_that_was_due_is_still_due() {
        assertThat(count("sender_response")).isEqualTo(7);
        hub.clock().advance(Duration.ofDays(30));

        assertThat(hub.part(SenderResponses.class).take(10, Duration.ZERO, List.of()))
                .extracting(SenderResponses.Due::sender)
                .containsExactly("payroll-maple");
    }

    @Test
    void alarms_keep_what_was_notified() {
        Alarms alarms = hub.part(Alarms.class);

        assertThat(alarms.open()).extracting(Alarm::subject).containsExactly("payroll-maple");
        assertThat(alarms.nextNotice()).hasValueSatisfying(notice -> {
            assertThat(notice.subject()).isEqualTo("legacy-college/certificates");
            assertThat(notice.isOpening()).isFalse();
        });
    }

    @Test
    void new_files_take_effect() {
        assertThat(hub.part(FileQueue.class).next()).isNull();

        long file = hub.file(
                Feed.REGISTRATIONS,
                900,
                List.of(ReconciliationFixture.registration(
                        "TA-900", "1234567", "12345678", "309A", LocalDate.of(2015, 6, 1))));
        hub.reconcileAndDeliver();

        assertThat(hub.balance(file).received()).isEqualTo(1);
        assertThat(CountedBalances.total(hub.part(Balances.class), hub.jdbc()).received())
                .isEqualTo(128);
        assertThat(hub.part(FileClosing.class).unbalanced()).isEmpty();
    }

    private long count(String table) {
        return hub.jdbc().sql("select count(*) from " + table).query(Long.class).single();
    }
}
