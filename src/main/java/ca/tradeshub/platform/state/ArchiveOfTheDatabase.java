// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.state;

import ca.tradeshub.intake.landing.Archive;
import ca.tradeshub.intake.landing.ArchiveMarker;
import ca.tradeshub.intake.sender.IntakeSettings;
import ca.tradeshub.ledger.landing.ArchiveMark;
import ca.tradeshub.platform.failure.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Compares the archive with the database before any file is taken. All hubs of a database share one archive: with an
 * archive of its own, a hub parks the files that the other has landed, because their bytes are missing. The first start
 * writes one id into both; every later start compares them.
 */
@Component
public class ArchiveOfTheDatabase {

    /**
     * @param archive not used; once it exists, so does its folder
     * @throws StartFailure when the archive is not the archive of the database
     */
    ArchiveOfTheDatabase(IntakeSettings settings, Archive archive, ArchiveMark database) {
        compare(settings.archiveDir().toAbsolutePath().normalize(), database);
    }

    /** Compares the two, and marks both when the database is not marked. */
    static void compare(Path folder, ArchiveMark database) {
        ArchiveMarker marker = new ArchiveMarker(folder);
        try {
            Optional<UUID> expected = database.id();
            require(marker, expected.isPresent() ? expected.get() : database.set(marker.readOrCreate()));
        } catch (IOException e) {
            throw new StartFailure(e, "archive.id", marker.file());
        }
    }

    /**
     * Requires that an archive is the one of a database.
     *
     * @param expected the id that the database holds
     * @throws StartFailure when it is another archive
     * @throws IOException when the id of the archive cannot be read
     */
    public static void require(ArchiveMarker marker, UUID expected) throws IOException {
        Optional<UUID> found = marker.read();
        if (found.isEmpty() || !found.get().equals(expected)) {
            throw new StartFailure(
                    found.isEmpty() ? "archive.unmarked" : "archive.other",
                    String.valueOf(marker.file().getParent()),
                    expected,
                    marker.file(),
                    marker.file().getFileName());
        }
    }
}
