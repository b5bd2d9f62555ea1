// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.response;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.response.FileReport.LineFinding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what was found on the records that are rejected, held, out of scope or wait for a counterpart. */
class KeptFindings {

    private static final Messages MESSAGES = Messages.of(KeptFindings.class);

    /**
     * The records whose state has a reason, and the lines of a refused file, whose records are removed, with a finding
     * that rejects them. A record waits for its message without a reason; for a counterpart, a decision gives the reason.
     * The messages in force are looked up only if such a record is found.
     */
    private static final String KEPT =
            """
            with in_force as materialized (select lines_in_force(%1$s) as lines),
            decided as materialized (
                select f.line from finding f where f.file_id = %1$s and f.line > :after and f.decided_key is not null)
            select r.line, r.state, r.rule
              from record r
             where r.file_id = %1$s and r.line > :after
               and (r.state in ('REJECTED', 'HELD', 'OUT_OF_SCOPE')
                    or r.state = 'PENDING' and r.line in (select line from decided)
                       and not (r.feed = 'P' and (select lines from in_force) @> r.line))
            union all
            select distinct f.line, null, null
              from finding f
             where f.file_id = %1$s and f.line > :after and f.outcome = 'reject'
               and not exists (select from record r where r.file_id = f.file_id and r.line = f.line)
            """;

    /** A pending record has further findings only when they are decided; those on it alone keep nothing back. */
    private static final String FINDINGS = "with page as (select line, state, rule from (" + KEPT
            + """
            ) kept order by line limit :lines)
            select p.line, p.state, f.column_no, f.field, coalesce(f.rule, p.rule) as rule, f.outcome, f.message_en,
                   f.message_fr, f.citation, f.observed
              from page p
              left join finding f on f.file_id = %1$s and f.line = p.line
                                 and (p.state is distinct from 'PENDING' or f.decided_key is not null)
            """;

    /** The parts of a finding by which those of a line are ordered. */
    private static final String IN_A_LINE = "outcome <> 'reject', rule, column_no, field, message_en";

    private static final String PAGE =
            "select * from (" + FINDINGS.formatted(":file") + ") found order by line, " + IN_A_LINE;

    private static final String FIRST_PAGES =
            "select w.id as file_id, found.* from unnest(cast(:files as bigint[])) w (id) cross join lateral ("
                    + FINDINGS.formatted("w.id") + ") found order by w.id, line, " + IN_A_LINE;

    private final JdbcClient jdbc;

    KeptFindings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of a file, in the order of its lines; nothing when there are no more. */
    List<LineFinding> page(long fileId, int after, int lines) {
        return jdbc.sql(PAGE)
                .param("file", fileId)
                .param("after", after)
                .param("lines", lines)
                .query((rs, row) -> finding(rs, UnaryOperator.identity()))
                .list();
    }

    /** The first pages of files. A text that several findings have is in memory once. */
    Map<Long, List<LineFinding>> firstPages(Collection<Long> files, int lines) {
        Map<Long, List<LineFinding>> pages = new HashMap<>();
        Map<String, String> texts = new HashMap<>();
        if (!files.isEmpty()) {
            jdbc.sql(FIRST_PAGES)
                    .param("files", files.toArray(Long[]::new))
                    .param("after", 0)
                    .param("lines", lines)
                    .query(rs -> {
                        pages.computeIfAbsent(rs.getLong("file_id"), id -> new ArrayList<>())
                                .add(finding(rs, text -> texts.computeIfAbsent(text, same -> same)));
                    });
        }
        return pages;
    }

    private static LineFinding finding(ResultSet rs, UnaryOperator<String> shared) throws SQLException {
        RecordState state = ReportParts.state(rs);
        String rule = rs.getString("rule") == null ? "" : shared.apply(rs.getString("rule"));
        String english = rs.getString("message_en");
        return new LineFinding(
                rs.getInt("line"),
                rs.getObject("column_no", Integer.class),
                rs.getString("field"),
                rule,
                english == null ? outcome(state) : shared.apply(rs.getString("outcome")),
                state,
                english == null
                        ? MESSAGES.text("decided-by", rule)
                        : new Text(shared.apply(english), shared.apply(rs.getString("message_fr"))),
                english == null ? "" : shared.apply(rs.getString("citation")),
                rs.getString("observed"));
    }

    /** The outcome of a state that was decided before findings of decisions were kept. */
    private static String outcome(@Nullable RecordState state) {
        return state == RecordState.REJECTED ? "reject" : state == RecordState.HELD ? "hold" : "info";
    }
}
