package ca.tradeshub.ledger;

import ca.tradeshub.canonical.Feed;
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

    /** Claims happen one after the other, so that large files can be counted. */
    private static final long LOCK = 0x636c61696dL;

    private final JdbcClient jdbc;
    private final LaneSettings lanes;
    private final Clock clock;

    FileQueue(JdbcClient jdbc, LaneSettings lanes, Clock clock) {
        this.jdbc = jdbc;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** Ids of the files nobody works on, small ones first, the longest waiting first, at most a hundred at a time. */
    public List<Long> waiting() {
        return jdbc.sql(
                        """
                        select id from file
                         where state = 'LANDED' and role = 'data'
                            or state = 'STAGING' and claimed_until < :now
                         order by size_bytes >= :large, id limit 100
                        """)
                .param("large", lanes.largeFile().toBytes())
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .list();
    }

    /**
     * Claims a waiting file; null when another worker was faster or has the file in a transaction just now, however long
     * that takes, the file is done, or it is large and as many large
     * ones as may be are being processed. It then waits on, and small ones pass it.
     */
    @Transactional
    public FileClaim claim(long fileId) {
        jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(rs -> {});
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                        update file f
                           set state = 'STAGING', claim_epoch = claim_epoch + 1, claimed_until = :until
                         where id = (select id from file
                                      where id = :id and role = 'data'
                                        and (state = 'LANDED' or state = 'STAGING' and claimed_until < :now)
                                        for update skip locked)
                           and (size_bytes < :large
                                or (select count(*) from file l
                                     where l.state = 'STAGING' and l.claimed_until >= :now
                                       and l.size_bytes >= :large) < :largeFiles)
                        returning id, claim_epoch, sender, dry_run, feed, name, logical_name, employer_bn9, file_date, sequence,
                                  archive_sha256,
                                  (select c.archive_sha256 from file c where c.id = f.control_file),
                                  (select c.name from file c where c.id = f.control_file)
                        """)
                .param("id", fileId)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(now.plus(CLAIM)))
                .param("large", lanes.largeFile().toBytes())
                .param("largeFiles", lanes.largeFiles())
                .query((rs, row) -> new FileClaim(
                        rs.getLong(1),
                        rs.getInt(2),
                        new Drop(rs.getString(3), rs.getBoolean(4)),
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
     * Renews a claim within the transaction of a batch.
     *
     * @throws LostClaimException when the claim is no longer the worker's
     */
    public void renew(FileClaim claim) {
        int renewed = jdbc.sql(
                        """
                        update file set claimed_until = :until
                         where id = :id and claim_epoch = :epoch and state = 'STAGING'
                        """)
                .param("until", Timestamp.from(clock.instant().plus(CLAIM)))
                .param("id", claim.fileId())
                .param("epoch", claim.epoch())
                .update();
        if (renewed == 0) {
            throw new LostClaimException(claim);
        }
    }

    /** Gives every claimed file back at once; for a hub that starts alone and takes up its own half-done work. */
    public int releaseAll() {
        return jdbc.sql("update file set state = 'LANDED', claimed_until = null where state = 'STAGING'")
                .update();
    }
}
