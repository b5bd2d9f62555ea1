// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The warnings with which files are accepted; the only writer of {@code file_warning}. */
@Component
public class FileWarnings {

    private static final String ADD =
            """
            insert into file_warning (file_id, code, detail, detail_fr)
            values (:id, :code, :detail, :detailFr)
            on conflict do nothing
            """;

    private final JdbcClient jdbc;

    FileWarnings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a warning to a file, in the caller's transaction; a second one of the same code changes nothing. */
    public void add(long fileId, FileWarning warning) {
        jdbc.sql(ADD)
                .param("id", fileId)
                .param("code", warning.code())
                .param("detail", warning.detail().en())
                .param("detailFr", warning.detail().fr())
                .update();
    }
}
