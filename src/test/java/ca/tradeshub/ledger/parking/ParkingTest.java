// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.parking;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.audit.AuditTrails;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class ParkingTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T08:00:00Z"), ZoneOffset.UTC);

    private final DataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Alarms alarms = new Alarms(jdbc, CLOCK);
    private final List<Object> events = new ArrayList<>();
    private final AuditTrail audit = AuditTrails.of(jdbc, CLOCK);
    private final Parking parking = new Parking(
            jdbc, new FileLedger(jdbc), alarms, audit, events::add, new JdbcTransactionManager(database), CLOCK);

    @Test
    void parked_work_is_shown_with_its_cause_and_raises_an_alarm() {
        parking.park("deliver", "queue:registry.certification", Text.signs("JMSException: connection lost"));
        parking.park(
                "deliver",
                "queue:registry.certification",
                new Text("The connection is still lost", "La connexion est toujours perdue"));

        assertThat(parking.open()).singleElement().satisfies(work -> {
            assertThat(work.step()).isEqualTo("deliver");
            assertThat(work.reference()).isEqualTo("queue:registry.certification");
            assertThat(work.cause())
                    .isEqualTo(new Text("The connection is still lost", "La connexion est toujours perdue"));
            assertThat(work.fileId()).isNull();
        });
        assertThat(alarms.open()).singleElement().satisfies(alarm -> {
            assertThat(alarm.code()).isEqualTo(AlarmCode.WORK_PARKED);
            assertThat(alarm.subject()).isEqualTo("deliver queue:registry.certification");
        });
    }

    @Test
    void a_parked_file_is_out_of_the_sweeps_way_until_it_is_released() {
        long file = landedFile();

        parking.park("process-file", "file:" + file, Text.signs("IllegalStateException"));

        assertThat(stateOf(file)).isEqualTo("PARKED");
        ParkedWork work = parking.open().get(0);
        assertThat(parking.release(work.id(), "operator")).contains(work);
        assertThat(stateOf(file)).isEqualTo("LANDED");
        assertThat(parking.open()).isEmpty();
        assertThat(alarms.open()).isEmpty();
        assertThat(events).containsExactly(new WorkReleased(work, "operator"));
    }

    @Test
    void parking_fences_the_worker_that_may_still_hold_the_file() {
        long file = landedFile();
        jdbc.sql("update file set state = 'STAGING', lease_epoch = 3 where id = " + file)
                .update();

        parking.park("process-file", "file:" + file, Text.signs("IllegalStateException"));

        assertThat(jdbc.sql("select lease_epoch from file where id = " + file)
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
    }

    @Test
    void a_file_that_has_taken_effect_is_not_parked_again() {
        long file = landedFile();
        jdbc.sql("update file set state = 'APPLIED' where id = " + file).update();

        parking.park("process-file", "file:" + file, Text.signs("IllegalStateException"));

        assertThat(stateOf(file)).isEqualTo("APPLIED");
        assertThat(parking.open()).hasSize(1);
    }

    @Test
    void work_is_released_once() {
        parking.park("deliver", "queue:x", Text.signs("cause"));
        long id = parking.open().get(0).id();

        assertThat(parking.release(id, "operator")).isPresent();
        assertThat(parking.release(id, "operator")).isEmpty();
        assertThat(events).hasSize(1);
    }

    @Test
    void who_releases_work_is_in_the_audit_trail() {
        parking.park("deliver", "queue:x", Text.signs("cause"));
        parking.park("contract", "decision:0123456789abcdef", Text.signs("cause"));
        long first = parking.open().get(0).id();
        long second = parking.open().get(1).id();

        parking.release(first, "ana");
        parking.release(first, "ana");
        parking.release(second, "ben");

        assertThat(jdbc.sql("select at || ' ' || actor || ' ' || action || ' ' || subject || ' ' || detail from audit"
                                + " order by id")
                        .query(String.class)
                        .list())
                .extracting(entry -> entry.substring(entry.indexOf(" user:") + 1))
                .containsExactly(
                        "user:ana parked.retry queue:x {\"id\":" + first
                                + ",\"parkedAt\":\"2026-11-20T08:00:00Z\",\"step\":\"deliver\"}",
                        "user:ben parked.remove decision:0123456789abcdef {\"id\":" + second
                                + ",\"parkedAt\":\"2026-11-20T08:00:00Z\",\"step\":\"contract\"}");
        assertThat(audit.verify(null).broken()).isNull();
    }

    private String stateOf(long file) {
        return jdbc.sql("select state from file where id = " + file)
                .query(String.class)
                .single();
    }

    private long landedFile() {
        return jdbc.sql(
                        """
                        insert into file (sender, feed, name, logical_name, file_date, sequence, archive_sha256,
                                          size_bytes, received_at, state)
                        values ('legacy-college', 'certificates', 'CERT_20261120_000001.dat',
                                'CERT_20261120_000001.dat', '2026-11-20', 1, repeat('a', 64), 1, now(), 'LANDED')
                        returning id
                        """)
                .query(Long.class)
                .single();
    }
}
