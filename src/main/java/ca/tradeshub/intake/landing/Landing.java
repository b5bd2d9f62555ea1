// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.landing.Arrival;
import ca.tradeshub.ledger.landing.ControlPairing;
import ca.tradeshub.ledger.landing.ControlPairing.WaitingControl;
import ca.tradeshub.ledger.landing.LandingResult;
import ca.tradeshub.ledger.landing.Landings;
import ca.tradeshub.protection.Masking;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Lands a file: stores its bytes in the archive, records it in the ledger, and only then lets its source be moved. A
 * problem in the file is a refusal, which the sender reads in a receipt. An internal failure is an exception: the source
 * file stays in place and is retried at the next poll.
 */
@Component
public class Landing {

    private static final Messages MESSAGES = Messages.of(Landing.class);
    private static final Logger LOG = LoggerFactory.getLogger(Landing.class);

    private final Senders senders;
    private final Inboxes folders;
    private final Archive archive;
    private final Landings landings;
    private final ControlPairing controls;
    private final Alarms alarms;
    private final Clock clock;

    Landing(
            Senders senders,
            Inboxes folders,
            Archive archive,
            Landings landings,
            ControlPairing controls,
            Alarms alarms,
            Clock clock) {
        this.senders = senders;
        this.folders = folders;
        this.archive = archive;
        this.landings = landings;
        this.controls = controls;
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * Lands one file.
     *
     * @param bytes the file as it is in the drop folder; not closed
     * @param sender the sender's name
     * @param folder the drop folder's name, {@code in} or {@code test}
     * @param name the file's name, one the drop folder lets through
     * @param size its bytes, as the drop folder lists them
     * @param modifiedMillis its time, as the drop folder lists it
     * @param source whether the drop folder still holds it; a file that changes while it is read is not landed
     * @throws IOException when the bytes cannot be read or made durable
     */
    public LandedFile land(
            @Body InputStream bytes,
            @ExchangeProperty("sender") String sender,
            @ExchangeProperty("folder") String folder,
            @Header("CamelFileNameOnly") String name,
            @Header("CamelFileLength") long size,
            @Header("CamelFileLastModified") long modifiedMillis,
            @ExchangeProperty("source") ListedSource source)
            throws IOException {
        try (MDC.MDCCloseable file = MDC.putCloseable("file", shown(sender, name))) {
            if (!Inbox.isPermitted(name)) {
                throw new IllegalArgumentException("A name that drop folders do not let through");
            }
            InboxId inbox = InboxId.of(sender, folder);
            Instant modified = Instant.ofEpochMilli(modifiedMillis);
            UnchangedStream unchanged = new UnchangedStream(bytes, size, source);
            Arrival arrival = arrival(unchanged, inbox, name, size, modified);
            // To open a large encrypted file takes minutes.
            unchanged.finish();
            LandingResult landing = landings.record(arrival, folders.of(inbox).listed());
            alarms.close(AlarmCode.LANDING_FAILED, inbox.subject(name));
            if (landing instanceof LandingResult.WaitsForItsControlFile) {
                folders.of(inbox).waitsForControl(name);
            }
            return landed(arrival, landing);
        } catch (SourceChangedException changed) {
            LOG.info(
                    "{} of {} changed while it was read; it is read again at a later poll",
                    shown(sender, name),
                    sender);
            return stays(0, InboxId.of(sender, folder), name);
        }
    }

    /** The name as the log shows it. */
    private String shown(String sender, String name) {
        return nameRefusal(senders.of(sender), SenderFileName.parse(name)).isEmpty()
                ? Masking.fileName(name)
                : Masking.refusedFileName(name);
    }

    private Arrival arrival(UnchangedStream bytes, InboxId inbox, String name, long size, Instant modified)
            throws IOException {
        SenderSettings settings = senders.of(inbox.sender());
        Optional<SenderFileName> conventional = SenderFileName.parse(name);
        Optional<FileRefusal> refusal = nameRefusal(settings, conventional);
        Optional<SenderFileName> parsed =
                conventional.isEmpty() && inbox.dryRun() ? checkable(inbox, settings.feed(), name) : conventional;
        FileWarning nameWarning = null;
        if (conventional.isEmpty() && parsed.isPresent()) {
            nameWarning = new FileWarning(
                    RefusalCode.FILE_NAME.code(), refusal.orElseThrow().why());
            refusal = Optional.empty();
        }
        Optional<WaitingControl> control = parsed.flatMap(fileName -> control(inbox, fileName));
        Archive.@Nullable Entry entry = null;
        @Nullable String content = null;
        try {
            entry = store(bytes, size, settings.maxFileSize().toBytes());
            if (refusal.isEmpty() && isWhole(parsed.orElseThrow(), control)) {
                content = contentDigest(inbox.sender(), entry, parsed.orElseThrow(), control);
            }
        } catch (ContentRefusedException refused) {
            refusal = refusal.or(() -> Optional.of(refused.refusal()));
        }
        return new Arrival(
                inbox,
                parsed.map(fileName -> named(settings, fileName))
                        .orElseGet(() -> Arrival.Named.unconventional(settings.feed(), name)),
                entry == null
                        ? new Arrival.Stored(null, null, size, modified)
                        : new Arrival.Stored(entry.sha256(), content, entry.size(), modified),
                control.map(WaitingControl::fileId).orElse(null),
                refusal.orElse(null),
                nameWarning);
    }

    /**
     * What a dry run takes a name for that does not follow the convention: the content is checked all the same, that of a
     * CSV with the control file named after it. Empty when one of the two is not there.
     */
    private Optional<SenderFileName> checkable(InboxId inbox, Feed feed, String name) {
        SenderFileName fileName =
                SenderFileName.unconventional(feed, name, LocalDate.ofInstant(clock.instant(), OntarioTime.ZONE));
        boolean isWhole = fileName.control()
                ? Stream.of("", ".gz", ".pgp", ".gz.pgp").anyMatch(packed -> folders.of(inbox)
                        .isListed(fileName.pairedName().orElseThrow() + packed))
                : isWhole(fileName, control(inbox, fileName));
        return isWhole ? Optional.of(fileName) : Optional.empty();
    }

    private Archive.Entry store(UnchangedStream bytes, long size, long limit) throws IOException {
        if (size > limit) {
            bytes.finish();
            throw ContentRefusedException.tooLarge(limit);
        }
        return archive.store(bytes, limit);
    }

    private static Arrival.Named named(SenderSettings settings, SenderFileName fileName) {
        return new Arrival.Named(
                fileName.feed(),
                fileName.control(),
                fileName.name(),
                fileName.logicalName(),
                fileName.employerBn9(),
                fileName.date(),
                fileName.isConventional()
                        ? new Arrival.Place(
                                settings.sequenceYear(fileName.date()),
                                fileName.sequence(),
                                fileName.resubmission(),
                                fileName.originalName())
                        : null);
    }

    /**
     * Why a file is refused because of its name.
     *
     * @param settings the sender's settings
     * @param parsed what the name says, empty when it does not follow the naming convention
     * @return empty when the name is acceptable
     */
    public static Optional<FileRefusal> nameRefusal(
            @Nullable SenderSettings settings, Optional<SenderFileName> parsed) {
        if (parsed.isEmpty()) {
            return refused(RefusalCode.FILE_NAME, unconventional(settings == null ? null : settings.feed()));
        }
        SenderFileName fileName = parsed.get();
        if (fileName.control() && !fileName.containers().isEmpty()) {
            return refused(RefusalCode.FILE_NAME, MESSAGES.text("name.control-packed"));
        }
        if (settings == null || isAuthorised(settings, fileName)) {
            return Optional.empty();
        }
        return refused(
                RefusalCode.FILE_NOT_AUTHORISED,
                fileName.feed() != settings.feed()
                        ? MESSAGES.text("feed", settings.feed().wireName())
                        : MESSAGES.text("employer", Personal.tail(fileName.employerBn9())));
    }

    private static Text unconventional(@Nullable Feed feed) {
        if (feed == null) {
            return MESSAGES.text("name");
        }
        return MESSAGES.text(feed == Feed.PAYROLL ? "name.form.payroll" : "name.form", SenderFileName.form(feed));
    }

    private static Optional<FileRefusal> refused(RefusalCode code, Text why) {
        return Optional.of(FileRefusal.of(code, why));
    }

    /** Whether a sender may file what a name says. */
    static boolean isAuthorised(SenderSettings settings, SenderFileName fileName) {
        return fileName.feed() == settings.feed()
                && (fileName.feed() != Feed.PAYROLL || settings.mayFileFor(fileName.employerBn9()));
    }

    private Optional<WaitingControl> control(InboxId inbox, SenderFileName fileName) {
        if (fileName.control() || fileName.feed() != Feed.PAYROLL) {
            return Optional.empty();
        }
        return fileName.pairedName()
                .flatMap(name -> controls.waiting(inbox, name))
                .filter(waiting -> !folders.of(inbox).hasOtherThan(waiting));
    }

    /** Whether nothing else is needed to read the file: a CSV is read together with its control file. */
    private static boolean isWhole(SenderFileName fileName, Optional<WaitingControl> control) {
        return fileName.feed() != Feed.PAYROLL || fileName.control() || control.isPresent();
    }

    private String contentDigest(
            String sender, Archive.Entry entry, SenderFileName fileName, Optional<WaitingControl> control)
            throws IOException {
        if (control.isEmpty() && fileName.containers().isEmpty()) {
            return entry.sha256();
        }
        List<Archive.Part> parts = new ArrayList<>();
        parts.add(new Archive.Part(entry.sha256(), fileName.name()));
        control.ifPresent(each -> parts.add(new Archive.Part(each.archiveSha256(), each.name())));
        return archive.contentDigest(sender, parts);
    }

    private LandedFile landed(Arrival arrival, LandingResult landing) {
        if (landing instanceof LandingResult.Landed file) {
            boolean refused = file.refusalCode() != null;
            if (refused) {
                LOG.info(
                        "Refused {} of {} as file {}: {}",
                        shown(arrival.sender(), arrival.name()),
                        arrival.sender(),
                        file.fileId(),
                        file.refusalCode());
            } else {
                LOG.info(
                        "Landed {} of {} as file {}, {} bytes",
                        shown(arrival.sender(), arrival.name()),
                        arrival.sender(),
                        file.fileId(),
                        arrival.size());
            }
            return new LandedFile(
                    file.fileId(),
                    arrival.inbox(),
                    arrival.name(),
                    refused ? LandedFile.Source.REFUSED : LandedFile.Source.DONE,
                    file.controlFile(),
                    file.controlName(),
                    file.waitsForProcessing());
        }
        long id = landing instanceof LandingResult.WaitsForItsCsv control ? control.fileId() : 0;
        return stays(id, arrival.inbox(), arrival.name());
    }

    private static LandedFile stays(long id, InboxId inbox, String name) {
        return new LandedFile(id, inbox, name, LandedFile.Source.STAYS, null, null, false);
    }
}
