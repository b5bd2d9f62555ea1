// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apply;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.ClaimLines;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.EffectiveFiles;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.reconciliation.apply.ChangedYears.AccountYear;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.records.States;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The keys that must be decided again. The only writer of the table {@code dirty_key}; all in the caller's transaction.
 * Which keys a change affects is read from the changed records, which each method first copies into a temporary table.
 */
@Component
public class AffectedKeys {

    private static final String COPY_CHANGED_OF_FILE =
            """
            create temporary table changed on commit drop as
            select %1$s from %2$s t where t.file_id = :file
            union all
            select %1$s from %2$s t join %3$s d using (file_id, line)
            """;

    private static final String COPY_RECORDS_OF_FILES =
            "create temporary table changed on commit drop as select %s from %s t where t.file_id = any(:files)";

    private static final String COPY_CHANGED_RECORDS =
            """
            create temporary table changed on commit drop as
            select %s from %s t
              join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                using (file_id, line)
            """;

    private static final String DROP_CHANGED = "drop table changed";

    private static final RecordTable CHANGED = new RecordTable("changed");

    private static final String CLAIMS_OF_FILES =
            """
            insert into dirty_key (bulk, kind, key)
            select distinct :bulk, 'claim', claim_key from pay_line where file_id = any(:files)
            """;

    private static final String CLAIMS_OF_CONTROL_FILE =
            """
            insert into dirty_key (bulk, kind, key)
            select :bulk, 'claim', c.claim_key from employer_claim c where c.file_id = any(:files)
            """;

    /**
     * A claim that waited for another reason first was decided later than its oldest line came, from which the limit is
     * counted. OFFSET 0 makes the planner look up the lines of each claim.
     */
    private static final String OVERDUE_CLAIMS =
            """
            insert into dirty_key (kind, key)
            select 'claim', d.record_key
              from decision d
             where d.queue = :queue and d.state = 'WAITING' and d.rule = 'MISSING_REGISTRATION'
               and (d.decided_at < :before
                    or exists (
                       select from pay_line p %s
                        where %s and p.state = 'PENDING' and f.received_at < :before
                       offset 0))
               and not exists (select 1 from dirty_key k where k.kind = 'claim' and k.key = d.record_key)
            """
                    .formatted(EffectiveFiles.of("p"), ClaimLines.of("p", "d.record_key"));

    /** Of persons who completed an apprenticeship and whose certificate has not arrived, by the identifiers of their group. */
    private static final String WITHOUT_CERTIFICATE =
            """
            insert into dirty_key (kind, key)
            select 'person', i.id
              from (select distinct group_id from decision where certificate_awaited_since < :before) d,
             lateral (%s) i
             where not exists (select 1 from dirty_key k where k.kind = 'person' and k.key = i.id)
            """
                    .formatted(DependentKeys.IDENTIFIERS_OF_GROUP);

    /**
     * A claim waits while files of its employer wait for their turn or are being read: it would be decided, sent and amended
     * for each of them. Times are those of the database, which all hubs share.
     */
    private static final String NEXT =
            """
            with awaited as materialized (
                select employer_bn9 from file where state = 'LANDED' and role = 'data' and feed = 'payroll'
                union
                select employer_bn9 from file where state = 'STAGING' and feed = 'payroll')
            select id, kind, key from dirty_key
             where bulk = :bulk
               and id not in (select unnest(cast(:taken as bigint[])))
               and (kind <> 'claim'
                    or marked_at < clock_timestamp() - cast(:wait as interval)
                    or left(key, 9) not in (select employer_bn9 from awaited))
             order by id limit :limit
            """;

    private static final String CREATE_PREVIEW =
            "create temporary table preview_key (bulk boolean, kind text, key text) on commit drop";

    private static final String PREVIEWED = "select distinct 0 as id, kind, key from preview_key order by kind, key";

    /** A claim is marked by each of its files, and by what else it depends on; one decision is enough for all marks. */
    private static final String REPEATED =
            """
            select id, kind, key from dirty_key
             where kind = 'claim' and key = any(:claims) and id <> all(:taken) order by id
            """;

    private static final String REMOVE = "delete from dirty_key where id = any(:ids)";

    private final JdbcClient jdbc;
    private final ChangedYears years;
    private final UnconfirmedSins unconfirmedSins;

    AffectedKeys(JdbcClient jdbc, ChangedYears years, UnconfirmedSins unconfirmedSins) {
        this.jdbc = jdbc;
        this.years = years;
        this.unconfirmedSins = unconfirmedSins;
    }

    /** Where keys are written. */
    public enum Target {
        /** The table from which reconciliation takes the keys. */
        DIRTY_KEY("dirty_key"),
        /** The temporary table of a preview, with the columns {@code bulk}, {@code kind} and {@code key}. */
        PREVIEW_KEY("preview_key");

        private final String table;

        Target(String table) {
            this.table = table;
        }
    }

    /**
     * A key to decide.
     *
     * @param id its row
     * @param isClaim whether it is the key of a claim; else an identifier of a person
     * @param key the key
     */
    public record DirtyKey(long id, boolean isClaim, String key) {}

    /** The table of a feed's records. */
    public static String tableOf(Feed feed) {
        return switch (feed) {
            case REGISTRATIONS -> "registration";
            case CERTIFICATES -> "certificate";
            case PAYROLL -> "pay_line";
        };
    }

    /** What the affected keys are read from. */
    private static String changedColumns(Feed feed) {
        return switch (feed) {
            case REGISTRATIONS ->
                "t.file_id, t.line, t.agreement_number, t.original_agreement, t.client_id, t.account_number, t.sin_hash";
            case CERTIFICATES -> "t.account_number, t.canonical";
            case PAYROLL -> "distinct t.claim_key";
        };
    }

    /**
     * Marks the keys that a file affects when it takes effect.
     *
     * @param displaced the records of other files that it displaced
     * @param bulk whether the keys are decided apart from those of small files
     */
    public void markOfFile(Feed feed, long file, RecordTable displaced, boolean bulk) {
        jdbc.sql(COPY_CHANGED_OF_FILE.formatted(changedColumns(feed), tableOf(feed), displaced.name()))
                .param("file", file)
                .update();
        AdvisoryLock.AFFECTED_KEYS.take(jdbc);
        markOfChanged(feed, Target.DIRTY_KEY, bulk);
        if (feed == Feed.PAYROLL) {
            markOfEmployers(List.of(file), years.of(file, displaced), bulk);
        }
    }

    /** Marks the keys that small files of a feed affect when they take effect and displace no records of other files. */
    public void markOfNewKeys(Feed feed, Collection<Long> files) {
        if (feed == Feed.PAYROLL) {
            AdvisoryLock.AFFECTED_KEYS.take(jdbc);
            runOnFiles(CLAIMS_OF_FILES, files, false);
            markOfEmployers(files, years.of(files), false);
        } else {
            jdbc.sql(COPY_RECORDS_OF_FILES.formatted(changedColumns(feed), tableOf(feed)))
                    .param("files", files.toArray(Long[]::new))
                    .update();
            AdvisoryLock.AFFECTED_KEYS.take(jdbc);
            markOfChanged(feed, Target.DIRTY_KEY, false);
        }
    }

    private void markOfEmployers(Collection<Long> files, Set<AccountYear> changed, boolean bulk) {
        markOfYears(changed, files, Target.DIRTY_KEY, bulk);
        runOnFiles(CLAIMS_OF_CONTROL_FILE, files, bulk);
    }

    private void runOnFiles(String sql, Collection<Long> files, boolean bulk) {
        jdbc.sql(sql)
                .param("bulk", bulk)
                .param("files", files.toArray(Long[]::new))
                .update();
    }

    /** Marks the claims of years, without those that only some files state. */
    private void markOfYears(Set<AccountYear> changed, Collection<Long> except, Target target, boolean bulk) {
        if (!changed.isEmpty()) {
            jdbc.sql(DependentKeys.CLAIMS_OF_YEARS.formatted(target.table))
                    .param("bulk", bulk)
                    .param("accounts", Columns.of(changed, AccountYear::account, String[]::new))
                    .param("ends", Columns.of(changed, AccountYear::yearEnd, String[]::new))
                    .param("except", except.toArray(Long[]::new))
                    .update();
        }
    }

    /** Marks the claims of the taxpayers of claims in the same and overlapping years. */
    public void markOfSameTaxpayers(Collection<String> claimKeys, Target target) {
        if (!claimKeys.isEmpty()) {
            AdvisoryLock.AFFECTED_KEYS.take(jdbc);
            jdbc.sql(DependentKeys.CLAIMS_OF_SAME_TAXPAYERS.formatted(target.table))
                    .param("claims", claimKeys.toArray(String[]::new))
                    .update();
        }
    }

    /**
     * Marks the keys that changed records of a feed affect, as keys of a large file.
     *
     * @param states the states that records have now
     */
    public void markOfRecords(Feed feed, Collection<RecordAddress> changed, Target target, States states) {
        markOfRecords(feed, changed, target, states, true);
    }

    /**
     * Marks the keys that changed records of a feed affect.
     *
     * @param bulk whether the keys are decided apart from those of small files
     */
    public void markOfRecords(Feed feed, Collection<RecordAddress> changed, Target target, boolean bulk) {
        markOfRecords(feed, changed, target, States.OWN, bulk);
    }

    private void markOfRecords(
            Feed feed, Collection<RecordAddress> changed, Target target, States states, boolean bulk) {
        if (target == Target.DIRTY_KEY) {
            AdvisoryLock.AFFECTED_KEYS.take(jdbc);
        }
        String columns = feed == Feed.PAYROLL ? "t.file_id, t.line, t.claim_key" : changedColumns(feed);
        jdbc.sql(COPY_CHANGED_RECORDS.formatted(columns, tableOf(feed)))
                .params(RecordAddress.columns(changed))
                .update();
        markOfChanged(feed, target, bulk);
        if (feed == Feed.PAYROLL) {
            markOfYears(years.ofLines(CHANGED, states), List.of(), target, bulk);
        }
        jdbc.sql(DROP_CHANGED).update();
    }

    private void markOfChanged(Feed feed, Target target, boolean bulk) {
        List<String> statements =
                switch (feed) {
                    case REGISTRATIONS ->
                        List.of(DependentKeys.PERSONS_OF_REGISTRATIONS, DependentKeys.CLAIMS_OF_REGISTRATIONS);
                    case CERTIFICATES ->
                        List.of(DependentKeys.PERSONS_OF_CERTIFICATES, DependentKeys.CLAIMS_OF_CERTIFICATES);
                    case PAYROLL -> List.of(DependentKeys.CLAIMS_OF_PAY_LINES);
                };
        statements.forEach(
                sql -> jdbc.sql(sql.formatted(target.table)).param("bulk", bulk).update());
    }

    /**
     * Marks the keys of decisions made under other rules.
     *
     * @param rules digest of the current rule set
     * @return how many were marked
     */
    public long markUnderOtherRules(String rules, Target target) {
        long claims = jdbc.sql(DependentKeys.CLAIMS_UNDER_OTHER_RULES.formatted(target.table))
                .param("queue", OutgoingQueue.TAX.queueName())
                .param("rules", rules)
                .update();
        long persons = jdbc.sql(DependentKeys.PERSONS_UNDER_OTHER_RULES.formatted(target.table))
                .param("queue", OutgoingQueue.REGISTRY.queueName())
                .param("rules", rules)
                .update();
        return claims + persons;
    }

    /**
     * Marks what earlier releases decided with less: the claims of linked persons, the persons whose records are not kept
     * under block keys, and the claims with lines that alone state the social insurance number.
     *
     * @return how many were marked
     */
    public long markLinked(Target target) {
        return jdbc.sql(DependentKeys.CLAIMS_OF_LINKED.formatted(target.table)).update()
                + jdbc.sql(DependentKeys.PERSONS_NOT_INDEXED.formatted(target.table))
                        .update()
                + jdbc.sql(DependentKeys.CLAIMS_WITH_UNCONFIRMED_SINS.formatted(target.table))
                        .update();
    }

    /**
     * Marks the claims without their registration that have a line from before a time, and the persons whose certificate has
     * been missing since before then.
     *
     * @return how many were marked
     */
    public int markOverdue(Instant before) {
        Timestamp limit = Timestamp.from(before);
        int claims = jdbc.sql(OVERDUE_CLAIMS)
                .param("queue", OutgoingQueue.TAX.queueName())
                .param("before", limit)
                .update();
        int persons = jdbc.sql(WITHOUT_CERTIFICATE).param("before", limit).update();
        return claims + persons;
    }

    /**
     * The oldest keys, of large files or of small ones.
     *
     * @param taken the marks that a batch in work has taken
     * @param employerWait how long a claim waits, from its mark on, while files of its employer wait
     */
    public List<DirtyKey> next(boolean bulk, int limit, Collection<Long> taken, Duration employerWait) {
        return jdbc.sql(NEXT)
                .param("bulk", bulk)
                .param("taken", taken.toArray(Long[]::new))
                .param("wait", employerWait.toString())
                .param("limit", limit)
                .query((rs, row) -> key(rs))
                .list();
    }

    /**
     * The other marks of the claims among keys. What is decided after this call includes every change that these marks
     * announce: a mark is visible together with the change that made it.
     */
    public List<DirtyKey> repeated(Collection<DirtyKey> taken) {
        String[] claims = taken.stream()
                .filter(DirtyKey::isClaim)
                .map(DirtyKey::key)
                .distinct()
                .toArray(String[]::new);
        return claims.length == 0
                ? List.of()
                : jdbc.sql(REPEATED)
                        .param("claims", claims)
                        .param("taken", taken.stream().map(DirtyKey::id).toArray(Long[]::new))
                        .query((rs, row) -> key(rs))
                        .list();
    }

    private static DirtyKey key(ResultSet rs) throws SQLException {
        return new DirtyKey(rs.getLong("id"), rs.getString("kind").equals("claim"), rs.getString("key"));
    }

    /** Creates the temporary table of a preview. */
    public static void createPreview(JdbcClient jdbc) {
        jdbc.sql(CREATE_PREVIEW).update();
    }

    /** The keys of a preview, each once. */
    public List<DirtyKey> previewed() {
        return jdbc.sql(PREVIEWED).query((rs, row) -> key(rs)).list();
    }

    /**
     * The claims that depend on social insurance numbers which their lines state and the registrations of their agreements
     * do not, by number.
     *
     * @param identifiers the numbers, among other identifiers
     */
    public Map<PersonIdentifier, Set<String>> withUnconfirmedSins(Collection<PersonIdentifier> identifiers) {
        return unconfirmedSins.claims(identifiers);
    }

    /**
     * Stores the numbers that {@link #withUnconfirmedSins} finds, in the transaction that stores the decisions.
     *
     * @param decided the hashes of the numbers, by claim; none for a claim without such a line
     */
    public void storeUnconfirmedSins(Map<String, Set<String>> decided) {
        unconfirmedSins.store(decided);
    }

    /** Removes keys that are decided. */
    public void remove(Collection<DirtyKey> decided) {
        jdbc.sql(REMOVE)
                .param("ids", decided.stream().map(DirtyKey::id).toArray(Long[]::new))
                .update();
    }
}
