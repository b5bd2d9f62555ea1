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
import ca.tradeshub.ledger.state.RecordStates;
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

    /** From so many records on, the keys of a file are decided apart from those of small files, not before them. */
    private static final int BULK = 5_000;

    /** The records under the keys of the file, each with the state of its place. */
    private static final RecordTable PLACED = new RecordTable("placed");

    /** The records of other files that change their state with the file. */
    private static final RecordTable DISPLACED = new RecordTable("displaced");

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

    /** Other files that took effect and whose keys can be equal to those of the file: each key names the employer. */
    private static final String ARE_OTHERS =
            """
            select exists (select from effective_file o join file f on f.feed = o.feed and f.employer_bn9 = o.employer_bn9
                            where f.id = :file and o.id <> f.id)
            """;

    /**
     * The records that other files hold under the keys of the file. OFFSET 0 makes the planner look up each key on its
     * own: an earlier file may hold thousands of records of one key.
     */
    private static final String FIND_VERSIONS =
            """
            create temporary table version on commit drop as
            select o.record_key, o.file_id, o.line, o.content, o.withheld, o.state,
                   f.file_order, f.sender collate "C" as sender
              from (select distinct record_key from record
                     where :others and feed = '%1$s' and file_id = :file and record_key is not null) k
             cross join lateral (
                   select r.record_key, r.file_id, r.line, r.content, r.withheld, r.state
                     from record r
                    where r.feed = '%1$s' and r.record_key = k.record_key and r.file_id <> :file offset 0) o
              join effective_file f on f.id = o.file_id
            """;

    private static final String ADD_VERSIONS_OF_FILE =
            """
            insert into version
            select r.record_key, r.file_id, r.line, r.content, r.withheld, r.state, f.file_order, f.sender
              from record r join file f on f.id = r.file_id
             where r.feed = '%1$s' and r.file_id = :file and r.record_key in (select record_key from version)
            """;

    private static final String ANALYZE_VERSIONS = "analyze version";

    /**
     * The state of each version by its place in the order of its key, whatever the order in which the files came. PENDING
     * means the current record, whose further state reconciliation decides.
     *
     * <p>Among the versions that are not withheld, one that repeats the content before it is a duplicate; of the others
     * the newest is current and the older ones are superseded. A held or rejected version is superseded by any newer one
     * that is not withheld.
     */
    private static final String PLACE_VERSIONS =
            """
            create temporary table placed on commit drop as
            with ordered as (
                select record_key, file_id, line, file_order, sender,
                       coalesce(content = lag(content) over (
                           partition by record_key order by file_order, sender, file_id, line), false) as repeats
                  from version where not withheld),
            current as (
                select distinct on (record_key) record_key, file_id, line
                  from ordered where not repeats
                 order by record_key, file_order desc, sender desc, file_id desc, line desc),
            newest as (
                select distinct on (record_key) record_key, file_order, sender, file_id
                  from ordered
                 order by record_key, file_order desc, sender desc, file_id desc, line desc)
            select o.file_id, o.line,
                   case when o.repeats then 'DUPLICATE'
                        when c.file_id is not null then 'PENDING'
                        else 'SUPERSEDED' end as state
              from ordered o
              left join current c using (record_key, file_id, line)
            union all
            select v.file_id, v.line, 'SUPERSEDED'
              from version v join newest n using (record_key)
             where v.withheld and v.state in ('HELD', 'REJECTED')
               and (v.file_order, v.sender, v.file_id) < (n.file_order, n.sender, n.file_id)
            """;

    private static final String ANALYZE_PLACED = "analyze placed";

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

    private static final String FIND_DISPLACED =
            """
            create temporary table displaced on commit drop as
            select o.file_id, o.line, o.state,
                   case when p.state = 'PENDING' and o.in_force then 'DELIVERED' else p.state end as to_state,
                   p.state as own_state, coalesce(o.amount, 0) as amount, cast(null as text) as rule
              from placed p
              join record_status o on o.feed = '%1$s' and o.file_id = p.file_id and o.line = p.line
             where o.file_id <> :file
               and case when p.state = 'PENDING' then o.state in ('SUPERSEDED', 'DUPLICATE')
                        else o.state <> p.state end
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

    private static final String FILES_WITH_PENDING_RECORDS =
            "select distinct file_id from displaced where to_state = 'PENDING' order by file_id";

    private static final String FILES_OF_DISPLACED = "select distinct file_id from displaced order by file_id";

    private static final String IS_LARGE = "select records >= :many from file where id = :file";

    private static final String SHARES =
            """
            select state, count(*) as records, coalesce(sum(amount), 0) as amount
              from record where feed = '%1$s' and file_id = :file group by state
            """;

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final RecordLedger records;
    private final Balances balances;
    private final SenderResponses responses;
    private final Findings findings;
    private final SequenceWatch sequences;
    private final RecordStates states;
    private final ExceptionCases exceptions;
    private final AffectedKeys keys;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FileApplication(
            JdbcClient jdbc,
            FileLedger files,
            RecordLedger records,
            Balances balances,
            SenderResponses responses,
            Findings findings,
            SequenceWatch sequences,
            RecordStates states,
            ExceptionCases exceptions,
            AffectedKeys keys,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.files = files;
        this.records = records;
        this.balances = balances;
        this.responses = responses;
        this.findings = findings;
        this.sequences = sequences;
        this.states = states;
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
        step.settleRepeatedKeys();
        step.placeInOrder();
        step.displaceOthers();
        List<Share> shares = step.shares();
        step.openBalance(shares);
        if (shares.stream().anyMatch(share -> share.state().equals(RecordState.HELD.name()))) {
            step.openExceptions();
        }
        step.markAffectedKeys();
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
            ofFeed(FIND_VERSIONS)
                    .param("file", file)
                    .param("others", !isLarge || ask(jdbc.sql(ARE_OTHERS)))
                    .update();
            runOnFile(ADD_VERSIONS_OF_FILE);
            run(ANALYZE_VERSIONS);
            run(PLACE_VERSIONS);
            run(ANALYZE_PLACED);
            records.place(lease, PLACED);
        }

        /**
         * Gives the records of other files the state of their place, now that the file is among them: mostly an older
         * version is superseded, but a late file can also make a former duplicate current, or a current record a
         * duplicate. A correction displaces the rejected record whatever the key of that record was.
         */
        void displaceOthers() {
            states.lock(jdbc.sql(FILES_TO_LOCK)
                    .param("file", file)
                    .query(Long.class)
                    .list());
            runOnFile(FIND_DISPLACED);
            runOnFile(ADD_CORRECTED);
            records.displace(lease, DISPLACED, now);
            balances.move(DISPLACED);
            files.reopen(list(FILES_WITH_PENDING_RECORDS));
            exceptions.closeWithoutHeldRecords(DISPLACED);
            responses.due(list(FILES_OF_DISPLACED));
        }

        void openBalance(List<Share> shares) {
            shares.forEach(share -> balances.keep(file, share.state(), share.records(), share.amount()));
        }

        void openExceptions() {
            exceptions.openForFile(file);
        }

        void markAffectedKeys() {
            keys.markOfFile(lease.feed(), file, DISPLACED, isLarge);
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

        private List<Long> list(String sql) {
            return jdbc.sql(sql).query(Long.class).list();
        }

        /** Runs a statement without parameters. */
        private void run(String sql) {
            jdbc.sql(sql).update();
        }
    }
}
