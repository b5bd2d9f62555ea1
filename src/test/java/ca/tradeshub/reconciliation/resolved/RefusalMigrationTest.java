// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolved;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.testing.EarlierState;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a consumer refused under an earlier release is held with its key, on the basis of the refused message. */
class RefusalMigrationTest {

    @Test
    void a_refusal_of_before_can_be_settled_like_a_new_one() throws Exception {
        try (HikariDataSource database = TestDatabase.empty()) {
            EarlierState.fill(database);
            Flyway.configure().dataSource(database).target("21").load().migrate();
            JdbcClient jdbc = JdbcClient.create(database);
            long refused = jdbc.sql(
                            """
                            select max(m.id) from message m
                             where m.kind <> 'WITHDRAW' and exists (select from message_record s where s.message_id = m.id)
                               and not exists (select from message n where n.queue = m.queue
                                                and n.record_key = m.record_key and n.version > m.version)
                            """)
                    .query(Long.class)
                    .single();
            for (String sql : List.of(
                    """
                    insert into acknowledgement (id, queue, status, received_at, received_from)
                    select id, queue, 'REFUSED', now(), 'consumer' from message where id = :id
                    on conflict (id) do update set status = 'REFUSED'
                    """,
                    """
                    update record r set state = 'HELD', rule = 'CONSUMER_REFUSED', held_with = null, withheld = true
                      from message_record s where s.message_id = :id and s.file_id = r.file_id and s.line = r.line
                    """,
                    """
                    insert into finding (file_id, line, rule, outcome, unknown, message_en, message_fr, citation)
                    select file_id, line, 'CONSUMER_REFUSED', 'hold', false, 'en', 'fr', 'Interface agreements, section 6'
                      from message_record where message_id = :id
                    """,
                    """
                    insert into exception_case (type, subject, stable_subject, detail, basis, opened_at)
                    select 'CONSUMER_REFUSED', record_key, record_key, 'refused', 'before', now()
                      from message where id = :id
                    """)) {
                assertThat(jdbc.sql(sql).param("id", refused).update()).as(sql).isPositive();
            }

            Flyway.configure().dataSource(database).load().migrate();

            String message = jdbc.sql("select message_id from message where id = :id")
                    .param("id", refused)
                    .query(String.class)
                    .single();
            assertThat(jdbc.sql("select basis from exception_case where type = 'CONSUMER_REFUSED'")
                            .query(String.class)
                            .list())
                    .containsExactly(Bases.digest(ExceptionType.CONSUMER_REFUSED, null, message));
            assertThat(jdbc.sql(
                                    """
                                    select distinct (r.held_with = m.record_key and not r.withheld
                                                     and d.decided_key = m.record_key)::text as settled
                                      from record r
                                      join message_record s on s.file_id = r.file_id and s.line = r.line
                                      join message m on m.id = s.message_id
                                      join finding d on d.file_id = r.file_id and d.line = r.line
                                                    and d.rule = 'CONSUMER_REFUSED'
                                     where m.id = :id
                                    """)
                            .param("id", refused)
                            .query(String.class)
                            .list())
                    .containsExactly("true");
        }
    }
}
