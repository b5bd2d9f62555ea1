// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.response;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.FileState;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.ledger.response.FileReport.Change;
import ca.tradeshub.ledger.response.FileReport.FindingCount;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import ca.tradeshub.ledger.response.FileReport.LineRule;
import ca.tradeshub.ledger.response.FileReport.Place;
import ca.tradeshub.ledger.response.FileReport.Resend;
import ca.tradeshub.ledger.sequence.SequenceNumbers;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads from the ledger what a response reports about a file. */
@Component
public class FileReports {

    private static final Messages MESSAGES = Messages.of(FileReports.class);

    /** The states whose records are listed with what was found on them, whatever that is. */
    private static final Set<RecordState> KEPT_BACK =
            EnumSet.of(RecordState.REJECTED, RecordState.HELD, RecordState.OUT_OF_SCOPE);

    /**
     * Records that changed by a transaction the receipt did not see: those whose row it wrote last, pay lines of messages
     * that it marked as sent, and pay lines of messages that are dead letters since. A row knows the lower half of its
     * transaction's number only; the upper half is that of the present, or one less. The file is read once and joined with
     * nothing, so that no plan depends on statistics that are older than the file.
     */
    private static final String CHANGED =
            """
              from (
                with receipt as materialized (
                    select receipt_saw, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as present
                      from sender_response where file_id = :id and receipt_saw is not null),
                in_force as materialized (
                    select range_agg(c.lines) as lines,
                           range_agg(c.lines) filter (where not pg_visible_in_snapshot(m.sent_in, receipt_saw)) as since
                      from claim_in_force c join message_status m on m.id = c.message_id, receipt
                     where c.file_id = :id),
                dead as materialized (
                    select range_agg(s.lines) as lines
                      from dead_letter l join message_source s on s.message_id = l.id and s.file_id = :id)
                select r.line, r.feed, r.rule, r.changed_at,
                       case when r.feed = 'P' and r.state = 'PENDING' and f.lines @> r.line then 'DELIVERED'
                            else r.state end as state
                  from record r, receipt, in_force f, dead d
                 where r.file_id = :id
                   and (not pg_visible_in_snapshot(
                               (r.xmin::text::bigint
                                + ((present >> 32)
                                   - case when r.xmin::text::bigint > (present & 4294967295) then 1 else 0 end << 32))
                                   ::text::xid8, receipt_saw)
                        or r.feed = 'P' and r.state = 'PENDING'
                           and (coalesce(f.since @> r.line, false)
                                or coalesce(d.lines @> r.line, false) and not coalesce(f.lines @> r.line, false)))) c
            """;

    /**
     * The records whose state has a reason, and the lines of a refused file, whose records are removed, with a finding
     * that rejects them. A record waits for its message without a reason; for a counterpart, a decision gives the reason.
     */
    private static final String KEPT =
            """
            select r.line, r.state, r.rule
              from states_of_file(:id) r
             where r.line > :after
               and (r.state in ('REJECTED', 'HELD', 'OUT_OF_SCOPE')
                    or r.state = 'PENDING'
                       and exists (select from finding f
                                    where f.file_id = r.file_id and f.line = r.line and f.decided_key is not null))
            union all
            select distinct f.line, null, null
              from finding f
             where f.file_id = :id and f.line > :after and f.outcome = 'reject'
               and not exists (select from record r where r.file_id = f.file_id and r.line = f.line)
            """;

    /** A pending record has further findings only when they are decided; those on it alone keep nothing back. */
    private static final String FINDINGS_OF_KEPT =
            """
            with page as (select line, state, rule from (%s) kept order by line limit :lines)
            select p.line, p.state, f.column_no, f.field, coalesce(f.rule, p.rule) as rule, f.outcome, f.message_en,
                   f.message_fr, f.citation, f.observed
              from page p
              left join finding f on f.file_id = :id and f.line = p.line
                                 and (p.state is distinct from 'PENDING' or f.decided_key is not null)
             order by p.line, f.outcome <> 'reject', f.rule, f.column_no, f.field,
                      f.message_en
            """
                    .formatted(KEPT);

    private static final String COUNT_KEPT = "select count(*) from (%s) kept".formatted(KEPT.replace(":after", "0"));

    /** Every finding on a line, and the rule that decides a state without one. */
    private static final String LINE_RULES =
            """
            select f.line, r.state, f.rule
              from finding f left join states_of_file(:id) r on r.line = f.line
             where f.file_id = :id
            union
            select r.line, r.state, r.rule from record r where r.file_id = :id and r.rule is not null
            """;

    private static final String HAS_RULES =
            "select exists (select from record where file_id = :id and rule is not null)";

    private static final String SNAPSHOT = "select pg_current_snapshot()::text";

    private static final String FILE =
            """
            select archive_sha256, received_at, state, refusal_code, refusal_detail, refusal_detail_fr, refusal_line
              from file where id = :id
            """;

    private static final String WARNINGS =
            "select code, detail, detail_fr from file_warning where file_id = :id order by code";

    private static final String FINDINGS =
            """
            select rule, outcome, count(*) as findings from finding
             where file_id = :id group by rule, outcome order by rule, outcome
            """;

    private static final String LINES =
            """
            with rules as materialized (%s)
            select n.total, r.line, r.state, r.rule
              from (select count(*) as total from rules) n
              left join (select * from rules order by line, rule limit :detail) r on true
             order by r.line, r.rule
            """
                    .formatted(LINE_RULES);

    /** Without those that were sent again and rejected again: they are in the pack of that resubmission. */
    private static final String REJECTED_PLACES =
            """
            select r.line, r.byte_offset, r.byte_length, coalesce(r.amount, 0) as amount
              from record r
             where r.file_id = :id and r.state = 'REJECTED'
               and not exists (
                   select from correction c
                     join record n on n.file_id = c.file_id and n.line = c.line and n.state = 'REJECTED'
                     join effective_file f on f.id = n.file_id
                    where c.rejected_file = r.file_id and c.rejected_line = r.line and c.undone_at is null)
             order by r.line
            """;

    private static final String LAST_PACK =
            """
            select l.line
              from (select lines from rejection_pack
                     where file_id = :id and written_at is not null order by resubmission desc limit 1) p,
                   unnest(p.lines) with ordinality l (line, place)
             order by l.place
            """;

    private static final String RESEND =
            """
            select f.feed, f.logical_name, f.archive_sha256, c.name as control_name,
                   c.archive_sha256 as control_sha256
              from file f left join file c on c.id = f.control_file
             where f.id = :id and f.sequence is not null
            """;

    /** A pay line is delivered when the message of its claim is sent, which is looked up for the lines of the page only. */
    private static final String CHANGES =
            """
            select c.total, c.line, c.state, c.rule,
                   case when c.feed = 'P' and c.state = 'DELIVERED'
                        then greatest(c.changed_at,
                                      (select max(m.sent_at)
                                         from pay_line p join message_status m on m.record_key = p.claim_key and m.sent
                                        where m.queue = 'taxcredit.verification'
                                          and p.file_id = :id and p.line = c.line))
                        else c.changed_at end as changed_at
              from (select *, count(*) over () as total %s order by line limit greatest(:detail, 1)) c order by c.line
            """
                    .formatted(CHANGED);

    private final JdbcClient jdbc;
    private final Balances balances;
    private final NextInSequence next;
    private final TransactionTemplate snapshot;

    FileReports(JdbcClient jdbc, Balances balances, SequenceNumbers numbers, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.balances = balances;
        this.next = new NextInSequence(jdbc, numbers);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /**
     * Reads what a response reports about its file, in one snapshot of the ledger.
     *
     * @param due the response; a receipt has no changes, and a status has rejected records only when they are not those
     *     of the last pack that was written
     * @param detail the most lines or changes
     */
    public FileReport read(SenderResponses.Due due, int detail) {
        return snapshot.execute(tx -> due.isReceipt() ? receipt(due.fileId(), detail) : status(due.fileId(), detail));
    }

    /**
     * What was found on the records that are rejected, held, out of scope or wait for a counterpart, line by line.
     *
     * @param fileId the file
     * @param after the line after which to begin, 0 for the first page
     * @param lines most lines of a page
     * @return nothing when there are no more
     */
    public List<LineFinding> kept(long fileId, int after, int lines) {
        return jdbc.sql(FINDINGS_OF_KEPT)
                .param("id", fileId)
                .param("after", after)
                .param("lines", lines)
                .query((rs, row) -> finding(rs))
                .list();
    }

    private static LineFinding finding(ResultSet rs) throws SQLException {
        RecordState state = state(rs);
        String rule = rs.getString("rule") == null ? "" : rs.getString("rule");
        String english = rs.getString("message_en");
        return new LineFinding(
                rs.getInt("line"),
                rs.getObject("column_no", Integer.class),
                rs.getString("field"),
                rule,
                english == null ? outcome(state) : rs.getString("outcome"),
                state,
                english == null ? MESSAGES.text("decided-by", rule) : new Text(english, rs.getString("message_fr")),
                english == null ? "" : rs.getString("citation"),
                rs.getString("observed"));
    }

    private static @Nullable RecordState state(ResultSet rs) throws SQLException {
        String state = rs.getString("state");
        return state == null ? null : RecordState.valueOf(state);
    }

    /** The outcome of a state that was decided before findings of decisions were kept. */
    private static String outcome(@Nullable RecordState state) {
        return state == RecordState.REJECTED ? "reject" : state == RecordState.HELD ? "hold" : "info";
    }

    private FileReport receipt(long file, int detail) {
        Optional<FileBalance> balance = balances.of(file);
        return report(file, balance, detail, rejected(file, balance), Changes.NONE);
    }

    private FileReport status(long file, int detail) {
        Optional<FileBalance> balance = balances.of(file);
        List<Rejected> rejected = rejected(file, balance);
        boolean isSame = rejected.isEmpty()
                || rejected.stream()
                        .map(each -> each.place().line())
                        .toList()
                        .equals(jdbc.sql(LAST_PACK)
                                .param("id", file)
                                .query(Integer.class)
                                .list());
        return report(file, balance, detail, isSame ? List.of() : rejected, changes(file, detail));
    }

    private FileReport report(
            long file, Optional<FileBalance> balance, int detail, List<Rejected> sentBack, Changes changes) {
        List<FindingCount> findings = findings(file);
        Lines lines = findings.isEmpty() && !hasRules(file) ? Lines.NONE : lines(file, detail);
        long rejected = recordsIn(balance, RecordState.REJECTED);
        boolean isKept = !findings.isEmpty() || KEPT_BACK.stream().anyMatch(state -> recordsIn(balance, state) > 0);
        long keptLines = isKept ? count(file, COUNT_KEPT) : 0;
        Resend resend = sentBack.isEmpty() ? null : resend(file, sentBack);
        String saw = jdbc.sql(SNAPSHOT).query(String.class).single();
        return jdbc.sql(FILE)
                .param("id", file)
                .query((rs, row) -> new FileReport(
                        rs.getString("archive_sha256"),
                        rs.getTimestamp("received_at").toInstant(),
                        FileVerdict.of(FileState.valueOf(rs.getString("state")), rejected),
                        refusal(rs),
                        warnings(file),
                        balance.orElse(null),
                        findings,
                        lines.first(),
                        lines.total(),
                        keptLines,
                        resend,
                        next.of(file),
                        changes.first(),
                        changes.total(),
                        saw))
                .single();
    }

    /** Why a file was refused, null when it was not; sentences missing in older rows are replaced by the code's meaning. */
    private static @Nullable FileRefusal refusal(ResultSet rs) throws SQLException {
        String code = rs.getString("refusal_code");
        if (code == null) {
            return null;
        }
        RefusalCode refusal = RefusalCode.ofCode(code)
                .orElseThrow(() -> new IllegalStateException("The ledger has an unknown refusal code: " + code));
        String en = rs.getString("refusal_detail");
        String fr = rs.getString("refusal_detail_fr");
        return new FileRefusal(
                refusal,
                rs.getObject("refusal_line", Integer.class),
                new Text(
                        en == null ? refusal.meaning().en() : en,
                        fr == null ? refusal.meaning().fr() : fr));
    }

    private List<FileWarning> warnings(long file) {
        return jdbc.sql(WARNINGS)
                .param("id", file)
                .query((rs, row) -> new FileWarning(
                        rs.getString("code"), Text.stored(rs.getString("detail"), rs.getString("detail_fr"))))
                .list();
    }

    private List<FindingCount> findings(long file) {
        return jdbc.sql(FINDINGS)
                .param("id", file)
                .query((rs, row) ->
                        new FindingCount(rs.getString("rule"), rs.getString("outcome"), rs.getLong("findings")))
                .list();
    }

    /** The first lines with a rule, and how many there are. */
    private record Lines(List<LineRule> first, long total) {

        private static final Lines NONE = new Lines(List.of(), 0);
    }

    /** The first changes, and how many there are. */
    private record Changes(List<Change> first, long total) {

        private static final Changes NONE = new Changes(List.of(), 0);
    }

    /** One of the first changes, with how many there are. */
    private record CountedChange(Change change, long total) {}

    /** One of the first lines, with how many there are; without a line when no line is listed. */
    private record CountedLine(@Nullable LineRule rule, long total) {}

    private Lines lines(long file, int detail) {
        List<CountedLine> lines = jdbc.sql(LINES)
                .param("id", file)
                .param("detail", detail)
                .query((rs, row) -> new CountedLine(
                        rs.getObject("line") == null
                                ? null
                                : new LineRule(rs.getInt("line"), state(rs), rs.getString("rule")),
                        rs.getLong("total")))
                .list();
        return new Lines(
                lines.stream().map(CountedLine::rule).filter(Objects::nonNull).toList(),
                lines.get(0).total());
    }

    /** A rejected record and its hours or gross wages. */
    private record Rejected(Place place, BigDecimal amount) {}

    /** None are looked up when the balance has none; the records of a refused file, which has no balance, are removed. */
    private List<Rejected> rejected(long file, Optional<FileBalance> balance) {
        if (recordsIn(balance, RecordState.REJECTED) == 0) {
            return List.of();
        }
        return jdbc.sql(REJECTED_PLACES)
                .param("id", file)
                .query((rs, row) -> new Rejected(
                        new Place(rs.getInt("line"), rs.getLong("byte_offset"), rs.getInt("byte_length")),
                        rs.getBigDecimal("amount")))
                .list();
    }

    /** The rejected records with what their pack is made of; null when the file's name says no place in the sequence. */
    private @Nullable Resend resend(long file, List<Rejected> rejected) {
        return jdbc.sql(RESEND)
                .param("id", file)
                .query((rs, row) -> new Resend(
                        Feed.ofWireName(rs.getString("feed")),
                        rs.getString("logical_name"),
                        rs.getString("archive_sha256"),
                        rs.getString("control_name"),
                        rs.getString("control_sha256"),
                        rejected.stream().map(Rejected::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
                        rejected.stream().map(Rejected::place).toList()))
                .optional()
                .orElse(null);
    }

    private Changes changes(long file, int detail) {
        List<CountedChange> changes = jdbc.sql(CHANGES)
                .param("id", file)
                .param("detail", detail)
                .query((rs, row) -> new CountedChange(
                        new Change(
                                rs.getInt("line"),
                                RecordState.valueOf(rs.getString("state")),
                                rs.getString("rule"),
                                rs.getTimestamp("changed_at").toInstant()),
                        rs.getLong("total")))
                .list();
        return changes.isEmpty()
                ? Changes.NONE
                : new Changes(
                        changes.stream()
                                .limit(detail)
                                .map(CountedChange::change)
                                .toList(),
                        changes.get(0).total());
    }

    private boolean hasRules(long file) {
        return jdbc.sql(HAS_RULES).param("id", file).query(Boolean.class).single();
    }

    private static long recordsIn(Optional<FileBalance> balance, RecordState state) {
        return balance.map(each -> each.recordsIn(state)).orElse(0L);
    }

    private long count(long file, String sql) {
        return jdbc.sql(sql).param("id", file).query(Long.class).single();
    }
}
