package ca.tradeshub.ledger.file;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.FileState;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.locks.AdvisoryLock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger's side of landing: registers what arrived, decides duplicates, sequences and gaps, pairs control files
 * with their CSVs, and knows which sources still lie in the drop folders. Landings of one sender happen one after the
 * other, whichever hub does them.
 */
@Component
public class LandingLedger {

    /** Refusals on landing, whose source goes to the folder of the refused; later ones speak through the answer. */
    private static final Set<String> ON_LANDING = Set.of(
            "FILE-NAME",
            "FILE-NOT-AUTHORISED",
            "FILE-DUPLICATE",
            "FILE-SEQUENCE-REUSED",
            "FILE-TOO-LARGE",
            "FILE-DECOMPRESS",
            "FILE-DECRYPT",
            "FILE-SIGNATURE");

    /** Alarms that are about a file as it lies in its drop folder. */
    private static final Set<AlarmCode> ABOUT_SOURCES =
            Set.of(AlarmCode.LANDING_FAILED, AlarmCode.SOURCE_NOT_MOVED, AlarmCode.CONTROL_FILE_ALONE);

    private static final int GAPS_NAMED = 5;

    private final JdbcClient jdbc;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    LandingLedger(
            JdbcClient jdbc, Alarms alarms, AuditTrail audit, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.alarms = alarms;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** The database's time, by which hubs compare what each of them saw. */
    public Instant databaseTime() {
        return jdbc.sql("select clock_timestamp()")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    /**
     * A control file that is landed and waits for its CSV.
     *
     * @param fileId the ledger's id
     * @param name its name in the drop folder
     * @param archiveSha256 its archive entry
     */
    public record WaitingControl(long fileId, String name, String archiveSha256) {}

    /** The newest landed control file of that name that waits for its CSV. */
    public Optional<WaitingControl> waitingControl(InboxId inbox, String logicalName) {
        return jdbc.sql(
                        """
                        select id, name, archive_sha256 from file
                         where sender = :sender and dry_run = :dryRun and logical_name = :name
                           and role = 'control' and state = 'LANDED'
                         order by id desc limit 1
                        """)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("name", logicalName)
                .query((rs, row) -> new WaitingControl(rs.getLong(1), rs.getString(2), rs.getString(3)))
                .optional();
    }

    /** Whether exactly this control file, by name, size and time, is landed and waits for its CSV. */
    public boolean isWaitingControl(InboxId inbox, String name, long size, Instant modified) {
        return isUnmoved(inbox, name, size, modified, "role = 'control' and state = 'LANDED'");
    }

    /** Whether exactly this file, by name, size and time, is landed with its control file and only waits to be moved. */
    public boolean isPaired(InboxId inbox, String name, long size, Instant modified) {
        return isUnmoved(inbox, name, size, modified, "control_file is not null");
    }

    private boolean isUnmoved(InboxId inbox, String name, long size, Instant modified, String what) {
        return jdbc.sql(
                        """
                        select exists (
                            select from file
                             where sender = :sender and dry_run = :dryRun and name = :name
                               and size_bytes = :size and source_modified = :modified and not source_moved and\s"""
                                + what + ")")
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("name", name)
                .param("size", size)
                .param("modified", Timestamp.from(modified))
                .query(Boolean.class)
                .single();
    }

    /**
     * Registers a file in one transaction: as landed, or as refused with the answer that says why. A file the ledger
     * already has, whose source has not been moved, is that file met again.
     *
     * @param arrival the file, its bytes durable
     * @param listed database time at which listing the drop folder began
     * @throws IllegalStateException when a CSV's control file was taken by another CSV meanwhile
     */
    public LandingResult record(Arrival arrival, Instant listed) {
        return transaction.execute(status -> {
            AdvisoryLock.LANDING.take(jdbc, arrival.sender());
            Optional<LandingResult> known = metAgain(arrival);
            if (known.isPresent()) {
                return known.get();
            }
            if (movedSince(arrival, listed)) {
                return new LandingResult.TakenElsewhere();
            }
            if (arrival.lacksControlFile()) {
                return new LandingResult.WaitsForItsControlFile();
            }
            LandingResult registered = arrival.control() ? registerControl(arrival) : registerData(arrival);
            note(arrival, registered);
            return registered;
        });
    }

    private void note(Arrival arrival, LandingResult registered) {
        if (registered instanceof LandingResult.Landed landed) {
            audit.append(
                    "land",
                    landed.refusalCode() == null ? "take" : "refuse",
                    "file:" + landed.fileId(),
                    Map.of(
                            "sender",
                            arrival.sender(),
                            "code",
                            landed.refusalCode() == null ? "" : landed.refusalCode()));
        }
    }

    /** Marks sources as moved away. */
    public void sourceMoved(long fileId) {
        jdbc.sql("update file set source_moved = true, source_moved_at = clock_timestamp() where id = :id")
                .param("id", fileId)
                .update();
    }

    /**
     * Compares a whole listing of a drop folder with the ledger: sources that no longer lie there were moved,
     * uploads that no longer lie there are waited for no more.
     *
     * @param inbox the drop folder
     * @param present the names in it
     * @param listed database time at which listing began; what was landed since is not judged
     */
    public void compareListing(InboxId inbox, Collection<String> present, Instant listed) {
        String[] names = present.toArray(String[]::new);
        transaction.executeWithoutResult(status -> {
            jdbc.sql(
                            """
                            update file set source_moved = true, source_moved_at = clock_timestamp()
                             where sender = :sender and dry_run = :dryRun and not source_moved
                               and landed_at < :listed
                               and name <> all(:names)
                            """)
                    .param("sender", inbox.sender())
                    .param("dryRun", inbox.dryRun())
                    .param("listed", Timestamp.from(listed))
                    .param("names", names)
                    .update();
            jdbc.sql(
                            """
                            delete from pending_upload
                             where sender = :sender and dry_run = :dryRun and name <> all(:names) returning name
                            """)
                    .param("sender", inbox.sender())
                    .param("dryRun", inbox.dryRun())
                    .param("names", names)
                    .query(String.class)
                    .list()
                    .forEach(name -> alarms.close(AlarmCode.UPLOAD_INCOMPLETE, inbox.subject(name)));
            alarms.closeGone(ABOUT_SOURCES, inbox, present);
        });
    }

    /** Notes uploads that cannot be taken yet, and opens an alarm for each that has waited longer than the limit. */
    public void waitingUpload(InboxId inbox, String name, String kind, Duration limit) {
        Instant now = clock.instant();
        Instant since = jdbc.sql(
                        """
                        insert into pending_upload (sender, dry_run, name, kind, first_seen)
                        values (:sender, :dryRun, :name, :kind, :now)
                        on conflict (sender, dry_run, name) do update set kind = excluded.kind
                        returning first_seen
                        """)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("name", name)
                .param("kind", kind)
                .param("now", Timestamp.from(now))
                .query(Timestamp.class)
                .single()
                .toInstant();
        if (since.plus(limit).isBefore(now)) {
            String what = kind.equals("TEMPORARY")
                    ? "The upload still has its temporary name"
                    : "The CSV's control file has not come";
            alarms.raise(AlarmCode.UPLOAD_INCOMPLETE, inbox.subject(name), what + ", waiting since " + since);
        }
    }

    /** Opens an alarm for each control file of a drop folder that has waited for its CSV longer than the limit. */
    public void watchControls(InboxId inbox, Duration limit) {
        List<String> alone = jdbc.sql(
                        """
                        select name from file
                         where sender = :sender and dry_run = :dryRun and role = 'control' and state = 'LANDED'
                           and not source_moved and received_at < :since
                        """)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("since", Timestamp.from(clock.instant().minus(limit)))
                .query(String.class)
                .list();
        alone.forEach(name ->
                alarms.raise(AlarmCode.CONTROL_FILE_ALONE, inbox.subject(name), "The control file's CSV has not come"));
    }

    private Optional<LandingResult> metAgain(Arrival arrival) {
        Optional<Known> known = jdbc.sql(
                        """
                        select f.id, f.role, f.state, f.refusal_code, c.id, c.name, d.refusal_code
                          from file f
                          left join file c on c.id = f.control_file and not c.source_moved
                          left join file d on d.control_file = f.id
                         where f.sender = :sender and f.dry_run = :dryRun and f.name = :name and f.size_bytes = :size
                           and not f.source_moved
                           and f.archive_sha256 is not distinct from cast(:archive as sha256)
                         order by f.id desc, d.id desc limit 1
                        """)
                .param("sender", arrival.sender())
                .param("dryRun", arrival.inbox().dryRun())
                .param("name", arrival.name())
                .param("size", arrival.size())
                .param("archive", arrival.archiveSha256(), Types.VARCHAR)
                .query(Known::read)
                .optional();
        known.ifPresent(file -> jdbc.sql("update file set source_modified = :modified where id = :id")
                .param("modified", Timestamp.from(arrival.modified()))
                .param("id", file.id())
                .update());
        return known.map(Known::registered);
    }

    private boolean movedSince(Arrival arrival, Instant listed) {
        return jdbc.sql(
                        """
                        select exists (
                            select from file
                             where sender = :sender and dry_run = :dryRun and name = :name and size_bytes = :size
                               and archive_sha256 is not distinct from cast(:archive as sha256)
                               and source_moved_at >= :listed)
                        """)
                .param("sender", arrival.sender())
                .param("dryRun", arrival.inbox().dryRun())
                .param("name", arrival.name())
                .param("size", arrival.size())
                .param("archive", arrival.archiveSha256(), Types.VARCHAR)
                .param("listed", Timestamp.from(listed))
                .query(Boolean.class)
                .single();
    }

    private LandingResult registerControl(Arrival arrival) {
        if (arrival.refusal() != null) {
            return refused(arrival, arrival.refusal());
        }
        jdbc.sql(
                        """
                        update file
                           set state = 'REFUSED', refusal_code = 'FILE-SEQUENCE-REUSED', source_moved = true,
                               refusal_detail = 'Replaced by a newer control file before its CSV came',
                               refusal_detail_fr = 'Remplacé par un fichier de contrôle plus récent avant que vienne son CSV'
                         where sender = :sender and dry_run = :dryRun and logical_name = :name
                           and role = 'control' and state = 'LANDED'
                        returning id
                        """)
                .param("sender", arrival.sender())
                .param("dryRun", arrival.inbox().dryRun())
                .param("name", arrival.logicalName())
                .query(Long.class)
                .list()
                .forEach(this::answerDue);
        return new LandingResult.WaitsForItsCsv(insert(arrival, FileState.LANDED, null));
    }

    private LandingResult registerData(Arrival arrival) {
        Optional<FileRefusal> refusal = Optional.ofNullable(arrival.refusal())
                .or(() -> duplicate(arrival))
                .or(() -> reusedSequence(arrival));
        if (arrival.controlFile() != null) {
            pairControl(arrival);
        }
        alarms.close(AlarmCode.UPLOAD_INCOMPLETE, arrival.inbox().subject(arrival.name()));
        if (refusal.isPresent()) {
            return refused(arrival, refusal.get());
        }
        long id = insert(arrival, FileState.LANDED, null);
        watchSequence(arrival, id);
        return new LandingResult.Landed(id, null, arrival.controlFile(), controlName(arrival), true);
    }

    private LandingResult refused(Arrival arrival, FileRefusal refusal) {
        long id = insert(arrival, FileState.REFUSED, refusal);
        answerDue(id);
        return new LandingResult.Landed(id, refusal.code().code(), arrival.controlFile(), controlName(arrival), false);
    }

    private void answerDue(long fileId) {
        jdbc.sql("insert into sender_response (file_id, due_since) values (:id, :now)")
                .param("id", fileId)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private void pairControl(Arrival arrival) {
        String name = jdbc.sql(
                        """
                        update file set state = 'PAIRED'
                         where id = :control and state = 'LANDED' returning name
                        """)
                .param("control", arrival.controlFile())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new IllegalStateException("The control file is no longer waiting"));
        alarms.close(AlarmCode.CONTROL_FILE_ALONE, arrival.inbox().subject(name));
    }

    private String controlName(Arrival arrival) {
        return arrival.controlFile() == null
                ? null
                : jdbc.sql("select name from file where id = :id")
                        .param("id", arrival.controlFile())
                        .query(String.class)
                        .single();
    }

    private long insert(Arrival arrival, FileState state, FileRefusal refusal) {
        return jdbc.sql(
                        """
                        insert into file (sender, dry_run, feed, role, name, logical_name, employer_bn9, file_date, sequence,
                                          archive_sha256, content_sha256, size_bytes, received_at, source_modified,
                                          control_file, state, refusal_code, refusal_detail, refusal_detail_fr)
                        values (:sender, :dryRun, :feed, :role, :name, :logicalName, :employer, :date, :sequence,
                                :archive, :content, :size, :now, :modified,
                                :control, :state, :code, :detail, :detailFr)
                        returning id
                        """)
                .param("sender", arrival.sender())
                .param("dryRun", arrival.inbox().dryRun())
                .param("feed", arrival.feed().wireName())
                .param("role", arrival.control() ? "control" : "data")
                .param("name", arrival.name())
                .param("logicalName", arrival.logicalName())
                .param("employer", arrival.employerBn9())
                .param("date", arrival.fileDate(), Types.DATE)
                .param("sequence", arrival.sequence(), Types.INTEGER)
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

    private Optional<FileRefusal> duplicate(Arrival arrival) {
        return jdbc.sql(
                        """
                        select name, received_at from file
                         where sender = :sender and content_sha256 = :content and role = 'data'
                           and state <> 'REFUSED' and not dry_run
                        """)
                .param("sender", arrival.sender())
                .param("content", arrival.contentSha256())
                .query((rs, row) -> FileRefusal.of(
                        RefusalCode.FILE_DUPLICATE,
                        new Text(
                                "The same content was already taken as " + rs.getString(1) + " at "
                                        + rs.getTimestamp(2).toInstant(),
                                "Le même contenu a déjà été reçu sous le nom " + rs.getString(1) + " à "
                                        + rs.getTimestamp(2).toInstant())))
                .optional();
    }

    private Optional<FileRefusal> reusedSequence(Arrival arrival) {
        return stream(
                        arrival,
                        """
                        select name, received_at from file
                         where sender = :sender and feed = :feed and employer_bn9 = :employer and role = 'data'
                           and state <> 'REFUSED' and not dry_run and sequence = :sequence
                        """)
                .query((rs, row) -> FileRefusal.of(
                        RefusalCode.FILE_SEQUENCE_REUSED,
                        new Text(
                                "Sequence " + arrival.sequence() + " was already used by " + rs.getString(1) + " at "
                                        + rs.getTimestamp(2).toInstant(),
                                "La séquence " + arrival.sequence() + " a déjà servi à " + rs.getString(1) + " à "
                                        + rs.getTimestamp(2).toInstant())))
                .optional();
    }

    private void watchSequence(Arrival arrival, long id) {
        Sequences before = stream(
                        arrival,
                        """
                        select max(sequence), min(sequence), count(*) from file
                         where sender = :sender and feed = :feed and employer_bn9 = :employer and role = 'data'
                           and state <> 'REFUSED' and not dry_run and sequence <> :sequence
                        """)
                .query((rs, row) ->
                        new Sequences(rs.getObject(1, Integer.class), rs.getObject(2, Integer.class), rs.getInt(3)))
                .single();
        if (before.count() == 0) {
            return;
        }
        String subject = arrival.sender() + "/" + arrival.feed().wireName()
                + (arrival.employerBn9().isEmpty() ? "" : "/" + arrival.employerBn9());
        int sequence = arrival.sequence();
        if (sequence < before.highest()) {
            warn(
                    id,
                    new FileWarning(
                            "FILE-SEQUENCE-LATE",
                            new Text(
                                    "Sequence " + before.highest() + " came before this one",
                                    "La séquence " + before.highest() + " est venue avant celle-ci")));
        } else if (sequence > before.highest() + 1) {
            FileWarning gap = gap(before.highest() + 1, sequence - 1);
            warn(id, gap);
            if (!arrival.inbox().dryRun()) {
                alarms.raiseOrRestate(AlarmCode.FILE_SEQUENCE_GAP, subject, missing(arrival));
            }
        }
        if (arrival.inbox().dryRun()) {
            return;
        }
        int span = Math.max(before.highest(), sequence) - Math.min(before.lowest(), sequence) + 1;
        if (before.count() + 1 == span) {
            alarms.close(AlarmCode.FILE_SEQUENCE_GAP, subject);
        } else if (sequence < before.highest()) {
            alarms.restate(AlarmCode.FILE_SEQUENCE_GAP, subject, missing(arrival));
        }
    }

    /** All that is missing between the sequences of an arrival's stream, the first of it by number. */
    private String missing(Arrival arrival) {
        List<String> gaps = stream(
                        arrival,
                        """
                        select first, last from (
                            select sequence + 1 as first, lead(sequence) over (order by sequence) - 1 as last
                              from (select distinct sequence from file
                                     where sender = :sender and feed = :feed and employer_bn9 = :employer
                                       and role = 'data' and (state <> 'REFUSED' or sequence = :sequence) and not dry_run
                                   ) as known) as gaps
                         where first <= last order by first
                        """)
                .query((rs, row) -> gap(rs.getInt(1), rs.getInt(2)).detail().en())
                .list();
        return String.join("; ", gaps.subList(0, Math.min(gaps.size(), GAPS_NAMED)))
                + (gaps.size() > GAPS_NAMED ? "; and " + (gaps.size() - GAPS_NAMED) + " more gaps" : "");
    }

    private JdbcClient.StatementSpec stream(Arrival arrival, String sql) {
        return jdbc.sql(sql)
                .param("sender", arrival.sender())
                .param("feed", arrival.feed().wireName())
                .param("employer", arrival.employerBn9())
                .param("sequence", arrival.sequence());
    }

    private static FileWarning gap(int first, int last) {
        return first == last
                ? new FileWarning(
                        "FILE-SEQUENCE-GAP",
                        new Text("Sequence " + first + " has not come", "La séquence " + first + " n'est pas venue"))
                : new FileWarning(
                        "FILE-SEQUENCE-GAP",
                        new Text(
                                "Sequences " + first + " to " + last + " have not come",
                                "Les séquences " + first + " à " + last + " ne sont pas venues"));
    }

    private void warn(long fileId, FileWarning warning) {
        jdbc.sql(
                        """
                        insert into file_warning (file_id, code, detail, detail_fr)
                        values (:id, :code, :detail, :detailFr)
                        """)
                .param("id", fileId)
                .param("code", warning.code())
                .param("detail", warning.detail().en())
                .param("detailFr", warning.detail().fr())
                .update();
    }

    private record Sequences(Integer highest, Integer lowest, int count) {}

    private record Known(
            long id,
            boolean control,
            FileState state,
            String refusal,
            Long controlFile,
            String controlName,
            String csv) {

        static Known read(ResultSet rs, int row) throws SQLException {
            return new Known(
                    rs.getLong(1),
                    rs.getString(2).equals("control"),
                    FileState.valueOf(rs.getString(3)),
                    rs.getString(4),
                    rs.getObject(5, Long.class),
                    rs.getString(6),
                    rs.getString(7));
        }

        LandingResult registered() {
            if (control && state == FileState.LANDED) {
                return new LandingResult.WaitsForItsCsv(id);
            }
            String code = state == FileState.PAIRED ? csv : refusal;
            return new LandingResult.Landed(
                    id,
                    code != null && ON_LANDING.contains(code) ? code : null,
                    controlFile,
                    controlName,
                    !control && state == FileState.LANDED);
        }
    }
}
