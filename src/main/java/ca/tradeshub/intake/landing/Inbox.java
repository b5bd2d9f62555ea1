// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.feeds.control.SenderFileName;
import ca.tradeshub.intake.sender.SenderSettings;
import ca.tradeshub.ledger.FailureCause;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.landing.ControlPairing;
import ca.tradeshub.ledger.landing.Landings;
import ca.tradeshub.ledger.landing.PendingUploads;
import com.jcraft.jsch.ChannelSftp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One sender's drop folder as this hub sees it: decides of every listed name whether it is taken now, before anything
 * is done with it, and compares each whole listing with the ledger.
 *
 * <p>A file is taken when two listings in a row show it with the same size and time. That an upload is complete only
 * its content can show; this merely leaves alone what is still growing, without waiting inside a poll. A CSV is taken
 * in the look that takes its control file, right after it.
 */
public final class Inbox implements GenericFileFilter<SftpRemoteFile<?>>, PollingConsumerPollStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Pattern PERMITTED = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");
    private static final List<String> TEMPORARY = List.of(".filepart", ".tmp", ".camellock");
    private static final Messages MESSAGES = Messages.of(Inbox.class);
    private static final int SHOWN = 60;
    private static final int NAMED = 3;

    private final InboxId place;
    private final SenderSettings settings;
    private final Landings landings;
    private final ControlPairing controls;
    private final PendingUploads uploads;
    private final Alarms alarms;

    private Map<String, Seen> before = Map.of();
    private Map<String, Seen> now = Map.of();
    private Set<String> taken = Set.of();
    private SortedSet<String> untouched = new TreeSet<>();
    private boolean isLedgerAway;
    private volatile @Nullable Instant listed;

    Inbox(
            InboxId place,
            SenderSettings settings,
            Landings landings,
            ControlPairing controls,
            PendingUploads uploads,
            Alarms alarms) {
        this.place = place;
        this.settings = settings;
        this.landings = landings;
        this.controls = controls;
        this.uploads = uploads;
        this.alarms = alarms;
    }

    /** How a name was listed; one that a listing has twice is never taken, since it does not say which file it is. */
    private record Seen(long size, long modified, boolean isTwice) {

        Seen andAgain(Seen other) {
            return new Seen(other.size, other.modified, true);
        }
    }

    /** Whether a name is one the hub works with at all. */
    public static boolean isPermitted(String name) {
        return PERMITTED.matcher(name).matches();
    }

    /** Whether a name is one clients give an upload until it is whole, or one Camel keeps for itself. */
    public static boolean isTemporary(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(".") || TEMPORARY.stream().anyMatch(lower::endsWith);
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

    /** Notes that a CSV cannot be taken because its control file has not come. */
    void waitsForControl(String name) {
        uploads.note(place, name, PendingUploads.Kind.CONTROL_MISSING, settings.incompleteUploadLimit());
    }

    /** Whether the current listing shows another control file than the one that waits under its name. */
    boolean hasOtherThan(ControlPairing.WaitingControl waiting) {
        Seen seen = now.get(waiting.name());
        return seen != null
                && !controls.isWaiting(place, waiting.name(), seen.size(), Instant.ofEpochMilli(seen.modified()));
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        now = new HashMap<>();
        taken = new HashSet<>();
        untouched = new TreeSet<>();
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
     * Looks at everything a listing shows, folders and hidden names included, of which {@link #accept} is never asked.
     *
     * @param entries what the server listed, in any order
     */
    public void lists(SftpRemoteFile<?>[] entries) {
        for (SftpRemoteFile<?> entry : entries) {
            String name = entry.getFilename();
            if (name.startsWith(".") && entry.isDirectory()) {
                continue;
            }
            Seen seen = new Seen(entry.getFileLength(), entry.getLastModified(), false);
            if (!isRegular(entry)
                    || !isPermitted(name.startsWith(".") ? name.substring(1) : name)
                    || now.merge(name, seen, Seen::andAgain) != seen) {
                untouched.add(name);
            }
        }
        now.forEach((name, seen) -> {
            if (isTemporary(name)) {
                uploads.note(place, name, PendingUploads.Kind.TEMPORARY, settings.incompleteUploadLimit());
            } else if (!seen.isTwice() && seen.equals(before.get(name)) && isComplete(name, seen)) {
                taken.add(name);
            }
        });
    }

    @Override
    public boolean accept(GenericFile<SftpRemoteFile<?>> file) {
        return taken.contains(file.getFile().getFilename());
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        before = now;
        landings.compareListing(place, now.keySet(), Objects.requireNonNull(listed, "a listing has begun"));
        controls.watch(place, settings.incompleteUploadLimit());
        alarms.close(AlarmCode.DROP_SITE_UNREACHABLE, place.toString());
        if (untouched.isEmpty()) {
            alarms.close(AlarmCode.DROP_NAME_UNTOUCHED, place.toString());
        } else {
            alarms.raiseOrRestate(AlarmCode.DROP_NAME_UNTOUCHED, place.toString(), sentence(untouched));
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
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

    private boolean isComplete(String name, Seen seen) {
        Optional<SenderFileName> parsed = SenderFileName.parse(name);
        if (parsed.isEmpty() || parsed.get().feed() != Feed.PAYROLL || !Landing.isAuthorised(settings, parsed.get())) {
            return true;
        }
        SenderFileName fileName = parsed.get();
        Instant modified = Instant.ofEpochMilli(seen.modified());
        if (fileName.control()) {
            return !controls.isWaiting(place, name, seen.size(), modified);
        }
        String control = fileName.pairedName().orElseThrow();
        Seen listedControl = now.get(control);
        boolean isReady = listedControl == null
                ? controls.waiting(place, control).isPresent()
                : listedControl.equals(before.get(control));
        if (isReady || controls.isPaired(place, name, seen.size(), modified)) {
            return true;
        }
        waitsForControl(name);
        return false;
    }

    private static boolean isRegular(SftpRemoteFile<?> file) {
        return !(file.getRemoteFile() instanceof ChannelSftp.LsEntry entry)
                || entry.getAttrs().isReg();
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
