// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.ledger.file.FileLedger;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.state.RecordStates;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.claim.ClaimReconciliation;
import ca.tradeshub.reconciliation.decision.ClaimContent;
import ca.tradeshub.reconciliation.decision.Decisions;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.person.PersonReconciliation;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.MessageChange;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.RecordChange;
import ca.tradeshub.reconciliation.resolution.ResolvedVerdicts;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.attc.ClaimAssessment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Re-evaluates the records and keys that were judged or decided under other rules. A preview does so in one transaction
 * that is rolled back: the same pages of records, the same decisions, written to temporary tables. The run itself moves
 * the records, one page in each transaction, and marks the keys; reconciliation then decides them as it decides every
 * other key. A run that was interrupted is started again: it skips what is already done.
 */
@Component
public class Rejudgement {

    private static final int PAGE = 1_000;
    private static final String JUDGING = "judging";
    private static final String DECIDING = "deciding";

    /** The findings of a preview. */
    private static final RecordTable REJUDGED_FINDING = new RecordTable("rejudged_finding");

    private static final String LAST_FILE = "select coalesce(max(id), 0) from file";

    private static final String LAST_MARK = "select coalesce(max(id), 0) from dirty_key";

    private static final String COUNT_UNDECIDED = "select count(*) from dirty_key where id <= :last";

    private static final String LAST_MESSAGE = "select coalesce(max(id), 0) from message";

    private static final String MESSAGES_SINCE =
            """
            select m.queue, m.kind, count(*) as messages,
                   sum(cast(b.body::json #>> '{computation,credit}' as numeric)) as credit_before,
                   sum(cast(m.body::json #>> '{computation,credit}' as numeric)) as credit_after
              from message m left join message b on b.message_id = m.supersedes
             where m.id > :last and m.contract <> 'period-complete/1' group by m.queue, m.kind order by m.queue, m.kind
            """;

    private static final String COUNT_RECORDS = "select coalesce(sum(records), 0) from effective_file";

    private static final String CREATE_REJUDGED =
            """
            create temporary table rejudged (
                file_id bigint, line integer, state text, rule text, held_with text, refound boolean,
                primary key (file_id, line)) on commit drop
            """;

    private static final String CREATE_REJUDGED_FINDING =
            "create temporary table rejudged_finding (like finding) on commit drop";

    private static final String CREATE_PREVIEW_MESSAGE =
            """
            create temporary table preview_message (
                queue text, record_key text, kind text, before text, credit numeric,
                primary key (queue, record_key)) on commit drop
            """;

    private static final String CREATE_PREVIEW_RECORD =
            """
            create temporary view preview_record as
            select r.file_id, r.line, r.byte_offset, r.byte_length, r.file_order, r.feed, r.amount,
                   coalesce(j.state, r.state) as state,
                   case when j.state is null then r.rule else j.rule end as rule,
                   case when j.state is null then r.held_with else j.held_with end as held_with
              from record_status r left join rejudged j on j.file_id = r.file_id and j.line = r.line
            """;

    private static final String CREATE_PREVIEW_FINDING =
            """
            create temporary view preview_finding as
            select f.* from finding f
             where f.rule like 'MAP-%'
                or not exists (select 1 from rejudged j
                                where j.file_id = f.file_id and j.line = f.line and j.refound)
            union all select * from rejudged_finding
            """;

    private static final String KEEP_MOVES =
            """
            insert into rejudged (file_id, line, state, rule, refound)
            select w.*, false
              from unnest(cast(:files as bigint[]), cast(:lines as integer[]), cast(:states as text[]),
                          cast(:rules as text[])) as w
            """;

    private static final String KEEP_REFOUND =
            """
            insert into rejudged (file_id, line, refound)
            select w.*, true
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w
            on conflict (file_id, line) do update set refound = true
            """;

    private static final String CREATE_PREVIEW_DUE =
            """
            create temporary table preview_due (
                id bigint generated always as identity primary key, kind text, key text) on commit drop
            """;

    private static final String NUMBER_KEYS =
            """
            insert into preview_due (kind, key)
            select kind, key from preview_key group by kind, key order by kind desc, key
            """;

    private static final String COUNT_KEYS = "select count(*) from preview_due";

    private static final String NEXT_KEYS = "select kind, key from preview_due where id > :after and id <= :last";

    private static final String KEEP_DECIDED_MOVE =
            """
            insert into rejudged (file_id, line, state, rule, held_with, refound)
            select r.file_id, r.line, :to, :rule, :heldWith, false
              from (select distinct * from unnest(cast(:files as bigint[]), cast(:lines as integer[])))
                   as w (file_id, line)
              join preview_record r on r.file_id = w.file_id and r.line = w.line
             where r.state = any(:from)
               and (r.state, coalesce(r.rule, ''), coalesce(r.held_with, ''))
                   <> (:to, coalesce(:rule, ''), coalesce(:heldWith, ''))
            on conflict (file_id, line) do update
               set state = excluded.state, rule = excluded.rule, held_with = excluded.held_with
            """;

    private static final String KEEP_MESSAGE =
            """
            insert into preview_message (queue, record_key, kind, before, credit)
            values (:queue, :key, :kind, :before, cast(:credit as numeric))
            on conflict do nothing
            """;

    private static final String RECORD_CHANGES =
            """
            select f.feed, r.state as from_state, r.rule as from_rule, j.state as to_state, j.rule as to_rule,
                   count(*) as records, coalesce(sum(r.amount), 0) as amount
              from rejudged j
              join record_status r on r.file_id = j.file_id and r.line = j.line
              join file f on f.id = j.file_id
             where j.state is not null
               and (j.state, coalesce(j.rule, '')) <> (r.state, coalesce(r.rule, ''))
             group by f.feed, r.state, r.rule, j.state, j.rule
             order by f.feed, count(*) desc, r.state, j.state, r.rule, j.rule
            """;

    private static final String MESSAGE_CHANGES =
            """
            select n.queue, n.kind, count(*) as messages,
                   sum(cast(b.body::json #>> '{computation,credit}' as numeric)) as credit_before,
                   sum(n.credit) as credit_after
              from preview_message n left join message b on b.message_id = n.before
             group by n.queue, n.kind order by n.queue, n.kind
            """;

    private final JdbcClient jdbc;
    private final FileLedger files;
    private final RecordPages pages;
    private final StandingRecords facts;
    private final Decisions decisions;
    private final ResolvedBases resolved;
    private final RecordStates states;
    private final Findings findings;
    private final AffectedKeys keys;
    private final ClaimReconciliation claimReconciliation;
    private final PersonReconciliation personReconciliation;
    private final ReconciliationSettings settings;
    private final RuleSetVersion version;
    private final AuditTrail audit;
    private final Clock clock;
    private final TransactionTemplate pageTransaction;
    private final TransactionTemplate preview;

    Rejudgement(
            JdbcClient jdbc,
            FileLedger files,
            RecordPages pages,
            StandingRecords facts,
            Decisions decisions,
            ResolvedBases resolved,
            RecordStates states,
            Findings findings,
            AffectedKeys keys,
            ClaimReconciliation claimReconciliation,
            PersonReconciliation personReconciliation,
            ReconciliationSettings settings,
            RuleSetVersion version,
            AuditTrail audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.files = files;
        this.pages = pages;
        this.facts = facts;
        this.decisions = decisions;
        this.resolved = resolved;
        this.states = states;
        this.findings = findings;
        this.keys = keys;
        this.claimReconciliation = claimReconciliation;
        this.personReconciliation = personReconciliation;
        this.settings = settings;
        this.version = version;
        this.audit = audit;
        this.clock = clock;
        this.pageTransaction = new TransactionTemplate(transactions);
        this.preview = new TransactionTemplate(transactions);
        this.preview.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Receives the progress of a run. */
    @FunctionalInterface
    public interface Progress {

        /**
         * More is done.
         *
         * @param phase {@code judging} records or {@code deciding} keys
         * @param done how many are done
         * @param total how many there are
         */
        void report(String phase, long done, long total);
    }

    /** Records in the audit trail who asks for a preview. */
    void previewedBy(String operator) {
        pageTransaction.executeWithoutResult(
                status -> audit.append(operator, "rejudge", "rules:" + version.rules(), Map.of("step", "preview")));
    }

    /** Previews the result of a rejudgement and writes nothing. */
    public RejudgementReport preview(Progress progress) {
        return preview.execute(status -> {
            status.setRollbackOnly();
            return new Preview(progress).run();
        });
    }

    /**
     * Judges every record of applied files that was judged under other rules, and marks every key that was decided
     * under others. Reconciliation decides the marked keys.
     *
     * @param operator who asked for it
     * @return what changed so far; messages follow as the keys are decided
     */
    public RejudgementReport run(String operator, Progress progress) {
        pageTransaction.executeWithoutResult(
                status -> audit.append(operator, "rejudge", "rules:" + version.rules(), Map.of("step", "begin")));
        long before = jdbc.sql(LAST_FILE).query(Long.class).single();
        Map<RecordChange, long[]> counts = new LinkedHashMap<>();
        Map<RecordChange, Money> amounts = new HashMap<>();
        long judged = eachPage(
                progress,
                (feed, after) -> pageTransaction.execute(status -> {
                    String last = pages.last(feed, after, PAGE).orElse(null);
                    if (last == null) {
                        return null;
                    }
                    pages.lock(feed, after, last);
                    RecordPages.Page page = pages.read(feed, after, last);
                    apply(feed, page, counts, amounts);
                    return new Turn(last, page.rows(), page.judgedAddresses().size());
                }));
        Long markedKeys = pageTransaction.execute(status -> {
            files.setRules(version.rules(), before);
            long marked = keys.markUnderOtherRules(version.rules(), AffectedKeys.Target.DIRTY_KEY);
            audit.append(
                    operator,
                    "rejudge",
                    "rules:" + version.rules(),
                    new TreeMap<>(Map.of(
                            "step",
                            "judged",
                            "changed",
                            counts.values().stream()
                                    .mapToLong(count -> count[0])
                                    .sum(),
                            "keys",
                            marked)));
            return marked;
        });
        List<RecordChange> changes = counts.entrySet().stream()
                .map(each -> with(each.getKey(), each.getValue()[0], amounts.getOrDefault(each.getKey(), Money.ZERO)))
                .toList();
        return new RejudgementReport(false, version.rules(), judged, markedKeys, changes, List.of());
    }

    /** The last mark made so far: what {@link #undecided} counts up to. */
    public long lastMark() {
        return jdbc.sql(LAST_MARK).query(Long.class).single();
    }

    /** How many keys marked up to a mark still wait to be decided. */
    public long undecided(long lastMark) {
        return jdbc.sql(COUNT_UNDECIDED)
                .param("last", lastMark)
                .query(Long.class)
                .single();
    }

    /** The last message made so far: what {@link #messagesSince} counts from. */
    public long lastMessage() {
        return jdbc.sql(LAST_MESSAGE).query(Long.class).single();
    }

    /** The messages made since one, by queue and kind, with the credits they state and those they replace. */
    public List<MessageChange> messagesSince(long lastMessage) {
        return jdbc.sql(MESSAGES_SINCE)
                .param("last", lastMessage)
                .query((rs, row) -> messageChange(rs))
                .list();
    }

    private static MessageChange messageChange(ResultSet row) throws SQLException {
        return new MessageChange(
                row.getString("queue"),
                row.getString("kind"),
                row.getLong("messages"),
                row.getString("credit_before"),
                row.getString("credit_after"));
    }

    private static RecordChange recordChange(ResultSet row) throws SQLException {
        String feed = row.getString("feed");
        return new RecordChange(
                feed,
                row.getString("from_state"),
                row.getString("from_rule"),
                row.getString("to_state"),
                row.getString("to_rule"),
                row.getLong("records"),
                feed.equals(Feed.CERTIFICATES.wireName()) ? null : row.getString("amount"));
    }

    private static RecordChange with(RecordChange change, long records, Money amount) {
        return new RecordChange(
                change.feed(),
                change.from(),
                change.fromRule(),
                change.to(),
                change.rule(),
                records,
                change.feed().equals(Feed.CERTIFICATES.wireName()) ? null : amount.toString());
    }

    /** The result of one page: its last key, the number of its rows and of those judged. */
    private record Turn(String last, long rows, long judged) {}

    @FunctionalInterface
    private interface OnePage {

        /** Judges the page of records after a key; null when there are no more records. */
        @Nullable
        Turn turn(Feed feed, String after);
    }

    private long eachPage(Progress progress, OnePage page) {
        long total = jdbc.sql(COUNT_RECORDS).query(Long.class).single();
        long done = 0;
        long judged = 0;
        for (Feed feed : Feed.values()) {
            for (Turn turn = page.turn(feed, ""); turn != null; turn = page.turn(feed, turn.last())) {
                done += turn.rows();
                judged += turn.judged();
                progress.report(JUDGING, done, Math.max(done, total));
            }
        }
        return judged;
    }

    private void apply(
            Feed feed, RecordPages.Page page, Map<RecordChange, long[]> counts, Map<RecordChange, Money> amounts) {
        Map<RecordChange, List<RecordPages.Move>> byChange = new LinkedHashMap<>();
        for (RecordPages.Move move : page.moves()) {
            RecordChange change = new RecordChange(
                    feed.wireName(),
                    move.from().name(),
                    move.fromRule(),
                    move.to().name(),
                    move.rule(),
                    0,
                    null);
            byChange.computeIfAbsent(change, key -> new ArrayList<>()).add(move);
            counts.computeIfAbsent(change, key -> new long[1])[0]++;
            amounts.merge(change, new Money(move.amount()), Money::plus);
        }
        byChange.forEach((change, moves) -> states.move(
                moves.stream().map(RecordPages.Move::address).toList(),
                Set.of(moves.get(0).from()),
                moves.get(0).to(),
                change.rule(),
                null));
        findings.replace(page.refound(), page.findings());
        pages.writeExceptions(page.moves());
        Set<RecordAddress> changed = new LinkedHashSet<>(page.refound());
        page.moves().forEach(move -> changed.add(move.address()));
        if (!changed.isEmpty()) {
            keys.markOfRecords(feed, changed, AffectedKeys.Target.DIRTY_KEY);
        }
    }

    /** One preview: what changes is kept in temporary tables, through which the decisions see the records. */
    private final class Preview {

        private final Progress progress;
        private final ClaimReconciliation claims;
        private final PersonReconciliation persons;

        Preview(Progress progress) {
            this.progress = progress;
            StandingRecords previewed = facts.as("rejudged", "preview_finding");
            this.claims = claimReconciliation.over(previewed);
            this.persons = personReconciliation.over(previewed);
        }

        RejudgementReport run() {
            createTables();
            long judged = eachPage(progress, (feed, after) -> {
                String last = pages.last(feed, after, PAGE).orElse(null);
                if (last == null) {
                    return null;
                }
                RecordPages.Page page = pages.read(feed, after, last);
                keep(feed, page);
                return new Turn(last, page.rows(), page.judgedAddresses().size());
            });
            keys.markUnderOtherRules(version.rules(), AffectedKeys.Target.PREVIEW_KEY);
            long decided = decideAll();
            return new RejudgementReport(true, version.rules(), judged, decided, recordChanges(), messageChanges());
        }

        private void createTables() {
            AffectedKeys.createPreview(jdbc);
            List.of(
                            CREATE_REJUDGED,
                            CREATE_REJUDGED_FINDING,
                            CREATE_PREVIEW_MESSAGE,
                            CREATE_PREVIEW_RECORD,
                            CREATE_PREVIEW_FINDING)
                    .forEach(sql -> jdbc.sql(sql).update());
        }

        private void keep(Feed feed, RecordPages.Page page) {
            List<RecordPages.Move> moves = page.moves();
            jdbc.sql(KEEP_MOVES)
                    .params(RecordAddress.columns(
                            moves.stream().map(RecordPages.Move::address).toList()))
                    .param("states", Columns.of(moves, move -> move.to().name(), String[]::new))
                    .param("rules", Columns.of(moves, RecordPages.Move::rule, String[]::new))
                    .update();
            jdbc.sql(KEEP_REFOUND).params(RecordAddress.columns(page.refound())).update();
            findings.preview(REJUDGED_FINDING, page.findings());
            Set<RecordAddress> changed = new LinkedHashSet<>(page.refound());
            moves.forEach(move -> changed.add(move.address()));
            if (!changed.isEmpty()) {
                keys.markOfRecords(feed, changed, AffectedKeys.Target.PREVIEW_KEY);
            }
        }

        private long decideAll() {
            List.of(CREATE_PREVIEW_DUE, NUMBER_KEYS)
                    .forEach(sql -> jdbc.sql(sql).update());
            long total = jdbc.sql(COUNT_KEYS).query(Long.class).single();
            for (long done = 0; done < total; done += settings.batchSize()) {
                decide(done);
                progress.report(DECIDING, Math.min(total, done + settings.batchSize()), total);
            }
            return total;
        }

        private void decide(long after) {
            Set<String> claimKeys = new TreeSet<>();
            Set<PersonIdentifier> identifiers = new TreeSet<>();
            jdbc.sql(NEXT_KEYS)
                    .param("after", after)
                    .param("last", after + settings.batchSize())
                    .query(rs -> {
                        if (rs.getString("kind").equals("claim")) {
                            claimKeys.add(rs.getString("key"));
                        } else {
                            identifiers.add(PersonIdentifier.parse(rs.getString("key")));
                        }
                    });
            PersonReconciliation.Decided decided = persons.decide(identifiers);
            keep(decisions.preview(ResolvedVerdicts.of(decided.verdicts(), resolved), decided.current()));
            List<Verdict> claimVerdicts = ResolvedVerdicts.of(claims.decide(claimKeys), resolved);
            keep(decisions.preview(
                    claimVerdicts,
                    decisions.byKey(
                            OutgoingQueue.TAX,
                            claimVerdicts.stream().map(Verdict::recordKey).toList())));
        }

        private void keep(Decisions.Previewed previewed) {
            previewed.moves().forEach(this::keep);
            previewed.messages().forEach(this::keep);
        }

        private void keep(Decisions.PreviewedMove move) {
            jdbc.sql(KEEP_DECIDED_MOVE)
                    .param("to", move.to().name())
                    .param("rule", move.rule(), Types.VARCHAR)
                    .param("heldWith", move.heldWith(), Types.VARCHAR)
                    .param("from", Columns.of(move.from(), RecordState::name, String[]::new))
                    .params(RecordAddress.columns(move.records()))
                    .update();
        }

        /** Keeps one message for a key that occurs on two pages. */
        private void keep(Decisions.PreviewedMessage message) {
            jdbc.sql(KEEP_MESSAGE)
                    .param("queue", message.queue().queueName())
                    .param("key", message.recordKey())
                    .param("kind", message.kind().name())
                    .param("before", message.before(), Types.VARCHAR)
                    .param("credit", credit(message), Types.VARCHAR)
                    .update();
        }

        /** The credit of a message about a claim, null for one about anything else. */
        private static @Nullable String credit(Decisions.PreviewedMessage message) {
            if (!(message.statement() instanceof ClaimContent claim)) {
                return null;
            }
            ClaimAssessment.@Nullable Computation computation =
                    claim.assessment().computation();
            return computation == null ? null : computation.credit().toString();
        }

        private List<RecordChange> recordChanges() {
            return jdbc.sql(RECORD_CHANGES).query((rs, row) -> recordChange(rs)).list();
        }

        private List<MessageChange> messageChanges() {
            return jdbc.sql(MESSAGE_CHANGES)
                    .query((rs, row) -> messageChange(rs))
                    .list();
        }
    }
}
