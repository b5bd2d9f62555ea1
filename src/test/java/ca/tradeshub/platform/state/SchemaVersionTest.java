// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.testing.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class SchemaVersionTest {

    private final HikariDataSource database = TestDatabase.empty();
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Flyway flyway = Flyway.configure().dataSource(database).load();
    private final SchemaMigration start = new SchemaMigration();

    @AfterEach
    void close() {
        database.close();
    }

    private List<MigrationVersion> versions() {
        return Arrays.stream(flyway.info().all())
                .map(migration -> migration.getVersion())
                .toList();
    }

    private void applied(String version) {
        jdbc.sql(
                        """
                        insert into flyway_schema_history
                            (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                        values (1000, :version, 'of a later hub', 'SQL', 'V.sql', 1, 'hub', 1, true)
                        """)
                .param("version", version)
                .update();
    }

    /**
     * A migration depends only on what those before it have left, so that one step from each version is as good as all of
     * them from each.
     */
    @Test
    void a_schema_of_each_earlier_version_is_migrated_to_the_newest() {
        List<MigrationVersion> versions = versions();
        assertThat(versions).hasSizeGreaterThan(6);
        for (MigrationVersion version : versions) {
            assertThatCode(() -> SchemaVersion.require(flyway))
                    .as("before " + version)
                    .doesNotThrowAnyException();
            start.migrate(
                    Flyway.configure().dataSource(database).target(version).load());
            assertThat(flyway.info().current().getVersion()).isEqualTo(version);
        }
        assertThatCode(() -> SchemaVersion.require(flyway)).doesNotThrowAnyException();
        assertThat(flyway.info().pending()).isEmpty();

        try (HikariDataSource atOnce = TestDatabase.empty()) {
            start.migrate(Flyway.configure().dataSource(atOnce).load());
            assertThat(schema(jdbc)).hasSizeGreaterThan(300).isEqualTo(schema(JdbcClient.create(atOnce)));
        }
    }

    /** The columns, constraints and indexes. */
    private static List<String> schema(JdbcClient jdbc) {
        List<String> schema = new ArrayList<>(indexes(jdbc));
        schema.addAll(jdbc.sql(
                        """
                                select concat_ws(' ', table_name, ordinal_position, column_name, data_type, is_nullable, column_default)
                                  from information_schema.columns where table_schema = 'public' order by 1
                                """)
                .query(String.class)
                .list());
        schema.addAll(jdbc.sql(
                        """
                                select concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
                                  from pg_constraint where connamespace = 'public'::regnamespace order by 1
                                """)
                .query(String.class)
                .list());
        return schema;
    }

    @Test
    void a_schema_that_a_newer_hub_has_created_stops_the_start_and_is_not_changed() {
        MigrationVersion newest = versions().get(versions().size() - 1);
        flyway.migrate();
        applied("999");

        assertThatThrownBy(() -> start.migrate(flyway)).isInstanceOfSatisfying(StartFailure.class, failure -> {
            assertThat(failure)
                    .hasMessage("The database schema has version 999, which a newer hub has created. This hub"
                            + " requires version " + newest + ".");
            assertThat(failure.remedy().en()).contains("restore the backup made before the upgrade");
        });
    }

    @Test
    void a_newer_schema_is_recognised_also_when_an_earlier_step_is_missing() {
        Flyway.configure().dataSource(database).target("4").load().migrate();
        applied("999");

        assertThatThrownBy(() -> start.migrate(flyway)).hasMessageContaining("version 999");
        assertThat(jdbc.sql("select count(*) from flyway_schema_history where version = '5'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void a_migration_that_was_edited_after_use_stops_the_start_with_its_version() {
        Flyway.configure().dataSource(database).target("4").load().migrate();
        jdbc.sql("update flyway_schema_history set checksum = checksum + 1 where version in ('1', '3')")
                .update();

        assertThatThrownBy(() -> start.migrate(flyway))
                .isInstanceOf(StartFailure.class)
                .hasMessage("The database was migrated by other steps than those of this hub: version(s) 1, 3.");
    }

    @Test
    void a_schema_of_a_migration_that_was_delivered_with_another_text_becomes_the_same() {
        Flyway.configure().dataSource(database).target("29").load().migrate();
        jdbc.sql("update flyway_schema_history set checksum = -1878915966 where version = '29'")
                .update();
        jdbc.sql("drop index identity_block_key").update();
        jdbc.sql("create index identity_block_key on identity_block (block, file_id, line)")
                .update();

        start.migrate(flyway);

        assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
        try (HikariDataSource other = TestDatabase.empty()) {
            start.migrate(Flyway.configure().dataSource(other).load());
            assertThat(indexes(jdbc)).isEqualTo(indexes(JdbcClient.create(other)));
        }
    }

    @ParameterizedTest
    @CsvSource({"31, -1841946375, totals", "33, 159405531, birth dates with block keys"})
    void a_schema_of_a_migration_whose_comments_had_another_text_is_used(
            String version, int checksum, String description) {
        start.migrate(flyway);
        jdbc.sql("update flyway_schema_history set checksum = :checksum, description = :description"
                        + " where version = :version")
                .param("checksum", checksum)
                .param("description", description)
                .param("version", version)
                .update();
        assertThat(flyway.validateWithResult().validationSuccessful).isFalse();

        start.migrate(flyway);

        assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
    }

    @Test
    void the_other_text_of_one_migration_excuses_no_other_one() {
        Flyway.configure().dataSource(database).target("29").load().migrate();
        jdbc.sql("update flyway_schema_history set checksum = -1878915966 where version = '29'")
                .update();
        jdbc.sql("update flyway_schema_history set checksum = checksum + 1 where version = '3'")
                .update();

        assertThatThrownBy(() -> start.migrate(flyway))
                .hasMessage("The database was migrated by other steps than those of this hub: version(s) 3.");
    }

    private static List<String> indexes(JdbcClient jdbc) {
        return jdbc.sql("select indexdef from pg_indexes where schemaname = 'public' order by indexdef")
                .query(String.class)
                .list();
    }

    @Test
    void a_database_with_other_tables_stops_the_start() {
        jdbc.sql("create table somebody_elses (id integer)").update();

        assertThatThrownBy(() -> start.migrate(flyway))
                .isInstanceOfSatisfying(
                        StartFailure.class,
                        failure -> assertThat(failure.remedy().en()).contains("an empty database"));
    }

    @Test
    void an_empty_database_is_all_well() {
        assertThatCode(() -> SchemaVersion.require(flyway)).doesNotThrowAnyException();
        assertThat(jdbc.sql("select count(*) from pg_tables where schemaname = 'public'")
                        .query(Long.class)
                        .single())
                .as("checking creates nothing")
                .isZero();
    }
}
