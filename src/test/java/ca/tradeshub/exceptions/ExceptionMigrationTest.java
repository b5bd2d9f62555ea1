// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.law.Citation;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.rules.book.FirstWording;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.testing.EarlierState;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exceptions that an earlier release opened keep what they said and get a basis. */
class ExceptionMigrationTest {

    private static final String CLAIM = "123026635RP0001/TA-1/2016-12-31";

    private final Bases bases = new Bases(
            new SinProtection(new KeyRing("test-1", Map.of("test-1", new byte[32]))), new FirstWording(List.of()));
    private HikariDataSource database;
    private JdbcClient jdbc;

    @BeforeEach
    void migrate() throws Exception {
        database = TestDatabase.empty();
        EarlierState.fill(database);
        Flyway.configure().dataSource(database).target("18").load().migrate();
        jdbc = JdbcClient.create(database);
        jdbc.sql(
                        """
                        insert into break (type, subject, rule, detail, detail_fr, left_value, right_value, opened_at, closed_at,
                                           owner)
                        values ('VALUE_MISMATCH', :claim, null, 'They differ.', 'Ils divergent.', '1.00', '2.00',
                                '2026-11-01', null, 'olga'),
                               ('RULE_HOLD', :claim, 'ATTC-30', 'Too much.', 'Trop.', null, null, '2026-11-02', '2026-11-03',
                                null),
                               ('DUPLICATE_KEY', 'file:8:line:2', null, 'Twice.', 'Deux fois.', null, null, '2026-11-04', null,
                                null);
                        update record set state = 'HELD', rule = 'DUPLICATE_KEY', record_key = 'repeated'
                         where file_id = 8 and line in (2, 3);
                        insert into break_record (break_id, file_id, line)
                        select b.id, 8, l from break b, unnest(array[2, 3]) l where type in ('VALUE_MISMATCH', 'DUPLICATE_KEY')
                        """)
                .param("claim", CLAIM)
                .update();
        Flyway.configure().dataSource(database).load().migrate();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void every_row_is_kept() {
        assertThat(texts("select type || ' ' || subject || ' ' || state from exception_status order by id"))
                .containsExactly(
                        "RULE_HOLD record:1:5 OPEN",
                        "RULE_HOLD record:2:5 OPEN",
                        "VALUE_MISMATCH " + CLAIM + " OPEN",
                        "RULE_HOLD " + CLAIM + " CLOSED",
                        "DUPLICATE_KEY file:8:line:2 OPEN");
        assertThat(texts("select exception_id || ' ' || file_id || ':' || line from exception_record order by 1"))
                .hasSize(6);
        assertThat(texts("select assigned_to from exception_case where assigned_to is not null"))
                .containsExactly("olga");
        assertThat(texts("select coalesce(closed_by, 'none') from exception_case order by id"))
                .containsExactly("none", "none", "none", "DATA", "none");
    }

    @Test
    void a_claim_gets_the_basis_that_the_same_disagreement_has_today() {
        Finding finding = new Finding(
                "VALUE_MISMATCH",
                Outcome.HOLD,
                false,
                null,
                "1.00",
                "They differ.",
                "Ils divergent.",
                new Citation("Interface agreements", "section 6"));
        String today = bases.of(CLAIM, new Disagreement(ExceptionType.VALUE_MISMATCH, finding, "2.00"));

        assertThat(texts("select basis from exception_case where type = 'VALUE_MISMATCH'"))
                .containsExactly(today);
    }

    @Test
    void a_record_gets_the_basis_of_what_a_rule_holds_it_for() {
        assertThat(
                        texts(
                                "select (basis = basis_of_hold(1, 5, rule))::text from exception_case where subject = 'record:1:5'"))
                .containsExactly("true");
        assertThat(texts("select (basis = basis_of_repeated_key(8, 'repeated'))::text || ' ' || stable_subject"
                        + " from exception_case where type = 'DUPLICATE_KEY'"))
                .containsExactly("true P repeated");
        assertThat(texts("select distinct basis from exception_case")).hasSize(5);
    }

    @Test
    void pay_lines_give_the_amount_and_two_values_give_two_sides() {
        assertThat(texts("select amount || ' ' || amount_of from exception_case where type = 'VALUE_MISMATCH'"))
                .isEqualTo(texts("select sum(amount) || ' WAGES' from record where file_id = 8 and line in (2, 3)"));
        assertThat(ExceptionSides.read(texts("select sides::text from exception_case where type = 'VALUE_MISMATCH'")
                        .get(0)))
                .containsExactly(
                        new ExceptionSide(null, null, "1.00", ExceptionSide.LEFT),
                        new ExceptionSide(null, null, "2.00", ExceptionSide.RIGHT));
    }

    private List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
