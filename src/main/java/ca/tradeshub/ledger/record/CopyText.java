// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows in PostgreSQL's COPY text format, gathered for one statement. */
final class CopyText {

    /** So many bytes are given to the driver at a time. */
    private static final int CHUNK = 1 << 16;

    private final String table;
    private final StringBuilder text = new StringBuilder();
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
        } else if (value instanceof BigDecimal number) {
            text.append(number.toPlainString());
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
            byte[] rows = text.toString().getBytes(StandardCharsets.UTF_8);
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin", new ByteArrayInputStream(rows), CHUNK);
        }
    }

    private void escape(String value) {
        int plain = 0;
        while (plain < value.length() && value.charAt(plain) >= ' ' && value.charAt(plain) != '\\') {
            plain++;
        }
        text.append(value, 0, plain);
        for (int i = plain; i < value.length(); i++) {
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
