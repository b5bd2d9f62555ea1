// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

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
    private final Alarms alarms;
    private final Clock clock;

    ControlPairing(JdbcClient jdbc, Alarms alarms, Clock clock) {
        this.jdbc = jdbc;
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

    /** Opens an alarm for each control file of a drop folder that has waited for its CSV longer than the limit. */
    public void watch(InboxId inbox, Duration limit) {
        List<String> alone = jdbc.sql(ALONE)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("since", Timestamp.from(clock.instant().minus(limit)))
                .query(String.class)
                .list();
        Text detail = MESSAGES.text("control.alone");
        alone.forEach(name -> alarms.raise(AlarmCode.CONTROL_FILE_ALONE, inbox.subject(name), detail));
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
