// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.alarm;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.protection.Masking;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The alarms. Each opens once for its code and subject, however often it is raised, and closes once; both leave a log
 * line. They join the caller's transaction: an alarm about work that is rolled back is raised after the rollback.
 */
@Component
public class Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    private static final String RAISE =
            """
            insert into alarm (code, subject, detail, detail_fr, owner, opened_at)
            values (:code, :subject, :detail, :detailFr, :owner, :now)
            on conflict (code, subject) where closed_at is null do nothing
            """;

    private static final String RESTATE =
            """
            update alarm set detail = :detail, detail_fr = :detailFr
             where code = :code and subject = :subject and closed_at is null
               and (detail, detail_fr) is distinct from (:detail, :detailFr)
            """;

    private static final String CLOSE =
            """
            update alarm set closed_at = :now
             where code = :code and subject = :subject and closed_at is null
            """;

    private static final String CLOSE_ALL =
            """
            update alarm set closed_at = :now
             where code = :code and subject = any(:subjects) and closed_at is null
            returning subject
            """;

    private static final String CLOSE_GONE =
            """
            update alarm set closed_at = :now
             where closed_at is null and code = any(:codes) and starts_with(subject, :prefix)
               and substr(subject, length(:prefix) + 1) not like '%/%'
               and substr(subject, length(:prefix) + 1) <> all(:present)
            returning code, subject
            """;

    private static final String CLOSE_OF_OTHERS =
            """
            update alarm set closed_at = :now
             where closed_at is null and code = any(:codes) and split_part(subject, '/', 1) <> all(:senders)
            returning code, subject
            """;

    private static final String OPEN =
            """
            select id, code, subject, detail, detail_fr, opened_at
              from alarm where closed_at is null order by id
            """;

    private static final String NEXT_NOTICE =
            """
            select id, opening_notified_at is null as is_opening, code, subject, detail, detail_fr,
                   case when opening_notified_at is null then opened_at else closed_at end as at
              from alarm
             where opening_notified_at is null or closed_at is not null and closing_notified_at is null
             order by id limit 1
               for update skip locked
            """;

    private static final String SKIP_NOTICES =
            """
            update alarm
               set opening_notified_at = coalesce(opening_notified_at, opened_at), closing_notified_at = closed_at
             where opening_notified_at is null or closed_at is not null and closing_notified_at is null
            """;

    private static final String OPENING_NOTIFIED = "update alarm set opening_notified_at = :now where id = :id";

    private static final String CLOSING_NOTIFIED = "update alarm set closing_notified_at = :now where id = :id";

    private final JdbcClient jdbc;
    private final Clock clock;

    /** Alarms kept in a database. */
    public Alarms(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Opens an alarm unless the same one is open already.
     *
     * @param code what kind of alarm
     * @param subject what it is about
     * @param detail a sentence for the operator, without personal data
     * @return whether it opened now
     */
    public boolean raise(AlarmCode code, String subject, Text detail) {
        boolean opened = jdbc.sql(RAISE)
                        .param("code", code.code())
                        .param("subject", subject)
                        .param("detail", detail.en())
                        .param("detailFr", detail.fr())
                        .param("owner", code.owner())
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
        if (opened) {
            LOG.warn("Alarm {} opened for {}: {} (owner: {})", code, subject, detail.en(), code.owner());
        }
        return opened;
    }

    /**
     * Opens an alarm, or updates the detail of the same one that is open already.
     *
     * @param code what kind of alarm
     * @param subject what it is about
     * @param detail a sentence for the operator, without personal data
     */
    public void raiseOrRestate(AlarmCode code, String subject, Text detail) {
        if (!raise(code, subject, detail)) {
            restate(code, subject, detail);
        }
    }

    /** Updates the detail of the alarm of a code and subject, if it is open. */
    public void restate(AlarmCode code, String subject, Text detail) {
        jdbc.sql(RESTATE)
                .param("code", code.code())
                .param("subject", subject)
                .param("detail", detail.en())
                .param("detailFr", detail.fr())
                .update();
    }

    /**
     * Closes the alarm of a code and subject, if it is open.
     *
     * @return whether it closed now
     */
    public boolean close(AlarmCode code, String subject) {
        boolean closed = jdbc.sql(CLOSE)
                        .param("code", code.code())
                        .param("subject", subject)
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
        if (closed) {
            LOG.info("Alarm {} closed for {}", code, subject);
        }
        return closed;
    }

    /** Closes the alarms of a code about these subjects, those that are open. */
    public void closeAll(AlarmCode code, Collection<String> subjects) {
        if (!subjects.isEmpty()) {
            jdbc.sql(CLOSE_ALL)
                    .param("code", code.code())
                    .param("subjects", subjects.toArray(String[]::new))
                    .param("now", Timestamp.from(clock.instant()))
                    .query(String.class)
                    .list()
                    .forEach(subject -> LOG.info("Alarm {} closed for {}", code, subject));
        }
    }

    /**
     * Closes the alarms about files that are no longer in a drop folder.
     *
     * @param codes which kinds
     * @param inbox the drop folder
     * @param present the names in it
     */
    public void closeGone(Set<AlarmCode> codes, InboxId inbox, Collection<String> present) {
        jdbc.sql(CLOSE_GONE)
                .param("now", Timestamp.from(clock.instant()))
                .param("codes", codes.stream().map(AlarmCode::code).toArray(String[]::new))
                .param("prefix", inbox.subject(""))
                .param("present", present.stream().map(Masking::fileName).toArray(String[]::new))
                .query((row, number) -> new Closed(row.getString("code"), row.getString("subject")))
                .list()
                .forEach(closed -> LOG.info("Alarm {} closed for {}", closed.code(), closed.subject()));
    }

    /**
     * Closes the alarms about drop folders of any but these senders.
     *
     * @param codes which kinds, whose subjects begin with a sender's name
     * @param senders the senders whose alarms stay open
     */
    public void closeOfOthers(Set<AlarmCode> codes, Collection<String> senders) {
        jdbc.sql(CLOSE_OF_OTHERS)
                .param("now", Timestamp.from(clock.instant()))
                .param("codes", codes.stream().map(AlarmCode::code).toArray(String[]::new))
                .param("senders", senders.toArray(String[]::new))
                .query((row, number) -> new Closed(row.getString("code"), row.getString("subject")))
                .list()
                .forEach(closed -> LOG.info(
                        "Alarm {} closed for {}: the sender is no longer configured", closed.code(), closed.subject()));
    }

    /** The open alarms, the oldest first. */
    public List<Alarm> open() {
        return jdbc.sql(OPEN)
                .query((row, number) -> new Alarm(
                        row.getLong("id"),
                        AlarmCode.ofCode(row.getString("code")),
                        row.getString("subject"),
                        Text.stored(row.getString("detail"), row.getString("detail_fr")),
                        row.getTimestamp("opened_at").toInstant()))
                .list();
    }

    /**
     * That an alarm opened, or closed.
     *
     * @param id the alarm
     * @param isOpening whether it opened; else it closed
     * @param code what kind of alarm
     * @param subject what it is about
     * @param detail a sentence for the operator, without personal data
     * @param at when it opened, or closed
     */
    public record Notice(long id, boolean isOpening, AlarmCode code, String subject, Text detail, Instant at) {}

    /** The oldest notice that is not sent, locked within the caller's transaction; one that another transaction has is skipped. */
    public Optional<Notice> nextNotice() {
        return jdbc.sql(NEXT_NOTICE)
                .query((row, number) -> new Notice(
                        row.getLong("id"),
                        row.getBoolean("is_opening"),
                        AlarmCode.ofCode(row.getString("code")),
                        row.getString("subject"),
                        Text.stored(row.getString("detail"), row.getString("detail_fr")),
                        row.getTimestamp("at").toInstant()))
                .optional();
    }

    /** Records that a notice was sent. */
    public void notified(Notice notice) {
        jdbc.sql(notice.isOpening() ? OPENING_NOTIFIED : CLOSING_NOTIFIED)
                .param("now", Timestamp.from(clock.instant()))
                .param("id", notice.id())
                .update();
    }

    /** Records all notices as sent while no address is configured; an address configured later gets only later notices. */
    public void skipNotices() {
        jdbc.sql(SKIP_NOTICES).update();
    }

    /** An alarm that was closed. */
    private record Closed(String code, String subject) {}
}
