package ca.tradeshub.ledger.parking;

import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Parked work: what failed for reasons of ours, with its cause, until an operator releases it. A file's work that is
 * parked keeps the file in state {@code PARKED}, out of the sweep's way. Parking writes to the database, since the
 * broker may be what failed.
 */
@Component
public class Parking {

    private final JdbcClient jdbc;
    private final Alarms alarms;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Parking(
            JdbcClient jdbc,
            Alarms alarms,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.alarms = alarms;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Parks work, once however often it fails while it is parked, and opens the alarm {@code WORK-PARKED}.
     *
     * @param step the route that gave up
     * @param reference what it worked on, {@code file:<id>}, {@code queue:<name>} or the like
     * @param cause why, without personal data
     */
    public void park(String step, String reference, String cause) {
        transaction.executeWithoutResult(status -> {
            ParkedWork work = jdbc.sql(
                            """
                            insert into parked (step, reference, cause, parked_at)
                            values (:step, :reference, :cause, :now)
                            on conflict (step, reference) where released_at is null
                               do update set cause = excluded.cause
                            returning id, step, reference, cause, parked_at
                            """)
                    .param("step", step)
                    .param("reference", reference)
                    .param("cause", cause)
                    .param("now", Timestamp.from(clock.instant()))
                    .query(Parking::read)
                    .single();
            if (work.fileId() != null) {
                // The epoch fences a worker that may still hold the file.
                jdbc.sql(
                                """
                                update file set state = 'PARKED', lease_epoch = lease_epoch + 1, leased_until = null
                                 where id = :id and state in ('LANDED', 'STAGING') and role = 'data'
                                """)
                        .param("id", work.fileId())
                        .update();
            }
            alarms.raise(AlarmCode.WORK_PARKED, subject(work), cause);
        });
    }

    /** The parked work, the oldest first. */
    public List<ParkedWork> open() {
        return jdbc.sql(
                        """
                        select id, step, reference, cause, parked_at
                          from parked where released_at is null order by id
                        """)
                .query(Parking::read)
                .list();
    }

    /**
     * Releases parked work, so that it is tried again; its file waits to be processed again.
     *
     * @param id the parked work's id
     * @param by who releases it
     * @return the work, or nothing when it is not parked (any more)
     */
    public Optional<ParkedWork> release(long id, String by) {
        Optional<ParkedWork> released = transaction.execute(status -> {
            Optional<ParkedWork> work = jdbc.sql(
                            """
                            update parked set released_at = :now, released_by = :by
                             where id = :id and released_at is null
                            returning id, step, reference, cause, parked_at
                            """)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("by", by)
                    .param("id", id)
                    .query(Parking::read)
                    .optional();
            work.ifPresent(this::unpark);
            return work;
        });
        released.ifPresent(work -> events.publishEvent(new WorkReleased(work, by)));
        return released;
    }

    private void unpark(ParkedWork work) {
        if (work.fileId() != null) {
            jdbc.sql(
                            """
                            update file set state = 'LANDED'
                             where id = :id and state = 'PARKED'
                               and not exists (select from parked
                                                where reference = :reference and released_at is null)
                            """)
                    .param("id", work.fileId())
                    .param("reference", work.reference())
                    .update();
        }
        alarms.close(AlarmCode.WORK_PARKED, subject(work));
    }

    private static String subject(ParkedWork work) {
        return work.step() + " " + work.reference();
    }

    private static ParkedWork read(ResultSet rs, int row) throws SQLException {
        return new ParkedWork(
                rs.getLong(1),
                rs.getString(2),
                rs.getString(3),
                rs.getString(4),
                rs.getTimestamp(5).toInstant());
    }
}
