// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The uploads in drop folders that cannot be landed yet, and the alarm of those that wait too long. */
@Component
public class PendingUploads {

    private static final String NOTE =
            """
            insert into pending_upload (sender, dry_run, name, kind, first_seen)
            values (:sender, :dryRun, :name, :kind, :now)
            on conflict (sender, dry_run, name) do update set kind = excluded.kind
            returning first_seen
            """;

    private static final String FORGET_GONE =
            """
            delete from pending_upload
             where sender = :sender and dry_run = :dryRun and name <> all(:names) returning name
            """;

    private static final Messages MESSAGES = Messages.of(PendingUploads.class);

    private final JdbcClient jdbc;
    private final Alarms alarms;
    private final Clock clock;

    PendingUploads(JdbcClient jdbc, Alarms alarms, Clock clock) {
        this.jdbc = jdbc;
        this.alarms = alarms;
        this.clock = clock;
    }

    /** What an upload waits for. */
    public enum Kind {
        /** A CSV whose control file is not landed. */
        CONTROL_MISSING,
        /** An upload with its temporary name. */
        TEMPORARY;

        private String code() {
            return name().replace('_', '-');
        }
    }

    /** Records an upload that cannot be landed yet, and opens an alarm when it has waited longer than the limit. */
    public void note(InboxId inbox, String name, Kind kind, Duration limit) {
        Instant now = clock.instant();
        Instant since = jdbc.sql(NOTE)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("name", name)
                .param("kind", kind.code())
                .param("now", Timestamp.from(now))
                .query(Timestamp.class)
                .single()
                .toInstant();
        if (since.plus(limit).isBefore(now)) {
            String key = "upload." + kind.code().toLowerCase(Locale.ROOT);
            alarms.raise(AlarmCode.UPLOAD_INCOMPLETE, inbox.subject(name), MESSAGES.text(key, since));
        }
    }

    /** Closes the alarm of an upload that is landed. */
    void landed(InboxId inbox, String name) {
        alarms.close(AlarmCode.UPLOAD_INCOMPLETE, inbox.subject(name));
    }

    /** Removes the uploads that are no longer in a drop folder, and closes their alarms. */
    void forgetGone(InboxId inbox, Collection<String> present) {
        jdbc.sql(FORGET_GONE)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("names", present.toArray(String[]::new))
                .query(String.class)
                .list()
                .forEach(name -> landed(inbox, name));
    }
}
