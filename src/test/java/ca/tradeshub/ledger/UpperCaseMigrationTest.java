// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.CountedBalances;
import ca.tradeshub.ledger.record.FileClosing;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.EarlierState;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database that holds identifiers as an earlier release kept them, in the case in which they were written. */
class UpperCaseMigrationTest {

    private static final String BEFORE = "11";

    private static final String CLAIM = "987654324RP0001/TA-2016-000106/2016-12-31";
    private static final String OLD_CLAIM = "987654324RP0001/ta-2016-000106/2016-12-31";

    private static final List<String> LOWER_CASE = List.of(
            // A claim that was sent.
            spelled("TA-2016-000106", "ta-2016-000106"),
            // Pay lines without a registration.
            spelled("TA-2016-000199", "Ta-2016-000199"),
            // An agreement that differs from another one only in case.
            spelled("TA-2016-000107", "ta-2014-000102"),
            """
            update registration
               set original_agreement = 'c-1a',
                   content = cast(replace(content::text, '{"agreementNumber"',
                                          '{"originalAgreementNumber":"c-1a","agreementNumber"') as json)
             where agreement_number = 'TA-2015-000108'
            """,
            // Certificates: one alone, and one of two that differ only in case.
            "update record set record_key = 'on/q310s20201' where record_key = 'ON/Q310S20201'",
            """
            update certificate
               set content = cast(replace(replace(content::text, '"Q310S20201"', '"q310s20201"'), '"ON"', '"on"') as json)
             where account_number = '00020201'
            """,
            "update record set record_key = 'ON/a310t10110' where record_key = 'ON/Q310T10110'",
            "update pay_line set content = cast(replace(content::text, '\"ON\"', '\"on\"') as json) where line % 2 = 0");

    private HikariDataSource database;
    private ReconciliationFixture hub;

    @BeforeEach
    void migrate() throws IOException, SQLException {
        database = TestDatabase.empty();
        EarlierState.fill(database);
        Flyway.configure().dataSource(database).target(BEFORE).load().migrate();
        JdbcClient jdbc = JdbcClient.create(database);
        LOWER_CASE.forEach(sql -> {
            for (String statement : sql.split(";\n")) {
                assertThat(jdbc.sql(statement).update()).as(statement).isPositive();
            }
        });
        jdbc.sql(
                        "insert into employer_claim (file_id, claim_key, agreement_number, claimed, t4_income, file_order) select file_id, '987654324RP0001/tA-2016-000106/2016-12-31', 'tA-2016-000106',"
                                + " claimed, t4_income, file_order from employer_claim where claim_key = :old")
                .param("old", OLD_CLAIM)
                .update();
        Flyway.configure().dataSource(database).load().migrate();
        hub = new ReconciliationFixture(RuleBook.standard(), database);
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    /** The statements that give an agreement another spelling, as if it had come so. */
    private static String spelled(String from, String to) {
        StringBuilder statements = new StringBuilder();
        for (String[] column : new String[][] {
            {"record", "record_key"},
            {"registration", "agreement_number"},
            {"pay_line", "agreement_number"},
            {"pay_line", "claim_key"},
            {"employer_claim", "agreement_number"},
            {"employer_claim", "claim_key"},
            {"decision", "group_id"},
            {"decision", "record_key"},
            {"message", "group_id"},
            {"message", "record_key"}
        }) {
            statements.append("update %1$s set %2$s = replace(%2$s, '%3$s', '%4$s');\n"
                    .formatted(column[0], column[1], from, to));
        }
        for (String table : List.of("registration", "pay_line")) {
            statements.append("update %s set content = cast(replace(content::text, '%s', '%s') as json);\n"
                    .formatted(table, from, to));
        }
        return statements.toString();
    }

    @Test
    void agreements_certificates_and_provinces_are_in_upper_case() {
        assertThat(texts("select distinct agreement_number from registration where agreement_number ~ '[a-z]'"))
                .containsExactly("ta-2014-000102");
        assertThat(
                        texts(
                                "select agreement_number from registration where agreement_number <> canonical ->> 'agreementNumber'"))
                .isEmpty();
        assertThat(texts("select original_agreement || (canonical ->> 'originalAgreementNumber') from registration"
                        + " where agreement_number = 'TA-2015-000108' and original_agreement is not null"))
                .isNotEmpty()
                .containsOnly("C-1AC-1A");
        assertThat(texts("select distinct claim_key from pay_line where claim_key ~ '[a-z]'"))
                .containsExactly("987654324RP0001/ta-2014-000102/2016-12-31");
        assertThat(texts("select distinct work_province from pay_line")).containsExactly("ON");
        assertThat(texts("select canonical ->> 'issuingProvince' || '/' || (canonical ->> 'number') from certificate"
                        + " where account_number = '00020201'"))
                .containsExactly("ON/Q310S20201");
        assertThat(texts("select record_key from record where feed = 'C' and file_id = 1 order by line"))
                .contains("ON/Q310S20201");
    }

    @Test
    void two_keys_that_differ_only_in_case_both_stay() {
        assertThat(texts("select record_key from record where upper(record_key) = 'TA-2014-000102' order by 1"))
                .containsExactlyInAnyOrder("TA-2014-000102", "ta-2014-000102");
        assertThat(texts("select record_key from record where feed = 'C' and upper(record_key) = 'ON/A310T10110'"))
                .containsExactlyInAnyOrder("ON/A310T10110", "ON/a310t10110");
        assertThat(texts("select claim_key from employer_claim where upper(claim_key) = upper('" + CLAIM + "')"))
                .containsExactlyInAnyOrder(CLAIM, OLD_CLAIM);
    }

    @Test
    void a_claim_that_was_sent_is_withdrawn_and_sent_under_its_new_key() {
        hub.reconcileAndDeliver();

        assertThat(texts("select kind || ' ' || version from message where record_key = '" + OLD_CLAIM
                        + "' order by version"))
                .containsExactly("NEW 1", "WITHDRAW 2");
        assertThat(texts(
                        "select kind || ' ' || version || ' ' || (body::json -> 'apprenticeship' ->> 'agreementNumber')"
                                + " from message where record_key = '" + CLAIM + "' order by version"))
                .containsExactly("NEW 1 TA-2016-000106");
        assertThat(texts("select body::json -> 'computation' ->> 'credit' from message where record_key in ('" + CLAIM
                        + "', '" + OLD_CLAIM + "') and kind = 'NEW'"))
                .hasSize(2)
                .containsOnly("191.26");
        assertThat(texts("select kind || record_key from message where id > 15 and record_key not ilike '%000106%'"))
                .as("no other message is made by the migration")
                .isEmpty();
        assertThat(hub.part(FileClosing.class).unbalanced()).isEmpty();
        assertThat(CountedBalances.total(hub.part(Balances.class), hub.jdbc()).received())
                .isEqualTo(127);
    }

    @Test
    void a_later_record_of_the_key_supersedes_the_earlier_one() {
        hub.file(
                Feed.REGISTRATIONS,
                900,
                List.of(ReconciliationFixture.registration(
                        "TA-2016-000106", "1000106", null, "456A", LocalDate.of(2016, 3, 7))));
        hub.reconcileAndDeliver();

        assertThat(
                        texts(
                                "select r.state from record r join file f on f.id = r.file_id where r.feed = 'R' and r.record_key = 'TA-2016-000106' order by f.file_order"))
                .startsWith("SUPERSEDED");
        assertThat(hub.part(FileClosing.class).unbalanced()).isEmpty();
    }

    private List<String> texts(String sql) {
        return hub.jdbc().sql(sql).query(String.class).list();
    }
}
