// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.state;

import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.protection.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/**
 * The rights on the state folder and the archive: only the hub's user may enter. A start restricts the hub's own folders
 * before anything is written to them, the log included. It does not change a folder that holds other files, such as
 * {@code /tmp}, and stops.
 */
public final class FolderRights {

    private final Path state;
    private final Path archive;
    private final Path log;

    /** Of the folders that the settings name. */
    public FolderRights(Environment settings) {
        state = folder(settings, "hub.state-dir", "var");
        archive = folder(
                settings, "hub.intake.archive-dir", state.resolve("archive").toString());
        log = Path.of(settings.getProperty(
                        "logging.file.name", state.resolve("log/hub.json").toString()))
                .toAbsolutePath()
                .normalize();
    }

    /**
     * Creates the folders of state, archive and log if they do not exist, and restricts those that other users may enter.
     *
     * @return a sentence for each folder that was restricted
     * @throws StartFailure when a folder is open to other users and the hub may not restrict it
     */
    public List<String> restrict() {
        List<String> restricted = new ArrayList<>();
        secure("state", state, "hub.state-dir").ifPresent(restricted::add);
        secure("archive", archive, "hub.intake.archive-dir").ifPresent(restricted::add);
        try {
            Path logFolder = log.getParent();
            if (logFolder != null) {
                PrivateFolder.create(logFolder);
            }
            for (Path part : folders(state)) {
                if (PrivateFolder.isOpen(part)) {
                    PrivateFolder.close(part);
                }
            }
        } catch (IOException e) {
            throw new StartFailure(
                    "The folders in the state folder " + state + " cannot be restricted to the hub's user.",
                    "Make the hub's user the owner of all files in the state folder.",
                    e);
        }
        return restricted;
    }

    private static Optional<String> secure(String kind, Path folder, String setting) {
        try {
            PrivateFolder.create(folder);
            if (!PrivateFolder.isOpen(folder)) {
                return Optional.empty();
            }
            if (!isOfTheHub(folder)) {
                throw foreign(kind, folder, setting);
            }
            PrivateFolder.close(folder);
            return Optional.of("The " + kind + " folder " + folder
                    + " was open to other users of this machine. It is now restricted to the hub's user.");
        } catch (IOException e) {
            throw new StartFailure(
                    "The " + kind + " folder " + folder + " is not writable or cannot be restricted to the hub's user.",
                    "Make the hub's user its owner and run chmod 700 on it, or set " + setting
                            + " to another folder on a file system with POSIX rights.",
                    e);
        }
    }

    /**
     * What a start would find, without changing anything.
     *
     * @param kind {@code state} or {@code archive}
     * @param setting the setting that names the folder
     * @return a sentence when a start would restrict the folder, empty when there is nothing to restrict
     * @throws StartFailure when a start would stop
     */
    public static Optional<String> preview(String kind, Path folder, String setting) {
        try {
            if (!Files.isDirectory(folder) || !PrivateFolder.isOpen(folder)) {
                return Optional.empty();
            }
            if (!isOfTheHub(folder)) {
                throw foreign(kind, folder, setting);
            }
            return Optional.of("Other users of this machine may enter the " + kind + " folder " + folder
                    + ". The start restricts it to the hub's user.");
        } catch (IOException e) {
            throw new StartFailure(
                    "The rights on the " + kind + " folder " + folder + " cannot be read.",
                    "Make the hub's user its owner.",
                    e);
        }
    }

    private static StartFailure foreign(String kind, Path folder, String setting) {
        return new StartFailure(
                "The " + kind + " folder " + folder
                        + " is open to other users of this machine and contains files that are not the hub's.",
                "Set " + setting + " to a folder for the hub alone, or run chmod 700 on this one.");
    }

    /** Whether a folder is empty or was made by a hub. */
    private static boolean isOfTheHub(Path folder) throws IOException {
        if (Files.exists(folder.resolve("hub.lock")) || Files.isDirectory(folder.resolve("incoming"))) {
            return true;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(entry -> Files.isDirectory(entry)
                    && List.of("archive", "log").contains(entry.getFileName().toString()));
        }
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry -> Files.isDirectory(entry) && !Files.isSymbolicLink(entry))
                    .toList();
        }
    }

    private static Path folder(Environment settings, String key, String otherwise) {
        return Path.of(settings.getProperty(key, otherwise)).toAbsolutePath().normalize();
    }
}
