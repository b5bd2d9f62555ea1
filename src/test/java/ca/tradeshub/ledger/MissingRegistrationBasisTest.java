// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.rules.book.FirstWording;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database whose decisions about missing registrations name the limit in days of their time. */
class MissingRegistrationBasisTest {

    private static final String BEFORE = "28";

    private static final String FILL =
            """
            insert into exception_case (id, type, subject, stable_subject, detail, basis, sides, opened_at, closed_at, closed_by)
            overriding system value
            values (1, 'MISSING_REGISTRATION', 'E/TA-1/2016', 'E/TA-1/2016', 'd', :one45, '[]', now(), now(), 'RESOLUTION'),
                   (2, 'MISSING_REGISTRATION', 'E/TA-1/2016', 'E/TA-1/2016', 'd', :one30, '[]', now(), null, null),
                   (3, 'MISSING_REGISTRATION', 'E/TA-2/2016', 'E/TA-2/2016', 'd', :two45, '[]', now(), now(), 'RESOLUTION'),
                   (4, 'MISSING_REGISTRATION', 'E/TA-2/2016', 'E/TA-2/2016', 'd', :two60, '[]', now(), now(), 'RESOLUTION'),
                   (5, 'MISSING_REGISTRATION', 'E/TA-3/2016', 'E/TA-3/2016', 'd', :three1, '[]', now(), null, null),
                   (6, 'RULE_HOLD', 'E/TA-4/2016', 'E/TA-4/2016', 'd', 'other', '[]', now(), null, null);
            insert into resolution (exception_id, kind, basis, reason, author, decided_at, needs_approval)
            values (1, 'DONE_OUTSIDE', :one45, 'r', 'ana', now(), false),
                   (3, 'REJECT', :two45, 'r', 'ana', now(), false),
                   (4, 'DONE_OUTSIDE', :two60, 'r', 'ben', now(), false);
            """;

    private HikariDataSource database;
    private JdbcClient jdbc;

    @BeforeEach
    void migrate() {
        database = TestDatabase.empty();
        Flyway.configure().dataSource(database).target(BEFORE).load().migrate();
        jdbc = JdbcClient.create(database);
        jdbc.sql(FILL)
                .param("one30", basis("TA-1", "30 days"))
                .param("one45", basis("TA-1", "45 days"))
                .param("two45", basis("TA-2", "45 days"))
                .param("two60", basis("TA-2", "60 days"))
                .param("three1", basis("TA-3", "1 day"))
                .update();
        Flyway.configure().dataSource(database).load().migrate();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void every_exception_and_its_decision_has_the_basis_without_the_limit() {
        assertThat(texts("select basis from exception_case order by id"))
                .containsExactly(
                        basis("TA-1", "30 days"),
                        basis("TA-1", "30 days"),
                        basis("TA-2", "30 days"),
                        basis("TA-2", "30 days"),
                        basis("TA-3", "30 days"),
                        "other");
        assertThat(texts("select basis from resolution order by id"))
                .containsExactly(basis("TA-1", "30 days"), basis("TA-2", "30 days"), basis("TA-2", "30 days"));
    }

    @Test
    void the_latest_of_two_decisions_stays_in_force() {
        assertThat(texts("select author from resolution where undone_at is null order by id"))
                .containsExactly("ana", "ben");
        assertThat(texts("select undone_by || ': ' || undo_reason from resolution where undone_at is not null"))
                .containsExactly("hub: A later decision about the same registration is in force.");
    }

    @Test
    void a_claim_that_is_held_although_a_decision_exists_is_decided_again() {
        assertThat(texts("select key from dirty_key")).containsExactly("E/TA-1/2016");
    }

    private static String basis(String agreement, String limit) {
        return Bases.digest(
                ExceptionType.MISSING_REGISTRATION,
                null,
                "E/" + agreement + "/2016",
                FirstWording.ofAgreed("missing-registration").formatted(limit),
                null,
                null);
    }

    private List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }
}
