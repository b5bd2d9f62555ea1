package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.file.FileOutcome;
import ca.tradeshub.ledger.file.FileQueue;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.locks.AdvisoryLock;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives a balanced file its effect, in one transaction of set-based SQL: duplicates, supersession and key conflicts are
 * decided (interface agreements, section 6), the balance is opened, breaks are opened for what is held, and the keys
 * whose facts changed are marked for reconciliation.
 */
@Component
public class FileApplication {

    private static final Logger LOG = LoggerFactory.getLogger(FileApplication.class);

    /** From so many records on, the keys of a file are decided beside those of small files and not before them. */
    private static final int BULK = 5_000;

    private final JdbcClient jdbc;
    private final FileQueue files;
    private final SenderResponses responses;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FileApplication(
            JdbcClient jdbc,
            FileQueue files,
            SenderResponses responses,
            AuditTrail audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.files = files;
        this.responses = responses;
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
        step.openBreaks();
        step.markDirty(lease);
        step.finish();
        responses.due(lease.fileId());
        Map<String, Long> counts = step.counts();
        try (MDC.MDCCloseable file = MDC.putCloseable("file", lease.name())) {
            LOG.info("Applied file {}: {}", lease.fileId(), counts);
        }
        audit.append("process-file", "apply", "file:" + lease.fileId(), counts);
        return new FileOutcome.Applied(lease);
    }

    /**
     * Rehearses a balanced file of a dry run: decides its records against the standing ones as {@link #apply} would, takes
     * all of that back, and keeps only what the balance would have been.
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
            shares.forEach(share -> jdbc.sql(
                            """
                            insert into balance_delta (file_id, state, records, amount)
                            values (:file, :state, :records, :amount)
                            """)
                    .param("file", lease.fileId())
                    .param("state", share.state())
                    .param("records", share.records())
                    .param("amount", share.amount())
                    .update());
            jdbc.sql("update file set state = 'REHEARSED', leased_until = null, closed_at = :now where id = :file")
                    .param("now", Timestamp.from(clock.instant()))
                    .param("file", lease.fileId())
                    .update();
            responses.due(lease.fileId());
            audit.append("process-file", "rehearse", "file:" + lease.fileId(), Map.of());
        });
        try (MDC.MDCCloseable file = MDC.putCloseable("file", lease.name())) {
            LOG.info("Rehearsed file {}", lease.fileId());
        }
        return new FileOutcome.Rehearsed(lease);
    }

    /** How many records of a file, with how much money or hours, are in a state. */
    private record Share(String state, long records, BigDecimal amount) {}

    /** The statements of one application. */
    private final class Step {

        private final long file;
        private final Timestamp now;
        private boolean bulk;

        Step(long file, Timestamp now) {
            this.file = file;
            this.now = now;
        }

        /** One key twice in the file: equal content leaves the first, different content holds them all. */
        void settleRepeatedKeys() {
            run(
                    """
                    create temporary table repeated on commit drop as
                    select record_key, count(distinct content) as contents, min(line) as first_line
                      from record
                     where file_id = :file and record_key is not null and state <> 'REJECTED'
                     group by record_key having count(*) > 1
                    """);
            run(
                    """
                    update record r set state = 'HELD', rule = 'DUPLICATE_KEY'
                      from repeated k
                     where r.file_id = :file and r.record_key = k.record_key and k.contents > 1
                       and r.state <> 'REJECTED'
                    """);
            run(
                    """
                    update record r set state = 'DUPLICATE', rule = null
                      from repeated k
                     where r.file_id = :file and r.record_key = k.record_key and k.contents = 1
                       and r.line <> k.first_line and r.state <> 'REJECTED'
                    """);
        }

        /** Against the standing record of the key: a newer one supersedes at once, an equal one makes a duplicate. */
        void compareWithStanding() {
            run(
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
                    """);
            run(
                    """
                    update record r set state = case when m.late then 'SUPERSEDED' else 'DUPLICATE' end, rule = null
                      from met m
                     where r.file_id = :file and r.line = m.line and (m.late or m.same)
                    """);
        }

        /**
         * What stands now displaces every older version of its key, whether delivered, held or rejected; what corrects a
         * rejected record displaces it whatever its key was.
         */
        void displaceOlder() {
            // A key stands once in the file by now. Told how many they are, the planner starts from these; left to
            // guess,
            // it may start from the older records, of which an earlier file may hold thousands of one key.
            run(
                    """
                    create temporary table fresh on commit drop as
                    select feed, record_key, sequence from record where file_id = :file and state = 'PENDING'
                    """);
            run("analyze fresh");
            run(
                    """
                    create temporary table displaced on commit drop as
                    select o.file_id, o.line, o.state, o.record_key, coalesce(o.amount, 0) as amount
                      from fresh n
                      join record o on o.feed = n.feed and o.record_key = n.record_key and o.file_id <> :file
                                   and o.sequence <= n.sequence
                                   and o.state in ('PENDING', 'DELIVERED', 'OUT_OF_SCOPE', 'HELD', 'REJECTED')
                      join effective_file f on f.id = o.file_id
                       for update of o
                    """);
            run(
                    """
                    insert into displaced
                    select o.file_id, o.line, o.state, o.record_key, coalesce(o.amount, 0)
                      from correction c
                      join record n on n.file_id = c.file_id and n.line = c.line and n.state <> 'REJECTED'
                      join record o on o.file_id = c.rejected_file and o.line = c.rejected_line and o.state = 'REJECTED'
                     where c.file_id = :file
                       for update of o
                    """);
            run(
                    """
                    update record o set state = 'SUPERSEDED', rule = null, held_with = null, changed_at = :now
                      from displaced d where o.file_id = d.file_id and o.line = d.line
                    """);
            run(
                    """
                    insert into balance_delta (file_id, state, records, amount)
                    select file_id, state, -count(*), -sum(amount) from displaced group by file_id, state
                    union all
                    select file_id, 'SUPERSEDED', count(*), sum(amount) from displaced group by file_id
                    """);
            run(
                    """
                    update break b set closed_at = :now
                     where closed_at is null
                       and exists (select 1 from break_record br join displaced d using (file_id, line)
                                    where br.break_id = b.id)
                       and not exists (select 1 from break_record br join record r using (file_id, line)
                                        where br.break_id = b.id and r.state = 'HELD')
                    """);
            run(
                    """
                    insert into sender_response (file_id, due_since) select distinct file_id, cast(:now as timestamptz) from displaced
                    on conflict (file_id) do update
                       set due_since = case when sender_response.written_at is null then sender_response.due_since
                                            else excluded.due_since end,
                           written_at = null
                    """);
        }

        void openBalance() {
            run(
                    """
                    insert into balance_delta (file_id, state, records, amount)
                    select file_id, state, count(*), coalesce(sum(amount), 0)
                      from record where file_id = :file group by file_id, state
                    """);
        }

        /** A break for each record held by a rule, and one for each key that came twice with different content. */
        void openBreaks() {
            run(
                    """
                    with opened as (
                        insert into break (type, subject, rule, detail, opened_at)
                        select 'RULE_HOLD', 'record:' || r.file_id || ':' || r.line, r.rule,
                               coalesce((select f.message_en from finding f
                                          where f.file_id = r.file_id and f.line = r.line and f.rule = r.rule
                                          limit 1), r.rule),
                               :now
                          from record r
                         where r.file_id = :file and r.state = 'HELD' and r.rule <> 'DUPLICATE_KEY'
                        on conflict do nothing
                        returning id, subject)
                    insert into break_record (break_id, file_id, line)
                    select id, :file, cast(split_part(subject, ':', 3) as integer) from opened
                    """);
            run(
                    """
                    with opened as (
                        insert into break (type, subject, detail, opened_at)
                        select 'DUPLICATE_KEY', 'file:' || :file || ':line:' || k.first_line,
                               'One key with different content in one file', :now
                          from repeated k where k.contents > 1
                        on conflict do nothing
                        returning id, subject)
                    insert into break_record (break_id, file_id, line)
                    select o.id, r.file_id, r.line
                      from opened o
                      join repeated k on k.first_line = cast(split_part(o.subject, ':', 4) as integer)
                      join record r on r.file_id = :file and r.record_key = k.record_key and r.state = 'HELD'
                    """);
        }

        void markDirty(FileLease lease) {
            bulk = jdbc.sql("select records >= :many from file where id = :file")
                    .param("many", BULK)
                    .param("file", file)
                    .query(Boolean.class)
                    .single();
            run(changed(AffectedKeys.factsOf(lease.feed())));
            AdvisoryLock.AFFECTED_KEYS.take(jdbc);
            AffectedKeys.statements(lease.feed(), "dirty_key").forEach(this::run);
            if (lease.feed() == Feed.PAYROLL) {
                run(
                        """
                        insert into dirty_key (bulk, kind, key)
                        select distinct :bulk, 'claim', p.claim_key
                          from employer_year e
                          join employer_year o on o.business_number = e.business_number
                                              and o.file_id <> e.file_id
                                              and o.year_start <= e.year_end and o.year_end >= e.year_start
                                              and (o.content::jsonb <> e.content::jsonb)
                          join pay_line p on p.file_id = o.file_id
                         where e.file_id = :file
                        """);
                run(
                        """
                        insert into dirty_key (bulk, kind, key)
                        select :bulk, 'claim', c.claim_key from employer_claim c where c.file_id = :file
                        """);
            }
        }

        /** The facts of the file's records and of those they displaced. */
        private String changed(String table) {
            return """
                    create temporary table changed on commit drop as
                    select t.* from %1$s t where t.file_id = :file
                    union all
                    select t.* from %1$s t join displaced d using (file_id, line)
                    """
                    .formatted(table);
        }

        void finish() {
            run(
                    """
                    update file
                       set state = 'APPLIED', leased_until = null, applied_at = :now,
                           apply_order = nextval('apply_order')
                     where id = :file
                    """);
        }

        Map<String, Long> counts() {
            return jdbc.sql("select state, count(*) from record where file_id = :file group by state")
                    .param("file", file)
                    .query(rs -> {
                        Map<String, Long> counts = new java.util.TreeMap<>();
                        while (rs.next()) {
                            counts.put(rs.getString(1), rs.getLong(2));
                        }
                        return counts;
                    });
        }

        List<Share> shares() {
            return jdbc.sql(
                            """
                            select state, count(*), coalesce(sum(amount), 0)
                              from record where file_id = :file group by state
                            """)
                    .param("file", file)
                    .query((rs, row) -> new Share(rs.getString(1), rs.getLong(2), rs.getBigDecimal(3)))
                    .list();
        }

        private void run(String sql) {
            JdbcClient.StatementSpec statement = jdbc.sql(sql);
            if (sql.contains(":file")) {
                statement = statement.param("file", file);
            }
            if (sql.contains(":bulk")) {
                statement = statement.param("bulk", bulk);
            }
            if (sql.contains(":now")) {
                statement = statement.param("now", now);
            }
            statement.update();
        }
    }
}
