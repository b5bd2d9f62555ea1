// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.KeyRing;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.testing.EarlierState;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records of the former tables become one row each, with everything that was known of them. */
class OneRowMigrationTest {

    private static final long FILE = 8;
    private static final int FIRST = 10_000;
    private static final String BEFORE = "14?";
    private static final String AFTER = "15";

    private static final String STATES =
            """
            select concat_ws('|', file_id, line, byte_offset, byte_length, feed, record_key, file_order, content, amount, state,
                             rule, held_with, changed_at, withheld)
              from record order by file_id, line
            """;

    private static final String CHANGED_SINCE_RECEIPT =
            """
            select r.file_id || ':' || r.line
              from record r join sender_response a using (file_id)
             where a.receipt_saw is not null
               and not pg_visible_in_snapshot(r.xmin::text::xid8, a.receipt_saw)
             order by r.file_id, r.line
            """;

    private final SinProtection sins = new SinProtection(new KeyRing("test-1", Map.of("test-1", new byte[32])));
    private final CanonicalJson json = new CanonicalJson(sins);
    private HikariDataSource database;
    private JdbcClient jdbc;

    @BeforeEach
    void fill() throws Exception {
        database = TestDatabase.empty();
        EarlierState.fill(database);
        migrate(BEFORE);
        jdbc = JdbcClient.create(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void states_and_keys_stay_as_they_were() {
        List<String> before = texts(STATES);
        migrate(AFTER);

        assertThat(before).hasSize(127);
        assertThat(texts(STATES)).isEqualTo(before);
    }

    @Test
    void registrations_and_certificates_keep_their_content() {
        String tables =
                """
                select 'R' || file_id || ':' || line || agreement_number || client_id || coalesce(account_number, '')
                       || coalesce(sin_hash, '') || trade || coalesce(original_agreement, '') || %1$s from registration
                union all select 'C' || file_id || ':' || line || account_number || trade || %1$s from certificate order by 1
                """;
        List<String> before = texts(tables.formatted("content"));
        migrate(AFTER);

        assertThat(before).hasSizeGreaterThan(10);
        assertThat(texts(tables.formatted("canonical"))).isEqualTo(before);
    }

    @Test
    void sealed_numbers_are_copied_as_they_are() {
        List<String> before = texts("select file_id || ':' || line || (content ->> 'sin') from pay_line order by 1");
        migrate(AFTER);

        assertThat(before).hasSizeGreaterThan(50);
        assertThat(
                        texts(
                                """
                                select p.file_id || ':' || p.line || e.sin from pay_line p
                                  join employee e on e.file_id = p.file_id and e.number = p.employee order by 1
                                """))
                .isEqualTo(before);
    }

    @Test
    void every_kind_of_pay_line_is_read_as_before() {
        List<PayLine> lines = GeneratedPayLines.of(19, 1_500);
        Map<RecordAddress, PayLine> expected = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            insert(FIRST + i, lines.get(i));
            expected.put(new RecordAddress(FILE, FIRST + i), lines.get(i));
        }
        // The generated lines are of the year of the file's employer.
        jdbc.sql("update employer_year set year_start = '2016-01-01', year_end = '2016-12-31' where file_id = :file")
                .param("file", FILE)
                .update();
        migrate(AFTER);

        assertThat(StoredPayLines.at(jdbc, new PayLines(jdbc, sins), expected.keySet()))
                .isEqualTo(expected);
    }

    @Test
    void what_a_receipt_saw_stays_known() {
        jdbc.sql("update sender_response set receipt_saw = pg_current_snapshot()")
                .update();
        jdbc.sql("update record set rule = 'X' where line % 3 = 0").update();
        List<String> before = texts(CHANGED_SINCE_RECEIPT);
        migrate(AFTER);

        assertThat(before).hasSizeBetween(20, 60);
        assertThat(texts(CHANGED_SINCE_RECEIPT)).isEqualTo(before);
        jdbc.sql("update record set rule = 'Y' where file_id = :file and line = 2")
                .param("file", FILE)
                .update();
        assertThat(texts(CHANGED_SINCE_RECEIPT)).hasSize(before.size() + 1);
    }

    @Test
    void a_receipt_that_saw_everything_still_did() {
        jdbc.sql("update sender_response set receipt_saw = pg_current_snapshot()")
                .update();
        migrate(AFTER);

        assertThat(texts(CHANGED_SINCE_RECEIPT)).isEmpty();
    }

    @Test
    void a_pay_line_that_contradicts_its_control_file_stops_the_migration() {
        jdbc.sql("update employer_year set business_number = '100000009RP0001' where file_id = :file")
                .param("file", FILE)
                .update();

        assertThatThrownBy(() -> migrate(AFTER))
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("differs from the control file");
        assertThat(texts(STATES)).hasSize(127);
    }

    private void insert(int line, PayLine payLine) {
        jdbc.sql(
                        """
                        insert into record (file_id, line, byte_offset, byte_length, feed, record_key, file_order, amount, state,
                                            changed_at)
                        values (:file, :line, 1, 1, 'P', :key, 1, :amount, 'PENDING', now());
                        insert into pay_line (file_id, line, claim_key, agreement_number, content)
                        values (:file, :line, :claim, :agreement, cast(:content as json))
                        """)
                .param("file", FILE)
                .param("line", line)
                .param("key", payLine.recordKey())
                .param("amount", payLine.balanceAmount())
                .param("claim", payLine.claimKey())
                .param("agreement", payLine.agreementNumber())
                .param("content", json.write(payLine))
                .update();
    }

    private List<String> texts(String sql) {
        return jdbc.sql(sql).query(String.class).list();
    }

    private void migrate(String target) {
        Flyway.configure().dataSource(database).target(target).load().migrate();
    }
}
