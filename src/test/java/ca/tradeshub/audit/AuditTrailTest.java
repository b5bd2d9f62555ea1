// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.audit.AuditVerification.Broken;
import ca.tradeshub.audit.AuditVerification.Fault;
import ca.tradeshub.audit.AuditVerification.KnownEntry;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What a verification of the audit chain finds. */
class AuditTrailTest {

    private static final String OTHER_HASH = "f".repeat(64);

    private final HikariDataSource database = TestDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final AuditTrail audit =
            new AuditTrail(jdbc, Clock.fixed(Instant.parse("2026-11-20T10:15:30.123Z"), ZoneOffset.UTC));

    @BeforeEach
    void five_entries_in_two_batches() {
        append("1", "2");
        append("3", "4", "5");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_intact_chain_is_checked_to_its_last_entry() {
        AuditVerification verification = audit.verify(null);

        assertThat(verification.broken()).isNull();
        assertThat(verification.entries()).isEqualTo(5);
        assertThat(verification.hash()).isEqualTo(hashOf(5));
    }

    @Test
    void an_empty_chain_is_intact() {
        jdbc.sql("delete from audit").update();

        assertThat(audit.verify(null)).isEqualTo(new AuditVerification(0, "0".repeat(64), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "at = at + interval '1 millisecond' | ALTERED",
                "actor = 'someone'                  | ALTERED",
                "action = 'something'               | ALTERED",
                "subject = 'else'                   | ALTERED",
                "detail = '{}'                      | ALTERED",
                "hash = repeat('f', 64)             | ALTERED",
                "previous = repeat('f', 64)         | UNLINKED",
            })
    void a_changed_entry_is_found_with_its_position(String change, Fault fault) {
        jdbc.sql("update audit set " + change + " where id = 3").update();

        assertThat(audit.verify(null)).isEqualTo(new AuditVerification(2, hashOf(2), new Broken(3, fault)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void a_removed_entry_is_missing(int position) {
        jdbc.sql("delete from audit where id = :id").param("id", position).update();

        assertThat(audit.verify(null).broken()).isEqualTo(new Broken(position, Fault.MISSING));
    }

    @Test
    void an_entry_before_the_first_is_found() {
        jdbc.sql(
                        "insert into audit select 0, at, actor, action, subject, detail, previous, hash from audit where id = 1")
                .update();

        assertThat(audit.verify(null).broken()).isEqualTo(new Broken(1, Fault.MISSING));
    }

    @Test
    void an_altered_entry_with_a_hash_of_its_own_breaks_the_link_of_the_next() {
        AuditEntry altered =
                AuditEntry.of(3, Instant.parse("2026-11-20T10:15:30.123Z"), "someone", "acted", "3", "{}", hashOf(2));
        jdbc.sql("update audit set actor = 'someone', detail = '{}', hash = :hash where id = 3")
                .param("hash", altered.hash())
                .update();

        assertThat(audit.verify(null).broken()).isEqualTo(new Broken(4, Fault.UNLINKED));
    }

    @Test
    void removed_newest_entries_are_found_by_an_entry_noted_before() {
        KnownEntry known = new KnownEntry(5, hashOf(5));
        assertThat(audit.verify(known).broken()).isNull();
        append("6");
        assertThat(audit.verify(known).broken())
                .as("later entries do not matter")
                .isNull();

        jdbc.sql("delete from audit where id > 3").update();

        assertThat(audit.verify(null).broken()).isNull();
        assertThat(audit.verify(known).broken()).isEqualTo(new Broken(4, Fault.MISSING));
    }

    @Test
    void a_chain_that_was_rewritten_is_found_by_an_entry_noted_before() {
        assertThat(audit.verify(new KnownEntry(4, OTHER_HASH)).broken()).isEqualTo(new Broken(4, Fault.REPLACED));
    }

    @Test
    void a_chain_of_several_pages_is_read_to_its_end() {
        append(IntStream.rangeClosed(6, 10_000).mapToObj(Integer::toString).toArray(String[]::new));
        assertThat(audit.verify(null)).isEqualTo(new AuditVerification(10_000, hashOf(10_000), null));

        jdbc.sql("update audit set subject = 'else' where id = 9999").update();
        assertThat(audit.verify(null).broken()).isEqualTo(new Broken(9_999, Fault.ALTERED));
    }

    private void append(String... numbers) {
        List<AuditTrail.Act> acts = List.of(numbers).stream()
                .map(number -> new AuditTrail.Act("test", "acted", number, Map.of("number", number)))
                .toList();
        new TransactionTemplate(new DataSourceTransactionManager(database))
                .executeWithoutResult(status -> audit.append(acts));
    }

    private String hashOf(int position) {
        return jdbc.sql("select hash from audit where id = :id")
                .param("id", position)
                .query(String.class)
                .single();
    }
}
