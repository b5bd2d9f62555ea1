// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.ledger.FileState;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.FileWarnings;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.sequence.SequenceWatch;
import ca.tradeshub.locks.AdvisoryLock;
import java.sql.Timestamp;
import java.time.Clock;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records what arrives: as landed, or as refused because of its name, its bytes, its content or its sequence number.
 * Also records which sources are still in the drop folders. Landings of one sender happen one after another, whichever
 * hub does them.
 */
@Component
public class Landings {

    private static final String DATABASE_TIME = "select clock_timestamp()";

    private static final String IS_ACCEPTED =
            """
            select exists (
                select from file
                 where sender = :sender and logical_name = :name and role = 'data' and state <> 'REFUSED'
                   and not dry_run)
            """;

    private static final String NEXT_IDS =
            "select nextval(pg_get_serial_sequence('file', 'id')) from generate_series(1, :count)";

    private static final String SOURCES =
            """
            select id, size_bytes, coalesce(source_modified, to_timestamp(0)) as source_modified
              from file where id = any(:ids)
            """;

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

    /** Alarms about a file in its drop folder. */
    private static final Set<AlarmCode> ABOUT_SOURCES =
            Set.of(AlarmCode.LANDING_FAILED, AlarmCode.SOURCE_NOT_MOVED, AlarmCode.CONTROL_FILE_ALONE);

    private static final Messages MESSAGES = Messages.of(Landings.class);

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final ControlPairing controls;
    private final LandingLookup lookup;
    private final SequenceWatch sequences;
    private final FileWarnings warnings;
    private final PendingUploads uploads;
    private final SenderResponses responses;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Landings(
            JdbcClient jdbc,
            FileLedger files,
            ControlPairing controls,
            LandingLookup lookup,
            SequenceWatch sequences,
            FileWarnings warnings,
            PendingUploads uploads,
            SenderResponses responses,
            Alarms alarms,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.controls = controls;
        this.lookup = lookup;
        this.sequences = sequences;
        this.warnings = warnings;
        this.uploads = uploads;
        this.responses = responses;
        this.alarms = alarms;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** The database's time, by which hubs compare what each of them saw. */
    public Instant databaseTime() {
        return jdbc.sql(DATABASE_TIME).query(Timestamp.class).single().toInstant();
    }

    /**
     * Records files of one drop folder in one transaction, in their order: each as landed, or as refused with the response
     * that gives the reason. A file that is recorded already and whose source has not been moved keeps its row.
     *
     * @param arrivals the files, their bytes durable; a control file before its CSV
     * @param listed database time at which listing the drop folder began
     * @return a result for each, in their order
     * @throws IllegalStateException when a CSV's control file was taken by another CSV meanwhile
     */
    public List<LandingResult> record(List<Arrival> arrivals, Instant listed) {
        if (arrivals.isEmpty()) {
            return List.of();
        }
        InboxId inbox = arrivals.get(0).inbox();
        return Objects.requireNonNull(transaction.execute(status -> {
            AdvisoryLock.LANDING.take(jdbc, inbox.sender());
            return new Batch(inbox, lookup.of(inbox, arrivals, listed)).record(arrivals);
        }));
    }

    /**
     * The source of a recorded file as it was last listed.
     *
     * @param size its bytes
     * @param modified its time
     */
    public record Source(long size, Instant modified) {}

    /** The sources of recorded files, by their ids. */
    public Map<Long, Source> sources(Collection<Long> fileIds) {
        Map<Long, Source> sources = new HashMap<>();
        if (!fileIds.isEmpty()) {
            jdbc.sql(SOURCES).param("ids", fileIds.toArray(Long[]::new)).query(row -> {
                sources.put(
                        row.getLong("id"),
                        new Source(
                                row.getLong("size_bytes"),
                                row.getTimestamp("source_modified").toInstant()));
            });
        }
        return sources;
    }

    /** Records that the sources of files were moved away. */
    public void sourcesMoved(Collection<Long> fileIds) {
        files.sourcesMoved(fileIds);
    }

    /**
     * Compares a whole listing of a drop folder with the ledger: sources that are no longer there were moved, and
     * uploads that are no longer there are forgotten.
     *
     * @param inbox the drop folder
     * @param present the names in it
     * @param listed database time at which listing began; what was landed since is not compared
     */
    public void compareListing(InboxId inbox, Collection<String> present, Instant listed) {
        transaction.executeWithoutResult(status -> {
            files.sourcesGone(inbox, present, listed);
            uploads.forgetGone(inbox, present);
            alarms.closeGone(ABOUT_SOURCES, inbox, present);
        });
    }

    /** What one transaction records. It decides about one file after another and then writes all of them at once. */
    private final class Batch {

        private final InboxId inbox;
        private final LandedBefore before;
        private final Instant now = clock.instant();
        private final Deque<Long> ids = new ArrayDeque<>();
        private final List<FileRow> rows = new ArrayList<>();
        private final Map<String, Long> controlsOfBatch = new HashMap<>();
        private final Set<Long> paired = new LinkedHashSet<>();
        private final List<Long> replaced = new ArrayList<>();
        private final List<Long> due = new ArrayList<>();
        private final List<String> landed = new ArrayList<>();
        private final Map<Long, List<FileWarning>> warned = new LinkedHashMap<>();
        private final List<AuditTrail.Act> acts = new ArrayList<>();

        Batch(InboxId inbox, LandedBefore before) {
            this.inbox = inbox;
            this.before = before;
        }

        List<LandingResult> record(List<Arrival> arrivals) {
            ids.addAll(jdbc.sql(NEXT_IDS)
                    .param("count", arrivals.size())
                    .query(Long.class)
                    .list());
            List<LandingResult> results = arrivals.stream().map(this::decide).toList();
            write();
            return results;
        }

        private LandingResult decide(Arrival arrival) {
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
                files.sourceSeen(recorded.id(), arrival.modified());
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
                files.sourceReturned(same.get().id(), arrival.modified());
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
            due.add(id);
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
                return sequences.warning(before.uses(), arrival.number(place));
            }
            boolean known = before.isLanded(place.originalName())
                    || jdbc.sql(IS_ACCEPTED)
                            .param("sender", arrival.sender())
                            .param("name", place.originalName())
                            .query(Boolean.class)
                            .single();
            return known
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

        private void write() {
            if (!replaced.isEmpty()) {
                controls.replace(replaced);
                due.addAll(replaced);
            }
            if (!rows.isEmpty()) {
                files.land(inbox, FileRow.json(rows), now);
            }
            controls.pair(inbox, paired);
            uploads.landed(inbox, landed);
            warned.forEach((id, each) -> each.forEach(warning -> warnings.add(id, warning)));
            responses.due(due);
            audit.append(acts);
        }
    }
}
