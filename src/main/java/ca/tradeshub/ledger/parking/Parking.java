// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.parking;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileLedger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Parked work: work that failed because of a fault of the hub or its servers, with the cause, until an operator releases
 * it. While work on a file is parked, the file is in state {@code PARKED} and the queue passes it over. Parked work is
 * kept in the database and not on the broker, since the broker may be what failed.
 */
@Component
public class Parking {

    private static final String PARK =
            """
            insert into parked (step, reference, cause, cause_fr, parked_at)
            values (:step, :reference, :cause, :causeFr, :now)
            on conflict (step, reference) where released_at is null
               do update set cause = excluded.cause, cause_fr = excluded.cause_fr
            returning id, step, reference, cause, cause_fr, parked_at
            """;

    private static final String OPEN =
            """
            select id, step, reference, cause, cause_fr, parked_at
              from parked where released_at is null order by id
            """;

    private static final String CLOSE =
            """
            update parked set released_at = :now, released_by = 'hub'
             where step = :step and reference = :reference and released_at is null
            """;

    private static final String RELEASE =
            """
            update parked set released_at = :now, released_by = :by
             where id = :id and released_at is null
            returning id, step, reference, cause, cause_fr, parked_at
            """;

    private static final String IS_RELEASED =
            """
            select not exists (select from parked where reference = :reference and released_at is null)
            """;

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final Alarms alarms;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Parking(
            JdbcClient jdbc,
            FileLedger files,
            Alarms alarms,
            AuditTrail audit,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.alarms = alarms;
        this.audit = audit;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Parks work and opens the alarm {@code WORK-PARKED}. Work that is already parked stays one entry and takes the new
     * cause.
     *
     * @param step the route that gave up
     * @param reference the object of the work, {@code file:<id>}, {@code queue:<name>} or the like
     * @param cause why it failed, without personal data
     */
    public void park(String step, String reference, Text cause) {
        transaction.executeWithoutResult(status -> {
            ParkedWork work = jdbc.sql(PARK)
                    .param("step", step)
                    .param("reference", reference)
                    .param("cause", cause.en())
                    .param("causeFr", cause.fr())
                    .param("now", Timestamp.from(clock.instant()))
                    .query(Parking::read)
                    .single();
            if (work.fileId() != null) {
                files.park(work.fileId());
            }
            alarms.raise(AlarmCode.WORK_PARKED, subject(work), cause);
        });
    }

    /** The parked work, the oldest first. */
    public List<ParkedWork> open() {
        return jdbc.sql(OPEN).query(Parking::read).list();
    }

    /**
     * Releases parked work, so that it is tried again, and records in the audit trail who did. Its file returns to the
     * queue when no other work on the file is parked.
     *
     * @param id the parked work's id
     * @param by the operator who releases it
     * @return the released work; empty when no such work is parked
     */
    public Optional<ParkedWork> release(long id, String by) {
        Optional<ParkedWork> released = transaction.execute(status -> {
            Optional<ParkedWork> work = jdbc.sql(RELEASE)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("by", by)
                    .param("id", id)
                    .query(Parking::read)
                    .optional();
            work.ifPresent(each -> {
                unpark(each);
                audit.append(
                        "user:" + by,
                        each.isRetried() ? "parked.retry" : "parked.remove",
                        each.reference(),
                        Map.of(
                                "id",
                                id,
                                "step",
                                each.step(),
                                "parkedAt",
                                each.parkedAt().toString()));
            });
            return work;
        });
        released.ifPresent(work -> events.publishEvent(new WorkReleased(work, by)));
        return released;
    }

    /** Closes parked work that is done by other means, and its alarm; does nothing when no such work is parked. */
    public void close(String step, String reference) {
        int closed = jdbc.sql(CLOSE)
                .param("now", Timestamp.from(clock.instant()))
                .param("step", step)
                .param("reference", reference)
                .update();
        if (closed > 0) {
            alarms.close(AlarmCode.WORK_PARKED, step + " " + reference);
        }
    }

    private void unpark(ParkedWork work) {
        if (work.fileId() != null
                && jdbc.sql(IS_RELEASED)
                        .param("reference", work.reference())
                        .query(Boolean.class)
                        .single()) {
            files.unpark(work.fileId());
        }
        alarms.close(AlarmCode.WORK_PARKED, subject(work));
    }

    private static String subject(ParkedWork work) {
        return work.step() + " " + work.reference();
    }

    private static ParkedWork read(ResultSet rs, int row) throws SQLException {
        return new ParkedWork(
                rs.getLong("id"),
                rs.getString("step"),
                rs.getString("reference"),
                Text.stored(rs.getString("cause"), rs.getString("cause_fr")),
                rs.getTimestamp("parked_at").toInstant());
    }
}
