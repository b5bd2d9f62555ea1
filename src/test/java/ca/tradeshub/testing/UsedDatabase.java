// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

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
     * The statement that empties each table with pages. Truncating writes new files for a table, its indexes and what goes
     * with them, most of the work of emptying a database of a few rows, so rows of a small table are deleted. The planner
     * takes a table of fewer than ten pages that nobody has analyzed for one of ten pages, so it plans as for a new one.
     * One query divides the tables: the server may analyze one at any time.
     */
    private static final String EMPTYING =
            """
            with table_with_pages as (
                select oid::regclass as name,
                       reltuples < 0 and pg_relation_size(oid) <= 4 * current_setting('block_size')::int as is_small
                from pg_class
                where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0)
            select 'truncate ' || string_agg(name::text, ', ') || ' cascade' from table_with_pages where not is_small
            having count(*) > 0
            union all
            select format('delete from %s', name) from table_with_pages where is_small
            """;

    private static final String ROWS = "select coalesce(json_agg(t), '[]')::text from %s t";

    private static final String SEQUENCES =
            """
            select format('select setval(%L, %s, %L)', schemaname || '.' || sequencename,
                    coalesce(last_value, start_value), last_value is not null)
            from pg_sequences order by 1
            """;

    /** What a test may have set or taken in a session. Prepared statements stay. */
    private static final String RESET_SESSION =
            "discard temp; discard sequences; reset all; unlisten *; select pg_advisory_unlock_all()";

    private static final String END_OTHER_CONNECTIONS =
            """
            select coalesce(bool_and(pg_terminate_backend(pid, 5000)), true)::text from pg_stat_activity
            where datname = current_database() and pid <> all (?) and backend_type = 'client backend'
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

    /**
     * Empties a database that nobody uses any more, and gives its connections the state of new ones; false when a test has
     * changed more than its rows or has kept a connection.
     */
    boolean restore(HikariDataSource database) {
        List<Connection> idle = new ArrayList<>();
        try {
            idle.add(database.getConnection());
            while (idle.size() < database.getHikariPoolMXBean().getTotalConnections()) {
                if (database.getHikariPoolMXBean().getIdleConnections() == 0) {
                    return false;
                }
                idle.add(database.getConnection());
            }
            for (Connection connection : idle) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(RESET_SESSION);
                }
            }
            return endOthers(idle) && restore(idle.get(0));
        } catch (SQLException e) {
            return false;
        } finally {
            idle.forEach(UsedDatabase::giveBack);
        }
    }

    private static void giveBack(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("A connection could not be given back to its pool", e);
        }
    }

    private static boolean endOthers(List<Connection> kept) throws SQLException {
        List<Integer> processes = new ArrayList<>();
        for (Connection connection : kept) {
            processes.add(connection.unwrap(PGConnection.class).getBackendPID());
        }
        try (var end = kept.get(0).prepareStatement(END_OTHER_CONNECTIONS)) {
            end.setArray(1, kept.get(0).createArrayOf("int4", processes.toArray()));
            try (ResultSet rows = end.executeQuery()) {
                rows.next();
                return "true".equals(rows.getString(1));
            }
        }
    }

    private boolean restore(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!schema.equals(text(statement, SCHEMA))) {
                return false;
            }
            connection.setAutoCommit(false);
            restoreRows(connection, statement);
            statement.execute("delete from pg_statistic");
            statement.execute("select pg_stat_reset()");
            connection.commit();
            return true;
        }
    }

    /** Leaves the rows and sequences of the migrations in a database that stays in use. */
    void restoreRows(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            restoreRows(connection, statement);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("The database could not be emptied", e);
        }
    }

    private void restoreRows(Connection connection, Statement statement) throws SQLException {
        statement.execute("set local session_replication_role = replica");
        statement.execute(String.join(";", texts(statement, EMPTYING)));
        for (Filled table : filled) {
            try (var insert = connection.prepareStatement("insert into " + table.table()
                    + " overriding system value select * from json_populate_recordset(null::" + table.table()
                    + ", ?::json)")) {
                insert.setString(1, table.rows());
                insert.execute();
            }
        }
        statement.execute(String.join(";", sequences));
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
