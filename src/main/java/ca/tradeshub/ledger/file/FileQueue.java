package ca.tradeshub.ledger.file;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.locks.AdvisoryLock;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The landed files that wait to be processed, and who works on which. */
@Component
public class FileQueue {

    /** How long a worker may be silent before another takes its file over; every batch renews it. */
    private static final Duration CLAIM = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final LargeFileSettings largeFileSettings;
    private final Clock clock;

    FileQueue(JdbcClient jdbc, LargeFileSettings largeFileSettings, Clock clock) {
        this.jdbc = jdbc;
        this.largeFileSettings = largeFileSettings;
        this.clock = clock;
    }

    /** Ids of the files nobody works on, small ones first, the longest waiting first, at most a hundred at a time. */
    public List<Long> waiting() {
        return jdbc.sql(
                        """
                        select id from file
                         where state = 'LANDED' and role = 'data'
                            or state = 'STAGING' and leased_until < :now
                         order by size_bytes >= :large, id limit 100
                        """)
                .param("large", largeFileSettings.largeFile().toBytes())
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .list();
    }

    /**
     * Leases a waiting file; null when another worker was faster or has the file in a transaction just now, however long
     * that takes, the file is done, or it is large and as many large
     * ones as may be are being processed. It then waits on, and small ones pass it.
     */
    @Transactional
    public FileLease lease(long fileId) {
        AdvisoryLock.FILE_LEASE.take(jdbc);
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                        update file f
                           set state = 'STAGING', lease_epoch = lease_epoch + 1, leased_until = :until
                         where id = (select id from file
                                      where id = :id and role = 'data'
                                        and (state = 'LANDED' or state = 'STAGING' and leased_until < :now)
                                        for update skip locked)
                           and (size_bytes < :large
                                or (select count(*) from file l
                                     where l.state = 'STAGING' and l.leased_until >= :now
                                       and l.size_bytes >= :large) < :largeFiles)
                        returning id, lease_epoch, sender, dry_run, feed, name, logical_name, employer_bn9, file_date, sequence,
                                  archive_sha256,
                                  (select c.archive_sha256 from file c where c.id = f.control_file),
                                  (select c.name from file c where c.id = f.control_file)
                        """)
                .param("id", fileId)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(CLAIM)))
                .param("large", largeFileSettings.largeFile().toBytes())
                .param("largeFiles", largeFileSettings.largeFiles())
                .query((rs, row) -> new FileLease(
                        rs.getLong(1),
                        rs.getInt(2),
                        new InboxId(rs.getString(3), rs.getBoolean(4)),
                        Feed.ofWireName(rs.getString(5)),
                        rs.getString(6),
                        rs.getString(7),
                        rs.getString(8),
                        rs.getObject(9, java.time.LocalDate.class),
                        rs.getInt(10),
                        rs.getString(11),
                        rs.getString(12),
                        rs.getString(13)))
                .optional()
                .orElse(null);
    }

    /**
     * Renews a lease within the transaction of a batch.
     *
     * @throws LeaseLostException when the lease belongs to another worker
     */
    public void renew(FileLease lease) {
        int renewed = jdbc.sql(
                        """
                        update file set leased_until = :until
                         where id = :id and lease_epoch = :epoch and state = 'STAGING'
                        """)
                .param("until", Timestamp.from(clock.instant().plus(CLAIM)))
                .param("id", lease.fileId())
                .param("epoch", lease.epoch())
                .update();
        if (renewed == 0) {
            throw new LeaseLostException(lease);
        }
    }

    /** Releases every leased file at once; for a hub that starts alone and resumes its own unfinished work. */
    public int releaseAll() {
        return jdbc.sql("update file set state = 'LANDED', leased_until = null where state = 'STAGING'")
                .update();
    }
}
