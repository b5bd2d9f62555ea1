// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.file.FileQueue;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.protection.Masking;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
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

    /** The records of other files that the file displaces. */
    private static final RecordTable DISPLACED = new RecordTable("displaced");

    private static final String FIND_REPEATED_KEYS =
            """
            create temporary table repeated on commit drop as
            select record_key, count(distinct content) as contents, min(line) as first_line
              from record
             where file_id = :file and record_key is not null and state <> 'REJECTED'
             group by record_key having count(*) > 1
            """;

    private static final String HOLD_DIFFERENT_CONTENT =
            """
            update record r set state = 'HELD', rule = 'DUPLICATE_KEY'
              from repeated k
             where r.file_id = :file and r.record_key = k.record_key and k.contents > 1
               and r.state <> 'REJECTED'
            """;

    private static final String LEAVE_FIRST_OF_EQUAL_CONTENT =
            """
            update record r set state = 'DUPLICATE', rule = null
              from repeated k
             where r.file_id = :file and r.record_key = k.record_key and k.contents = 1
               and r.line <> k.first_line and r.state <> 'REJECTED'
            """;

    private static final String COMPARE_WITH_STANDING =
            """
            create temporary table met on commit drop as
            select n.line, (s.sequence > n.sequence) as late, (s.content = n.content) as same
              from record n
             cross join lateral (
                   select s.sequence, s.content
                     from record s join effective_file f on f.id = s.file_id
                    where s.feed = n.feed and s.record_key = n.record_key
                      and s.state in ('PENDING', 'DELIVERED', 'OUT_OF_SCOPE')
                    order by s.sequence desc, s.line desc limit 1) s
             where n.file_id = :file and n.state = 'PENDING'
            """;

    private static final String MARK_LATE_AND_DUPLICATE =
            """
            update record r set state = case when m.late then 'SUPERSEDED' else 'DUPLICATE' end, rule = null
              from met m
             where r.file_id = :file and r.line = m.line and (m.late or m.same)
            """;

    private static final String FIND_NEW =
            """
            create temporary table fresh on commit drop as
            select feed, record_key, sequence from record where file_id = :file and state = 'PENDING'
            """;

    private static final String ANALYZE_NEW = "analyze fresh";

    private static final String FIND_DISPLACED =
            """
            create temporary table displaced on commit drop as
            select o.file_id, o.line, o.state, o.record_key, coalesce(o.amount, 0) as amount
              from fresh n
              join record o on o.feed = n.feed and o.record_key = n.record_key and o.file_id <> :file
                           and o.sequence <= n.sequence
                           and o.state in ('PENDING', 'DELIVERED', 'OUT_OF_SCOPE', 'HELD', 'REJECTED')
              join effective_file f on f.id = o.file_id
               for update of o
            """;

    private static final String ADD_CORRECTED =
            """
            insert into displaced
            select o.file_id, o.line, o.state, o.record_key, coalesce(o.amount, 0)
              from correction c
              join record n on n.file_id = c.file_id and n.line = c.line and n.state <> 'REJECTED'
              join record o on o.file_id = c.rejected_file and o.line = c.rejected_line and o.state = 'REJECTED'
             where c.file_id = :file
               for update of o
            """;

    private static final String SUPERSEDE =
            """
            update record o set state = 'SUPERSEDED', rule = null, held_with = null, changed_at = :now
              from displaced d where o.file_id = d.file_id and o.line = d.line
            """;

    private static final String MOVE_BALANCE_OF_DISPLACED =
            """
            insert into balance_delta (file_id, state, records, amount)
            select file_id, state, -count(*), -sum(amount) from displaced group by file_id, state
            union all
            select file_id, 'SUPERSEDED', count(*), sum(amount) from displaced group by file_id
            """;

    private static final String MAKE_RESPONSES_OF_DISPLACED_DUE =
            """
            insert into sender_response (file_id, due_since) select distinct file_id, cast(:now as timestamptz) from displaced
            on conflict (file_id) do update
               set due_since = case when sender_response.written_at is null then sender_response.due_since
                                    else excluded.due_since end,
                   written_at = null
            """;

    private static final String OPEN_BALANCE =
            """
            insert into balance_delta (file_id, state, records, amount)
            select file_id, state, count(*), coalesce(sum(amount), 0)
              from record where file_id = :file group by file_id, state
            """;

    private static final String IS_LARGE = "select records >= :many from file where id = :file";

    private static final String FINISH =
            """
            update file
               set state = 'APPLIED', leased_until = null, applied_at = :now,
                   apply_order = nextval('apply_order')
             where id = :file
            """;

    private static final String SHARES =
            """
            select state, count(*) as records, coalesce(sum(amount), 0) as amount
              from record where file_id = :file group by state
            """;

    private static final String REHEARSED_BALANCE =
            """
            insert into balance_delta (file_id, state, records, amount)
            values (:file, :state, :records, :amount)
            """;

    private static final String FINISH_REHEARSAL =
            "update file set state = 'REHEARSED', leased_until = null, closed_at = :now where id = :file";

    private final JdbcClient jdbc;
    private final FileQueue files;
    private final SenderResponses responses;
    private final ExceptionCases exceptions;
    private final AffectedKeys keys;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FileApplication(
            JdbcClient jdbc,
            FileQueue files,
            SenderResponses responses,
            ExceptionCases exceptions,
            AffectedKeys keys,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.files = files;
        this.responses = responses;
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
        Step step = new Step(lease.fileId(), Timestamp.from(clock.instant()));
        step.settleRepeatedKeys();
        step.compareWithStanding();
        step.displaceOlder();
        step.openBalance();
        step.openExceptions();
        step.markAffectedKeys(lease);
        step.finish();
        responses.due(lease.fileId());
        Map<String, Long> counts = step.counts();
        try (MDC.MDCCloseable file = MDC.putCloseable("file", Masking.fileName(lease.name()))) {
            LOG.info("Applied file {}: {}", lease.fileId(), counts);
        }
        audit.append("process-file", "apply", "file:" + lease.fileId(), counts);
        return new FileOutcome.Applied(lease);
    }

    /**
     * Rehearses a balanced file of a dry run: decides its records against the standing ones as {@link #apply} would,
     * rolls that back, and keeps only the resulting balance.
     *
     * @throws ca.tradeshub.ledger.file.LeaseLostException when another worker has the file; nothing is changed then
     */
    public FileOutcome rehearse(FileOutcome.Balanced balanced) {
        FileLease lease = balanced.lease();
        List<Share> shares = transaction.execute(taken -> {
            taken.setRollbackOnly();
            files.renew(lease);
            Step step = new Step(lease.fileId(), Timestamp.from(clock.instant()));
            step.settleRepeatedKeys();
            step.compareWithStanding();
            return step.shares();
        });
        transaction.executeWithoutResult(kept -> {
            files.renew(lease);
            shares.forEach(share -> jdbc.sql(REHEARSED_BALANCE)
                    .param("file", lease.fileId())
                    .param("state", share.state())
                    .param("records", share.records())
                    .param("amount", share.amount())
                    .update());
            jdbc.sql(FINISH_REHEARSAL)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("file", lease.fileId())
                    .update();
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

        private final long file;
        private final Timestamp now;

        Step(long file, Timestamp now) {
            this.file = file;
            this.now = now;
        }

        /** Keys that occur more than once in the file: of equal content the first stays, of different content all are held. */
        void settleRepeatedKeys() {
            runOnFile(FIND_REPEATED_KEYS);
            runOnFile(HOLD_DIFFERENT_CONTENT);
            runOnFile(LEAVE_FIRST_OF_EQUAL_CONTENT);
        }

        /** Compares with the standing record of the key: under a newer one a record is superseded, under an equal one a duplicate. */
        void compareWithStanding() {
            runOnFile(COMPARE_WITH_STANDING);
            runOnFile(MARK_LATE_AND_DUPLICATE);
        }

        /**
         * Each new standing record of the file displaces every older version of its key, whether delivered, held or
         * rejected. A correction displaces the rejected record whatever the key of that record was.
         */
        void displaceOlder() {
            // Each key occurs once among the new records. ANALYZE makes the planner start from these rows, not from the
            // older records, of which an earlier file may hold thousands of one key.
            runOnFile(FIND_NEW);
            run(ANALYZE_NEW);
            runOnFile(FIND_DISPLACED);
            runOnFile(ADD_CORRECTED);
            runNow(SUPERSEDE);
            run(MOVE_BALANCE_OF_DISPLACED);
            exceptions.closeWithoutHeldRecords(DISPLACED);
            runNow(MAKE_RESPONSES_OF_DISPLACED_DUE);
        }

        void openBalance() {
            runOnFile(OPEN_BALANCE);
        }

        void openExceptions() {
            exceptions.openForFile(file);
        }

        void markAffectedKeys(FileLease lease) {
            boolean bulk = jdbc.sql(IS_LARGE)
                    .param("many", BULK)
                    .param("file", file)
                    .query(Boolean.class)
                    .single();
            keys.markOfFile(lease.feed(), file, DISPLACED, bulk);
        }

        void finish() {
            jdbc.sql(FINISH).param("file", file).param("now", now).update();
        }

        Map<String, Long> counts() {
            Map<String, Long> counts = new TreeMap<>();
            shares().forEach(share -> counts.put(share.state(), share.records()));
            return counts;
        }

        List<Share> shares() {
            return jdbc.sql(SHARES)
                    .param("file", file)
                    .query((rs, row) ->
                            new Share(rs.getString("state"), rs.getLong("records"), rs.getBigDecimal("amount")))
                    .list();
        }

        /** Runs a statement whose only parameter is the file. */
        private void runOnFile(String sql) {
            jdbc.sql(sql).param("file", file).update();
        }

        /** Runs a statement whose only parameter is the time. */
        private void runNow(String sql) {
            jdbc.sql(sql).param("now", now).update();
        }

        /** Runs a statement without parameters. */
        private void run(String sql) {
            jdbc.sql(sql).update();
        }
    }
}
