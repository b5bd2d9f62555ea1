// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import ca.tradeshub.locks.AdvisoryLock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The queue of landed files. A worker leases a file, renews the lease with every batch, and loses it when it stays
 * silent for too long. Each lease has an epoch, so that a worker whose lease was taken over cannot write any more. Leases
 * go by the clock of the database, which all hubs share: with clocks of their own, a hub that is a day ahead and dies
 * would keep its file for a day.
 */
@Component
public class FileQueue {

    /**
     * Without a worker: the lease of two minutes has ended. One that ends later than a lease can was written by the clock
     * of a hub of an earlier version.
     */
    private static final String LAPSED =
            "leased_until not between clock_timestamp() and clock_timestamp() + interval '10 minutes'";

    /** Files without a worker: landed data files, and files whose worker no longer renews its lease. */
    private static final String WAITING =
            """
            select id from file
             where state = 'LANDED' and role = 'data'
                or state = 'STAGING' and %s
             order by size_bytes >= :large, feed = 'payroll', id limit 100
            """
                    .formatted(LAPSED);

    /** The streams that workers have, found once, however many files wait. */
    private static final String BUSY =
            """
            with busy as materialized (
                select w.id, w.feed, w.employer_bn9 from file w where w.state = 'STAGING' and not (w.%s))
            """
                    .formatted(LAPSED);

    /**
     * Of a stream that no worker has: files of one feed, and of one employer in payroll, take effect one after another, and
     * a worker with the second of them would wait.
     */
    private static final String APART =
            """
               and not exists (select from busy w
                                where w.id <> f.id and w.feed = f.feed and w.employer_bn9 = f.employer_bn9)
            """;

    /** A registrations or certificates file: pay is decided once when these are there, and again when they come later. */
    private static final String FIRST = BUSY
            + """
            select f.id from file f
             where f.role = 'data' and f.state = 'LANDED' and f.feed <> 'payroll' and f.size_bytes < :large
             %s
             order by f.id limit 1 for update of f skip locked
            """;

    private static final String ANY = BUSY
            + """
            select f.id from file f
             where f.role = 'data' and f.state = 'LANDED' and f.size_bytes < :large
             %s
             order by f.id limit 1 for update of f skip locked
            """;

    private static final String FIRST_APART = FIRST.formatted(APART);
    private static final String ANY_APART = ANY.formatted(APART);
    private static final String IS_APART =
            (BUSY + "select exists (select from file f where f.id = :id %s)").formatted(APART);

    /** A waiting file; a large one only while the settings allow one more. */
    private static final String FREE =
            """
            select id from file
             where id = :id and role = 'data'
               and (state = 'LANDED' or state = 'STAGING' and %1$s)
               and (size_bytes < :large
                    or (select count(*) from file l
                         where l.state = 'STAGING' and not (l.%1$s)
                           and l.size_bytes >= :large) < :largeFiles)
               for update skip locked
            """
                    .formatted(LAPSED);

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final LargeFileSettings largeFileSettings;

    FileQueue(JdbcClient jdbc, FileLedger files, LargeFileSettings largeFileSettings) {
        this.jdbc = jdbc;
        this.files = files;
        this.largeFileSettings = largeFileSettings;
    }

    /**
     * Ids of at most 100 files without a worker: small files before large ones, then registrations and certificates before
     * pay, then those that landed first.
     */
    public List<Long> waiting() {
        return jdbc.sql(WAITING)
                .param("large", largeFileSettings.largeFile().toBytes())
                .query(Long.class)
                .list();
    }

    /**
     * Leases the file that goes first. That a file is offered says that one waits: a registrations or certificates file goes
     * before it, and when it has a worker already, another file takes its turn. A file whose stream has a worker comes last.
     *
     * @param offered a file that waited when it was offered
     * @return the lease; null when no file can be leased now
     */
    @Transactional
    public @Nullable FileLease next(long offered) {
        AdvisoryLock.FILE_LEASE.take(jdbc);
        List<Supplier<@Nullable FileLease>> choices = List.of(
                () -> lease(FIRST_APART),
                () -> isApart(offered) ? lease(offered) : null,
                () -> lease(ANY_APART),
                () -> lease(FIRST.formatted("")),
                () -> lease(offered),
                () -> lease(ANY.formatted("")));
        for (Supplier<@Nullable FileLease> choice : choices) {
            FileLease lease = choice.get();
            if (lease != null) {
                return lease;
            }
        }
        return null;
    }

    private boolean isApart(long fileId) {
        return jdbc.sql(IS_APART).param("id", fileId).query(Boolean.class).single();
    }

    private @Nullable FileLease lease(String sql) {
        return jdbc.sql(sql)
                .param("large", largeFileSettings.largeFile().toBytes())
                .query(Long.class)
                .optional()
                .map(this::lease)
                .orElse(null);
    }

    /**
     * Leases a waiting file for two minutes. A file whose row another transaction has locked is passed over without a
     * wait. A large file waits while as many large files are processed as the settings allow; small files overtake it.
     *
     * @return the lease; null when another worker has the file, its row is locked, it no longer waits, or it is large and
     *     must wait
     */
    @Transactional
    public @Nullable FileLease lease(long fileId) {
        AdvisoryLock.FILE_LEASE.take(jdbc);
        return jdbc.sql(FREE)
                .param("id", fileId)
                .param("large", largeFileSettings.largeFile().toBytes())
                .param("largeFiles", largeFileSettings.largeFiles())
                .query(Long.class)
                .optional()
                .map(files::lease)
                .orElse(null);
    }
}
