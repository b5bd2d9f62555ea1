// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.intake.sender.PgpSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.unpack.BadKeyException;
import ca.tradeshub.intake.unpack.PgpKeys;
import ca.tradeshub.observability.AlarmSettings;
import ca.tradeshub.platform.failure.StartFailure;
import ca.tradeshub.platform.settings.HubSettings;
import ca.tradeshub.platform.settings.KeySettings;
import ca.tradeshub.protection.KeyRing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Checks that the keys are readable, valid, and protected from other users. */
final class KeysCheck {

    private static final String AREA = "keys";

    private final Clock clock = Clock.systemUTC();
    private final OfflineSettings settings;
    private final Consumer<CheckResult> found;

    KeysCheck(OfflineSettings settings, Consumer<CheckResult> found) {
        this.settings = settings;
        this.found = found;
    }

    void run() {
        Path file = settings.bind("hub.keys", KeySettings.class).file();
        if (file != null) {
            read(file);
        } else if (!settings.isProduction()) {
            Path demo = settings.bind("hub", HubSettings.class)
                    .stateDir()
                    .resolve("keys")
                    .resolve("sin.keys");
            if (Files.exists(demo)) {
                read(demo);
            } else {
                found.accept(CheckResult.ok(AREA, "key.first"));
            }
        }
        pgp();
        Path token = settings.bind("hub.alarms", AlarmSettings.class).tokenFile();
        if (token != null && !Files.isReadable(token)) {
            found.accept(CheckResult.failed(AREA, "token", token));
        }
    }

    private void pgp() {
        PgpSettings pgp = settings.pgp();
        Senders senders = settings.senders();
        try {
            PgpKeys.load(pgp, senders)
                    .expired(clock.instant())
                    .forEach(sender -> found.accept(CheckResult.warning(AREA, "pgp.expired", sender)));
        } catch (BadKeyException e) {
            found.accept(CheckResult.failed(AREA, "pgp.bad", e.reason()));
            return;
        }
        if (pgp.secretKeyFile() != null) {
            String signers = senders.senders().entrySet().stream()
                    .filter(sender -> sender.getValue().pgpKeyFile() != null)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            found.accept(
                    signers.isEmpty()
                            ? CheckResult.warning(AREA, "pgp.no-sender")
                            : CheckResult.ok(AREA, "pgp", signers));
            others(pgp.secretKeyFile());
        }
    }

    private void read(Path file) {
        try {
            KeyRing ring = KeyRing.read(file);
            if (ring.isDemo() && settings.isProduction()) {
                found.accept(CheckResult.failed(AREA, new StartFailure("keys.demo", file)));
                return;
            }
            found.accept(CheckResult.ok(AREA, "key", file, ring.keys().size(), ring.currentId()));
            others(file);
        } catch (IOException e) {
            found.accept(CheckResult.failed(AREA, "key.unreadable", file));
        } catch (IllegalArgumentException e) {
            found.accept(CheckResult.failed(AREA, "key.invalid", file));
        }
    }

    private void others(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.GROUP_READ)) {
            found.accept(CheckResult.warning(AREA, "key.others", file));
        }
    }
}
