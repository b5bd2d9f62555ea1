// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.intake.source.DropFolder;
import ca.tradeshub.intake.source.ListedFile;
import ca.tradeshub.intake.source.SourceAttributes;
import ca.tradeshub.intake.source.SourceBatch;
import ca.tradeshub.intake.source.SourceBatch.SourceFile;
import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.landing.ControlPairing;
import ca.tradeshub.ledger.landing.Landings;
import ca.tradeshub.ledger.landing.PendingUploads;
import ca.tradeshub.ledger.landing.UnmovedSources;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One sender's drop folder as this hub sees it: decides of every listed name whether it is landed now, before anything
 * is done with it, and compares each whole listing with the ledger.
 *
 * <p>A small file may be landed by the first poll that finds it, if its content proves that it is complete; {@link
 * Landing} decides that. Any other is landed when it has been unchanged for a poll interval: that does not prove
 * anything either, but leaves alone what is still growing. A CSV is landed with its control file, right after it.
 *
 * <p>A folder that was empty, and is again, is not compared with the ledger at every poll, nor listed while its own time
 * does not change: hundreds of idle folders would ask the servers and the database for nothing.
 */
public final class Inbox implements PollingConsumerPollStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Messages MESSAGES = Messages.of(Inbox.class);
    private static final int SHOWN = 60;
    private static final int NAMED = 3;

    /** How long an empty folder is not compared with the ledger. Another hub may have left something there. */
    private static final Duration REST = Duration.ofMinutes(5);

    /** The most bytes of small files that are landed together. */
    private static final long BATCH_BYTES = 8 * 1024 * 1024L;

    private final InboxId place;
    private final SenderSettings settings;
    private final Polling polling;
    private final Landings landings;
    private final ControlPairing controls;
    private final PendingUploads uploads;
    private final Alarms alarms;

    private Map<String, Seen> before = Map.of();
    private Map<String, Seen> now = Map.of();
    private UnmovedSources unmoved = UnmovedSources.none();
    private SortedSet<String> untouched = new TreeSet<>();
    private final FolderTime time = new FolderTime();
    private boolean isLedgerAway;
    private boolean isIdle;
    private boolean isAtRest;
    private long restsSince;
    private volatile @Nullable Instant listed;

    Inbox(
            InboxId place,
            SenderSettings settings,
            Polling polling,
            Landings landings,
            ControlPairing controls,
            PendingUploads uploads,
            Alarms alarms) {
        this.place = place;
        this.settings = settings;
        this.polling = polling;
        this.landings = landings;
        this.controls = controls;
        this.uploads = uploads;
        this.alarms = alarms;
    }

    /**
     * How the folder is polled.
     *
     * @param interval the time between two polls
     * @param batch the most files that are landed together
     * @param nanos a clock that only measures
     */
    record Polling(Duration interval, int batch, LongSupplier nanos) {}

    /**
     * How a name was listed. One that a listing has twice is never landed, since it does not say which file it is.
     *
     * @param file the file
     * @param since the time at which it was first listed like this
     * @param isTwice whether the listing has the name twice
     */
    private record Seen(ListedFile file, long since, boolean isTwice) {

        Seen andAgain(Seen other) {
            return new Seen(other.file, other.since, true);
        }

        boolean isUnchanged(@Nullable Seen earlier) {
            return earlier != null
                    && !earlier.isTwice
                    && earlier.file.attributes().equals(file.attributes());
        }
    }

    /** The database's time at which the current listing began; its own time when nothing is listed. */
    Instant listed() {
        @Nullable Instant time = listed;
        return time == null ? landings.databaseTime() : time;
    }

    /** Whether the current listing has a name. */
    boolean isListed(String name) {
        return now.containsKey(name);
    }

    /** Notes that CSVs cannot be landed because their control files have not come. */
    void waitForControl(Collection<String> names) {
        uploads.note(place, names, PendingUploads.Kind.CONTROL_MISSING, settings.incompleteUploadLimit());
    }

    /** Whether the current listing shows another control file than the one that waits under its name. */
    boolean hasOtherThan(ControlPairing.WaitingControl waiting) {
        Seen seen = now.get(waiting.name());
        return seen != null && !isOf(waiting, seen);
    }

    private static boolean isOf(ControlPairing.WaitingControl waiting, Seen seen) {
        SourceAttributes attributes = seen.file().attributes();
        return !waiting.isGone()
                && attributes.size() == waiting.size()
                && attributes.modified().equals(waiting.modified());
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        untouched = new TreeSet<>();
        listed = null;
        isIdle = false;
        if (isAtRest && polling.nanos().getAsLong() - restsSince < REST.toNanos()) {
            return true;
        }
        isAtRest = false;
        return isLedgerThere();
    }

    private boolean isLedgerThere() {
        try {
            listed = landings.databaseTime();
            isLedgerAway = false;
            return true;
        } catch (DataAccessException e) {
            if (!isLedgerAway) {
                LOG.warn(
                        "The drop folder of {} is not polled while the database is unavailable: {}",
                        place,
                        FailureCause.of(e));
            }
            isLedgerAway = true;
            return false;
        }
    }

    /**
     * Lists the folder.
     *
     * @return the files to land, batch after batch; an empty list when nothing is to be landed
     * @throws IOException when the server does not list it
     */
    public List<SourceBatch> look(DropFolder folder) throws IOException {
        FolderTime.Look reason = isAtRest && time.isOfUse()
                ? time.look(folder.modifiedSeconds(), polling.nanos().getAsLong())
                : FolderTime.Look.UNCERTAIN;
        List<ListedFile> entries = reason == FolderTime.Look.SKIP ? List.of() : listing(folder);
        if (isAtRest) {
            if (entries.isEmpty()) {
                isIdle = true;
                return List.of();
            }
            time.found(reason);
            // What is listed must be no older than the ledger's time.
            isAtRest = false;
            if (!isLedgerThere()) {
                isIdle = true;
                return List.of();
            }
            entries = listing(folder);
        }
        see(entries);
        return batches(folder);
    }

    private static List<ListedFile> listing(DropFolder folder) throws IOException {
        return folder.list().stream()
                .filter(entry -> !(entry.isFolder() && entry.name().startsWith(".")))
                .toList();
    }

    private void see(List<ListedFile> entries) {
        long time = polling.nanos().getAsLong();
        Map<String, Seen> names = new HashMap<>();
        for (ListedFile entry : entries) {
            String name = entry.name();
            Seen seen = new Seen(entry, time, false);
            if (!entry.isRegular()
                    || !AcceptedNames.isPermitted(name.startsWith(".") ? name.substring(1) : name)
                    || names.merge(name, seen, Seen::andAgain) != seen) {
                untouched.add(name);
            }
        }
        names.replaceAll((name, seen) -> {
            Seen earlier = before.get(name);
            return earlier != null && seen.isUnchanged(earlier)
                    ? new Seen(seen.file(), earlier.since(), seen.isTwice())
                    : seen;
        });
        now = names;
    }

    private List<SourceBatch> batches(DropFolder folder) {
        unmoved = now.isEmpty() ? UnmovedSources.none() : controls.unmoved(place);
        List<String> temporary = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        SortedMap<String, SourceFile> chosen = new TreeMap<>(new ControlFileFirst());
        now.forEach((name, seen) -> {
            if (AcceptedNames.isTemporary(name)) {
                temporary.add(name);
            } else if (!seen.isTwice()) {
                Choice choice = choice(name, seen);
                if (choice == Choice.LACKS_CONTROL) {
                    alone.add(name);
                } else if (choice != Choice.NOT_NOW) {
                    chosen.put(name, new SourceFile(seen.file(), choice == Choice.UNCHANGED));
                }
            }
        });
        uploads.note(place, temporary, PendingUploads.Kind.TEMPORARY, settings.incompleteUploadLimit());
        waitForControl(alone);
        return cut(folder, chosen.values());
    }

    /** What a poll does about a file. */
    private enum Choice {
        NOT_NOW,
        LACKS_CONTROL,
        /** Landed if its content proves that it is complete. */
        FRESH,
        UNCHANGED
    }

    private Choice choice(String name, Seen seen) {
        Optional<SenderFileName> parsed = SenderFileName.parse(name);
        if (parsed.isEmpty()
                || parsed.get().feed() != Feed.PAYROLL
                || !AcceptedNames.isAuthorised(settings, parsed.get())) {
            return choice(seen);
        }
        SenderFileName fileName = parsed.get();
        Optional<ControlPairing.WaitingControl> waiting =
                unmoved.waiting(fileName.control() ? fileName.logicalName() : controlName(fileName));
        if (fileName.control()) {
            return waiting.isPresent() && waiting.get().name().equals(name) && isOf(waiting.get(), seen)
                    ? Choice.NOT_NOW
                    : choice(seen);
        }
        Seen control = now.get(controlName(fileName));
        if (control == null) {
            return waiting.isPresent()
                            || unmoved.isPaired(
                                    name,
                                    seen.file().attributes().size(),
                                    seen.file().attributes().modified())
                    ? choice(seen)
                    : Choice.LACKS_CONTROL;
        }
        boolean isControlLanded = waiting.isPresent() && isOf(waiting.get(), control);
        Choice ofControl = isControlLanded ? Choice.UNCHANGED : choice(control);
        return control.isTwice() ? Choice.NOT_NOW : least(choice(seen), ofControl);
    }

    private static String controlName(SenderFileName csv) {
        return csv.pairedName().orElseThrow();
    }

    private Choice choice(Seen seen) {
        if (polling.nanos().getAsLong() - seen.since() >= polling.interval().toNanos()) {
            return Choice.UNCHANGED;
        }
        return seen.file().attributes().size() <= SourceBatch.SMALL ? Choice.FRESH : Choice.NOT_NOW;
    }

    private static Choice least(Choice one, Choice other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Batches of small files, and each large file alone; a control file is in the batch of its CSV. */
    private List<SourceBatch> cut(DropFolder folder, Collection<SourceFile> files) {
        List<SourceBatch> batches = new ArrayList<>();
        List<SourceFile> batch = new ArrayList<>();
        long bytes = 0;
        for (SourceFile file : files) {
            boolean isFull = batch.size() >= polling.batch() || bytes + file.size() > BATCH_BYTES;
            boolean isPartner = !batch.isEmpty()
                    && file.isSmall()
                    && batch.get(batch.size() - 1).name().equals(file.name() + ".ctl");
            if (!batch.isEmpty() && (!file.isSmall() || isFull && !isPartner)) {
                batches.add(new SourceBatch(place, folder, batch));
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(file);
            bytes += file.size();
            if (!file.isSmall()) {
                batches.add(new SourceBatch(place, folder, batch));
                batch = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!batch.isEmpty()) {
            batches.add(new SourceBatch(place, folder, batch));
        }
        return batches;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        @Nullable Instant time = listed;
        if (isIdle || time == null) {
            return;
        }
        before = now;
        landings.compareListing(place, now.keySet(), time);
        controls.watch(place, settings.incompleteUploadLimit());
        alarms.close(AlarmCode.DROP_SITE_UNREACHABLE, place.toString());
        if (untouched.isEmpty()) {
            alarms.close(AlarmCode.DROP_NAME_UNTOUCHED, place.toString());
        } else {
            alarms.raiseOrRestate(AlarmCode.DROP_NAME_UNTOUCHED, place.toString(), sentence(untouched));
        }
        isAtRest = now.isEmpty() && untouched.isEmpty();
        restsSince = polling.nanos().getAsLong();
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
        isAtRest = false;
        String reason = FailureCause.of(cause);
        LOG.debug("The drop folder of {} could not be polled: {}", place, reason);
        try {
            alarms.raise(AlarmCode.DROP_SITE_UNREACHABLE, place.toString(), FailureCause.text(cause));
        } catch (DataAccessException e) {
            LOG.error(
                    "The alarm {} of {} could not be opened: {}",
                    AlarmCode.DROP_SITE_UNREACHABLE,
                    place,
                    FailureCause.of(e));
        }
        return false;
    }

    private static Text sentence(SortedSet<String> names) {
        String named = names.stream().limit(NAMED).map(Inbox::quoted).collect(Collectors.joining(", "));
        int all = names.size();
        if (all == 1) {
            return MESSAGES.text("untouched.one", named);
        }
        return all <= NAMED
                ? MESSAGES.text("untouched.many", all, named)
                : MESSAGES.text("untouched.more", all, named, all - NAMED);
    }

    private static String quoted(String name) {
        return '"' + VisibleText.of(name, SHOWN) + '"';
    }
}
