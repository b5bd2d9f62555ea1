// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.preflight;

import ca.tradeshub.intake.sender.PgpSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.unpack.BadKeyException;
import ca.tradeshub.intake.unpack.PgpKeys;
import ca.tradeshub.observability.AlarmSettings;
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
                found.accept(CheckResult.ok(AREA, "The first start generates a demo key for this machine."));
            }
        }
        pgp();
        Path token = settings.bind("hub.alarms", AlarmSettings.class).tokenFile();
        if (token != null && !Files.isReadable(token)) {
            found.accept(CheckResult.failed(
                    AREA,
                    "The token file " + token + " of the alarm webhook cannot be read.",
                    "Set hub.alarms.token-file to a readable file."));
        }
    }

    private void pgp() {
        PgpSettings pgp = settings.pgp();
        Senders senders = settings.senders();
        try {
            PgpKeys.load(pgp, senders)
                    .expired(clock.instant())
                    .forEach(sender -> found.accept(CheckResult.warning(
                            AREA,
                            "The OpenPGP keys of " + sender + " have expired. Files signed with them are refused.",
                            "Request the new key from the sender and set hub.senders." + sender + ".pgp-key-file.")));
        } catch (BadKeyException e) {
            found.accept(CheckResult.failed(
                    AREA, e.getMessage() + ".", "Export the key with gpg again, or set the correct file."));
            return;
        }
        if (pgp.secretKeyFile() != null) {
            String signers = senders.senders().entrySet().stream()
                    .filter(sender -> sender.getValue().pgpKeyFile() != null)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            found.accept(
                    signers.isEmpty()
                            ? CheckResult.warning(
                                    AREA,
                                    "The hub has an OpenPGP key, but no sender has one. Encrypted files are refused.",
                                    "Set hub.senders.<name>.pgp-key-file.")
                            : CheckResult.ok(
                                    AREA,
                                    "The OpenPGP keys are readable. Senders of encrypted files: " + signers + "."));
            others(pgp.secretKeyFile());
        }
    }

    private void read(Path file) {
        try {
            KeyRing ring = KeyRing.read(file);
            if (ring.isDemo() && settings.isProduction()) {
                found.accept(CheckResult.failed(
                        AREA,
                        "The key file " + file + " contains demo keys.",
                        "Set hub.keys.file to a key file that was created for this installation."));
                return;
            }
            found.accept(CheckResult.ok(
                    AREA,
                    "The key file " + file + " has " + ring.keys().size() + " key(s). Current key: " + ring.currentId()
                            + "."));
            others(file);
        } catch (IOException e) {
            found.accept(CheckResult.failed(
                    AREA, "The key file " + file + " cannot be read.", "Set hub.keys.file to a readable key file."));
        } catch (IllegalArgumentException e) {
            found.accept(CheckResult.failed(
                    AREA,
                    "The key file " + file + " is not valid.",
                    "Write current=<id> on one line and <id>=<base64 of 32 bytes> on a line for each key."));
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
            found.accept(CheckResult.warning(
                    AREA,
                    "Other users of this machine can read the key file " + file + ".",
                    "Restrict it to its owner: chmod 600."));
        }
    }
}
