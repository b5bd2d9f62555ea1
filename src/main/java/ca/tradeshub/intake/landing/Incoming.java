// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Sha256;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.source.ListedFile;
import ca.tradeshub.intake.source.SourceBatch.SourceFile;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.landing.Arrival;
import ca.tradeshub.ledger.landing.ControlPairing.WaitingControl;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file on its way from the drop folder to the ledger. */
final class Incoming {

    /** The most of a packed file's content that is read to see whether it is complete. */
    private static final int PROVABLE = 8 * 1024 * 1024;

    private final InboxId inbox;
    private final Feed feed;
    private final SourceFile file;
    private final byte @Nullable [] bytes;
    private Optional<SenderFileName> parsed;
    private Optional<FileRefusal> refusal;
    private boolean isUnconventional;
    private @Nullable FileWarning nameWarning;
    private @Nullable Incoming arrivingControl;
    private @Nullable WaitingControl waitingControl;
    private Archive.@Nullable Entry entry;
    private @Nullable String contentSha256;

    /**
     * @param inbox the drop folder
     * @param feed the sender's feed
     * @param file the file
     * @param bytes its bytes, null for one that is read into the archive
     * @param parsed what its name says
     * @param refusal why its name has it refused
     */
    Incoming(
            InboxId inbox,
            Feed feed,
            SourceFile file,
            byte @Nullable [] bytes,
            Optional<SenderFileName> parsed,
            Optional<FileRefusal> refusal) {
        this.inbox = inbox;
        this.feed = feed;
        this.file = file;
        this.bytes = bytes;
        this.parsed = parsed;
        this.refusal = refusal;
    }

    SourceFile file() {
        return file;
    }

    ListedFile listed() {
        return file.listed();
    }

    String name() {
        return file.name();
    }

    long size() {
        return file.size();
    }

    byte @Nullable [] bytes() {
        return bytes;
    }

    Optional<SenderFileName> parsed() {
        return parsed;
    }

    /** Whether it is landed whatever its content shows. */
    boolean isUnchanged() {
        return file.isUnchanged();
    }

    /** Takes a name that does not follow the convention for what it may be; whether that helps is decided later. */
    void checkAs(SenderFileName name) {
        parsed = Optional.of(name);
        isUnconventional = true;
    }

    /** Whether its name does not follow the convention and its content may be checked all the same. */
    boolean isChecked() {
        return isUnconventional;
    }

    /** Its name is only a warning when its content can be checked, else why it is refused. */
    void checkName(boolean isCheckable) {
        if (isCheckable) {
            nameWarning = new FileWarning(
                    RefusalCode.FILE_NAME.code(), refusal.orElseThrow().why());
            refusal = Optional.empty();
        } else {
            parsed = Optional.empty();
            arrivingControl = null;
            waitingControl = null;
        }
    }

    /** Of a control file that may be used its logical name. */
    Optional<String> controlOf() {
        return parsed.filter(SenderFileName::control)
                .filter(name -> refusal.isEmpty() || isUnconventional)
                .filter(name -> bytes != null)
                .map(SenderFileName::logicalName);
    }

    /** Of a CSV the logical name of its control file. */
    Optional<String> neededControl() {
        return parsed.filter(name -> name.feed() == Feed.PAYROLL && !name.control())
                .flatMap(SenderFileName::pairedName);
    }

    void pairWith(Incoming control) {
        arrivingControl = control;
    }

    void pairWith(WaitingControl control) {
        waitingControl = control;
    }

    /** Whether nothing else is needed to read the file: a CSV is read together with its control file. */
    boolean isWhole() {
        return neededControl().isEmpty() || arrivingControl != null || waitingControl != null;
    }

    /** The same file, landed after others of its batch; its control file may be one of them. */
    Incoming again(List<LandedFile> landed) {
        Incoming control = arrivingControl;
        if (control != null) {
            landed.stream()
                    .filter(other -> other.name().equals(control.name()) && other.id() != 0)
                    .findFirst()
                    .ifPresent(other -> {
                        waitingControl = new WaitingControl(
                                other.id(),
                                other.name(),
                                control.entry == null ? "" : control.entry.sha256(),
                                control.size(),
                                control.listed().attributes().modified(),
                                false);
                        arrivingControl = null;
                    });
        }
        return this;
    }

    /** Whether its content proves that it is complete, or may prove it when it is unpacked. */
    boolean isProvenOrPacked(Archive archive) throws IOException {
        if (refusal.isPresent() || bytes == null || !isWhole() || parsed.isEmpty()) {
            return false;
        }
        return !parsed.get().containers().isEmpty() || CompleteUpload.isProven(parsed.get(), bytes, control(archive));
    }

    /** Whether its content, unpacked, proves that it is complete. */
    boolean isProven(Archive archive) throws IOException {
        if (refusal.isPresent() || parsed.isEmpty() || entry == null) {
            return false;
        }
        if (parsed.get().containers().isEmpty()) {
            return true;
        }
        try (InputStream content = archive.open(inbox.sender(), entry.sha256(), name())) {
            byte[] unpacked = content.readNBytes(PROVABLE + 1);
            return unpacked.length <= PROVABLE && CompleteUpload.isProven(parsed.get(), unpacked, control(archive));
        } catch (ContentRefusedException cut) {
            return false;
        }
    }

    private byte @Nullable [] control(Archive archive) throws IOException {
        if (arrivingControl != null) {
            return arrivingControl.bytes;
        }
        if (waitingControl == null) {
            return null;
        }
        try (InputStream content =
                archive.open(inbox.sender(), waitingControl.archiveSha256(), waitingControl.name())) {
            return content.readAllBytes();
        }
    }

    void stored(Archive.Entry stored) {
        entry = stored;
    }

    void refuse(FileRefusal why) {
        refusal = refusal.or(() -> Optional.of(why));
    }

    /** Takes the digest of its content, with that of its control file, when it can be read. */
    void digest(Archive archive) throws IOException {
        Archive.Entry stored = entry;
        if (refusal.isPresent() || stored == null || parsed.isEmpty() || !isWhole()) {
            return;
        }
        boolean isPlain = parsed.get().containers().isEmpty();
        if (isPlain && neededControl().isEmpty()) {
            contentSha256 = stored.sha256();
        } else if (isPlain && bytes != null && arrivingControl != null && arrivingControl.bytes != null) {
            MessageDigest digest = Sha256.start();
            digest.update(bytes);
            digest.update(arrivingControl.bytes);
            contentSha256 = Sha256.hex(digest);
        } else {
            unpackAndDigest(archive, stored);
        }
    }

    private void unpackAndDigest(Archive archive, Archive.Entry stored) throws IOException {
        List<Archive.Part> parts = new ArrayList<>();
        parts.add(new Archive.Part(stored.sha256(), name()));
        if (arrivingControl != null && arrivingControl.entry != null) {
            parts.add(new Archive.Part(arrivingControl.entry.sha256(), arrivingControl.name()));
        } else if (waitingControl != null) {
            parts.add(new Archive.Part(waitingControl.archiveSha256(), waitingControl.name()));
        }
        try {
            contentSha256 = archive.contentDigest(inbox.sender(), parts);
        } catch (ContentRefusedException refused) {
            refuse(refused.refusal());
        }
    }

    /**
     * What is recorded of it.
     *
     * @param settings the sender's settings
     * @param recorded the names of the files that are recorded with it
     */
    Arrival arrival(SenderSettings settings, Set<String> recorded) {
        return new Arrival(
                inbox,
                parsed.map(name -> named(settings, name)).orElseGet(() -> Arrival.Named.unconventional(feed, name())),
                new Arrival.Stored(
                        entry == null ? null : entry.sha256(),
                        contentSha256,
                        size(),
                        listed().attributes().modified()),
                controlFile(recorded),
                refusal.orElse(null),
                nameWarning);
    }

    private Arrival.@Nullable ControlFile controlFile(Set<String> recorded) {
        if (waitingControl != null) {
            return new Arrival.ControlFile(waitingControl.fileId(), waitingControl.name());
        }
        return arrivingControl != null && recorded.contains(arrivingControl.name())
                ? new Arrival.ControlFile(null, arrivingControl.name())
                : null;
    }

    private static Arrival.Named named(SenderSettings settings, SenderFileName name) {
        return new Arrival.Named(
                name.feed(),
                name.control(),
                name.name(),
                name.logicalName(),
                name.employerBn9(),
                name.date(),
                name.isConventional()
                        ? new Arrival.Place(
                                settings.sequenceYear(name.date()),
                                name.sequence(),
                                name.resubmission(),
                                name.originalName())
                        : null);
    }
}
