package ca.tradeshub.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
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

    private final JdbcClient jdbc;
    private final Clock clock;

    Alarms(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Opens an alarm unless the same one is open already.
     *
     * @param code what kind of alarm
     * @param subject what it is about
     * @param detail a sentence for the operator, without personal data
     * @param owner who acts on it
     * @return whether it opened now
     */
    public boolean raise(String code, String subject, String detail, String owner) {
        boolean opened = jdbc.sql(
                                """
                                insert into alarm (code, subject, detail, owner, opened_at)
                                values (:code, :subject, :detail, :owner, :now)
                                on conflict (code, subject) where closed_at is null do nothing
                                """)
                        .param("code", code)
                        .param("subject", subject)
                        .param("detail", detail)
                        .param("owner", owner)
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
        if (opened) {
            LOG.warn("Alarm {} opened for {}: {} (owner: {})", code, subject, detail, owner);
        }
        return opened;
    }

    /**
     * Closes the alarm of a code and subject, if it is open.
     *
     * @return whether it closed now
     */
    public boolean close(String code, String subject) {
        boolean closed = jdbc.sql(
                                """
                                update alarm set closed_at = :now
                                 where code = :code and subject = :subject and closed_at is null
                                """)
                        .param("code", code)
                        .param("subject", subject)
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
        if (closed) {
            LOG.info("Alarm {} closed for {}", code, subject);
        }
        return closed;
    }

    /** The open alarms, the oldest first. */
    public List<Alarm> open() {
        return jdbc.sql(
                        """
                        select id, code, subject, detail, owner, opened_at
                          from alarm where closed_at is null order by id
                        """)
                .query((rs, row) -> new Alarm(
                        rs.getLong(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        rs.getString(5),
                        rs.getTimestamp(6).toInstant()))
                .list();
    }
}
