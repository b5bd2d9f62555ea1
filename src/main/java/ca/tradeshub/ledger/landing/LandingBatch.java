// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.ledger.FileState;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.sequence.SequenceWatch;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the files that one transaction records, one after another, and collects what is to be written of them.
 */
final class LandingBatch {

    /** Refusals on landing: the source goes to {@code .refused/}. Later refusals are only in the receipt. */
    private static final Set<String> ON_LANDING = Set.of(
            "FILE-NAME",
            "FILE-NOT-AUTHORISED",
            "FILE-DUPLICATE",
            "FILE-SEQUENCE-REUSED",
            "FILE-TOO-LARGE",
            "FILE-DECOMPRESS",
            "FILE-DECRYPT",
            "FILE-SIGNATURE");

    private static final Messages MESSAGES = Messages.of(LandingBatch.class);

    private final InboxId inbox;
    private final LandedBefore before;
    private final Instant now;
    private final Deque<Long> ids;
    private final List<FileRow> rows = new ArrayList<>();
    private final Map<String, Long> controlsOfBatch = new HashMap<>();
    private final Set<Long> paired = new LinkedHashSet<>();
    private final List<Long> replaced = new ArrayList<>();
    private final List<Long> refused = new ArrayList<>();
    private final List<String> landed = new ArrayList<>();
    private final Map<Long, List<FileWarning>> warned = new LinkedHashMap<>();
    private final List<AuditTrail.Act> acts = new ArrayList<>();
    private final Map<Long, Instant> seen = new LinkedHashMap<>();
    private final Map<Long, Instant> returned = new LinkedHashMap<>();

    /**
     * A batch of files of one drop folder.
     *
     * @param inbox the drop folder
     * @param before what the ledger has about the files
     * @param ids unused ids, at least one for each file
     * @param now when the files are received
     */
    LandingBatch(InboxId inbox, LandedBefore before, Collection<Long> ids, Instant now) {
        this.inbox = inbox;
        this.before = before;
        this.ids = new ArrayDeque<>(ids);
        this.now = now;
    }

    /** Decides about the next file. */
    LandingResult decide(Arrival arrival) {
        Optional<LandedBefore.Recorded> recorded = before.recorded(arrival);
        if (recorded.isPresent()) {
            return seenAgain(arrival, recorded.get());
        }
        if (before.isMovedSince(arrival)) {
            return new LandingResult.TakenElsewhere();
        }
        Long controlFile = controlFile(arrival);
        if (arrival.needsControlFile() && controlFile == null) {
            return new LandingResult.WaitsForItsControlFile();
        }
        return arrival.control() ? control(arrival) : data(arrival, controlFile);
    }

    private LandingResult seenAgain(Arrival arrival, LandedBefore.Recorded recorded) {
        if (!recorded.modified().equals(arrival.modified())) {
            seen.put(recorded.id(), arrival.modified());
        }
        LandingResult result = recorded.result(ON_LANDING);
        if (result instanceof LandingResult.WaitsForItsCsv waits) {
            controlsOfBatch.put(arrival.name(), waits.fileId());
        }
        return result;
    }

    private @Nullable Long controlFile(Arrival arrival) {
        Arrival.@Nullable ControlFile control = arrival.controlFile();
        if (control == null) {
            return null;
        }
        Long id = control.fileId() == null ? controlsOfBatch.get(control.name()) : control.fileId();
        // Another CSV of the batch may have it already: the same one, packed.
        return id == null || paired.contains(id) ? null : id;
    }

    private LandingResult control(Arrival arrival) {
        if (arrival.refusal() != null) {
            return refused(arrival, arrival.refusal(), null);
        }
        List<ControlPairing.Waiting> waiting = before.waiting(arrival.logicalName());
        Optional<ControlPairing.Waiting> same =
                waiting.stream().filter(each -> each.isSame(arrival)).findFirst();
        if (same.isPresent()) {
            // An upload that was interrupted is repeated: for a moment the folder has no file of the name.
            returned.put(same.get().id(), arrival.modified());
            controlsOfBatch.put(arrival.name(), same.get().id());
            return new LandingResult.WaitsForItsCsv(same.get().id());
        }
        waiting.forEach(each -> replaced.add(each.id()));
        long id = add(arrival, FileState.LANDED, null, null);
        controlsOfBatch.put(arrival.name(), id);
        return new LandingResult.WaitsForItsCsv(id);
    }

    private LandingResult data(Arrival arrival, @Nullable Long controlFile) {
        List<FileRefusal> used = Stream.of(duplicate(arrival), reused(arrival))
                .flatMap(Optional::stream)
                .toList();
        Optional<FileRefusal> refusal = Optional.ofNullable(arrival.refusal())
                .or(() -> inbox.dryRun() ? Optional.empty() : used.stream().findFirst());
        if (controlFile != null) {
            paired.add(controlFile);
        }
        landed.add(arrival.name());
        if (refusal.isPresent()) {
            return refused(arrival, refusal.get(), controlFile);
        }
        long id = add(arrival, FileState.LANDED, null, controlFile);
        if (inbox.dryRun()) {
            warnOfName(arrival, id);
            used.forEach(each -> warn(id, new FileWarning(each.code().code(), each.why())));
        }
        arrival.sequence().flatMap(place -> warning(arrival, place)).ifPresent(warning -> warn(id, warning));
        if (!inbox.dryRun()) {
            before.land(arrival, now);
        }
        act(arrival, id, "");
        return new LandingResult.Landed(id, null, controlFile, controlName(arrival, controlFile), true);
    }

    private LandingResult refused(Arrival arrival, FileRefusal refusal, @Nullable Long controlFile) {
        long id = add(arrival, FileState.REFUSED, refusal, controlFile);
        warnOfName(arrival, id);
        refused.add(id);
        act(arrival, id, refusal.code().code());
        return new LandingResult.Landed(
                id, refusal.code().code(), controlFile, controlName(arrival, controlFile), false);
    }

    private static @Nullable String controlName(Arrival arrival, @Nullable Long controlFile) {
        return controlFile == null || arrival.controlFile() == null
                ? null
                : arrival.controlFile().name();
    }

    private Optional<FileRefusal> duplicate(Arrival arrival) {
        return before.sameContent(arrival)
                .map(use -> FileRefusal.of(
                        RefusalCode.FILE_DUPLICATE, MESSAGES.text("duplicate", use.name(), use.receivedAt())));
    }

    private Optional<FileRefusal> reused(Arrival arrival) {
        return arrival.sequence().flatMap(place -> before.uses()
                .use(arrival.number(place))
                .map(use -> MESSAGES.text(
                        place.isResubmission() ? "resubmission.reused" : "sequence.reused",
                        place.isResubmission() ? place.resubmission() : place.number(),
                        use.name(),
                        use.receivedAt()))
                .map(detail -> FileRefusal.of(RefusalCode.FILE_SEQUENCE_REUSED, detail)));
    }

    /** A resubmission is expected after any other file; what it lacks is at most its original. */
    private Optional<FileWarning> warning(Arrival arrival, Arrival.Place place) {
        if (!place.isResubmission()) {
            return SequenceWatch.warning(before.uses(), arrival.number(place));
        }
        return before.isLanded(place.originalName())
                ? Optional.empty()
                : Optional.of(new FileWarning(
                        "FILE-ORIGINAL-UNKNOWN", MESSAGES.text("original.unknown", place.originalName())));
    }

    private void warnOfName(Arrival arrival, long id) {
        if (arrival.nameWarning() != null) {
            warn(id, arrival.nameWarning());
        }
    }

    private void warn(long id, FileWarning warning) {
        warned.computeIfAbsent(id, file -> new ArrayList<>()).add(warning);
    }

    private void act(Arrival arrival, long id, String code) {
        acts.add(new AuditTrail.Act(
                "land",
                code.isEmpty() ? "take" : "refuse",
                "file:" + id,
                Map.of("sender", arrival.sender(), "code", code)));
    }

    private long add(Arrival arrival, FileState state, @Nullable FileRefusal refusal, @Nullable Long controlFile) {
        long id = ids.removeFirst();
        rows.add(FileRow.of(id, arrival, state, refusal, controlFile));
        return id;
    }

    InboxId inbox() {
        return inbox;
    }

    Instant now() {
        return now;
    }

    /** The new rows of the table {@code file}. */
    List<FileRow> rows() {
        return rows;
    }

    /** The control files that get their CSV. */
    Set<Long> paired() {
        return paired;
    }

    /** The control files that a newer one replaces. */
    List<Long> replaced() {
        return replaced;
    }

    /** The refused files, to which a response is due. */
    List<Long> refused() {
        return refused;
    }

    /** The names of the data files. */
    List<String> landed() {
        return landed;
    }

    Map<Long, List<FileWarning>> warnings() {
        return warned;
    }

    List<AuditTrail.Act> acts() {
        return acts;
    }

    /** The new times of sources that were recorded before. */
    Map<Long, Instant> seen() {
        return seen;
    }

    /** The times of sources that are in the drop folder again. */
    Map<Long, Instant> returned() {
        return returned;
    }
}
