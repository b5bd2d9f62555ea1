// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.platform.state;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
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

    private static final Messages MESSAGES = Messages.of(FolderRights.class);

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
    public List<Text> restrict() {
        List<Text> restricted = new ArrayList<>();
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
            throw new StartFailure(e, "folders.inside", state);
        }
        return restricted;
    }

    private static Optional<Text> secure(String kind, Path folder, String setting) {
        try {
            PrivateFolder.create(folder);
            if (!PrivateFolder.isOpen(folder)) {
                return Optional.empty();
            }
            if (!isOfTheHub(folder)) {
                throw foreign(kind, folder, setting);
            }
            PrivateFolder.close(folder);
            return Optional.of(MESSAGES.text("restricted", kind(kind), folder));
        } catch (IOException e) {
            throw new StartFailure(e, "folder.not-restricted", kind(kind), folder, setting);
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
    public static Optional<Text> preview(String kind, Path folder, String setting) {
        try {
            if (!Files.isDirectory(folder) || !PrivateFolder.isOpen(folder)) {
                return Optional.empty();
            }
            if (!isOfTheHub(folder)) {
                throw foreign(kind, folder, setting);
            }
            return Optional.of(MESSAGES.text("open", kind(kind), folder));
        } catch (IOException e) {
            throw new StartFailure(e, "folder.rights", kind(kind), folder);
        }
    }

    private static StartFailure foreign(String kind, Path folder, String setting) {
        return new StartFailure("folder.foreign", kind(kind), folder, setting);
    }

    /** A kind of folder as sentences name it. */
    public static Text kind(String kind) {
        return MESSAGES.text("kind." + kind);
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
