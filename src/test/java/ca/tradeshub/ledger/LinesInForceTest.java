// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The lines in force are stated in four ways, in a statement, of a claim, of a file and of all claims: they have one result. */
class LinesInForceTest {

    /**
     * A claim for each combination of what became of its two versions (its key has which: w waits, s is sent, d is a dead
     * letter, - does not exist) and of whether they are based on lines of the file; other lines in another file.
     */
    private static final String MESSAGES =
            """
            create table combination as
            select first, second, has_first, has_second,
                   'claim ' || first || second || has_first || has_second as claim
              from unnest(array['w', 's', 'd']) as first, unnest(array['-', 'w', 's', 'd']) as second,
                   generate_series(0, 1) as has_first, generate_series(0, 1) as has_second;
            create table version as
            select row_number() over (order by number, claim) as id, v.*
              from (select claim, 1 as number, first as outcome, has_first as has_lines from combination
                    union all
                    select claim, 2, second, has_second from combination where second <> '-') v;
            insert into message (id, queue, contract, message_id, record_key, group_id, kind, version, body, body_digest,
                                 rules_digest, mapping_digest, decided_at)
            overriding system value
            select id, 'taxcredit.verification', 'test/1', 'm' || id, claim, claim, 'NEW', number, '{}', '', '', '', now()
              from version;
            insert into message_source (message_id, file_id, lines)
            select id, 1, int4multirange(int4range(10 * number, 10 * number + 3)) from version where has_lines = 1
            union all
            select id, 2, '{[7,8)}' from version;
            insert into queue_cursor (queue, taken_through, sent_through)
            select 'taxcredit.verification', max(id), max(id) from version;
            insert into delayed_message (id, queue, group_id, attempts)
            select id, 'taxcredit.verification', claim, 1 from version where outcome = 'w';
            insert into dead_letter (id, since) select id, now() from version where outcome = 'd';
            """;

    private final HikariDataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void each_statement_has_the_same_lines() {
        jdbc.sql(MESSAGES).update();
        Map<String, String> expected = expected();
        assertThat(expected).hasSize(48);
        assertThat(expected.values()).contains("{[10,13)}", "{[20,23)}", "none");

        assertThat(ofClaims("(" + LinesInForce.of("c.claim", "1") + ")")).isEqualTo(expected);
        assertThat(ofClaims("lines_in_force(c.claim, 1)")).isEqualTo(expected);
        assertThat(ofClaims("(select s.lines from claim_in_force s where s.claim_key = c.claim and s.file_id = 1)"))
                .isEqualTo(expected);
        assertThat(one("select cast(lines_in_force(1) as text)"))
                .isEqualTo(one("select cast(range_agg(lines) as text) from claim_in_force where file_id = 1"));
        assertThat(one("select cast(lines_in_force(3) as text)")).isEqualTo("{}");
    }

    @Test
    void the_message_of_another_queue_is_no_claim() {
        jdbc.sql(MESSAGES).update();
        jdbc.sql("update message set queue = 'registry.certification'").update();
        jdbc.sql("update queue_cursor set queue = 'registry.certification'").update();

        assertThat(ofClaims("(" + LinesInForce.of("c.claim", "1") + ")").values())
                .containsOnly("none");
        assertThat(one("select cast(lines_in_force(1) as text)")).isEqualTo("{}");
    }

    /** The lines of the newest version that is sent and no dead letter. */
    private Map<String, String> expected() {
        Map<String, String> expected = new TreeMap<>();
        jdbc.sql("select * from combination").query(row -> {
            boolean isSecond = "s".equals(row.getString("second"));
            boolean isFirst = !isSecond && "s".equals(row.getString("first"));
            String lines = isSecond && row.getInt("has_second") == 1
                    ? "{[20,23)}"
                    : isFirst && row.getInt("has_first") == 1 ? "{[10,13)}" : "none";
            expected.put(row.getString("claim"), lines);
        });
        return expected;
    }

    private Map<String, String> ofClaims(String lines) {
        Map<String, String> found = new TreeMap<>();
        jdbc.sql("select c.claim, coalesce(cast(%s as text), 'none') as lines from combination c".formatted(lines))
                .query(row -> {
                    found.put(row.getString("claim"), row.getString("lines"));
                });
        return found;
    }

    private String one(String sql) {
        return jdbc.sql(sql).query(String.class).single();
    }
}
