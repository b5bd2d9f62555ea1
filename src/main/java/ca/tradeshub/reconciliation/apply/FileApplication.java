// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.file.FileGroup;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.locks.AdvisoryLock;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies balanced files with set-based SQL: it places their records, opens their balances and the exceptions of held
 * records, and marks the affected keys for reconciliation. The files of a group whose records share their keys with no
 * other record take effect in one transaction; each of the others is compared and takes effect in one of its own.
 */
@Component
public class FileApplication {

    /** From so many records on, the keys of a file are decided apart from those of small files, not before them. */
    private static final int BULK = 5_000;

    /** For the planner, which otherwise expects few records in a file that was just staged. */
    private static final String ANALYZE_RECORDS = "analyze %s (file_id, record_key, state)";

    private static final String LARGE = "select id from file where id = any(:files) and records >= :many";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FileLedger files;
    private final FileComparison comparison;
    private final AffectedKeys keys;
    private final TakingEffect effect;
    private final Clock clock;

    FileApplication(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            FileLedger files,
            FileComparison comparison,
            AffectedKeys keys,
            TakingEffect effect,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.files = files;
        this.comparison = comparison;
        this.keys = keys;
        this.effect = effect;
        this.clock = clock;
    }

    /**
     * Applies the balanced files.
     *
     * @return the files; those that were balanced are {@link FileOutcome.Applied}
     * @throws ca.tradeshub.ledger.file.LeaseLostException when another worker has one of the files; no file is changed then
     *     that is not applied whole
     */
    public FileGroup apply(FileGroup group) {
        List<FileLease> leases = balanced(group);
        Set<Long> large = large(leases);
        Set<Long> applied = new HashSet<>();
        transaction.executeWithoutResult(status -> applied.addAll(applyNew(without(large, leases))));
        for (FileLease lease : without(applied, leases)) {
            transaction.executeWithoutResult(status -> files.renew(without(applied, leases)));
            transaction.executeWithoutResult(status -> compareAndApply(lease, large.contains(lease.fileId())));
            applied.add(lease.fileId());
        }
        return group.with(leases.stream().map(FileOutcome.Applied::new).toList());
    }

    /**
     * Rehearses balanced files of dry runs: places the records of each among those of applied files as {@link #apply}
     * would, and changes nothing else. Its records are removed after the response.
     *
     * @return the files; those that were balanced are {@link FileOutcome.Rehearsed}
     * @throws ca.tradeshub.ledger.file.LeaseLostException when another worker has one of the files; nothing is changed then
     */
    public FileGroup rehearse(FileGroup group) {
        List<FileLease> leases = balanced(group);
        Set<Long> large = large(leases);
        for (FileLease lease : leases) {
            transaction.executeWithoutResult(status -> {
                files.renew(lease);
                boolean isLarge = large.contains(lease.fileId());
                prepare(lease, isLarge);
                comparison.place(lease);
                effect.rehearsed(lease, clock.instant());
            });
        }
        return group.with(leases.stream().map(FileOutcome.Rehearsed::new).toList());
    }

    /** Applies those of the files whose records share their keys with no other record; returns their ids. */
    private Set<Long> applyNew(List<FileLease> leases) {
        if (leases.isEmpty()) {
            return Set.of();
        }
        Feed feed = leases.get(0).feed();
        begin(leases);
        List<FileLease> fresh = without(comparison.sharing(feed, ids(leases)), leases);
        if (!fresh.isEmpty()) {
            Instant now = clock.instant();
            Map<Long, Map<RecordState, Long>> counts = effect.open(feed, fresh);
            keys.markOfNewKeys(feed, ids(fresh));
            effect.finish(fresh, counts, now);
        }
        return new HashSet<>(ids(fresh));
    }

    private void compareAndApply(FileLease lease, boolean isLarge) {
        begin(List.of(lease));
        Instant now = clock.instant();
        prepare(lease, isLarge);
        comparison.place(lease);
        comparison.displaceOthers(lease, now);
        Map<Long, Map<RecordState, Long>> counts = effect.open(lease.feed(), List.of(lease));
        keys.markOfFile(lease.feed(), lease.fileId(), FileComparison.DISPLACED, isLarge);
        effect.finish(List.of(lease), counts, now);
    }

    /** Files whose keys can be equal take effect one after another. */
    private void begin(List<FileLease> leases) {
        AdvisoryLock.APPLY.takeAll(
                jdbc,
                leases.stream()
                        .map(lease -> lease.feed().wireName() + "/" + lease.employerBn9())
                        .toList());
        files.renew(leases);
    }

    private void prepare(FileLease lease, boolean isLarge) {
        if (isLarge) {
            jdbc.sql(ANALYZE_RECORDS.formatted(AffectedKeys.tableOf(lease.feed())))
                    .update();
        }
    }

    private Set<Long> large(List<FileLease> leases) {
        return new HashSet<>(jdbc.sql(LARGE)
                .param("files", ids(leases).toArray(Long[]::new))
                .param("many", BULK)
                .query(Long.class)
                .list());
    }

    private static List<FileLease> balanced(FileGroup group) {
        return group.all(FileOutcome.Balanced.class).stream()
                .map(FileOutcome.Balanced::lease)
                .toList();
    }

    private static List<Long> ids(List<FileLease> leases) {
        return leases.stream().map(FileLease::fileId).toList();
    }

    private static List<FileLease> without(Collection<Long> fileIds, List<FileLease> leases) {
        return leases.stream()
                .filter(lease -> !fileIds.contains(lease.fileId()))
                .toList();
    }
}
