// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.canonical.Text;
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
    private static final String STATE = "state";
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
            port("drop-site", site.host(), site.port(), "hub.drop-site.port");
            port("broker", broker.host(), broker.amqpPort(), "hub.broker.amqp-port");
            port("database", "127.0.0.1", database.port(), "hub.database.port");
        }
        String page = settings.environment().getProperty("server.port", "8080");
        if (page.matches("\\d{1,5}") && Integer.parseInt(page) <= LAST_PORT) {
            port(
                    "console",
                    settings.environment().getProperty("server.address", "127.0.0.1"),
                    Integer.parseInt(page),
                    "server.port");
        } else {
            found.accept(CheckResult.failed(CONNECTIONS, "server-port"));
        }
    }

    private void platform() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        boolean has = HostCheck.class.getClassLoader().getResource("postgres-" + platformName(system) + ".txz") != null;
        found.accept(
                has
                        ? CheckResult.ok(FOLDERS, "platform", system)
                        : CheckResult.failed(FOLDERS, new StartFailure("platform", system)));
    }

    private static String platformName(String system) {
        String lower = system.toLowerCase(Locale.ROOT);
        String name = lower.startsWith("linux") ? "linux" : lower.startsWith("mac") ? "darwin" : "windows";
        return name + (lower.endsWith("amd64") || lower.endsWith("x86_64") ? "-x86_64" : "-arm_64");
    }

    private void state(Path state) {
        if (isInUse(state.resolve("hub.lock"))) {
            found.accept(CheckResult.failed(FOLDERS, new StartFailure("state.in-use", state)));
            return;
        }
        writable(STATE, state, "hub.state-dir");
    }

    private void writable(String kind, Path folder, String setting) {
        Path existing = folder;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            found.accept(CheckResult.failed(FOLDERS, "folder.not-writable", FolderRights.kind(kind), folder, setting));
            return;
        }
        if (!isPrivate(kind, folder, setting)) {
            return;
        }
        found.accept(CheckResult.ok(
                FOLDERS,
                !Files.exists(folder) ? "folder.created" : kind.equals(STATE) ? "folder.free" : "folder.writable",
                FolderRights.kind(kind),
                folder));
    }

    private boolean isPrivate(String kind, Path folder, String setting) {
        try {
            Optional<Text> open = FolderRights.preview(kind, folder, setting);
            open.ifPresent(sentence ->
                    found.accept(CheckResult.warning(FOLDERS, sentence, CheckResult.part("folder.chmod", folder))));
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

    private void port(String key, String host, int port, String setting) {
        if (port == 0) {
            return;
        }
        Text part = Ports.part(key);
        try {
            Ports.requireFree(host, port, part, setting);
            found.accept(CheckResult.ok(CONNECTIONS, "port", part, host, Integer.toString(port)));
        } catch (StartFailure failure) {
            found.accept(CheckResult.failedAlone(CONNECTIONS, failure));
        }
    }
}
