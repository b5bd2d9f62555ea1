// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.testing.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AlarmsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final Alarms alarms = new Alarms(jdbc, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void an_alarm_opens_once_however_often_it_is_raised() {
        assertThat(alarms.raise(AlarmCode.BALANCE, "file:1", Text.signs("File 1 does not balance")))
                .isTrue();
        assertThat(alarms.raise(AlarmCode.BALANCE, "file:1", Text.signs("Still not")))
                .isFalse();

        assertThat(alarms.open()).singleElement().satisfies(alarm -> {
            assertThat(alarm.code()).isEqualTo(AlarmCode.BALANCE);
            assertThat(alarm.subject()).isEqualTo("file:1");
            assertThat(alarm.detail().en()).isEqualTo("File 1 does not balance");
            assertThat(alarm.code().owner()).isEqualTo("operations");
            assertThat(alarm.openedAt()).isEqualTo(NOW);
        });
    }

    @Test
    void an_alarm_closes_once_and_may_open_again() {
        alarms.raise(AlarmCode.BALANCE, "file:1", Text.signs("File 1 does not balance"));

        assertThat(alarms.close(AlarmCode.BALANCE, "file:1")).isTrue();
        assertThat(alarms.close(AlarmCode.BALANCE, "file:1")).isFalse();
        assertThat(alarms.open()).isEmpty();

        assertThat(alarms.raise(AlarmCode.BALANCE, "file:1", Text.signs("Again")))
                .isTrue();
        assertThat(alarms.open()).hasSize(1);
        assertThat(jdbc.sql("select count(*) from alarm").query(Integer.class).single())
                .isEqualTo(2);
    }

    @Test
    void alarms_about_folders_nobody_looks_at_any_more_close() {
        alarms.raise(AlarmCode.DROP_SITE_UNREACHABLE, "payroll-maple", Text.signs("Away"));
        alarms.raise(AlarmCode.DROP_SITE_UNREACHABLE, "payroll-gone/test", Text.signs("Away"));
        alarms.raise(AlarmCode.UPLOAD_INCOMPLETE, "payroll-gone/PAY_1.csv", Text.signs("Waits"));
        alarms.raise(AlarmCode.BALANCE, "payroll-gone", Text.signs("Does not balance"));

        alarms.closeOfOthers(
                Set.of(AlarmCode.DROP_SITE_UNREACHABLE, AlarmCode.UPLOAD_INCOMPLETE), List.of("payroll-maple"));

        assertThat(alarms.open()).extracting(Alarm::subject).containsExactly("payroll-maple", "payroll-gone");
    }

    @Test
    void alarms_of_other_subjects_are_alarms_of_their_own() {
        alarms.raise(AlarmCode.BALANCE, "file:1", Text.signs("One"));
        alarms.raise(AlarmCode.BALANCE, "file:2", Text.signs("Two"));

        assertThat(alarms.open()).extracting(Alarm::subject).containsExactly("file:1", "file:2");
    }
}
