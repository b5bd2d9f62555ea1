// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.ledger.InboxId;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.locks.AdvisoryLock;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records what arrives: as landed, or as refused because of its name, its bytes, its content or its sequence number.
 * Also records which sources are still in the drop folders. Landings of one sender happen one after another, whichever
 * hub does them.
 */
@Component
public class Landings {

    private static final String DATABASE_TIME = "select clock_timestamp()";

    private static final String NEXT_IDS =
            """
            select nextval(s.name)
              from (select cast(pg_get_serial_sequence('file', 'id') as regclass) as name offset 0) as s,
                   generate_series(1, :count)
            """;

    private static final String SOURCES =
            """
            select id, size_bytes, coalesce(source_modified, to_timestamp(0)) as source_modified
              from file where id = any(:ids)
            """;

    /** Alarms about a file in its drop folder. */
    private static final Set<AlarmCode> ABOUT_SOURCES =
            Set.of(AlarmCode.LANDING_FAILED, AlarmCode.SOURCE_NOT_MOVED, AlarmCode.CONTROL_FILE_ALONE);

    private final JdbcClient jdbc;
    private final LandingLookup lookup;
    private final LandingStore store;
    private final FileLedger files;
    private final PendingUploads uploads;
    private final Alarms alarms;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Landings(
            JdbcClient jdbc,
            LandingLookup lookup,
            LandingStore store,
            FileLedger files,
            PendingUploads uploads,
            Alarms alarms,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.lookup = lookup;
        this.store = store;
        this.files = files;
        this.uploads = uploads;
        this.alarms = alarms;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** The database's time, by which hubs compare what each of them saw. */
    public Instant databaseTime() {
        return jdbc.sql(DATABASE_TIME).query(Timestamp.class).single().toInstant();
    }

    /**
     * Records files of one drop folder in one transaction, in their order: each as landed, or as refused with the response
     * that gives the reason. A file that is recorded already and whose source has not been moved keeps its row.
     *
     * @param arrivals the files, their bytes durable; a control file before its CSV
     * @param listed database time at which listing the drop folder began
     * @return a result for each, in their order
     * @throws IllegalStateException when a CSV's control file was taken by another CSV meanwhile
     */
    public List<LandingResult> record(List<Arrival> arrivals, Instant listed) {
        if (arrivals.isEmpty()) {
            return List.of();
        }
        InboxId inbox = arrivals.get(0).inbox();
        return Objects.requireNonNull(transaction.execute(status -> {
            AdvisoryLock.LANDING.take(jdbc, inbox.sender());
            List<Long> ids = jdbc.sql(NEXT_IDS)
                    .param("count", arrivals.size())
                    .query(Long.class)
                    .list();
            LandingBatch batch = new LandingBatch(inbox, lookup.of(inbox, arrivals, listed), ids, clock.instant());
            List<LandingResult> results = arrivals.stream().map(batch::decide).toList();
            store.write(batch);
            return results;
        }));
    }

    /**
     * The source of a recorded file as it was last listed.
     *
     * @param size its bytes
     * @param modified its time
     */
    public record Source(long size, Instant modified) {}

    /** The sources of recorded files, by their ids. */
    public Map<Long, Source> sources(Collection<Long> fileIds) {
        Map<Long, Source> sources = new HashMap<>();
        if (!fileIds.isEmpty()) {
            jdbc.sql(SOURCES).param("ids", fileIds.toArray(Long[]::new)).query(row -> {
                sources.put(
                        row.getLong("id"),
                        new Source(
                                row.getLong("size_bytes"),
                                row.getTimestamp("source_modified").toInstant()));
            });
        }
        return sources;
    }

    /** Records that the sources of files were moved away. */
    public void sourcesMoved(Collection<Long> fileIds) {
        files.sourcesMoved(fileIds);
    }

    /**
     * Compares a whole listing of a drop folder with the ledger: sources that are no longer there were moved, and
     * uploads that are no longer there are forgotten.
     *
     * @param inbox the drop folder
     * @param present the names in it
     * @param listed database time at which listing began; what was landed since is not compared
     */
    public void compareListing(InboxId inbox, Collection<String> present, Instant listed) {
        transaction.executeWithoutResult(status -> {
            files.sourcesGone(inbox, present, listed);
            uploads.forgetGone(inbox, present);
            alarms.closeGone(ABOUT_SOURCES, inbox, present);
        });
    }
}
