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
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.sequence.SequenceNumbers;
import ca.tradeshub.ledger.sequence.SequenceWatch;
import ca.tradeshub.locks.AdvisoryLock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    private static final String RECORDED =
            """
            select f.id, f.role, f.state, f.refusal_code, c.id as control_id, c.name as control_name,
                   d.refusal_code as csv_refusal_code
              from file f
              left join file c on c.id = f.control_file and not c.source_moved
              left join file d on d.control_file = f.id
             where f.sender = :sender and f.dry_run = :dryRun and f.name = :name and f.size_bytes = :size
               and not f.source_moved
               and f.archive_sha256 is not distinct from cast(:archive as sha256)
             order by f.id desc, d.id desc limit 1
            """;

    private static final String SOURCE_SEEN = "update file set source_modified = :modified where id = :id";

    private static final String MOVED_SINCE =
            """
            select exists (
                select from file
                 where sender = :sender and dry_run = :dryRun and name = :name and size_bytes = :size
                   and archive_sha256 is not distinct from cast(:archive as sha256)
                   and source_moved_at >= :listed)
            """;

    private static final String SAME_CONTENT =
            """
            select name, received_at from file
             where sender = :sender and content_sha256 = :content and role = 'data'
               and state <> 'REFUSED' and not dry_run
            """;

    private static final String IS_ACCEPTED =
            """
            select exists (
                select from file
                 where sender = :sender and logical_name = :name and role = 'data' and state <> 'REFUSED'
                   and not dry_run)
            """;

    private static final String INSERT =
            """
            insert into file (sender, dry_run, feed, role, name, logical_name, employer_bn9, file_date, sequence,
                              sequence_year, resubmission, archive_sha256, content_sha256, size_bytes,
                              received_at, source_modified, control_file, state, refusal_code, refusal_detail, refusal_detail_fr)
            values (:sender, :dryRun, :feed, :role, :name, :logicalName, :employer, :date, :sequence,
                    :year, :resubmission, :archive, :content, :size,
                    :now, :modified, :control, :state, :code, :detail, :detailFr)
            returning id
            """;

    private static final String SOURCE_MOVED =
            "update file set source_moved = true, source_moved_at = clock_timestamp() where id = :id";

    private static final String SOURCE =
            """
            select size_bytes, coalesce(source_modified, to_timestamp(0)) as source_modified from file where id = :id
            """;

    private static final String SOURCES_GONE =
            """
            update file set source_moved = true, source_moved_at = clock_timestamp()
             where sender = :sender and dry_run = :dryRun and not source_moved
               and landed_at < :listed
               and name <> all(:names)
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
    private final ControlPairing controls;
    private final SequenceNumbers numbers;
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
            ControlPairing controls,
            SequenceNumbers numbers,
            SequenceWatch sequences,
            FileWarnings warnings,
            PendingUploads uploads,
            SenderResponses responses,
            Alarms alarms,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.controls = controls;
        this.numbers = numbers;
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
     * Records a file in one transaction: as landed, or as refused with the response that gives the reason. A file that
     * is recorded already and whose source has not been moved keeps its row.
     *
     * @param arrival the file, its bytes durable
     * @param listed database time at which listing the drop folder began
     * @throws IllegalStateException when a CSV's control file was taken by another CSV meanwhile
     */
    public LandingResult record(Arrival arrival, Instant listed) {
        return transaction.execute(status -> {
            AdvisoryLock.LANDING.take(jdbc, arrival.sender());
            Optional<LandingResult> recorded = recorded(arrival);
            if (recorded.isPresent()) {
                return recorded.get();
            }
            if (movedSince(arrival, listed)) {
                return new LandingResult.TakenElsewhere();
            }
            if (arrival.lacksControlFile()) {
                return new LandingResult.WaitsForItsControlFile();
            }
            LandingResult result = arrival.control() ? recordControl(arrival) : recordData(arrival);
            audit(arrival, result);
            return result;
        });
    }

    /**
     * The source of a recorded file as it was last listed.
     *
     * @param size its bytes
     * @param modified its time
     */
    public record Source(long size, Instant modified) {}

    /** The source of a recorded file. */
    public Source source(long fileId) {
        return jdbc.sql(SOURCE)
                .param("id", fileId)
                .query((row, number) -> new Source(
                        row.getLong("size_bytes"),
                        row.getTimestamp("source_modified").toInstant()))
                .single();
    }

    /** Records that the source of a file was moved away. */
    public void sourceMoved(long fileId) {
        jdbc.sql(SOURCE_MOVED).param("id", fileId).update();
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
            jdbc.sql(SOURCES_GONE)
                    .param("sender", inbox.sender())
                    .param("dryRun", inbox.dryRun())
                    .param("listed", Timestamp.from(listed))
                    .param("names", present.toArray(String[]::new))
                    .update();
            uploads.forgetGone(inbox, present);
            alarms.closeGone(ABOUT_SOURCES, inbox, present);
        });
    }

    private Optional<LandingResult> recorded(Arrival arrival) {
        Optional<Recorded> file =
                sameSource(arrival, RECORDED).query(Recorded::read).optional();
        file.ifPresent(found -> jdbc.sql(SOURCE_SEEN)
                .param("modified", Timestamp.from(arrival.modified()))
                .param("id", found.id())
                .update());
        return file.map(Recorded::result);
    }

    private boolean movedSince(Arrival arrival, Instant listed) {
        return sameSource(arrival, MOVED_SINCE)
                .param("listed", Timestamp.from(listed))
                .query(Boolean.class)
                .single();
    }

    private JdbcClient.StatementSpec sameSource(Arrival arrival, String sql) {
        return jdbc.sql(sql)
                .param("sender", arrival.sender())
                .param("dryRun", arrival.inbox().dryRun())
                .param("name", arrival.name())
                .param("size", arrival.size())
                .param("archive", arrival.archiveSha256(), Types.VARCHAR);
    }

    private LandingResult recordControl(Arrival arrival) {
        if (arrival.refusal() != null) {
            return refused(arrival, arrival.refusal());
        }
        Optional<Long> returned = controls.returned(arrival);
        if (returned.isPresent()) {
            return new LandingResult.WaitsForItsCsv(returned.get());
        }
        controls.replace(arrival).forEach(responses::due);
        return new LandingResult.WaitsForItsCsv(insert(arrival, FileState.LANDED, null));
    }

    private LandingResult recordData(Arrival arrival) {
        List<FileRefusal> used = Stream.of(duplicate(arrival), reused(arrival))
                .flatMap(Optional::stream)
                .toList();
        boolean dryRun = arrival.inbox().dryRun();
        Optional<FileRefusal> refusal = Optional.ofNullable(arrival.refusal())
                .or(() -> dryRun ? Optional.empty() : used.stream().findFirst());
        if (arrival.controlFile() != null) {
            controls.pair(arrival);
        }
        uploads.landed(arrival.inbox(), arrival.name());
        if (refusal.isPresent()) {
            return refused(arrival, refusal.get());
        }
        long id = insert(arrival, FileState.LANDED, null);
        if (dryRun) {
            warnOfName(arrival, id);
            used.forEach(each -> warnings.add(id, new FileWarning(each.code().code(), each.why())));
        }
        arrival.sequence().flatMap(place -> warning(arrival, place)).ifPresent(warning -> warnings.add(id, warning));
        return new LandingResult.Landed(id, null, arrival.controlFile(), controls.controlName(arrival), true);
    }

    private LandingResult refused(Arrival arrival, FileRefusal refusal) {
        long id = insert(arrival, FileState.REFUSED, refusal);
        warnOfName(arrival, id);
        responses.due(id);
        return new LandingResult.Landed(
                id, refusal.code().code(), arrival.controlFile(), controls.controlName(arrival), false);
    }

    private void warnOfName(Arrival arrival, long id) {
        Optional.ofNullable(arrival.nameWarning()).ifPresent(warning -> warnings.add(id, warning));
    }

    private Optional<FileRefusal> duplicate(Arrival arrival) {
        return jdbc.sql(SAME_CONTENT)
                .param("sender", arrival.sender())
                .param("content", arrival.contentSha256())
                .query((row, number) -> MESSAGES.text(
                        "duplicate",
                        row.getString("name"),
                        row.getTimestamp("received_at").toInstant()))
                .optional()
                .map(detail -> FileRefusal.of(RefusalCode.FILE_DUPLICATE, detail));
    }

    private Optional<FileRefusal> reused(Arrival arrival) {
        return arrival.sequence()
                .flatMap(place -> numbers.use(arrival.stream(place), place.number(), place.resubmission())
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
            return sequences.warning(arrival.stream(place), place.number());
        }
        boolean known = jdbc.sql(IS_ACCEPTED)
                .param("sender", arrival.sender())
                .param("name", place.originalName())
                .query(Boolean.class)
                .single();
        return known
                ? Optional.empty()
                : Optional.of(new FileWarning(
                        "FILE-ORIGINAL-UNKNOWN", MESSAGES.text("original.unknown", place.originalName())));
    }

    private long insert(Arrival arrival, FileState state, @Nullable FileRefusal refusal) {
        return jdbc.sql(INSERT)
                .param("sender", arrival.sender())
                .param("dryRun", arrival.inbox().dryRun())
                .param("feed", arrival.feed().wireName())
                .param("role", arrival.control() ? "control" : "data")
                .param("name", arrival.name())
                .param("logicalName", arrival.logicalName())
                .param("employer", arrival.employerBn9())
                .param("date", arrival.fileDate(), Types.DATE)
                .param("sequence", arrival.sequence().map(Arrival.Place::number).orElse(null), Types.INTEGER)
                .param("year", arrival.sequence().map(Arrival.Place::year).orElse(0))
                .param(
                        "resubmission",
                        arrival.sequence().map(Arrival.Place::resubmission).orElse(0))
                .param("archive", arrival.archiveSha256(), Types.VARCHAR)
                .param("content", arrival.contentSha256(), Types.VARCHAR)
                .param("size", arrival.size())
                .param("now", Timestamp.from(clock.instant()))
                .param("modified", Timestamp.from(arrival.modified()))
                .param("control", arrival.controlFile(), Types.BIGINT)
                .param("state", state.name())
                .param("code", refusal == null ? null : refusal.code().code(), Types.VARCHAR)
                .param("detail", refusal == null ? null : refusal.why().en(), Types.VARCHAR)
                .param("detailFr", refusal == null ? null : refusal.why().fr(), Types.VARCHAR)
                .query(Long.class)
                .single();
    }

    private void audit(Arrival arrival, LandingResult result) {
        if (result instanceof LandingResult.Landed landed) {
            String code = landed.refusalCode() == null ? "" : landed.refusalCode();
            audit.append(
                    "land",
                    code.isEmpty() ? "take" : "refuse",
                    "file:" + landed.fileId(),
                    Map.of("sender", arrival.sender(), "code", code));
        }
    }

    /**
     * A recorded file whose source is still in the drop folder.
     *
     * @param refusal its refusal code, null unless refused
     * @param controlFile the id of its control file, null when that file is moved or does not exist
     * @param csvRefusal the refusal code of the CSV of a control file, null when it has no refusal code
     */
    private record Recorded(
            long id,
            boolean control,
            FileState state,
            @Nullable String refusal,
            @Nullable Long controlFile,
            @Nullable String controlName,
            @Nullable String csvRefusal) {

        static Recorded read(ResultSet row, int number) throws SQLException {
            return new Recorded(
                    row.getLong("id"),
                    row.getString("role").equals("control"),
                    FileState.valueOf(row.getString("state")),
                    row.getString("refusal_code"),
                    row.getObject("control_id", Long.class),
                    row.getString("control_name"),
                    row.getString("csv_refusal_code"));
        }

        LandingResult result() {
            if (control && state == FileState.LANDED) {
                return new LandingResult.WaitsForItsCsv(id);
            }
            String code = state == FileState.PAIRED ? csvRefusal : refusal;
            return new LandingResult.Landed(
                    id,
                    code != null && ON_LANDING.contains(code) ? code : null,
                    controlFile,
                    controlName,
                    !control && state == FileState.LANDED);
        }
    }
}
