// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.rules.engine.Finding;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The only writer of exceptions: opens and closes them, in the caller's transaction. */
@Component
public class ExceptionCases {

    private static final String OPEN =
            """
            with opened as (
                insert into break (type, subject, rule, detail, detail_fr, left_value, right_value, opened_at)
                values (:type, :subject, :rule, :detail, :detailFr, :left, :right, :now)
                on conflict (type, subject, coalesce(rule, '')) where closed_at is null
                do update set detail = excluded.detail, detail_fr = excluded.detail_fr,
                              left_value = excluded.left_value, right_value = excluded.right_value
                returning id)
            insert into break_record (break_id, file_id, line)
            select o.id, w.file_id, w.line
              from opened o, unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
            on conflict do nothing
            """;

    private static final String OPEN_RULE_HOLDS_OF_FILE =
            """
            with held as (
                select r.line, %s as subject, r.rule,
                       coalesce(f.message_en, r.rule) as detail, f.message_fr as detail_fr
                  from record r
                  left join lateral (select message_en, message_fr from finding f
                                      where f.file_id = r.file_id and f.line = r.line and f.rule = r.rule
                                      limit 1) f on true
                 where r.file_id = :file and r.state = 'HELD' and r.rule <> 'DUPLICATE_KEY'),
            opened as (
                insert into break (type, subject, rule, detail, detail_fr, opened_at)
                select 'RULE_HOLD', subject, rule, detail, detail_fr, :now from held
                on conflict do nothing
                returning id, subject)
            insert into break_record (break_id, file_id, line)
            select o.id, :file, h.line from opened o join held h using (subject)
            """
                    .formatted(ExceptionSubject.ofRecord("r.file_id", "r.line"));

    private static final String OPEN_DUPLICATE_KEYS_OF_FILE =
            """
            with repeated as (
                select record_key, %s as subject, min(line) as first_line
                  from record
                 where file_id = :file and state = 'HELD' and rule = 'DUPLICATE_KEY'
                 group by file_id, record_key),
            opened as (
                insert into break (type, subject, detail, detail_fr, opened_at)
                select 'DUPLICATE_KEY', k.subject, d.message_en, d.message_fr, :now
                  from repeated k
                 cross join lateral (
                       select f.message_en, f.message_fr from finding f
                        where f.file_id = :file and f.line = k.first_line and f.rule = 'DUPLICATE_KEY' limit 1) d
                on conflict do nothing
                returning id, subject)
            insert into break_record (break_id, file_id, line)
            select o.id, r.file_id, r.line
              from opened o
              join repeated k using (subject)
              join record r on r.file_id = :file and r.record_key = k.record_key and r.state = 'HELD'
            """
                    .formatted(ExceptionSubject.ofRepeatedKey("file_id", "min(line)"));

    private static final String OPEN_RULE_HOLDS =
            """
            with held as (
                select w.file_id, w.line, %s as subject, w.rule, w.detail, w.detail_fr
                  from unnest(cast(:files as bigint[]), cast(:lines as integer[]), cast(:rules as text[]),
                              cast(:details as text[]), cast(:detailsFr as text[]))
                       as w (file_id, line, rule, detail, detail_fr)),
            opened as (
                insert into break (type, subject, rule, detail, detail_fr, opened_at)
                select 'RULE_HOLD', subject, rule, detail, detail_fr, cast(:now as timestamptz) from held
                on conflict do nothing
                returning id, subject)
            insert into break_record (break_id, file_id, line)
            select o.id, h.file_id, h.line from opened o join held h using (subject)
            """
                    .formatted(ExceptionSubject.ofRecord("w.file_id", "w.line"));

    private static final String CLOSE_RULE_HOLDS =
            """
            update break set closed_at = :now
             where closed_at is null and type = 'RULE_HOLD' and subject = any(:subjects)
            """;

    /** Of the records of a temporary table. OFFSET 0 makes the planner look up the records of each exception. */
    private static final String CLOSE_WITHOUT_HELD_RECORDS =
            """
            with changed as materialized (
                select distinct br.break_id as id from %s d join break_record br using (file_id, line))
            update break b set closed_at = :now
              from changed c
             where b.id = c.id and b.closed_at is null
               and not exists (select 1 from break_record br join record r using (file_id, line)
                                where br.break_id = b.id and r.state = 'HELD' offset 0)
            """;

    private static final String CLOSE_OTHERS =
            """
            update break set closed_at = :now
             where subject = :subject and closed_at is null and type <> 'CONSUMER_REFUSED'
               and not (type || '/' || coalesce(rule, '') = any(:open))
            """;

    /** The types of exception (interface agreements, section 5). */
    public enum Type {
        MISSING_REGISTRATION,
        MISSING_CERTIFICATE,
        VALUE_MISMATCH,
        IDENTITY_AMBIGUOUS,
        IDENTITY_CLASH,
        RULE_HOLD,
        CONSUMER_REFUSED,
        DUPLICATE_KEY
    }

    /**
     * One reason why a person must decide.
     *
     * @param type the type of exception
     * @param finding the finding on each record concerned: a sentence without personal data, and the value of one side,
     *     masked where personal; its rule is the type when no rule holds
     * @param right the value of the other side, null when that side has no value
     */
    public record Disagreement(Type type, Finding finding, @Nullable String right) {

        /** The rule that holds, null when no rule does. */
        public @Nullable String rule() {
            return finding.rule().equals(type.name()) ? null : finding.rule();
        }

        /** The sentence. */
        public Text detail() {
            return new Text(finding.message(), finding.messageFr());
        }

        /** The value of one side, null when that side has no value. */
        public @Nullable String left() {
            return finding.observed();
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    ExceptionCases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A record that a rule on the record holds.
     *
     * @param rule the rule
     * @param detail the rule's sentence, without personal data
     */
    public record RuleHold(RecordAddress record, String rule, Text detail) {}

    /**
     * Opens exceptions on a subject with their records. An exception that is already open for the same reason stays
     * open, with the new detail.
     */
    public void open(ExceptionSubject subject, List<Disagreement> disagreements, Collection<RecordAddress> records) {
        for (Disagreement each : disagreements) {
            jdbc.sql(OPEN)
                    .param("type", each.type().name())
                    .param("subject", subject.text())
                    .param("rule", each.rule(), Types.VARCHAR)
                    .param("detail", each.detail().en())
                    .param("detailFr", each.detail().fr())
                    .param("left", each.left(), Types.VARCHAR)
                    .param("right", each.right(), Types.VARCHAR)
                    .param("now", now())
                    .params(RecordAddress.columns(records))
                    .update();
        }
    }

    /** Opens the exceptions of a file that takes effect: one a record held by a rule, one a key with different content. */
    public void openForFile(long file) {
        for (String sql : List.of(OPEN_RULE_HOLDS_OF_FILE, OPEN_DUPLICATE_KEYS_OF_FILE)) {
            jdbc.sql(sql).param("file", file).param("now", now()).update();
        }
    }

    /** Opens one exception for each record, unless it is already open. */
    public void openRuleHolds(Collection<RuleHold> holds) {
        jdbc.sql(OPEN_RULE_HOLDS)
                .param("now", now())
                .params(RecordAddress.columns(
                        holds.stream().map(RuleHold::record).toList()))
                .param("rules", Columns.of(holds, RuleHold::rule, String[]::new))
                .param("details", Columns.of(holds, hold -> hold.detail().en(), String[]::new))
                .param("detailsFr", Columns.of(holds, hold -> hold.detail().fr(), String[]::new))
                .update();
    }

    /** Closes the exceptions of records that rules on the record hold. */
    public void closeRuleHolds(Collection<RecordAddress> records) {
        jdbc.sql(CLOSE_RULE_HOLDS)
                .param("now", now())
                .param(
                        "subjects",
                        Columns.of(
                                records, record -> ExceptionSubject.of(record).text(), String[]::new))
                .update();
    }

    /**
     * Closes the exceptions that have no held record any more.
     *
     * @param changed records whose states changed; only their exceptions are closed
     */
    public void closeWithoutHeldRecords(RecordTable changed) {
        jdbc.sql(CLOSE_WITHOUT_HELD_RECORDS.formatted(changed.name()))
                .param("now", now())
                .update();
    }

    /** Closes the exceptions on a subject except those that are to stay open and those that a consumer's refusal opened. */
    public void closeOthers(ExceptionSubject subject, List<Disagreement> open) {
        jdbc.sql(CLOSE_OTHERS)
                .param("now", now())
                .param("subject", subject.text())
                .param("open", Columns.of(open, ExceptionCases::reason, String[]::new))
                .update();
    }

    private static String reason(Disagreement disagreement) {
        return disagreement.type() + "/" + (disagreement.rule() == null ? "" : disagreement.rule());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
