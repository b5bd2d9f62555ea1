// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes what was staged of files that never take effect, always within the caller's transaction. */
@Component
public class StagedRecords {

    /** The table of records includes those of the feeds. */
    private static final List<String> CONTENT = List.of("employee", "employer_claim", "employer_year", "record");

    private final JdbcClient jdbc;

    StagedRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Removes the records of a file, not what was found on them. */
    public void discardContent(long fileId) {
        CONTENT.forEach(table -> delete(table, fileId));
    }

    /** Removes the records of a file and what was found on them. */
    public void discard(long fileId) {
        discardContent(fileId);
        delete("finding", fileId);
    }

    private void delete(String table, long fileId) {
        jdbc.sql("delete from " + table + " where file_id = :id")
                .param("id", fileId)
                .update();
    }
}
