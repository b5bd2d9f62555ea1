// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows in PostgreSQL's COPY text format, gathered for one statement. */
final class CopyText {

    private final String table;
    private final StringBuilder text = new StringBuilder(1 << 16);
    private boolean startOfRow = true;

    /**
     * @param table table name with its columns, as COPY takes them
     */
    CopyText(String table) {
        this.table = table;
    }

    /** Adds a value to the row; null is SQL null. */
    CopyText add(@Nullable Object value) {
        if (!startOfRow) {
            text.append('\t');
        }
        startOfRow = false;
        if (value == null) {
            text.append("\\N");
        } else if (value instanceof byte[] bytes) {
            text.append("\\\\x").append(HexFormat.of().formatHex(bytes));
        } else {
            escape(value.toString());
        }
        return this;
    }

    /** Ends the row. */
    void endRow() {
        text.append('\n');
        startOfRow = true;
    }

    /** Copies the rows into the table, within the connection's transaction. */
    void copyInto(Connection connection) throws SQLException, IOException {
        if (!text.isEmpty()) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin", new StringReader(text.toString()));
        }
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
    }
}
