// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.sender.Senders;
import ca.tradeshub.intake.source.SourceBatch;
import ca.tradeshub.intake.source.SourceBatch.SourceFile;
import ca.tradeshub.intake.source.SourceContent;
import ca.tradeshub.intake.unpack.ContentRefusedException;
import ca.tradeshub.ledger.FailureCause;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Lands files: stores their bytes in the archive, records them in the ledger, and only then lets their sources be moved.
 * Files that are in a drop folder together are landed together, for the price of a few. A problem in a file is a refusal,
 * which the sender reads in a receipt. An internal failure leaves the source in place; it is retried at a later poll.
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
     * Lands a batch of files.
     *
     * @return the results of those that are landed, or were before; a file that changed while it was read, that is not
     *     complete yet or that could not be landed has none
     * @throws IOException when the connection fails, or the only file of the batch cannot be read or made durable
     */
    public LandedBatch land(@Body SourceBatch batch) throws IOException {
        InboxId inbox = batch.inbox();
        SenderSettings settings = senders.of(inbox.sender());
        List<Incoming> incoming = new ArrayList<>();
        List<SourceFile> small = batch.files().stream()
                .filter(file -> isInMemory(settings, file))
                .toList();
        Iterator<SourceContent> contents = batch.folder()
                .read(small.stream().map(SourceFile::listed).toList())
                .iterator();
        for (SourceFile file : batch.files()) {
            if (!AcceptedNames.isPermitted(file.name())) {
                throw new IllegalArgumentException("A name that drop folders do not let through");
            }
            if (!isInMemory(settings, file)) {
                incoming.add(incoming(inbox, settings, file, null));
            } else {
                SourceContent content = contents.next();
                if (content instanceof SourceContent.Whole whole) {
                    incoming.add(incoming(inbox, settings, file, whole.bytes()));
                } else if (content instanceof SourceContent.Refused refused) {
                    failed(inbox, file, refused.why());
                } else {
                    changed(inbox, file);
                }
            }
        }
        pair(inbox, incoming);
        return new LandedBatch(batch.folder(), archiveAndRecord(batch, incoming));
    }

    private static boolean isInMemory(SenderSettings settings, SourceFile file) {
        return file.isSmall() && file.size() <= settings.maxFileSize().toBytes();
    }

    private Incoming incoming(InboxId inbox, SenderSettings settings, SourceFile file, byte @Nullable [] bytes) {
        Optional<SenderFileName> conventional = SenderFileName.parse(file.name());
        Incoming incoming = new Incoming(
                inbox, settings.feed(), file, bytes, conventional, AcceptedNames.refusal(settings, conventional));
        if (conventional.isEmpty() && inbox.dryRun()) {
            incoming.checkAs(SenderFileName.unconventional(
                    settings.feed(), file.name(), LocalDate.ofInstant(clock.instant(), OntarioTime.ZONE)));
        }
        return incoming;
    }

    /** Gives each CSV its control file: one before it in the batch, or the one that waits in the ledger. */
    private void pair(InboxId inbox, List<Incoming> batch) {
        Map<String, Incoming> arriving = new HashMap<>();
        Set<String> elsewhere = new HashSet<>();
        for (Incoming file : batch) {
            file.controlOf().ifPresent(logicalName -> arriving.put(logicalName, file));
            file.neededControl().filter(name -> !arriving.containsKey(name)).ifPresent(elsewhere::add);
        }
        Map<String, WaitingControl> waiting = controls.waiting(inbox, elsewhere);
        arriving.clear();
        for (Incoming file : batch) {
            file.controlOf().ifPresent(logicalName -> arriving.put(logicalName, file));
            file.neededControl().ifPresent(name -> {
                // Another CSV of the batch, the same one packed, waits for a control file of its own.
                Incoming here = arriving.remove(name);
                WaitingControl there = here == null ? waiting.remove(name) : null;
                if (here != null) {
                    file.pairWith(here);
                } else if (there != null && !folders.of(inbox).hasOtherThan(there)) {
                    file.pairWith(there);
                }
            });
            if (file.isChecked()) {
                file.checkName(isCheckable(inbox, file));
            }
        }
    }

    /**
     * Whether the content of a file of a dry run whose name does not follow the convention is checked all the same: that
     * of a CSV with the control file named after it, that of a control file when its CSV is there.
     */
    private boolean isCheckable(InboxId inbox, Incoming file) {
        SenderFileName name = file.parsed().orElseThrow();
        return name.control()
                ? Stream.of("", ".gz", ".pgp", ".gz.pgp").anyMatch(packed -> folders.of(inbox)
                        .isListed(name.pairedName().orElseThrow() + packed))
                : file.isWhole();
    }

    /** Archives and records files together; when that fails, one by one, so that one that cannot stops no other. */
    private List<LandedFile> archiveAndRecord(SourceBatch batch, List<Incoming> files) throws IOException {
        try {
            return record(batch, archived(batch, files));
        } catch (DataAccessResourceFailureException | TransactionException ledgerIsAway) {
            throw ledgerIsAway;
        } catch (IOException | RuntimeException e) {
            if (batch.files().size() == 1) {
                throw e;
            }
            if (files.size() == 1) {
                failed(batch.inbox(), files.get(0).file(), e);
                return List.of();
            }
            LOG.debug("{} files of {} are landed one by one: {}", files.size(), batch.inbox(), FailureCause.of(e));
        }
        List<LandedFile> landed = new ArrayList<>();
        for (Incoming file : files) {
            landed.addAll(archiveAndRecord(batch, List.of(file.again(landed))));
        }
        return landed;
    }

    /** The files that are complete, their bytes durable. */
    private List<Incoming> archived(SourceBatch batch, List<Incoming> files) throws IOException {
        List<Incoming> wanted = new ArrayList<>();
        for (Incoming file : files) {
            if (file.isUnchanged() || file.isProvenOrPacked(archive)) {
                wanted.add(file);
            }
        }
        List<Incoming> inMemory =
                wanted.stream().filter(file -> file.bytes() != null).toList();
        Iterator<Archive.Entry> entries = archive.storeAll(
                        inMemory.stream().map(Incoming::bytes).toList())
                .iterator();
        inMemory.forEach(file -> file.stored(entries.next()));
        List<Incoming> archived = new ArrayList<>();
        for (Incoming file : wanted) {
            if (isTaken(batch, file)) {
                archived.add(file);
            }
        }
        return archived;
    }

    private boolean isTaken(SourceBatch batch, Incoming file) throws IOException {
        if (file.bytes() != null) {
            file.digest(archive);
            return file.isUnchanged() || file.isProven(archive);
        }
        long limit = senders.of(batch.inbox().sender()).maxFileSize().toBytes();
        try (InputStream bytes = file.size() > limit
                ? InputStream.nullInputStream()
                : batch.folder().open(file.listed())) {
            UnchangedStream unchanged = new UnchangedStream(bytes, file.size(), () -> isAsListed(batch, file));
            try {
                if (file.size() > limit) {
                    throw ContentRefusedException.tooLarge(limit);
                }
                file.stored(archive.store(unchanged, limit));
                file.digest(archive);
            } catch (ContentRefusedException refused) {
                file.refuse(refused.refusal());
            }
            // To open a large encrypted file takes minutes.
            unchanged.finish();
            return true;
        } catch (SourceChangedException changed) {
            changed(batch.inbox(), file.file());
            return false;
        }
    }

    private static boolean isAsListed(SourceBatch batch, Incoming file) throws IOException {
        return batch.folder()
                .look(List.of(file.name()))
                .get(0)
                .filter(now -> now.isStill(file.listed().attributes()))
                .isPresent();
    }

    private List<LandedFile> record(SourceBatch batch, List<Incoming> files) {
        InboxId inbox = batch.inbox();
        SenderSettings settings = senders.of(inbox.sender());
        Set<String> names = files.stream().map(Incoming::name).collect(Collectors.toSet());
        List<Arrival> arrivals =
                files.stream().map(file -> file.arrival(settings, names)).toList();
        List<LandingResult> results =
                landings.record(arrivals, folders.of(inbox).listed());
        alarms.closeAll(
                AlarmCode.LANDING_FAILED,
                files.stream().map(file -> inbox.subject(file.name())).toList());
        List<String> alone = new ArrayList<>();
        List<LandedFile> landed = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (results.get(i) instanceof LandingResult.WaitsForItsControlFile) {
                alone.add(files.get(i).name());
            }
            landed.add(landed(files.get(i), arrivals.get(i), results.get(i)));
        }
        folders.of(inbox).waitForControl(alone);
        return landed;
    }

    private void changed(InboxId inbox, SourceFile file) {
        LOG.info(
                "{} of {} changed while it was read; it is read again at a later poll",
                shown(inbox.sender(), file.name()),
                inbox.sender());
    }

    private void failed(InboxId inbox, SourceFile file, Exception why) {
        LOG.debug(
                "{} of {} stays in the drop folder until a later poll: {}",
                shown(inbox.sender(), file.name()),
                inbox,
                FailureCause.of(why));
        alarms.raise(AlarmCode.LANDING_FAILED, inbox.subject(file.name()), FailureCause.text(why));
    }

    /** The name as the log shows it. */
    private String shown(String sender, String name) {
        return AcceptedNames.refusal(senders.of(sender), SenderFileName.parse(name))
                        .isEmpty()
                ? Masking.fileName(name)
                : Masking.refusedFileName(name);
    }

    private LandedFile landed(Incoming source, Arrival arrival, LandingResult landing) {
        try (MDC.MDCCloseable file = MDC.putCloseable("file", shown(arrival.sender(), arrival.name()))) {
            return logged(source, arrival, landing);
        }
    }

    private LandedFile logged(Incoming source, Arrival arrival, LandingResult landing) {
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
                    source.listed().attributes(),
                    refused ? LandedFile.Source.REFUSED : LandedFile.Source.DONE,
                    file.controlFile(),
                    file.controlName(),
                    file.waitsForProcessing());
        }
        return new LandedFile(
                landing instanceof LandingResult.WaitsForItsCsv control ? control.fileId() : 0,
                arrival.inbox(),
                arrival.name(),
                source.listed().attributes(),
                LandedFile.Source.STAYS,
                null,
                null,
                false);
    }
}
