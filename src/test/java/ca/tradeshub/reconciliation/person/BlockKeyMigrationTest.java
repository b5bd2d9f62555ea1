// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Block keys that an earlier version stored: without birth date, and in the letters of the record. */
class BlockKeyMigrationTest {

    private static final Path MIGRATION = Path.of("src/main/resources/db/migration/V33__facts_of_a_block_key.sql");
    private static final LocalDate BORN = LocalDate.of(1995, 4, 8);
    private static final LocalDate LATER = LocalDate.of(1999, 12, 24);
    private static final LocalDate EARLIER = LocalDate.of(1960, 10, 31);

    /** The schema before the migration. */
    private static final List<String> EARLIER_SCHEMA = List.of(
            "drop index identity_block_key",
            "drop index identity_block_weak",
            "alter table identity_block drop column birth_date",
            "alter table identity_block drop column postal_code",
            "create index identity_block_key on identity_block (block, file_id, line)",
            "create index identity_block_weak on identity_block (block) where weak");

    private static final String KEYS = "select block || ' ' || file_id || ' ' || line || ' ' || weak || ' '"
            + " || coalesce(birth_date::text, '') || ' ' || coalesce(postal_code, '') from identity_block order by 1";

    private HikariDataSource database;
    private ReconciliationFixture hub;

    @BeforeEach
    void start() {
        database = TestDatabase.fresh();
        hub = new ReconciliationFixture(RuleBook.standard(), database);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void the_values_are_those_that_the_hub_stores() throws IOException {
        hub.file(
                Feed.REGISTRATIONS,
                1,
                List.of(
                        registration("TA-1", "1234561", "Roy", BORN, "K1A 0B1"),
                        registration("TA-2", "1234562", "Okafor", BORN, null)));
        hub.file(
                Feed.CERTIFICATES,
                1,
                List.of(
                        certificate("C-1", "12345678", "Singh", BORN),
                        certificate("C-2", "12345679", "Gill", EARLIER)));
        hub.reconcile();
        List<String> stored = keys();

        migrate();

        assertThat(keys()).isNotEmpty().isEqualTo(stored);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void records_whose_keys_are_others_now_are_decided_again_and_found() throws IOException {
        hub.file(
                Feed.CERTIFICATES,
                1,
                List.of(
                        certificate("C-1", "12345671", "Иванов", BORN),
                        certificate("C-2", "12345672", "Παπαδόπουλος", LATER),
                        certificate("C-3", "12345673", "Lévesque", EARLIER)));
        hub.reconcile();
        List<String> stored = keys();
        assertThat(hub.jdbc()
                        .sql("update identity_block set block = block + 1 where line in (2, 3)")
                        .update())
                .isPositive();

        migrate();

        assertThat(waiting()).containsExactly("account:12345671", "account:12345672");
        hub.reconcile();
        assertThat(keys()).isEqualTo(stored);
        hub.file(
                Feed.REGISTRATIONS,
                1,
                List.of(
                        registration("TA-1", "1234561", "Ivanov", BORN, "K1A0B1"),
                        registration("TA-2", "1234562", "Papadopoylos", LATER, "K1A0B1")));
        hub.reconcile();
        assertThat(hub.jdbc()
                        .sql(
                                "select one_person || ' ' || other_person from identity_link where outcome = 'LINKED' order by 1")
                        .query(String.class)
                        .list())
                .containsExactly("client:1234561 account:12345671", "client:1234562 account:12345672");
    }

    private List<String> keys() {
        return hub.jdbc().sql(KEYS).query(String.class).list();
    }

    private List<String> waiting() {
        return hub.jdbc()
                .sql("select key from dirty_key order by key")
                .query(String.class)
                .list();
    }

    private void migrate() throws IOException {
        EARLIER_SCHEMA.forEach(sql -> hub.jdbc().sql(sql).update());
        String migration = Files.readString(MIGRATION);
        hub.inOneTransaction(() -> {
            hub.jdbc().sql(migration).update();
            return true;
        });
    }

    private static Registration registration(
            String agreement, String client, String family, LocalDate born, String postal) {
        return Samples.registration(draft -> {
            draft.agreementNumber = agreement;
            draft.trade = new TradeCode("306A");
            draft.person = new Person(client, null, null, family, "Ana", null, born, postal, "fr");
        });
    }

    private static Certificate certificate(String number, String account, String family, LocalDate born) {
        Certificate plain = ReconciliationFixture.certificate(number, account, "306A");
        return Samples.certificate(draft -> {
            draft.number = number;
            draft.memberNumber = account;
            draft.memberClass = plain.memberClass();
            draft.familyName = family;
            draft.givenNames = "Ana";
            draft.birthDate = born;
            draft.postalCode = "K1A0B1";
            draft.trade = plain.trade();
            draft.type = plain.type();
            draft.issuedOn = plain.issuedOn();
            draft.status = plain.status();
            draft.route = plain.route();
        });
    }
}
