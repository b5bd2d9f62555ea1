// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordTable;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The only writer of exceptions: opens and closes them, in the caller's transaction. */
@Component
public class ExceptionCases {

    /** Opens the exceptions again that a resolution closed; otherwise new ones, which their owners keep. */
    private static final String OPEN =
            """
            with wanted as materialized (
                select * from unnest(
                       cast(:numbers as integer[]), cast(:types as text[]), cast(:subjects as text[]),
                       cast(:rules as text[]), cast(:details as text[]), cast(:detailsFr as text[]),
                       cast(:left as text[]), cast(:right as text[]), cast(:bases as text[]), cast(:sides as text[]),
                       cast(:evidence as text[]), cast(:amounts as numeric[]), cast(:amountsOf as text[]))
                    as w (n, type, subject, rule, detail, detail_fr, left_value, right_value, basis, sides, evidence,
                          amount, amount_of)),
            concerned as materialized (
                select w.n, w.file_id, w.line,
                       (select case when r.feed = 'P' then r.amount end
                          from record r where r.file_id = w.file_id and r.line = w.line) as wages
                  from unnest(cast(:of as integer[]), cast(:files as bigint[]), cast(:lines as integer[]))
                       as w (n, file_id, line)),
            stated as materialized (
                select w.n, w.type, w.subject, w.rule, w.detail, w.detail_fr, w.left_value, w.right_value, w.basis,
                       cast(w.sides as jsonb) as sides, cast(w.evidence as jsonb) as evidence,
                       coalesce(w.amount, c.wages) as amount,
                       coalesce(w.amount_of, case when c.wages is not null then 'WAGES' end) as amount_of
                  from wanted w left join (select n, sum(wages) as wages from concerned group by n) c using (n)),
            reopened as (
                update exception_case e
                   set closed_at = null, closed_by = null, revision = revision + 1, detail = s.detail,
                       detail_fr = s.detail_fr, left_value = s.left_value, right_value = s.right_value,
                       sides = s.sides, evidence = s.evidence, amount = s.amount, amount_of = s.amount_of
                  from stated s
                 cross join lateral (
                       select max(id) as id from exception_case
                        where subject = s.subject and type = s.type and coalesce(rule, '') = coalesce(s.rule, '')
                          and basis = s.basis and closed_by = 'RESOLUTION') before
                 where e.id = before.id
                   and not exists (select from exception_case
                                    where subject = s.subject and type = s.type
                                      and coalesce(rule, '') = coalesce(s.rule, '')
                                      and basis = s.basis and closed_at is null)
                returning s.n, e.id),
            opened as (
                insert into exception_case (type, subject, stable_subject, rule, detail, detail_fr, left_value, right_value,
                                            basis, sides, evidence, amount, amount_of, assigned_to, opened_at)
                select s.type, s.subject, s.subject, s.rule, s.detail, s.detail_fr, s.left_value, s.right_value, s.basis,
                       s.sides, s.evidence, s.amount, s.amount_of,
                       (select assigned_to from exception_case
                         where subject = s.subject and type = s.type and coalesce(rule, '') = coalesce(s.rule, '')
                         order by id desc limit 1),
                       cast(:now as timestamptz)
                  from stated s
                 where not exists (select from reopened r where r.n = s.n)
                 order by s.n
                on conflict (type, subject, coalesce(rule, ''), basis) where closed_at is null
                do update set detail = excluded.detail, detail_fr = excluded.detail_fr,
                              left_value = excluded.left_value, right_value = excluded.right_value,
                              sides = excluded.sides, evidence = excluded.evidence,
                              amount = excluded.amount, amount_of = excluded.amount_of,
                              revision = exception_case.revision + case
                                  when (exception_case.detail, exception_case.left_value, exception_case.right_value,
                                        exception_case.sides, exception_case.evidence, exception_case.amount)
                                       is distinct from (excluded.detail, excluded.left_value, excluded.right_value,
                                        excluded.sides, excluded.evidence, excluded.amount) then 1 else 0 end
                returning id, type, subject, coalesce(rule, '') as rule, basis)
            insert into exception_record (exception_id, file_id, line)
            select o.id, c.file_id, c.line
              from (select n, id from reopened
                    union all
                    select w.n, o.id from opened o
                      join wanted w on w.subject = o.subject and w.type = o.type and coalesce(w.rule, '') = o.rule
                                   and w.basis = o.basis) o
              join concerned c using (n)
            on conflict do nothing
            """;

    private static final String OPEN_RULE_HOLDS_OF_FILE =
            """
            with held as (
                select r.line, %s as subject, %s as stable_subject, r.rule,
                       coalesce(f.message_en, r.rule) as detail, f.message_fr as detail_fr,
                       %s as sides, case when r.feed = 'P' then r.amount end as amount
                  from record r
                  join file on file.id = r.file_id
                  left join lateral (select message_en, message_fr, observed from finding f
                                      where f.file_id = r.file_id and f.line = r.line and f.rule = r.rule
                                      order by observed collate "C", message_en collate "C" limit 1) f on true
                 where r.file_id = :file and r.state = 'HELD' and r.rule <> 'DUPLICATE_KEY'),
            opened as (
                insert into exception_case (type, subject, stable_subject, rule, detail, detail_fr, basis, sides, amount,
                                            amount_of, opened_at)
                select 'RULE_HOLD', subject, stable_subject, rule, detail, detail_fr, basis_of_hold(:file, line, rule),
                       sides, amount, case when amount is not null then 'WAGES' end, cast(:now as timestamptz)
                  from held
                on conflict do nothing
                returning id, subject)
            insert into exception_record (exception_id, file_id, line)
            select o.id, :file, h.line from opened o join held h using (subject)
            """
                    .formatted(
                            ExceptionSubject.ofRecord("r.file_id", "r.line"),
                            ExceptionSubject.stableOfRecord("r"),
                            ExceptionSides.ofRecord("f.observed"));

    private static final String OPEN_DUPLICATE_KEYS_OF_FILE =
            """
            with repeated as (
                select r.record_key, %s as subject, min(r.line) as first_line, min(%s) as stable_subject,
                       jsonb_agg(%s order by r.line) as sides,
                       case when min(r.feed) = 'P' then max(r.amount) end as amount
                  from record r
                  join file on file.id = r.file_id
                 where r.file_id = :file and r.state = 'HELD' and r.rule = 'DUPLICATE_KEY'
                 group by r.file_id, r.record_key),
            opened as (
                insert into exception_case (type, subject, stable_subject, detail, detail_fr, basis, sides, amount, amount_of,
                                            opened_at)
                select 'DUPLICATE_KEY', k.subject, k.stable_subject, d.message_en, d.message_fr,
                       basis_of_repeated_key(:file, k.record_key), k.sides, k.amount,
                       case when k.amount is not null then 'WAGES' end, cast(:now as timestamptz)
                  from repeated k
                 cross join lateral (
                       select f.message_en, f.message_fr from finding f
                        where f.file_id = :file and f.line = k.first_line and f.rule = 'DUPLICATE_KEY' limit 1) d
                on conflict do nothing
                returning id, subject)
            insert into exception_record (exception_id, file_id, line)
            select o.id, r.file_id, r.line
              from opened o
              join repeated k using (subject)
              join record r on r.file_id = :file and r.record_key = k.record_key and r.state = 'HELD'
            """
                    .formatted(
                            ExceptionSubject.ofRepeatedKey("r.file_id", "min(r.line)"),
                            ExceptionSubject.stableOfRecord("r"),
                            ExceptionSides.one("null"));

    private static final String OPEN_RULE_HOLDS =
            """
            with held as (
                select r.file_id, r.line, %s as subject, %s as stable_subject, w.rule, w.detail, w.detail_fr,
                       basis_of_hold(r.file_id, r.line, w.rule) as basis, %s as sides,
                       case when r.feed = 'P' then r.amount end as amount
                  from unnest(cast(:files as bigint[]), cast(:lines as integer[]), cast(:rules as text[]),
                              cast(:details as text[]), cast(:detailsFr as text[]))
                       as w (file_id, line, rule, detail, detail_fr)
                  join record r on r.file_id = w.file_id and r.line = w.line
                  join file on file.id = r.file_id
                  left join lateral (select observed from finding f
                                      where f.file_id = r.file_id and f.line = r.line and f.rule = w.rule
                                      order by observed collate "C" limit 1) f on true),
            reopened as (
                update exception_case e set closed_at = null, closed_by = null, revision = revision + 1
                  from (select h.subject, max(c.id) as id
                          from held h
                          join exception_case c on c.subject = h.subject and c.type = 'RULE_HOLD' and c.rule = h.rule
                                               and c.basis = h.basis and c.closed_by = 'RESOLUTION'
                         group by h.subject) before
                 where e.id = before.id
                   and not exists (select from exception_case o
                                    where o.subject = e.subject and o.type = e.type and o.rule = e.rule
                                      and o.basis = e.basis and o.closed_at is null)
                returning e.id, e.subject),
            opened as (
                insert into exception_case (type, subject, stable_subject, rule, detail, detail_fr, basis, sides, amount,
                                            amount_of, opened_at)
                select 'RULE_HOLD', subject, stable_subject, rule, detail, detail_fr, basis, sides, amount,
                       case when amount is not null then 'WAGES' end, cast(:now as timestamptz)
                  from held
                 where subject not in (select subject from reopened)
                on conflict do nothing
                returning id, subject)
            insert into exception_record (exception_id, file_id, line)
            select o.id, h.file_id, h.line
              from (select id, subject from reopened union all select id, subject from opened) o
              join held h using (subject)
            on conflict do nothing
            """
                    .formatted(
                            ExceptionSubject.ofRecord("w.file_id", "w.line"),
                            ExceptionSubject.stableOfRecord("r"),
                            ExceptionSides.ofRecord("f.observed"));

    private static final String REOPEN =
            """
            update exception_case e set closed_at = null, closed_by = null, revision = revision + 1
             where id = :id and closed_by = 'RESOLUTION'
               and not exists (select from exception_case o
                                where o.subject = e.subject and o.type = e.type
                                  and o.rule is not distinct from e.rule and o.basis = e.basis and o.closed_at is null)
            """;

    /** The last exception about each record that data closed, when its records are held for the same reason again. */
    private static final String REOPEN_SETTLED =
            """
            update exception_case e set closed_at = null, closed_by = null, revision = revision + 1
              from (select distinct on (w.file_id, w.line) c.id
                      from unnest(cast(:files as bigint[]), cast(:lines as integer[]), cast(:rules as text[]))
                           as w (file_id, line, rule)
                      join exception_record x using (file_id, line)
                      join exception_case c on c.id = x.exception_id and coalesce(c.rule, c.type) = w.rule
                     where c.type in ('RULE_HOLD', 'DUPLICATE_KEY')
                       and (c.subject like 'record:%' or c.subject like 'file:%')
                     order by w.file_id, w.line, c.id desc) last
             where e.id = last.id and e.closed_by = 'DATA'
               and not exists (select from exception_case o
                                where o.subject = e.subject and o.type = e.type
                                  and o.rule is not distinct from e.rule and o.basis = e.basis and o.closed_at is null)
            """;

    private static final String CLOSE_RULE_HOLDS =
            """
            update exception_case set closed_at = :now, closed_by = 'DATA'
             where closed_at is null and type = 'RULE_HOLD' and subject = any(:subjects)
            """;

    /**
     * Of the records of a temporary table. What holds nothing, and what a consumer refused, ends with the decision on its
     * key. OFFSET 0 makes the planner look up the records of each exception.
     */
    private static final String CLOSE_WITHOUT_HELD_RECORDS =
            """
            with changed as materialized (
                select distinct x.exception_id as id from %s d join exception_record x using (file_id, line))
            update exception_case e set closed_at = :now, closed_by = 'DATA'
              from changed c
             where e.id = c.id and e.closed_at is null and e.type <> 'CONSUMER_REFUSED'
               and not (e.type = 'MISSING_CERTIFICATE' and e.rule is null)
               and not exists (select 1 from exception_record x join record r using (file_id, line)
                                where x.exception_id = e.id and r.state = 'HELD' offset 0)
            """;

    private static final String CLOSE_OTHERS =
            """
            update exception_case e set closed_at = :now, closed_by = 'DATA'
             where subject = any(:subjects) and closed_at is null
               and not exists (
                   select from unnest(cast(:ofOpen as text[]), cast(:open as text[])) as o (subject, name)
                    where o.subject = e.subject
                      and o.name = e.type || '/' || coalesce(e.rule, '') || '/' || e.basis)
            """;

    private static final String SETTLE =
            """
            update exception_case set closed_at = :now, closed_by = 'RESOLUTION'
             where id = any(:ids) and closed_at is null
            """;

    private static final String ASSIGN = "update exception_case set assigned_to = :user where id = :id";

    private final JdbcClient jdbc;
    private final Bases bases;
    private final Resolutions resolutions;
    private final Clock clock;

    ExceptionCases(JdbcClient jdbc, Bases bases, Resolutions resolutions, Clock clock) {
        this.jdbc = jdbc;
        this.bases = bases;
        this.resolutions = resolutions;
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
     * Why persons must decide about a subject.
     *
     * @param subject the key of a decision
     * @param disagreements the reasons
     * @param records the records that are held
     */
    public record Opening(
            ExceptionSubject subject, List<Disagreement> disagreements, Collection<RecordAddress> records) {}

    /**
     * Opens exceptions on the key of a decision with their records. An exception that is already open on the same basis
     * stays open, with the new detail; one that a resolution closed opens again.
     */
    public void open(ExceptionSubject subject, List<Disagreement> disagreements, Collection<RecordAddress> records) {
        open(List.of(new Opening(subject, disagreements, records)));
    }

    /** The same for many keys. */
    public void open(Collection<Opening> openings) {
        Map<String, OpenedCase> cases = new LinkedHashMap<>();
        for (Opening opening : openings) {
            for (Disagreement each : opening.disagreements()) {
                OpenedCase one = OpenedCase.of(opening, each, bases);
                if (cases.containsKey(one.name())) {
                    // A statement changes a row once.
                    write(cases.values());
                    cases.clear();
                }
                cases.put(one.name(), one);
            }
        }
        write(cases.values());
    }

    private void write(Collection<OpenedCase> cases) {
        if (!cases.isEmpty()) {
            jdbc.sql(OPEN).params(OpenedCase.columns(cases)).param("now", now()).update();
        }
    }

    /** Opens the exceptions of a file that takes effect: one a record held by a rule, one a key with different content. */
    public void openForFile(long file) {
        for (String sql : List.of(OPEN_RULE_HOLDS_OF_FILE, OPEN_DUPLICATE_KEYS_OF_FILE)) {
            jdbc.sql(sql).param("file", file).param("now", now()).update();
        }
    }

    /** Opens one exception for each record, unless it is already open. Their findings must be written. */
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

    /**
     * Opens the exceptions of records again that are held as before, because the newer version that had settled them does
     * not count any more. A record that was superseded when it arrived gets its first one.
     */
    public void openAgain(Collection<RuleHold> holds) {
        if (holds.isEmpty()) {
            return;
        }
        jdbc.sql(REOPEN_SETTLED)
                .params(RecordAddress.columns(
                        holds.stream().map(RuleHold::record).toList()))
                .param("rules", Columns.of(holds, RuleHold::rule, String[]::new))
                .update();
        openRuleHolds(holds.stream()
                .filter(hold -> !hold.rule().equals(ExceptionType.DUPLICATE_KEY.name()))
                .toList());
    }

    /**
     * Opens an exception again that a resolution closed, because what the resolution did is undone and its records are
     * held again.
     */
    public void reopen(long exception) {
        jdbc.sql(REOPEN).param("id", exception).update();
    }

    /** Closes the exceptions of records that rules on the record hold. */
    public void closeRuleHolds(Collection<RecordAddress> records) {
        settled(jdbc.sql(CLOSE_RULE_HOLDS)
                .param("now", now())
                .param(
                        "subjects",
                        Columns.of(
                                records, record -> ExceptionSubject.of(record).text(), String[]::new))
                .update());
    }

    /**
     * Closes the exceptions that have no held record any more.
     *
     * @param changed records whose states changed; only their exceptions are closed
     */
    public void closeWithoutHeldRecords(RecordTable changed) {
        settled(jdbc.sql(CLOSE_WITHOUT_HELD_RECORDS.formatted(changed.name()))
                .param("now", now())
                .update());
    }

    /** Closes the exceptions on keys except those that are to stay open. */
    public void closeOthers(Map<ExceptionSubject, List<Disagreement>> open) {
        if (open.isEmpty()) {
            return;
        }
        List<String> subjects = new ArrayList<>();
        List<String> names = new ArrayList<>();
        open.forEach((subject, disagreements) -> disagreements.forEach(each -> {
            subjects.add(subject.text());
            names.add(OpenedCase.name(each, bases.of(subject.text(), each)));
        }));
        settled(jdbc.sql(CLOSE_OTHERS)
                .param("now", now())
                .param("subjects", Columns.of(open.keySet(), ExceptionSubject::text, String[]::new))
                .param("ofOpen", subjects.toArray(String[]::new))
                .param("open", names.toArray(String[]::new))
                .update());
    }

    /** Closes exceptions because resolutions on them came into force. */
    public void settle(Collection<Long> exceptions) {
        jdbc.sql(SETTLE)
                .param("now", now())
                .param("ids", exceptions.toArray(Long[]::new))
                .update();
    }

    /** Assigns an exception to a user; null takes the assignment away. */
    public void assign(long exception, @Nullable String user) {
        jdbc.sql(ASSIGN)
                .param("user", user, Types.VARCHAR)
                .param("id", exception)
                .update();
    }

    private void settled(int closed) {
        if (closed > 0) {
            resolutions.endSettled();
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
