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
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The uploads in drop folders that cannot be landed yet, and the alarm of those that wait too long. */
@Component
public class PendingUploads {

    private static final String NOTE =
            """
            insert into pending_upload (sender, dry_run, name, kind, first_seen)
            select :sender, :dryRun, name, :kind, :now
              from unnest(cast(:names as text[])) as listed (name) order by name
            on conflict (sender, dry_run, name) do update set kind = excluded.kind
            returning name, first_seen
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

    /** Records uploads that cannot be landed yet, and opens an alarm for each that has waited longer than the limit. */
    public void note(InboxId inbox, Collection<String> names, Kind kind, Duration limit) {
        if (names.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Map<String, Instant> waiting = new TreeMap<>();
        jdbc.sql(NOTE)
                .param("sender", inbox.sender())
                .param("dryRun", inbox.dryRun())
                .param("names", names.toArray(String[]::new))
                .param("kind", kind.code())
                .param("now", Timestamp.from(now))
                .query(row -> {
                    waiting.put(
                            row.getString("name"),
                            row.getTimestamp("first_seen").toInstant());
                });
        String key = "upload." + kind.code().toLowerCase(Locale.ROOT);
        waiting.forEach((name, since) -> {
            if (since.plus(limit).isBefore(now)) {
                alarms.raise(AlarmCode.UPLOAD_INCOMPLETE, inbox.subject(name), MESSAGES.text(key, since));
            }
        });
    }

    /** Closes the alarms of uploads that are landed or gone. */
    void landed(InboxId inbox, Collection<String> names) {
        alarms.closeAll(
                AlarmCode.UPLOAD_INCOMPLETE, names.stream().map(inbox::subject).toList());
    }

    /** Removes the uploads that are no longer in a drop folder, and closes their alarms. */
    void forgetGone(InboxId inbox, Collection<String> present) {
        landed(
                inbox,
                jdbc.sql(FORGET_GONE)
                        .param("sender", inbox.sender())
                        .param("dryRun", inbox.dryRun())
                        .param("names", present.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }
}
