// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The archive that belongs to the database, by the id in the archive's folder. */
@Component
public class ArchiveMark {

    private static final String MARK = "select id from archive";

    private static final String SET = "insert into archive (id) values (:id) on conflict do nothing";

    private final JdbcClient jdbc;

    /** With the database of a client. */
    public ArchiveMark(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The id of the archive, empty until a hub has started with one. */
    public Optional<UUID> id() {
        return jdbc.sql(MARK).query(UUID.class).optional();
    }

    /** Sets the id, unless another hub has set one; returns the id that the database then has. */
    public UUID set(UUID id) {
        jdbc.sql(SET).param("id", id).update();
        return id().orElseThrow();
    }
}
