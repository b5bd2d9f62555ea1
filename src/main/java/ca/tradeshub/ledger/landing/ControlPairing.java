// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.response.SenderResponses;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Pairs payroll control files with their CSVs, by name, and watches control files that wait too long for theirs. */
@Component
public class ControlPairing {

    private static final String WAITING =
            """
            select distinct on (logical_name)
                   id, name, logical_name, archive_sha256, size_bytes, source_moved,
                   coalesce(source_modified, to_timestamp(0)) as source_modified
              from file
             where sender = :sender and dry_run = :dryRun and logical_name = any(:names)
               and role = 'control' and state = 'LANDED'
             order by logical_name, id desc
            """;

    /** Two parts, each with an index of its own. */
    private static final String UNMOVED =
            """
            select id, name, logical_name, archive_sha256, size_bytes, source_moved, true as is_control,
                   coalesce(source_modified, to_timestamp(0)) as source_modified
              from file
             where sender = :sender and dry_run = :dryRun and role = 'control' and state = 'LANDED'
            union all
            select id, name, logical_name, archive_sha256, size_bytes, source_moved, false,
                   coalesce(source_modified, to_timestamp(0))
              from file
             where sender = :sender and dry_run = :dryRun and not source_moved and control_file is not null
             order by id
            """;

    private static final String ALONE =
            """
            select name from file
             where sender = :sender and dry_run = :dryRun and role = 'control' and state = 'LANDED'
               and not source_moved and received_at < :since
            """;

    private static final String ALL_WAITING =
            """
            select id, name, logical_name, archive_sha256 from file
             where sender = :sender and dry_run = :dryRun and logical_name = any(:names)
               and role = 'control' and state = 'LANDED'
             order by id desc
            """;

    private static final Messages MESSAGES = Messages.of(ControlPairing.class);

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final SenderResponses responses;
    private final Alarms alarms;
    private final Clock clock;

    ControlPairing(JdbcClient jdbc, FileLedger files, SenderResponses responses, Alarms alarms, Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.responses = responses;
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * A control file that is landed and waits for its CSV.
     *
     * @param fileId the ledger's id
     * @param name its name in the drop folder
     * @param archiveSha256 its archive entry
     * @param size its bytes
     * @param modified the time of its source
     * @param isGone whether its source is no longer in the drop folder
     */
    public record WaitingControl(
            long fileId, String name, String archiveSha256, long size, Instant modified, boolean isGone) {

        private static WaitingControl read(ResultSet row) throws SQLException {
            return new WaitingControl(
                    row.getLong("id"),
                    row.getString("name"),
                    row.getString("archive_sha256"),
                    row.getLong("size_bytes"),
                    row.getTimestamp("source_modified").toInstant(),
                    row.getBoolean("source_moved"));
        }
    }

    /** The newest landed control file of each of these logical names that waits for its CSV; the map may be changed. */
    public Map<String, WaitingControl> waiting(InboxId inbox, Collection<String> logicalNames) {
        Map<String, WaitingControl> waiting = new HashMap<>();
        if (logicalNames.isEmpty()) {
            return waiting;
        }
        jdbc.sql(WAITING)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("names", logicalNames.toArray(String[]::new))
                .query(row -> {
                    waiting.put(row.getString("logical_name"), WaitingControl.read(row));
                });
        return waiting;
    }

    /** What the ledger has of the payroll files of a drop folder that are not done with. */
    public UnmovedSources unmoved(InboxId inbox) {
        Map<String, WaitingControl> waiting = new HashMap<>();
        Set<UnmovedSources.Source> paired = new HashSet<>();
        jdbc.sql(UNMOVED)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .query(row -> {
                    WaitingControl read = WaitingControl.read(row);
                    if (row.getBoolean("is_control")) {
                        waiting.put(row.getString("logical_name"), read);
                    } else {
                        paired.add(new UnmovedSources.Source(read.name(), read.size(), read.modified()));
                    }
                });
        return new UnmovedSources(waiting, paired);
    }

    /**
     * Watches the control files of a drop folder that have waited for their CSV longer than the limit: one that repeats
     * the control file of an accepted CSV is refused as a duplicate, and for every other one an alarm opens.
     */
    @Transactional
    public void watch(InboxId inbox, Duration limit) {
        Instant since = clock.instant().minus(limit);
        files.refuseRepeatedControls(inbox, since, MESSAGES.text("control.repeated"))
                .forEach(responses::due);
        List<String> alone = jdbc.sql(ALONE)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("since", Timestamp.from(since))
                .query(String.class)
                .list();
        Text detail = MESSAGES.text("control.alone");
        alone.forEach(name -> alarms.raise(AlarmCode.CONTROL_FILE_ALONE, inbox.subject(name), detail));
    }

    /** A control file that waits for its CSV, whether or not its source is in the drop folder. */
    record Waiting(long id, String name, String logicalName, String archiveSha256) {

        /** Whether an arriving control file has the same name and bytes. */
        boolean isSame(Arrival arrival) {
            return name.equals(arrival.name()) && archiveSha256.equals(arrival.archiveSha256());
        }
    }

    /** The control files of these logical names that wait for their CSVs, the newest first. */
    List<Waiting> allWaiting(InboxId inbox, Collection<String> logicalNames) {
        return logicalNames.isEmpty()
                ? List.of()
                : jdbc.sql(ALL_WAITING)
                        .param("sender", inbox.sender())
                        .param("dryRun", inbox.dryRun())
                        .param("names", logicalNames.toArray(String[]::new))
                        .query((row, number) -> new Waiting(
                                row.getLong("id"),
                                row.getString("name"),
                                row.getString("logical_name"),
                                row.getString("archive_sha256")))
                        .list();
    }

    /** Refuses waiting control files that an arriving control file of the same name replaces. */
    void replace(Collection<Long> ids) {
        files.replaceControls(ids, MESSAGES.text("control.replaced"));
    }

    /**
     * Pairs waiting control files with the CSVs that arrive.
     *
     * @throws IllegalStateException when another CSV took one of them meanwhile
     */
    void pair(InboxId inbox, Collection<Long> controlFiles) {
        if (controlFiles.isEmpty()) {
            return;
        }
        List<String> names = files.pair(controlFiles);
        if (names.size() != controlFiles.size()) {
            throw new IllegalStateException("A control file is no longer waiting");
        }
        alarms.closeAll(
                AlarmCode.CONTROL_FILE_ALONE, names.stream().map(inbox::subject).toList());
    }
}
