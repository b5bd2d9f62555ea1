// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTest {

    private static final String INSERT_ALARM =
            "insert into alarm (code, subject, detail, owner, opened_at) values ('A', 's', 'd', 'o', now()) returning id";
    private static final Set<String> GIVEN = new HashSet<>();

    @Test
    void a_database_that_was_used_is_given_again_without_a_trace_of_its_use() {
        List<String> fresh;
        long first;
        String name;
        try (HikariDataSource database = TestDatabase.fresh()) {
            JdbcClient jdbc = JdbcClient.create(database);
            name = name(jdbc);
            fresh = content(jdbc);
            first = jdbc.sql(INSERT_ALARM).query(Long.class).single();
            jdbc.sql("insert into lease values ('kept', 'test', 1, now())").update();
            jdbc.sql("insert into lease values ('gone', 'test', 1, now())").update();
            jdbc.sql("delete from lease where name = 'gone'").update();
            jdbc.sql("update flyway_schema_history set script = 'another'").update();
            jdbc.sql("analyze lease").update();
            assertThat(content(jdbc)).isNotEqualTo(fresh);
        }
        try (HikariDataSource database = TestDatabase.fresh()) {
            JdbcClient jdbc = JdbcClient.create(database);
            assertThat(name(jdbc)).isEqualTo(name);
            assertThat(content(jdbc)).isEqualTo(fresh);
            assertThat(jdbc.sql("select count(*) from pg_stats where tablename = 'lease'")
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(jdbc.sql(INSERT_ALARM).query(Long.class).single()).isEqualTo(first);
        }
    }

    @Test
    void connections_are_given_again_without_what_a_test_has_set_or_taken() {
        int process;
        String timeout;
        try (HikariDataSource database = TestDatabase.fresh()) {
            JdbcClient jdbc = JdbcClient.create(database);
            process = process(jdbc);
            timeout = timeout(jdbc);
            jdbc.sql("set statement_timeout = '7s'").update();
            jdbc.sql("create temporary table left_over (id integer)").update();
            jdbc.sql("select pg_advisory_lock(4711)").query().listOfRows();
        }
        try (HikariDataSource database = TestDatabase.fresh()) {
            JdbcClient jdbc = JdbcClient.create(database);
            assertThat(process(jdbc)).isEqualTo(process);
            assertThat(timeout(jdbc)).isEqualTo(timeout);
            assertThat(jdbc.sql("select to_regclass('left_over') is null")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
            assertThat(jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and objid = 4711")
                            .query(Long.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void a_database_whose_connection_is_kept_is_not_given_again() throws SQLException {
        HikariDataSource closed = TestDatabase.fresh();
        String name = name(JdbcClient.create(closed));
        try (Connection kept = closed.getConnection()) {
            closed.close();

            assertThatThrownBy(closed::getConnection).isInstanceOf(SQLException.class);
            try (HikariDataSource database = TestDatabase.fresh()) {
                assertThat(name(JdbcClient.create(database))).isNotEqualTo(name);
            }
            assertThat(kept.isValid(1)).isFalse();
        }
    }

    @Test
    void a_database_with_another_schema_is_not_given_again() {
        for (String change : List.of(
                "create table another (id integer)",
                "alter table lease add column another text",
                "alter table lease add constraint another check (epoch > 0)",
                "alter table file disable trigger all",
                "create or replace function claim_place(claim text) returns bigint language sql immutable as 'select 1::bigint'",
                "alter table lease set (fillfactor = 50)",
                "create index another on lease (holder)")) {
            String name;
            try (HikariDataSource database = TestDatabase.fresh()) {
                JdbcClient jdbc = JdbcClient.create(database);
                name = name(jdbc);
                jdbc.sql(change).update();
            }
            try (HikariDataSource database = TestDatabase.fresh()) {
                assertThat(name(JdbcClient.create(database))).as(change).isNotEqualTo(name);
            }
        }
    }

    @RepeatedTest(3)
    void a_database_that_a_test_leaves_open_is_closed_and_given_to_the_next() {
        GIVEN.add(name(JdbcClient.create(TestDatabase.fresh())));

        assertThat(GIVEN).hasSize(1);
    }

    private static String name(JdbcClient jdbc) {
        return jdbc.sql("select current_database()").query(String.class).single();
    }

    private static int process(JdbcClient jdbc) {
        return jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
    }

    private static String timeout(JdbcClient jdbc) {
        return jdbc.sql("show statement_timeout").query(String.class).single();
    }

    /** Every row of every table, and where every sequence is. */
    private static List<String> content(JdbcClient jdbc) {
        return jdbc.sql(
                        """
                        select format('%s %s', oid::regclass, query_to_xml('select * from ' || oid::regclass, true, false, ''))
                        from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
                        union all
                        select format('%s %s', sequencename, last_value) from pg_sequences
                        order by 1
                        """)
                .query(String.class)
                .list();
    }
}
