package ca.tradeshub.platform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;

/** Whether the embedded parts would find their ports free and the state folder to themselves. */
final class EmbeddedCheck {

    private static final String FOLDERS = "folders";
    private static final String CONNECTIONS = "connections";

    private final OfflineSettings settings;
    private final Consumer<CheckedPoint> found;

    EmbeddedCheck(OfflineSettings settings, Consumer<CheckedPoint> found) {
        this.settings = settings;
        this.found = found;
    }

    void run() {
        platform();
        state(settings.bind("hub", HubSettings.class)
                .stateDir()
                .toAbsolutePath()
                .normalize());
        BrokerSettings broker = settings.bind("hub.broker", BrokerSettings.class);
        DropSiteSettings site = settings.bind("hub.drop-site", DropSiteSettings.class);
        DatabaseSettings database = settings.bind("hub.database", DatabaseSettings.class);
        port("The embedded drop site", site.host(), site.port(), "hub.drop-site.port");
        port("The embedded broker", broker.host(), broker.amqpPort(), "hub.broker.amqp-port");
        port("The embedded database", "127.0.0.1", database.port(), "hub.database.port");
        port(
                "The page",
                settings.environment().getProperty("server.address", "127.0.0.1"),
                settings.environment().getProperty("server.port", Integer.class, 8080),
                "server.port");
    }

    private void platform() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        boolean has =
                EmbeddedCheck.class.getClassLoader().getResource("postgres-" + platformName(system) + ".txz") != null;
        found.accept(
                has
                        ? CheckedPoint.ok(
                                FOLDERS, "There is an embedded PostgreSQL for this platform (" + system + ").")
                        : CheckedPoint.failed(
                                FOLDERS,
                                "The embedded composition has no PostgreSQL for this platform (" + system + ").",
                                "Run the hub on Linux x86-64, or set hub.composition=production and hub.database.url."));
    }

    private static String platformName(String system) {
        String lower = system.toLowerCase(Locale.ROOT);
        String name = lower.startsWith("linux") ? "linux" : lower.startsWith("mac") ? "darwin" : "windows";
        return name + (lower.endsWith("amd64") || lower.endsWith("x86_64") ? "-x86_64" : "-arm_64");
    }

    private void state(Path state) {
        Path existing = state;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            found.accept(CheckedPoint.failed(
                    FOLDERS,
                    "The state folder " + state + " cannot be written.",
                    "Set hub.state-dir to a writable folder."));
            return;
        }
        if (isInUse(state.resolve("hub.lock"))) {
            found.accept(CheckedPoint.failed(
                    FOLDERS,
                    "Another hub is running on the state folder " + state + ".",
                    "Stop it, or give this one a folder of its own with hub.state-dir."));
            return;
        }
        found.accept(CheckedPoint.ok(
                FOLDERS,
                Files.exists(state)
                        ? "The state folder " + state + " can be written and nobody uses it."
                        : "The first start makes the state folder " + state + "."));
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
            // Who cannot open it cannot start a hub on it either.
            return true;
        }
    }

    private void port(String part, String host, int port, String setting) {
        if (port == 0) {
            return;
        }
        try {
            Ports.requireFree(host, port, part, setting);
            found.accept(CheckedPoint.ok(CONNECTIONS, part + " can listen on " + host + ":" + port + "."));
        } catch (StartFailure failure) {
            found.accept(CheckedPoint.failed(CONNECTIONS, failure.getMessage(), failure.remedy()));
        }
    }
}
