// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.state;

import ca.tradeshub.canonical.CauseChain;
import ca.tradeshub.platform.failure.StartFailure;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/** Migrates the database at start-up, if this hub can use it. */
@Component
class SchemaMigration implements FlywayMigrationStrategy {

    @Override
    public void migrate(Flyway flyway) {
        SchemaVersion.require(flyway);
        try {
            if (SchemaVersion.hasOtherText(flyway)) {
                // Writes the checksums of this hub; nothing else differs, as was just checked.
                flyway.repair();
            }
            flyway.migrate();
        } catch (FlywayException e) {
            if (CauseChain.of(e).stream().anyMatch(SQLException.class::isInstance)) {
                throw e;
            }
            throw new StartFailure(e, "schema.migration", e.getErrorCode());
        }
    }
}
