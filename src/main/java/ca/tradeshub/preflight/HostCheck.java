// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.intake.sender.DropSiteSettings;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.BrokerSettings;
import ca.tradeshub.platform.settings.DatabaseSettings;
import ca.tradeshub.platform.settings.HubSettings;
import ca.tradeshub.platform.settings.Ports;
import ca.tradeshub.platform.state.FolderRights;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks the machine: folders are writable and not in use, ports are free, embedded parts exist for this platform. */
final class HostCheck {

    private static final String FOLDERS = "folders";
    private static final String CONNECTIONS = "connections";
    private static final int LAST_PORT = 65_535;

    private final OfflineSettings settings;
    private final Consumer<CheckResult> found;

    HostCheck(OfflineSettings settings, Consumer<CheckResult> found) {
        this.settings = settings;
        this.found = found;
    }

    void run() {
        Path state = settings.bind("hub", HubSettings.class)
                .stateDir()
                .toAbsolutePath()
                .normalize();
        state(state);
        Path archive = settings.intake().archiveDir().toAbsolutePath().normalize();
        if (!archive.startsWith(state)) {
            writable("archive", archive, "hub.intake.archive-dir");
        }
        if (!settings.isProduction()) {
            platform();
            BrokerSettings broker = settings.bind("hub.broker", BrokerSettings.class);
            DropSiteSettings site = settings.bind("hub.drop-site", DropSiteSettings.class);
            DatabaseSettings database = settings.bind("hub.database", DatabaseSettings.class);
            port("The embedded drop site", site.host(), site.port(), "hub.drop-site.port");
            port("The embedded broker", broker.host(), broker.amqpPort(), "hub.broker.amqp-port");
            port("The embedded database", "127.0.0.1", database.port(), "hub.database.port");
        }
        String page = settings.environment().getProperty("server.port", "8080");
        if (page.matches("\\d{1,5}") && Integer.parseInt(page) <= LAST_PORT) {
            port(
                    "The console",
                    settings.environment().getProperty("server.address", "127.0.0.1"),
                    Integer.parseInt(page),
                    "server.port");
        } else {
            found.accept(CheckResult.failed(
                    CONNECTIONS,
                    "The setting server.port is not a port number.",
                    "Set it to a number from 0 to 65535."));
        }
    }

    private void platform() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        boolean has = HostCheck.class.getClassLoader().getResource("postgres-" + platformName(system) + ".txz") != null;
        found.accept(
                has
                        ? CheckResult.ok(FOLDERS, "The embedded PostgreSQL supports this platform (" + system + ").")
                        : CheckResult.failed(
                                FOLDERS,
                                "The embedded composition has no PostgreSQL binaries for this platform (" + system
                                        + ").",
                                "Run the hub on Linux x86-64, or use an external server: set hub.composition=production and hub.database.url."));
    }

    private static String platformName(String system) {
        String lower = system.toLowerCase(Locale.ROOT);
        String name = lower.startsWith("linux") ? "linux" : lower.startsWith("mac") ? "darwin" : "windows";
        return name + (lower.endsWith("amd64") || lower.endsWith("x86_64") ? "-x86_64" : "-arm_64");
    }

    private void state(Path state) {
        if (isInUse(state.resolve("hub.lock"))) {
            found.accept(CheckResult.failed(
                    FOLDERS,
                    "Another hub is running on the state folder " + state + ".",
                    "Stop the other hub, or set hub.state-dir to another folder."));
            return;
        }
        writable("state", state, "hub.state-dir");
    }

    private void writable(String kind, Path folder, String setting) {
        Path existing = folder;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            found.accept(CheckResult.failed(
                    FOLDERS,
                    "The " + kind + " folder " + folder + " is not writable.",
                    "Set " + setting + " to a writable folder."));
            return;
        }
        if (!isPrivate(kind, folder, setting)) {
            return;
        }
        found.accept(CheckResult.ok(
                FOLDERS,
                Files.exists(folder)
                        ? "The " + kind + " folder " + folder + " is writable and no hub is running on it."
                        : "The first start creates the " + kind + " folder " + folder + "."));
    }

    private boolean isPrivate(String kind, Path folder, String setting) {
        try {
            Optional<String> open = FolderRights.preview(kind, folder, setting);
            open.ifPresent(sentence -> found.accept(
                    CheckResult.warning(FOLDERS, sentence, "Run chmod 700 " + folder + " to restrict it now.")));
            return open.isEmpty();
        } catch (StartFailure failure) {
            found.accept(CheckResult.failed(FOLDERS, failure));
            return false;
        }
    }

    private static boolean isInUse(Path lockFile) {
        if (!Files.exists(lockFile)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            // A user who cannot open the lock file cannot start a hub on the folder.
            return true;
        }
    }

    private void port(String part, String host, int port, String setting) {
        if (port == 0) {
            return;
        }
        try {
            Ports.requireFree(host, port, part, setting);
            found.accept(CheckResult.ok(CONNECTIONS, part + " can listen on " + host + ":" + port + "."));
        } catch (StartFailure failure) {
            found.accept(CheckResult.failed(CONNECTIONS, failure.getMessage(), failure.remedy()));
        }
    }
}
