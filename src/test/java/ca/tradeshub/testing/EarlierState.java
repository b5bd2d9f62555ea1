// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database as an earlier release of the hub left it, filled by it. */
public final class EarlierState {

    /** The schema version of that release. */
    public static final String VERSION = "4";

    private static final Path DATA = Path.of("src/test/resources/db/V4__data.sql");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^(copy (\\w+) .*?) from stdin;\\n(.*?)^\\\\\\.$");

    private EarlierState() {}

    /** Migrates an empty database to that version and fills it. */
    public static void fill(DataSource database) throws IOException, SQLException {
        Flyway.configure().dataSource(database).target(VERSION).load().migrate();
        int tables = 0;
        try (Connection connection = database.getConnection()) {
            Matcher block = BLOCK.matcher(Files.readString(DATA));
            while (block.find()) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(block.group(1) + " from stdin", new StringReader(block.group(3)));
                tables++;
            }
        }
        assertThat(tables).isEqualTo(21);
        JdbcClient jdbc = JdbcClient.create(database);
        for (String table : List.of("file", "message", "break", "alarm", "dirty_key", "parked")) {
            jdbc.sql("select setval(pg_get_serial_sequence('" + table + "', 'id'), coalesce(max(id), 0) + 1) from "
                            + table)
                    .query(row -> {});
        }
        jdbc.sql("select setval('apply_order', max(apply_order)) from file").query(row -> {});
    }
}
