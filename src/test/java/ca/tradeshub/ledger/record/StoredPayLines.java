// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.ledger.RecordAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The pay lines of a ledger as they are read from it. */
final class StoredPayLines {

    private static final String AT =
            """
            select %s
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
              join pay_line t on t.file_id = w.file_id and t.line = w.line
              join employee p on p.file_id = t.file_id and p.number = t.employee
              join employer_year e on e.file_id = t.file_id
            """
                    .formatted(PayLines.COLUMNS);

    private StoredPayLines() {}

    /** The pay lines at addresses. */
    static Map<RecordAddress, PayLine> at(JdbcClient jdbc, PayLines payLines, Collection<RecordAddress> addresses) {
        Map<RecordAddress, PayLine> lines = new LinkedHashMap<>();
        jdbc.sql(AT).params(RecordAddress.columns(addresses)).query(rs -> {
            lines.put(RecordAddress.of(rs), payLines.read(rs));
        });
        return lines;
    }
}
