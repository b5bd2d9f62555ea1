// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.response.SenderResponses;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Pairs payroll control files with their CSVs, by name, and watches control files that wait too long for theirs. */
@Component
public class ControlPairing {

    private static final String WAITING =
            """
            select id, name, archive_sha256 from file
             where sender = :sender and dry_run = :dryRun and logical_name = :name
               and role = 'control' and state = 'LANDED'
             order by id desc limit 1
            """;

    private static final String IS_WAITING =
            """
            select exists (
                select from file
                 where sender = :sender and dry_run = :dryRun and name = :name and size_bytes = :size
                   and source_modified = :modified and not source_moved and role = 'control' and state = 'LANDED')
            """;

    private static final String IS_PAIRED =
            """
            select exists (
                select from file
                 where sender = :sender and dry_run = :dryRun and name = :name and size_bytes = :size
                   and source_modified = :modified and not source_moved and control_file is not null)
            """;

    private static final String ALONE =
            """
            select name from file
             where sender = :sender and dry_run = :dryRun and role = 'control' and state = 'LANDED'
               and not source_moved and received_at < :since
            """;

    /** An upload that was interrupted is repeated: for a moment the folder has no file of the name, then the same one. */
    private static final String RETURNED =
            """
            update file set source_moved = false, source_moved_at = null, source_modified = :modified
             where id = (select id from file
                          where sender = :sender and dry_run = :dryRun and name = :name
                            and archive_sha256 = :archive and role = 'control' and state = 'LANDED'
                          order by id desc limit 1)
            returning id
            """;

    /** Control files that have waited too long and repeat, byte for byte, the one with which a CSV was accepted. */
    private static final String REFUSE_REPEATED =
            """
            update file f
               set state = 'REFUSED', refusal_code = 'FILE-DUPLICATE', refusal_detail = :detail,
                   refusal_detail_fr = :detailFr
             where f.sender = :sender and f.dry_run = :dryRun and f.role = 'control' and f.state = 'LANDED'
               and not f.source_moved and f.received_at < :since
               and exists (
                   select from file p
                     join file d on d.control_file = p.id and d.state <> 'REFUSED'
                    where p.sender = f.sender and p.dry_run = f.dry_run and p.logical_name = f.logical_name
                      and p.archive_sha256 = f.archive_sha256 and p.id <> f.id)
            returning f.id, f.name
            """;

    private static final String REPLACE =
            """
            update file
               set state = 'REFUSED', refusal_code = 'FILE-SEQUENCE-REUSED', source_moved = true,
                   refusal_detail = :detail, refusal_detail_fr = :detailFr
             where sender = :sender and dry_run = :dryRun and logical_name = :name
               and role = 'control' and state = 'LANDED'
            returning id
            """;

    private static final String PAIR =
            "update file set state = 'PAIRED' where id = :control and state = 'LANDED' returning name";

    private static final String NAME = "select name from file where id = :id";

    private static final Messages MESSAGES = Messages.of(ControlPairing.class);

    private final JdbcClient jdbc;
    private final SenderResponses responses;
    private final Alarms alarms;
    private final Clock clock;

    ControlPairing(JdbcClient jdbc, SenderResponses responses, Alarms alarms, Clock clock) {
        this.jdbc = jdbc;
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
     */
    public record WaitingControl(long fileId, String name, String archiveSha256) {}

    /** The newest landed control file of that name that waits for its CSV. */
    public Optional<WaitingControl> waiting(InboxId inbox, String logicalName) {
        return jdbc.sql(WAITING)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("name", logicalName)
                .query((row, number) ->
                        new WaitingControl(row.getLong("id"), row.getString("name"), row.getString("archive_sha256")))
                .optional();
    }

    /** Whether exactly this control file, by name, size and time, is landed and waits for its CSV. */
    public boolean isWaiting(InboxId inbox, String name, long size, Instant modified) {
        return exists(IS_WAITING, inbox, name, size, modified);
    }

    /** Whether exactly this file, by name, size and time, is landed with its control file and only waits to be moved. */
    public boolean isPaired(InboxId inbox, String name, long size, Instant modified) {
        return exists(IS_PAIRED, inbox, name, size, modified);
    }

    private boolean exists(String sql, InboxId inbox, String name, long size, Instant modified) {
        return jdbc.sql(sql)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("name", name)
                .param("size", size)
                .param("modified", Timestamp.from(modified))
                .query(Boolean.class)
                .single();
    }

    /**
     * Watches the control files of a drop folder that have waited for their CSV longer than the limit: one that repeats
     * the control file of an accepted CSV is refused as a duplicate, and for every other one an alarm opens.
     */
    @Transactional
    public void watch(InboxId inbox, Duration limit) {
        Text repeated = MESSAGES.text("control.repeated");
        jdbc.sql(REFUSE_REPEATED)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("since", Timestamp.from(clock.instant().minus(limit)))
                .param("detail", repeated.en())
                .param("detailFr", repeated.fr())
                .query((row, number) -> row.getLong("id"))
                .list()
                .forEach(responses::due);
        List<String> alone = jdbc.sql(ALONE)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("since", Timestamp.from(clock.instant().minus(limit)))
                .query(String.class)
                .list();
        Text detail = MESSAGES.text("control.alone");
        alone.forEach(name -> alarms.raise(AlarmCode.CONTROL_FILE_ALONE, inbox.subject(name), detail));
    }

    /**
     * The waiting control file that an arriving one of the same name and bytes is: its source was away for a moment.
     *
     * @return the ledger's id; empty when the arriving one is another file
     */
    Optional<Long> returned(Arrival arrival) {
        return jdbc.sql(RETURNED)
                .param("sender", arrival.sender())
                .param("dryRun", arrival.inbox().dryRun())
                .param("name", arrival.name())
                .param("archive", arrival.archiveSha256(), Types.VARCHAR)
                .param("modified", Timestamp.from(arrival.modified()))
                .query(Long.class)
                .optional();
    }

    /** Refuses the waiting control files that an arriving control file of the same name replaces; returns their ids. */
    List<Long> replace(Arrival arrival) {
        Text detail = MESSAGES.text("control.replaced");
        return jdbc.sql(REPLACE)
                .param("sender", arrival.sender())
                .param("dryRun", arrival.inbox().dryRun())
                .param("name", arrival.logicalName())
                .param("detail", detail.en())
                .param("detailFr", detail.fr())
                .query(Long.class)
                .list();
    }

    /**
     * Pairs an arriving CSV with its control file.
     *
     * @throws IllegalStateException when another CSV took the control file meanwhile
     */
    void pair(Arrival arrival) {
        String name = jdbc.sql(PAIR)
                .param("control", arrival.controlFile())
                .query(String.class)
                .optional()
                .orElseThrow(() -> new IllegalStateException("The control file is no longer waiting"));
        alarms.close(AlarmCode.CONTROL_FILE_ALONE, arrival.inbox().subject(name));
    }

    /** The name of an arriving CSV's control file in the drop folder, null when it has none. */
    @Nullable
    String controlName(Arrival arrival) {
        return arrival.controlFile() == null
                ? null
                : jdbc.sql(NAME)
                        .param("id", arrival.controlFile())
                        .query(String.class)
                        .single();
    }
}
