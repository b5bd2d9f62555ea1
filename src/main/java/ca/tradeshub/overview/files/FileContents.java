// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.files;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.overview.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A file's records by state and its findings by rule. */
@Component
public class FileContents {

    private static final int LINES_SHOWN = 12;

    private static final String STATES =
            """
            select state, rule, count(*) as records, coalesce(sum(amount), 0) as amount,
                   (array_agg(line order by line))[1\\:%s] as lines
              from states_of_file(:file) group by state, rule order by state, records desc
            """
                    .formatted(LINES_SHOWN);

    // The smallest pair, not the pair of the smallest: both languages come from the same finding.
    private static final String FINDINGS =
            """
            select rule, outcome, unknown, count(*) as findings, min(array[message_en, message_fr]) as message,
                   min(citation) as citation, (array_agg(line order by line))[1\\:%s] as lines
              from finding where file_id = :file
             group by rule, outcome, unknown
             order by array_position(array['reject', 'hold', 'warn', 'info'], outcome), findings desc, rule
            """
                    .formatted(LINES_SHOWN);

    private final JdbcClient jdbc;

    FileContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A file's records by state and by the rule that decided it. */
    public List<StateCount> states(long fileId) {
        return jdbc.sql(STATES)
                .param("file", fileId)
                .query((row, number) -> new StateCount(
                        RecordState.valueOf(row.getString("state")),
                        row.getString("rule"),
                        row.getLong("records"),
                        row.getBigDecimal("amount"),
                        Columns.firstLines(row, "lines", row.getLong("records"))))
                .list();
    }

    /** What the rules found in a file, the gravest and most frequent first. */
    public List<FindingCount> findings(long fileId) {
        return jdbc.sql(FINDINGS)
                .param("file", fileId)
                .query((row, number) -> new FindingCount(
                        row.getString("rule"),
                        row.getString("outcome"),
                        row.getBoolean("unknown"),
                        row.getLong("findings"),
                        message(row),
                        row.getString("citation"),
                        Columns.firstLines(row, "lines", row.getLong("findings"))))
                .list();
    }

    private static Text message(ResultSet row) throws SQLException {
        String[] pair = (String[]) row.getArray("message").getArray();
        return new Text(pair[0], pair[1]);
    }
}
