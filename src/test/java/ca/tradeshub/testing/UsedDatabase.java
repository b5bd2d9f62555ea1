// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What the migrations leave in a database, so that a database which a test has used can be given to another test.
 * Emptying the tables with rows costs a third of a new database, which has 550 files that must also be deleted.
 */
final class UsedDatabase {

    /**
     * Everything but rows: a test that changes any of it leaves a database that is not used again. What a statement
     * creates or alters has the number of its transaction; emptying a table gives only its row of pg_class a new one.
     */
    private static final String SCHEMA =
            """
            select concat_ws(' ',
                (select md5(string_agg(concat_ws(' ', oid, relname, relpersistence, reloptions), ',' order by oid))
                    from pg_class),
                (select string_agg(nspname, ',' order by oid) from pg_namespace where nspname !~ '^pg_(toast_)?temp'),
                (select string_agg(setconfig::text, ',' order by setrole) from pg_db_role_setting
                    where setdatabase in (0, (select oid from pg_database where datname = current_database()))),
                (select format('%s/%s', count(*), max(xmin::text::bigint)) from pg_attribute),
                (select format('%s/%s', count(*), max(xmin::text::bigint)) from pg_attrdef),
                (select format('%s/%s', count(*), max(xmin::text::bigint)) from pg_index),
                (select format('%s/%s', count(*), max(xmin::text::bigint)) from pg_constraint),
                (select format('%s/%s', count(*), max(xmin::text::bigint)) from pg_trigger),
                (select format('%s/%s', count(*), max(xmin::text::bigint)) from pg_rewrite),
                (select format('%s/%s', count(*), max(xmin::text::bigint)) from pg_proc),
                (select format('%s/%s', count(*), max(xmin::text::bigint)) from pg_type),
                (select format('%s/%s', count(*), max(xmin::text::bigint)) from pg_sequence),
                (select format('%s/%s', count(*), max(xmin::text::bigint)) from pg_extension))
            """;

    /** A table without pages has had no row, not even one that was rolled back. */
    private static final String TABLES_WITH_PAGES =
            """
            select oid::regclass::text from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0
            order by 1
            """;

    /**
     * Deletes what a small table has. Truncating writes new files for it, its indexes and what goes with them, most of the
     * work of emptying a database of a few rows. The planner takes a table of fewer than ten pages that nobody has
     * analyzed for one of ten pages, so it plans as for a new one.
     */
    private static final String DELETE_FROM_SMALL_TABLES =
            """
            select coalesce(string_agg(format('delete from %s', oid::regclass), ';'), '') from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples < 0
              and pg_relation_size(oid) between 1 and 4 * current_setting('block_size')::int
            """;

    private static final String OTHER_TABLES_WITH_PAGES =
            """
            select oid::regclass::text from pg_class
            where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0
              and not (reltuples < 0 and pg_relation_size(oid) <= 4 * current_setting('block_size')::int)
            """;

    private static final String ROWS = "select coalesce(json_agg(t), '[]')::text from %s t";

    private static final String SEQUENCES =
            """
            select format('select setval(%L, %s, %L)', schemaname || '.' || sequencename,
                    coalesce(last_value, start_value), last_value is not null)
            from pg_sequences order by 1
            """;

    /** Connections that a pool has closed end a moment later, and one that a test has kept open must end. */
    private static final String END_CONNECTIONS =
            """
            select coalesce(bool_and(pg_terminate_backend(pid, 5000)), true)::text from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
            """;

    /**
     * Rows that the migrations insert.
     *
     * @param rows as JSON
     */
    private record Filled(String table, String rows) {}

    private final String schema;
    private final List<Filled> filled;
    private final List<String> sequences;

    /** Remembers what the migrations have left in a database. */
    UsedDatabase(DataSource migrated) {
        try (Connection connection = migrated.getConnection();
                Statement statement = connection.createStatement()) {
            schema = text(statement, SCHEMA);
            sequences = texts(statement, SEQUENCES);
            filled = new ArrayList<>();
            for (String table : texts(statement, TABLES_WITH_PAGES)) {
                filled.add(new Filled(table, text(statement, ROWS.formatted(table))));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The migrated database could not be read", e);
        }
    }

    /** Empties a database that nobody uses any more; false when a test has changed more than its rows. */
    boolean restore(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (!"true".equals(text(statement, END_CONNECTIONS)) || !schema.equals(text(statement, SCHEMA))) {
                return false;
            }
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            List<String> tables = texts(statement, OTHER_TABLES_WITH_PAGES);
            String deletes = text(statement, DELETE_FROM_SMALL_TABLES);
            if (!tables.isEmpty()) {
                statement.execute("truncate " + String.join(", ", tables) + " cascade");
            }
            statement.execute(deletes);
            for (Filled table : filled) {
                try (var insert = connection.prepareStatement("insert into " + table.table()
                        + " overriding system value select * from json_populate_recordset(null::" + table.table()
                        + ", ?::json)")) {
                    insert.setString(1, table.rows());
                    insert.execute();
                }
            }
            for (String sequence : sequences) {
                statement.execute(sequence);
            }
            statement.execute("delete from pg_statistic");
            statement.execute("select pg_stat_reset()");
            connection.commit();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        return texts(statement, query).get(0);
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
