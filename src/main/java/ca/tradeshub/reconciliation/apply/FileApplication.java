// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.record.RecordLedger;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.ledger.sequence.SequenceWatch;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.protection.Masking;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies a balanced file in one transaction of set-based SQL: it decides duplicates, supersession and key conflicts
 * (interface agreements, section 6), opens the balance, opens exceptions for held records, and marks the affected keys
 * for reconciliation.
 */
@Component
public class FileApplication {

    private static final Logger LOG = LoggerFactory.getLogger(FileApplication.class);

    /** The records of other files that change their state with the file. */
    private static final RecordTable DISPLACED = new RecordTable("displaced");

    /** From so many records on, the keys of a file are decided apart from those of small files, not before them. */
    private static final int BULK = 5_000;

    /** For the planner, which otherwise expects few records in a file that was just staged. */
    private static final String ANALYZE_RECORDS = "analyze %s (file_id, record_key, state)";

    /** Counts contents only of keys that occur more than once, which are few. */
    private static final String FIND_REPEATED_KEYS =
            """
            create temporary table repeated on commit drop as
            select r.record_key, count(distinct r.content) as contents, min(r.line) as first_line
              from record r
              join (select record_key from record
                     where feed = '%1$s' and file_id = :file and record_key is not null and state <> 'REJECTED'
                     group by record_key having count(*) > 1) k on k.record_key = r.record_key
             where r.feed = '%1$s' and r.file_id = :file and r.state <> 'REJECTED'
             group by r.record_key
            """;

    private static final String ARE_KEYS_REPEATED = "select exists (select from repeated)";

    /**
     * Whether no record of a file shares its key with another record, in the file or in other files that took effect, and
     * the file corrects nothing: then each record is the current one of its key already, and no other record changes. Most
     * files are of this kind. OFFSET 0 makes the planner look up each key on its own.
     */
    private static final String ARE_KEYS_NEW =
            """
            select (select count(record_key) = count(distinct record_key) from record
                     where feed = '%1$s' and file_id = :file and state <> 'REJECTED')
               and not exists (select from correction where file_id = :file)
               and not exists (
                   select from (select distinct record_key from record
                                 where feed = '%1$s' and file_id = :file and record_key is not null) k
                    cross join lateral (
                          select r.file_id from record r
                           where r.feed = '%1$s' and r.record_key = k.record_key and r.file_id <> :file offset 0) o
                     join effective_file f on f.id = o.file_id)
            """;

    /** Other files that took effect and whose keys can be equal to those of the file: each key names the employer. */
    private static final String ARE_OTHERS =
            """
            select exists (select from effective_file o join file f on f.feed = o.feed and f.employer_bn9 = o.employer_bn9
                            where f.id = :file and o.id <> f.id)
            """;

    /** The files whose records may change their state; their balances change under the locks of their rows. */
    private static final String FILES_TO_LOCK =
            """
            with recursive corrected as (
                select rejected_file, rejected_line from correction where file_id = :file
                union
                select c.rejected_file, c.rejected_line
                  from corrected d
                  join correction c on c.file_id = d.rejected_file and c.line = d.rejected_line)
            select file_id from placed where file_id <> :file
            union
            select rejected_file from corrected
            """;

    /**
     * What a resubmission corrects: the rejected records that its records are linked to, and what those were meant to
     * correct in their turn. A record closed only by its place in the pack says so.
     */
    private static final String ADD_CORRECTED =
            """
            with recursive corrected as (
                select c.rejected_file, c.rejected_line, c.basis = 'PLACE' as by_place
                  from correction c
                  join record n on n.file_id = c.file_id and n.line = c.line and n.state <> 'REJECTED'
                 where c.file_id = :file and c.undone_at is null
                union
                select c.rejected_file, c.rejected_line, d.by_place or c.basis = 'PLACE'
                  from corrected d
                  join correction c on c.file_id = d.rejected_file and c.line = d.rejected_line
                 where c.undone_at is null),
            closes as (
                select rejected_file, rejected_line, bool_and(by_place) as by_place from corrected
                 group by rejected_file, rejected_line)
            insert into displaced
            select o.file_id, o.line, o.state, 'SUPERSEDED', 'SUPERSEDED', coalesce(o.amount, 0),
                   case when c.by_place then 'CORRECTED-BY-PLACE' end
              from closes c
              join record o on o.feed = '%1$s' and o.file_id = c.rejected_file and o.line = c.rejected_line
                           and o.state = 'REJECTED'
             where not exists (select from displaced d where d.file_id = o.file_id and d.line = o.line)
            """;

    private static final String IS_LARGE = "select records >= :many from file where id = :file";

    private static final String SHARES =
            """
            select state, count(*) as records, coalesce(sum(amount), 0) as amount
              from record where feed = '%1$s' and file_id = :file group by state
            """;

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final RecordLedger records;
    private final KeyPlacement placement;
    private final Balances balances;
    private final SenderResponses responses;
    private final Findings findings;
    private final SequenceWatch sequences;
    private final ExceptionCases exceptions;
    private final AffectedKeys keys;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FileApplication(
            JdbcClient jdbc,
            FileLedger files,
            RecordLedger records,
            KeyPlacement placement,
            Balances balances,
            SenderResponses responses,
            Findings findings,
            SequenceWatch sequences,
            ExceptionCases exceptions,
            AffectedKeys keys,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.files = files;
        this.records = records;
        this.placement = placement;
        this.balances = balances;
        this.responses = responses;
        this.findings = findings;
        this.sequences = sequences;
        this.exceptions = exceptions;
        this.keys = keys;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Applies a balanced file.
     *
     * @throws ca.tradeshub.ledger.file.LeaseLostException when another worker has the file; nothing is changed then
     */
    @Transactional
    public FileOutcome apply(FileOutcome.Balanced balanced) {
        FileLease lease = balanced.lease();
        AdvisoryLock.APPLY.take(jdbc, lease.feed().wireName() + "/" + lease.employerBn9());
        files.renew(lease);
        Instant now = clock.instant();
        Step step = new Step(lease, now);
        boolean areKeysNew = step.areKeysNew();
        if (!areKeysNew) {
            step.settleRepeatedKeys();
            step.placeInOrder();
            step.displaceOthers();
        }
        List<Share> shares = step.shares();
        step.openBalance(shares);
        if (shares.stream().anyMatch(share -> share.state().equals(RecordState.HELD.name()))) {
            step.openExceptions();
        }
        step.markAffectedKeys(areKeysNew);
        files.apply(lease, now);
        sequences.keep(lease);
        responses.due(lease.fileId());
        Map<String, Long> counts = new TreeMap<>();
        shares.forEach(share -> counts.put(share.state(), share.records()));
        try (MDC.MDCCloseable file = MDC.putCloseable("file", Masking.fileName(lease.name()))) {
            LOG.info("Applied file {}: {}", lease.fileId(), counts);
        }
        audit.append("process-file", "apply", "file:" + lease.fileId(), counts);
        return new FileOutcome.Applied(lease);
    }

    /**
     * Rehearses a balanced file of a dry run: places its records among those of applied files as {@link #apply} would, and
     * changes nothing else. Its records are removed after the response.
     *
     * @throws ca.tradeshub.ledger.file.LeaseLostException when another worker has the file; nothing is changed then
     */
    public FileOutcome rehearse(FileOutcome.Balanced balanced) {
        FileLease lease = balanced.lease();
        transaction.executeWithoutResult(status -> {
            files.renew(lease);
            Step step = new Step(lease, clock.instant());
            step.settleRepeatedKeys();
            step.placeInOrder();
            step.openBalance(step.shares());
            files.rehearse(lease, clock.instant());
            responses.due(lease.fileId());
            audit.append("process-file", "rehearse", "file:" + lease.fileId(), Map.of());
        });
        try (MDC.MDCCloseable file = MDC.putCloseable("file", Masking.fileName(lease.name()))) {
            LOG.info("Dry run of file {} finished", lease.fileId());
        }
        return new FileOutcome.Rehearsed(lease);
    }

    /** How many records of a file, with how much money or hours, are in a state. */
    private record Share(String state, long records, BigDecimal amount) {}

    /** The statements of one application. */
    private final class Step {

        private final FileLease lease;
        private final long file;
        private final Instant now;
        private final boolean isLarge;

        Step(FileLease lease, Instant now) {
            this.lease = lease;
            this.file = lease.fileId();
            this.now = now;
            this.isLarge = ask(jdbc.sql(IS_LARGE).param("many", BULK));
            if (isLarge) {
                jdbc.sql(ANALYZE_RECORDS.formatted(AffectedKeys.tableOf(lease.feed())))
                        .update();
            }
        }

        /** Whether the file changes no other record and no state of its own; not looked for in a large file. */
        boolean areKeysNew() {
            return !isLarge && ask(ofFeed(ARE_KEYS_NEW));
        }

        /** Keys that occur more than once in the file: of equal content the first stays, of different content all are held. */
        void settleRepeatedKeys() {
            runOnFile(FIND_REPEATED_KEYS);
            if (jdbc.sql(ARE_KEYS_REPEATED).query(Boolean.class).single()) {
                records.settleRepeatedKeys(lease);
                findings.addRepeatedKeys(file);
            }
        }

        /**
         * Gives each record of the file the state of its place among all versions of its key. The place depends on the
         * sequences of the files, not on the order in which they are applied.
         */
        void placeInOrder() {
            placement.findOfFile(lease.feed(), file, !isLarge || ask(jdbc.sql(ARE_OTHERS)));
            records.place(lease, KeyPlacement.PLACED);
        }

        /**
         * Gives the records of other files the state of their place, now that the file is among them: mostly an older
         * version is superseded, but a late file can also make a former duplicate current, or a current record a
         * duplicate. A correction displaces the rejected record whatever the key of that record was.
         */
        void displaceOthers() {
            placement.lock(jdbc.sql(FILES_TO_LOCK)
                    .param("file", file)
                    .query(Long.class)
                    .list());
            placement.findDisplaced(lease.feed(), DISPLACED, file);
            runOnFile(ADD_CORRECTED);
            placement.displace(lease.feed(), DISPLACED, now);
        }

        void openBalance(List<Share> shares) {
            shares.forEach(share -> balances.keep(file, share.state(), share.records(), share.amount()));
        }

        void openExceptions() {
            exceptions.openForFile(file);
        }

        void markAffectedKeys(boolean areKeysNew) {
            if (areKeysNew) {
                keys.markOfNewKeys(lease.feed(), file, isLarge);
            } else {
                keys.markOfFile(lease.feed(), file, DISPLACED, isLarge);
            }
        }

        List<Share> shares() {
            return ofFeed(SHARES)
                    .param("file", file)
                    .query((rs, row) ->
                            new Share(rs.getString("state"), rs.getLong("records"), rs.getBigDecimal("amount")))
                    .list();
        }

        /** Asks a question about the file. */
        private boolean ask(JdbcClient.StatementSpec question) {
            return question.param("file", file).query(Boolean.class).single();
        }

        /** A statement on the records of the file's feed. */
        private JdbcClient.StatementSpec ofFeed(String sql) {
            return jdbc.sql(sql.formatted(lease.feed().letter()));
        }

        /** Runs a statement on the records of the feed, whose only parameter is the file. */
        private void runOnFile(String sql) {
            ofFeed(sql).param("file", file).update();
        }
    }
}
