// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.state;

import ca.tradeshub.platform.failure.StartFailure;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.ValidateResult;

/** Whether this hub can use the schema of a database: compares its migrations with those that the database has run. */
public final class SchemaVersion {

    /**
     * Checksums of migrations that had another text for a while, by version. Version 33 makes the schemas of both texts of
     * version 29 the same; those of versions 31 and 33 differ in comments and in names of temporary tables.
     */
    private static final Map<String, Integer> OTHER_TEXTS =
            Map.of("29", -1878915966, "31", -1841946375, "33", 159405531);

    private SchemaVersion() {}

    /**
     * Requires a database that has no tables of the hub, or whose migrations are the first ones of this hub, unchanged
     * or in the other text of those that were delivered with two. Changes nothing.
     *
     * @throws StartFailure when a newer hub has used the database, or its migrations differ from those of this hub
     */
    public static void require(Flyway flyway) {
        MigrationInfoService found = flyway.info();
        Optional<MigrationVersion> known = newest(found.all(), false);
        Optional<MigrationVersion> applied = newest(found.applied(), true);
        if (applied.isPresent()
                && known.map(version -> applied.get().isNewerThan(version)).orElse(true)) {
            throw new StartFailure(
                    "schema.newer",
                    applied.get(),
                    known.map(MigrationVersion::toString).orElse("–"));
        }
        ValidateResult result = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .ignoreMigrationPatterns("*:pending")
                .load()
                .validateWithResult();
        if (!result.validationSuccessful) {
            Set<String> other = otherTexts(found);
            List<String> invalid = result.invalidMigrations.stream()
                    .map(migration -> migration.version)
                    .toList();
            if (!invalid.isEmpty() && other.containsAll(invalid)) {
                return;
            }
            String versions = invalid.stream()
                    .filter(version -> !other.contains(version))
                    .sorted(Comparator.comparing(MigrationVersion::fromVersion))
                    .collect(Collectors.joining(", "));
            throw new StartFailure(versions.isEmpty() ? "schema.unreadable" : "schema.other", versions);
        }
    }

    /** Whether the database has run the other text of a migration that was delivered with two. */
    static boolean hasOtherText(Flyway flyway) {
        return !otherTexts(flyway.info()).isEmpty();
    }

    private static Set<String> otherTexts(MigrationInfoService found) {
        return Arrays.stream(found.applied())
                .filter(migration -> migration.getVersion() != null)
                .filter(migration -> migration.getAppliedChecksum() != null
                        && migration
                                .getAppliedChecksum()
                                .equals(OTHER_TEXTS.get(migration.getVersion().getVersion())))
                .map(migration -> migration.getVersion().getVersion())
                .collect(Collectors.toSet());
    }

    private static Optional<MigrationVersion> newest(MigrationInfo[] migrations, boolean appliedOnly) {
        return Arrays.stream(migrations)
                .filter(migration -> appliedOnly || migration.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null)
                .max(Comparator.naturalOrder());
    }
}
