package ca.tradeshub.intake.landing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.feeds.SenderFileName;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.unpack.ContentFault;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.Arrival;
import ca.tradeshub.ledger.file.LandingLedger;
import ca.tradeshub.ledger.file.LandingLedger.WaitingControl;
import ca.tradeshub.ledger.file.LandingResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Lands a file: its bytes into the archive, then the file into the ledger, and only then may its source be moved. What
 * is wrong with the file is a refusal with its answer; a failure of ours is an exception, after which the source lies
 * where it lay and is met again.
 */
@Component
public class Landing {

    private static final Logger LOG = LoggerFactory.getLogger(Landing.class);

    private final Senders senders;
    private final Inboxes folders;
    private final Archive archive;
    private final LandingLedger ledger;
    private final Alarms alarms;

    Landing(Senders senders, Inboxes folders, Archive archive, LandingLedger ledger, Alarms alarms) {
        this.senders = senders;
        this.folders = folders;
        this.archive = archive;
        this.ledger = ledger;
        this.alarms = alarms;
    }

    /**
     * Lands one file.
     *
     * @param bytes the file as it lies in the drop folder; not closed
     * @param sender the sender's name
     * @param folder the drop folder's name, {@code in} or {@code test}
     * @param name the file's name, one the drop folder lets through
     * @param size its bytes, as the drop folder lists them
     * @param modifiedMillis its time, as the drop folder lists it
     * @throws IOException when the bytes cannot be read or made durable
     */
    public LandedFile land(
            @Body InputStream bytes,
            @ExchangeProperty("sender") String sender,
            @ExchangeProperty("folder") String folder,
            @Header("CamelFileNameOnly") String name,
            @Header("CamelFileLength") long size,
            @Header("CamelFileLastModified") long modifiedMillis)
            throws IOException {
        try (MDC.MDCCloseable file = MDC.putCloseable("file", name)) {
            if (!Inbox.isPermitted(name)) {
                throw new IllegalArgumentException("A name that drop folders do not let through");
            }
            InboxId inbox = InboxId.of(sender, folder);
            Arrival arrival = arrival(bytes, inbox, name, size, Instant.ofEpochMilli(modifiedMillis));
            LandingResult landing = ledger.record(arrival, folders.of(inbox).listed());
            alarms.close(AlarmCode.LANDING_FAILED, inbox.subject(name));
            if (landing instanceof LandingResult.WaitsForItsControlFile) {
                folders.of(inbox).waitsForControl(name);
            }
            return landed(arrival, landing);
        }
    }

    private Arrival arrival(InputStream bytes, InboxId place, String name, long size, Instant modified)
            throws IOException {
        SenderSettings settings = senders.of(place.sender());
        Optional<SenderFileName> parsed = SenderFileName.parse(name);
        Arrival.Refusal refusal = nameRefusal(settings, parsed);
        Archive.Entry entry = null;
        long limit = settings.maxFileSize().toBytes();
        try {
            if (size > limit) {
                throw ContentFault.tooLarge(limit);
            }
            entry = archive.store(bytes, limit);
        } catch (ContentFault fault) {
            refusal =
                    refusal == null ? new Arrival.Refusal(fault.code(), fault.getMessage(), fault.detailFr()) : refusal;
        }
        String archived = entry == null ? null : entry.sha256();
        long bytesTaken = entry == null ? size : entry.size();
        if (parsed.isEmpty()) {
            return new Arrival(
                    place,
                    settings.feed(),
                    false,
                    name,
                    name,
                    "",
                    null,
                    null,
                    archived,
                    null,
                    bytesTaken,
                    modified,
                    null,
                    refusal);
        }
        SenderFileName fileName = parsed.get();
        WaitingControl control = control(place, fileName);
        String content = null;
        boolean isWhole = control != null || fileName.control() || fileName.feed() != Feed.PAYROLL;
        if (refusal == null && isWhole) {
            try {
                content = contentDigest(place.sender(), entry, fileName, control);
            } catch (ContentFault fault) {
                refusal = new Arrival.Refusal(fault.code(), fault.getMessage(), fault.detailFr());
            }
        }
        return new Arrival(
                place,
                fileName.feed(),
                fileName.control(),
                name,
                fileName.logicalName(),
                fileName.employerBn9(),
                fileName.date(),
                fileName.sequence(),
                archived,
                content,
                bytesTaken,
                modified,
                control == null ? null : control.fileId(),
                refusal);
    }

    /** Why a file is refused for its name alone, null when it is not; nothing parsed when the name is none that is known. */
    public static Arrival.Refusal nameRefusal(SenderSettings settings, Optional<SenderFileName> parsed) {
        if (parsed.isEmpty()) {
            return new Arrival.Refusal(
                    "FILE-NAME",
                    "The name is none of the names the interface agreements know"
                            + (settings.feed() == null
                                    ? ""
                                    : ", which for this feed are " + SenderFileName.form(settings.feed())
                                            + "[.gz][.pgp] with a day that exists"
                                            + (settings.feed() == Feed.PAYROLL
                                                    ? ", and with .csv.ctl and nothing more for its control file"
                                                    : "")),
                    "Le nom n'est aucun des noms que connaissent les ententes d'interface"
                            + (settings.feed() == null
                                    ? ""
                                    : ", qui pour ce flux sont " + SenderFileName.form(settings.feed())
                                            + "[.gz][.pgp] avec un jour qui existe"
                                            + (settings.feed() == Feed.PAYROLL
                                                    ? ", et avec .csv.ctl et rien de plus pour son fichier de contrôle"
                                                    : "")));
        }
        SenderFileName fileName = parsed.get();
        if (fileName.control() && !fileName.containers().isEmpty()) {
            return new Arrival.Refusal(
                    "FILE-NAME",
                    "A control file is neither compressed nor encrypted",
                    "Un fichier de contrôle n'est ni compressé ni chiffré");
        }
        if (isAuthorised(settings, fileName)) {
            return null;
        }
        return fileName.feed() != settings.feed()
                ? new Arrival.Refusal(
                        "FILE-NOT-AUTHORISED",
                        "This sender files " + settings.feed().wireName() + " only",
                        "Cet expéditeur ne dépose que le flux "
                                + settings.feed().wireName())
                : new Arrival.Refusal(
                        "FILE-NOT-AUTHORISED",
                        "This sender may not file for the employer " + fileName.employerBn9(),
                        "Cet expéditeur ne peut pas déposer pour l'employeur " + fileName.employerBn9());
    }

    /** Whether a sender may file what a name says. */
    static boolean isAuthorised(SenderSettings settings, SenderFileName fileName) {
        return fileName.feed() == settings.feed()
                && (fileName.feed() != Feed.PAYROLL || settings.mayFileFor(fileName.employerBn9()));
    }

    private WaitingControl control(InboxId place, SenderFileName fileName) {
        if (fileName.control() || fileName.feed() != Feed.PAYROLL) {
            return null;
        }
        return fileName.pairedName()
                .flatMap(name -> ledger.waitingControl(place, name))
                .orElse(null);
    }

    private String contentDigest(String sender, Archive.Entry entry, SenderFileName fileName, WaitingControl control)
            throws IOException {
        if (control == null && fileName.containers().isEmpty()) {
            return entry.sha256();
        }
        List<Archive.Part> parts = new ArrayList<>();
        parts.add(new Archive.Part(entry.sha256(), fileName.name()));
        if (control != null) {
            parts.add(new Archive.Part(control.archiveSha256(), control.name()));
        }
        return archive.contentDigest(sender, parts);
    }

    private static LandedFile landed(Arrival arrival, LandingResult landing) {
        if (landing instanceof LandingResult.Landed file) {
            boolean refused = file.refusalCode() != null;
            if (refused) {
                LOG.info(
                        "Refused {} of {} as file {}: {}",
                        arrival.name(),
                        arrival.sender(),
                        file.fileId(),
                        file.refusalCode());
            } else {
                LOG.info(
                        "Landed {} of {} as file {}, {} bytes",
                        arrival.name(),
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
        return new LandedFile(id, arrival.inbox(), arrival.name(), LandedFile.Source.STAYS, null, null, false);
    }
}
