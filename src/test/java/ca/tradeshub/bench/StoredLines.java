// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Fills a ledger with old lines: copies the file that is in it, with all rows that name it, under other agreements,
 * persons and file numbers. It reads the columns from the database, so that it follows the schema.
 */
final class StoredLines {

    private static final String TABLES =
            """
            select c.table_name
            from information_schema.columns c
            join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = 'public' and c.column_name = 'file_id' and t.table_type = 'BASE TABLE'
              and not exists (
                select from information_schema.columns other
                where other.table_schema = 'public' and other.table_name = c.table_name
                  and other.column_name = 'message_id')
            """;
    private static final String COLUMNS =
            """
            select column_name, data_type
            from information_schema.columns
            where table_schema = 'public' and table_name = '%s' and is_generated = 'NEVER'
            order by ordinal_position
            """;
    /** What names a person: each copy is of other persons, as other employers' apprentices would be. */
    private static final Set<String> PERSONS = Set.of("client_id", "account_number", "sin_hash");

    private final Connection connection;

    StoredLines(Connection connection) {
        this.connection = connection;
    }

    /** Copies until there are so many pay lines. */
    void fill(long lines) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // The copies are rows of files that no row of the ledger describes fully; nothing may check them one by
            // one.
            statement.execute("set session_replication_role = replica");
            long each = number(statement, "select count(*) from pay_line");
            long files = number(statement, "select max(id) from file");
            List<String> tables = new ArrayList<>(List.of("file"));
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (int copy = 1; copy * each < lines; copy++) {
                for (String table : tables) {
                    statement.execute(copy(table, copy, copy * (files + 1)));
                }
            }
            statement.execute("set session_replication_role = origin");
            statement.execute("select setval(pg_get_serial_sequence('file', 'id'), max(id)) from file");
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    private String copy(String table, int copy, long files) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.format(Locale.ROOT, COLUMNS, table))) {
            while (rows.next()) {
                String column = rows.getString(1);
                if (column.equals("id") && !table.equals("file")) {
                    continue;
                }
                columns.add(column);
                values.add(value(table, column, rows.getString(2), copy, files));
            }
        }
        return String.format(
                Locale.ROOT,
                "insert into %s (%s) overriding system value select %s from only %s where %s <= %d",
                table,
                String.join(", ", columns),
                String.join(", ", values),
                table,
                table.equals("file") ? "id" : "file_id",
                files / copy - 1);
    }

    private static String value(String table, String column, String type, int copy, long files) {
        if (column.equals("file_id") || column.equals("control_file") || table.equals("file") && column.equals("id")) {
            return column + " + " + files;
        }
        if (column.equals("sequence")) {
            return column + " + " + copy * 10;
        }
        if (column.equals("content_sha256") || column.equals("archive_sha256")) {
            return "encode(sha256((" + column + " || " + copy + ")::bytea), 'hex')";
        }
        if (PERSONS.contains(column)) {
            return column + " || '-" + copy + "'";
        }
        if (table.equals("identity_block") && column.equals("block")) {
            return column + " + " + copy;
        }
        if (type.equals("text")) {
            return "replace(" + column + ", 'TA-2015', 'TA-" + (2_100 + copy) + "')";
        }
        return column;
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
