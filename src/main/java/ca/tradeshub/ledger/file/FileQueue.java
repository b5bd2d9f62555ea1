// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import ca.tradeshub.locks.AdvisoryLock;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The queue of landed files. A worker leases a file, or several small ones together, renews the leases with every batch,
 * and loses them when it stays silent for too long. Each lease has an epoch, so that a worker whose lease was taken over
 * cannot write any more. Leases go by the clock of the database, which all hubs share: with clocks of their own, a hub
 * that is a day ahead and dies would keep its file for a day.
 */
@Component
public class FileQueue {

    /**
     * Without a worker: the lease of two minutes has ended. One that ends later than a lease can was written by the clock
     * of a hub of an earlier version.
     */
    private static final String LAPSED =
            "leased_until not between clock_timestamp() and clock_timestamp() + interval '10 minutes'";

    /** The streams that workers have, and whether there is room for a large file; found once, however many files wait. */
    private static final String BUSY =
            """
            with busy as materialized (
                select w.feed, w.employer_bn9, w.size_bytes from file w where w.state = 'STAGING' and not (w.%s)),
            room as materialized (
                select count(*) filter (where size_bytes >= :large) < :largeFiles as for_large from busy)
            """
                    .formatted(LAPSED);

    private static final String COLUMNS =
            "select f.id, f.feed, f.employer_bn9, f.dry_run, f.lease_epoch = 0 as is_first, f.size_bytes from file f";

    private static final String FITS = " (f.size_bytes < :large or (select for_large from room))";

    private static final String NEXT = " order by f.id limit 1 for update of f skip locked";

    /**
     * Of a stream that no worker has: files of one feed, and of one employer in payroll, take effect one after another, and
     * a worker with the second of them would wait.
     */
    private static final String APART =
            " and not exists (select from busy w where w.feed = f.feed and w.employer_bn9 = f.employer_bn9)";

    /** A file whose worker no longer renews its lease. */
    private static final String ABANDONED =
            BUSY + COLUMNS + " where f.state = 'STAGING' and f." + LAPSED + " and" + FITS + NEXT;

    /** A registrations or certificates file: pay is decided once when these are there, and again when they come later. */
    private static final String FIRST =
            " where f.role = 'data' and f.state = 'LANDED' and f.feed <> 'payroll' and f.size_bytes < :large";

    private static final String ANY = " where f.role = 'data' and f.state = 'LANDED' and" + FITS;

    private static final String FIRST_APART = BUSY + COLUMNS + FIRST + APART + NEXT;
    private static final String ANY_APART = BUSY + COLUMNS + ANY + APART + NEXT;
    private static final String FIRST_OF_ALL = BUSY + COLUMNS + FIRST + NEXT;
    private static final String ANY_OF_ALL = BUSY + COLUMNS + ANY + NEXT;

    /** Small files that were never leased, of a feed, after a file, in the order in which they landed. */
    private static final String COMPANIONS = BUSY
            + COLUMNS
            + """
             where f.role = 'data' and f.state = 'LANDED' and f.feed = :feed and f.id > :id and not f.dry_run
               and f.lease_epoch = 0 and f.size_bytes < least(:large, :size)
               and f.employer_bn9 %s :employer
            """
            + APART
            + " order by f.id limit :most for update of f skip locked";

    private static final String OF_THE_EMPLOYER = COMPANIONS.formatted("=");
    private static final String OF_OTHERS = COMPANIONS.formatted("<>");

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final LargeFileSettings largeFileSettings;
    private final FileGroupSettings groupSettings;

    FileQueue(JdbcClient jdbc, FileLedger files, LargeFileSettings largeFileSettings, FileGroupSettings groupSettings) {
        this.jdbc = jdbc;
        this.files = files;
        this.largeFileSettings = largeFileSettings;
        this.groupSettings = groupSettings;
    }

    /** A file that waits. */
    private record Waiting(long id, String feed, String employer, boolean dryRun, boolean isFirst, long size) {

        private static Waiting read(ResultSet rs, int row) throws SQLException {
            return new Waiting(
                    rs.getLong("id"),
                    rs.getString("feed"),
                    rs.getString("employer_bn9"),
                    rs.getBoolean("dry_run"),
                    rs.getBoolean("is_first"),
                    rs.getLong("size_bytes"));
        }
    }

    /**
     * Leases what goes first for two minutes: what a worker abandoned, then registrations and certificates, then pay, in
     * the order in which the files landed. A file whose stream has a worker comes last. A file whose row another
     * transaction has locked is passed over without a wait. A large file waits while as many large files are processed as
     * the settings allow; small files overtake it. A small file is leased together with others of its feed, unless it was
     * leased before: what failed, and what a worker abandoned, is processed alone.
     *
     * @return the files; null when no file can be leased now
     */
    @Transactional
    public @Nullable FileGroup next() {
        AdvisoryLock.FILE_LEASE.take(jdbc);
        Waiting alone = find(ABANDONED);
        if (alone != null) {
            return lease(List.of(alone));
        }
        for (String apart : List.of(FIRST_APART, ANY_APART)) {
            Waiting first = find(apart);
            if (first != null) {
                return lease(together(first));
            }
        }
        Waiting last = Optional.ofNullable(find(FIRST_OF_ALL)).orElseGet(() -> find(ANY_OF_ALL));
        return last == null ? null : lease(List.of(last));
    }

    /** Returns those of the files to the queue that the worker still has; each is then processed alone. */
    @Transactional
    public void release(FileGroup group) {
        files.release(group.leases());
    }

    private FileGroup lease(List<Waiting> waiting) {
        return FileGroup.of(files.lease(waiting.stream().map(Waiting::id).toList()));
    }

    private @Nullable Waiting find(String sql) {
        return large(sql).query(Waiting::read).optional().orElse(null);
    }

    /** A file with the small ones after it, as many as the settings allow. */
    private List<Waiting> together(Waiting first) {
        List<Waiting> group = new ArrayList<>(List.of(first));
        long room = groupSettings.groupSize().toBytes() - first.size();
        if (first.isFirst() && !first.dryRun()) {
            // Those of its employer come first, because claims wait until all of them are applied.
            for (String companions :
                    first.employer().isEmpty() ? List.of(OF_THE_EMPLOYER) : List.of(OF_THE_EMPLOYER, OF_OTHERS)) {
                int most = groupSettings.groupFiles() - group.size();
                if (room <= 0 || most <= 0) {
                    break;
                }
                for (Waiting companion : companions(companions, first, most)) {
                    room -= companion.size();
                    if (room < 0) {
                        break;
                    }
                    group.add(companion);
                }
            }
        }
        group.sort(Comparator.comparingLong(Waiting::id));
        return group;
    }

    private List<Waiting> companions(String sql, Waiting first, int most) {
        return large(sql)
                .param("feed", first.feed())
                .param("employer", first.employer())
                .param("id", first.id())
                .param("size", groupSettings.groupSize().toBytes())
                .param("most", most)
                .query(Waiting::read)
                .list();
    }

    private JdbcClient.StatementSpec large(String sql) {
        return jdbc.sql(sql)
                .param("large", largeFileSettings.largeFile().toBytes())
                .param("largeFiles", largeFileSettings.largeFiles());
    }
}
