// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.record;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Changes the findings of records after their file was staged, in the caller's transaction. {@link Staging} writes the
 * first ones.
 */
@Component
public class Findings {

    private static final Messages MESSAGES = Messages.of(Findings.class);
    /** The reason of records that are held because their file has several of their key, with different content. */
    public static final String REPEATED_KEY = "DUPLICATE_KEY";

    /** The citation of that reason. */
    public static final String AGREEMENTS = "Interface agreements, section 4";

    /** So many lines are named in a sentence. */
    private static final int LINES_NAMED = 20;

    /** The table and columns of staged findings. */
    static final String STAGED =
            "finding (file_id, line, rule, outcome, unknown, field, column_no, message_en, message_fr, citation, observed)";

    /**
     * Those of rules on the record alone. Further conditions on a finding are hidden in CASE, here and below: the planner,
     * which does not know the rules and outcomes of new findings, would expect that hardly any fits, and compare each of
     * them with all records of the statement.
     */
    private static final String REMOVE =
            """
            delete from finding f
             using unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
             where f.file_id = w.file_id and f.line = w.line
               and case when f.decided_key is null%s then true end
            """;

    /** The warnings of the mapping are about the line as it was written; a re-evaluation does not change them. */
    private static final String REMOVE_OF_RULES = REMOVE.formatted(" and f.rule not like 'MAP-%'");

    private static final String REMOVE_REJECTIONS = REMOVE.formatted(" and f.outcome = 'reject'");

    private static final String ADD =
            """
            insert into %s (file_id, line, rule, outcome, unknown, field, message_en, message_fr, citation, observed)
            select * from unnest(cast(:files as bigint[]), cast(:lines as integer[]), cast(:rules as text[]),
                                 cast(:outcomes as text[]), cast(:unknowns as boolean[]), cast(:fields as text[]),
                                 cast(:en as text[]), cast(:fr as text[]), cast(:citations as text[]),
                                 cast(:observed as text[]))
            """;

    /** Of rules that hold a record alone. */
    private static final String RESOLVE =
            """
            update finding f
               set outcome = :outcome, message_en = f.message_en || ' ' || :en, message_fr = f.message_fr || ' ' || :fr
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
             where f.file_id = w.file_id and f.line = w.line
               and case when f.rule = :rule and f.outcome = 'hold' and f.decided_key is null then true end
            """;

    private static final String UNRESOLVE =
            """
            update finding f
               set outcome = 'hold', message_en = left(f.message_en, -length(' ' || :en)),
                   message_fr = left(f.message_fr, -length(' ' || :fr))
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
             where f.file_id = w.file_id and f.line = w.line
               and case when f.rule = :rule and f.outcome <> 'hold' and f.decided_key is null
                             and right(f.message_en, length(' ' || :en)) = ' ' || :en then true end
            """;

    private static final String REMOVE_DECIDED = "delete from finding where decided_key = any(:keys)";

    /**
     * A record that was delivered before keeps its state, and needs no reason for another one. The messages in force are
     * looked up once for each claim, and each record alone.
     */
    private static final String ADD_DECIDED =
            """
            with decided as materialized (
                select *
                  from unnest(cast(:files as bigint[]), cast(:lines as integer[]), cast(:rules as text[]),
                              cast(:outcomes as text[]), cast(:unknowns as boolean[]), cast(:fields as text[]),
                              cast(:en as text[]), cast(:fr as text[]), cast(:citations as text[]),
                              cast(:observed as text[]), cast(:keys as text[]))
                       as w (file_id, line, rule, outcome, unknown, field, message_en, message_fr, citation, observed, key)),
            in_force as materialized (
                select claim_key, file_id, lines
                  from claim_in_force where claim_key = any(array(select distinct key from decided)))
            insert into finding (file_id, line, rule, outcome, unknown, field, message_en, message_fr, citation, observed,
                                 decided_key)
            select d.*
              from decided d
             cross join lateral (
                   select state from record where file_id = d.file_id and line = d.line offset 0) r
              left join in_force f on f.claim_key = d.key and f.file_id = d.file_id
             where r.state <> 'DELIVERED' and not (r.state = 'PENDING' and coalesce(f.lines @> d.line, false))
            """;

    /** Names the lines, of which a spreadsheet can make thousands, up to a number. */
    private static final String ADD_REPEATED_KEYS =
            """
            insert into finding (file_id, line, rule, outcome, message_en, message_fr, citation, observed)
            select r.file_id, r.line, r.rule, 'hold', replace(:en, '{lines}', k.lines),
                   replace(:fr, '{lines}', k.lines), :citation, null
              from record r
              join (select record_key,
                           string_agg(cast(line as text), ', ' order by line) filter (where place <= :named)
                               || case when count(*) > :named then ', … (' || count(*) || ')' else '' end as lines
                      from (select record_key, line,
                                   row_number() over (partition by record_key order by line) as place
                              from record
                             where file_id = :file and state = 'HELD' and rule = :rule) repeated
                     group by record_key) k on k.record_key = r.record_key
             where r.file_id = :file and r.state = 'HELD' and r.rule = :rule
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

    /**
     * Replaces what the decisions on keys found.
     *
     * @param keys the keys that were decided
     * @param decided the key of each new finding
     * @param found the new findings
     */
    public void replaceDecided(Collection<String> keys, List<String> decided, List<Found> found) {
        jdbc.sql(REMOVE_DECIDED).param("keys", keys.toArray(String[]::new)).update();
        if (!found.isEmpty()) {
            columns(jdbc.sql(ADD_DECIDED), found)
                    .param("keys", decided.toArray(String[]::new))
                    .update();
        }
    }

    /** Adds what was found on a key after its last decision to each of its records; the next decision replaces it. */
    public void addDecided(String key, Collection<RecordAddress> records, Finding finding) {
        if (!records.isEmpty()) {
            columns(
                            jdbc.sql(ADD_DECIDED),
                            records.stream()
                                    .map(each -> new Found(each, finding))
                                    .toList())
                    .param("keys", records.stream().map(each -> key).toArray(String[]::new))
                    .update();
        }
    }

    /**
     * Adds a finding to each record of a file that is held because its key occurs more than once.
     */
    public void addRepeatedKeys(long file) {
        Text message = MESSAGES.text("repeated-key", "{lines}");
        jdbc.sql(ADD_REPEATED_KEYS)
                .param("file", file)
                .param("rule", REPEATED_KEY)
                .param("named", LINES_NAMED)
                .param("en", message.en())
                .param("fr", message.fr())
                .param("citation", AGREEMENTS)
                .update();
    }

    /** The sentence about a key that occurs on several lines with different content. */
    public static Text repeatedKey(List<Integer> lines) {
        String first = lines.stream().limit(LINES_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
        return MESSAGES.text("repeated-key", lines.size() > LINES_NAMED ? first + ", … (" + lines.size() + ")" : first);
    }

    /**
     * Gives the findings with which a rule holds records the outcome that a person decided.
     *
     * @param sentence added to what the findings say
     */
    public void resolve(Collection<RecordAddress> records, String rule, Outcome outcome, Text sentence) {
        if (!records.isEmpty()) {
            jdbc.sql(RESOLVE)
                    .params(RecordAddress.columns(records))
                    .param("rule", rule)
                    .param("outcome", outcome.wireName())
                    .param("en", sentence.en())
                    .param("fr", sentence.fr())
                    .update();
        }
    }

    /**
     * Lets findings of a rule hold again to which {@link #resolve} gave another outcome.
     *
     * @param sentences what it may have added
     */
    public void unresolve(Collection<RecordAddress> records, String rule, List<Text> sentences) {
        for (Text sentence : sentences) {
            jdbc.sql(UNRESOLVE)
                    .params(RecordAddress.columns(records))
                    .param("rule", rule)
                    .param("en", sentence.en())
                    .param("fr", sentence.fr())
                    .update();
        }
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
                .add(finding.message().en())
                .add(finding.message().fr())
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
        columns(jdbc.sql(ADD.formatted(table)), found).update();
    }

    private static JdbcClient.StatementSpec columns(JdbcClient.StatementSpec statement, List<Found> found) {
        List<Finding> findings = found.stream().map(Found::finding).toList();
        return statement
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
                .param("observed", Columns.of(findings, Finding::observed, String[]::new));
    }
}
