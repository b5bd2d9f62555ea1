// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.response;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads from the ledger what a response reports about a file. */
@Component
public class FileReports {

    private static final int HIGHEST_SEQUENCE = 999_999;

    /**
     * Records whose row was last written by a transaction the receipt did not see. A row knows the lower half of its
     * transaction's number only; the upper half is that of the present, or one less.
     */
    private static final String CHANGED =
            """
              from (select r.line, r.state, r.rule, r.changed_at, a.receipt_saw,
                           r.xmin::text::bigint as low,
                           pg_snapshot_xmax(pg_current_snapshot())::text::bigint as present
                      from record r join sender_response a on a.file_id = r.file_id
                     where r.file_id = :id and a.receipt_saw is not null) c
             where not pg_visible_in_snapshot(
                       (low + ((present >> 32) - case when low > (present & 4294967295) then 1 else 0 end << 32))
                           ::text::xid8, receipt_saw)
            """;

    private static final String REJECTING =
            """
            with page as (
                select distinct line from finding
                 where file_id = :id and outcome = 'reject' and line > :after
                 order by line limit :lines)
            select line, column_no, field, rule, outcome, message_en, message_fr, citation, observed
              from finding join page using (line)
             where file_id = :id
             order by line, outcome <> 'reject', rule, column_no, field, message_en
            """;

    private static final String COUNT_LINE_RULES =
            "select count(distinct (line, rule)) from finding where file_id = :id";

    private static final String COUNT_REJECTED_LINES =
            "select count(distinct line) from finding where file_id = :id and outcome = 'reject'";

    private static final String COUNT_CHANGES = "select count(*) " + CHANGED;

    private static final String COUNT_CHANGES_TO_REJECTED = COUNT_CHANGES + " and c.state = 'REJECTED'";

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
            select distinct line, rule from finding
             where file_id = :id order by line, rule limit :detail
            """;

    private static final String REJECTED_PLACES =
            """
            select line, byte_offset, byte_length from record
             where file_id = :id and state = 'REJECTED' order by line
            """;

    private static final String RESEND =
            """
            select f.feed, f.employer_bn9,
                   least(:highest, 1 + greatest(f.sequence, (
                       select max(s.sequence) from file s
                        where s.sender = f.sender and s.feed = f.feed and s.employer_bn9 = f.employer_bn9
                          and s.role = 'data' and s.state <> 'REFUSED' and not s.dry_run))) as resend_sequence,
                   f.archive_sha256, c.name as control_name, c.archive_sha256 as control_sha256,
                   (select coalesce(sum(r.amount), 0) from record r
                     where r.file_id = f.id and r.state = 'REJECTED') as rejected_amount
              from file f left join file c on c.id = f.control_file
             where f.id = :id
            """;

    private static final String CHANGES =
            "select line, state, rule, changed_at " + CHANGED + " order by line limit :detail";

    private final JdbcClient jdbc;
    private final Balances balances;
    private final TransactionTemplate snapshot;

    FileReports(JdbcClient jdbc, Balances balances, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.balances = balances;
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot.setReadOnly(true);
    }

    /**
     * Reads what a response reports about its file, in one snapshot of the ledger.
     *
     * @param due the response; a receipt has no changes, a status has no lines, and rejected records only when some were
     *     rejected since the receipt
     * @param detail the most lines or changes
     */
    public FileReport read(SenderResponses.Due due, int detail) {
        return snapshot.execute(tx -> due.isReceipt() ? receipt(due.fileId(), detail) : status(due.fileId(), detail));
    }

    /**
     * What was found on the lines that have a finding which rejects them, line by line.
     *
     * @param fileId the file
     * @param after the line after which to begin, 0 for the first page
     * @param lines most lines of a page
     * @return nothing when there are no more
     */
    public List<LineFinding> rejecting(long fileId, int after, int lines) {
        return jdbc.sql(REJECTING)
                .param("id", fileId)
                .param("after", after)
                .param("lines", lines)
                .query((rs, row) -> new LineFinding(
                        rs.getInt("line"),
                        rs.getObject("column_no", Integer.class),
                        rs.getString("field"),
                        rs.getString("rule"),
                        rs.getString("outcome"),
                        new Text(rs.getString("message_en"), rs.getString("message_fr")),
                        rs.getString("citation"),
                        rs.getString("observed")))
                .list();
    }

    private FileReport receipt(long file, int detail) {
        return report(file, findings(file), lines(file, detail), count(file, COUNT_LINE_RULES), true, List.of(), 0);
    }

    private FileReport status(long file, int detail) {
        return report(
                file,
                List.of(),
                List.of(),
                0,
                count(file, COUNT_CHANGES_TO_REJECTED) > 0,
                changes(file, detail),
                count(file, COUNT_CHANGES));
    }

    private FileReport report(
            long file,
            List<FindingCount> findings,
            List<LineRule> lines,
            long linesTotal,
            boolean sendsBack,
            List<Change> changes,
            long changesTotal) {
        Optional<FileBalance> balance = balances.of(file);
        long rejected =
                balance.map(each -> each.records().get(RecordState.REJECTED)).orElse(0L);
        long rejectedLines = count(file, COUNT_REJECTED_LINES);
        Resend resend = sendsBack && rejected > 0 ? resend(file) : null;
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
                        lines,
                        linesTotal,
                        sendsBack ? rejectedLines : 0,
                        resend,
                        changes,
                        changesTotal,
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

    private List<LineRule> lines(long file, int detail) {
        return jdbc.sql(LINES)
                .param("id", file)
                .param("detail", detail)
                .query((rs, row) -> new LineRule(rs.getInt("line"), rs.getString("rule")))
                .list();
    }

    private Resend resend(long file) {
        List<Place> places = jdbc.sql(REJECTED_PLACES)
                .param("id", file)
                .query((rs, row) -> new Place(rs.getInt("line"), rs.getLong("byte_offset"), rs.getInt("byte_length")))
                .list();
        return jdbc.sql(RESEND)
                .param("id", file)
                .param("highest", HIGHEST_SEQUENCE)
                .query((rs, row) -> new Resend(
                        Feed.ofWireName(rs.getString("feed")),
                        rs.getString("employer_bn9"),
                        rs.getInt("resend_sequence"),
                        rs.getString("archive_sha256"),
                        rs.getString("control_name"),
                        rs.getString("control_sha256"),
                        rs.getBigDecimal("rejected_amount"),
                        places))
                .single();
    }

    private List<Change> changes(long file, int detail) {
        return jdbc.sql(CHANGES)
                .param("id", file)
                .param("detail", detail)
                .query((rs, row) -> new Change(
                        rs.getInt("line"),
                        RecordState.valueOf(rs.getString("state")),
                        rs.getString("rule"),
                        rs.getTimestamp("changed_at").toInstant()))
                .list();
    }

    private long count(long file, String sql) {
        return jdbc.sql(sql).param("id", file).query(Long.class).single();
    }
}
