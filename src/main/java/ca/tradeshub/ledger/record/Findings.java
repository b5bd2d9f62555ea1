// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.rules.engine.Finding;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Changes the findings of records after their file was staged, in the caller's transaction. {@link Staging} writes the
 * first ones.
 */
@Component
public class Findings {

    /** The table and columns of staged findings. */
    static final String STAGED =
            "finding (file_id, line, rule, outcome, unknown, field, column_no, message_en, message_fr, citation, observed)";

    private static final String REMOVE =
            """
            delete from finding f
             using unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
             where f.file_id = w.file_id and f.line = w.line
            """;

    /** The warnings of the mapping are about the line as it was written; a re-evaluation does not change them. */
    private static final String REMOVE_OF_RULES = REMOVE + "   and f.rule not like 'MAP-%'\n";

    private static final String REMOVE_REJECTIONS = REMOVE + "   and f.outcome = 'reject'\n";

    private static final String ADD =
            """
            insert into %s (file_id, line, rule, outcome, unknown, field, message_en, message_fr, citation, observed)
            select * from unnest(cast(:files as bigint[]), cast(:lines as integer[]), cast(:rules as text[]),
                                 cast(:outcomes as text[]), cast(:unknowns as boolean[]), cast(:fields as text[]),
                                 cast(:en as text[]), cast(:fr as text[]), cast(:citations as text[]),
                                 cast(:observed as text[]))
            """;

    private final JdbcClient jdbc;

    Findings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A finding on a record. */
    public record Found(RecordAddress address, Finding finding) {}

    /** Adds findings. */
    public void add(List<Found> found) {
        addTo("finding", found);
    }

    /**
     * Adds findings to a temporary table with the columns of {@code finding}; the findings of the ledger stay as they are.
     */
    public void preview(RecordTable table, List<Found> found) {
        addTo(table.name(), found);
    }

    /**
     * Replaces the findings of rules.
     *
     * @param replaced the records whose earlier findings of rules are deleted
     * @param found their new findings
     */
    public void replace(Collection<RecordAddress> replaced, List<Found> found) {
        remove(REMOVE_OF_RULES, replaced);
        add(found);
    }

    /** Deletes the findings that reject records. */
    public void removeRejections(Collection<RecordAddress> restored) {
        remove(REMOVE_REJECTIONS, restored);
    }

    /** Adds the row of a staged finding to a copy into {@link #STAGED}. */
    static void stage(CopyText rows, FileLease lease, int line, StagedRecord.StagedFinding finding) {
        rows.add(lease.fileId())
                .add(line)
                .add(finding.rule())
                .add(finding.outcome())
                .add(finding.unknown())
                .add(finding.field())
                .add(finding.column())
                .add(finding.message())
                .add(finding.messageFr())
                .add(finding.citation())
                .add(finding.observed())
                .endRow();
    }

    private void remove(String sql, Collection<RecordAddress> records) {
        if (!records.isEmpty()) {
            jdbc.sql(sql).params(RecordAddress.columns(records)).update();
        }
    }

    private void addTo(String table, List<Found> found) {
        if (found.isEmpty()) {
            return;
        }
        List<Finding> findings = found.stream().map(Found::finding).toList();
        jdbc.sql(ADD.formatted(table))
                .params(RecordAddress.columns(found.stream().map(Found::address).toList()))
                .param("rules", Columns.of(findings, Finding::rule, String[]::new))
                .param(
                        "outcomes",
                        Columns.of(findings, finding -> finding.outcome().wireName(), String[]::new))
                .param("unknowns", Columns.of(findings, Finding::unknown, Boolean[]::new))
                .param("fields", Columns.of(findings, Finding::field, String[]::new))
                .param("en", Columns.of(findings, Finding::message, String[]::new))
                .param("fr", Columns.of(findings, Finding::messageFr, String[]::new))
                .param(
                        "citations",
                        Columns.of(findings, finding -> finding.citation().toString(), String[]::new))
                .param("observed", Columns.of(findings, Finding::observed, String[]::new))
                .update();
    }
}
