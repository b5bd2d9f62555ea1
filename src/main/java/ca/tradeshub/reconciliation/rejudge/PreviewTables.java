// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.RecordTable;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.decision.ClaimContent;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.links.IdentityIndex;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.reconciliation.records.States;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.MessageChange;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.RecordChange;
import ca.tradeshub.rules.attc.ClaimAssessment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The temporary tables of a preview, and the views through which its decisions see the records as they would be. They
 * exist in the caller's transaction only.
 */
@Component
class PreviewTables {

    /** The findings of a preview. */
    private static final RecordTable REJUDGED_FINDING = new RecordTable("rejudged_finding");

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
            select r.file_id, r.line, r.byte_offset, r.byte_length, r.feed, r.amount,
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

    private static final String REJUDGED = "rejudged";

    /** The states of records as the preview has changed them so far. */
    static final States STATES = States.changedBy(REJUDGED);

    private final JdbcClient jdbc;
    private final Findings findings;
    private final IdentityIndex identities;

    PreviewTables(JdbcClient jdbc, Findings findings, IdentityIndex identities) {
        this.jdbc = jdbc;
        this.findings = findings;
        this.identities = identities;
    }

    /** Creates the tables and views, those of the marked keys included. */
    void create() {
        AffectedKeys.createPreview(jdbc);
        identities.createPreview();
        List.of(
                        CREATE_REJUDGED,
                        CREATE_REJUDGED_FINDING,
                        CREATE_PREVIEW_MESSAGE,
                        CREATE_PREVIEW_RECORD,
                        CREATE_PREVIEW_FINDING)
                .forEach(sql -> jdbc.sql(sql).update());
    }

    /** The stored records as the preview has changed them so far. */
    static StandingRecords over(StandingRecords stored) {
        return stored.as(STATES, "preview_finding");
    }

    /** Keeps the moves and findings of a judged page. */
    void keep(RecordPages.Page page) {
        List<RecordMove> moves = page.moves();
        jdbc.sql(KEEP_MOVES)
                .params(RecordAddress.columns(
                        moves.stream().map(RecordMove::address).toList()))
                .param("states", Columns.of(moves, move -> move.to().name(), String[]::new))
                .param("rules", Columns.of(moves, RecordMove::rule, String[]::new))
                .update();
        jdbc.sql(KEEP_REFOUND).params(RecordAddress.columns(page.refound())).update();
        findings.preview(REJUDGED_FINDING, page.findings());
    }

    /**
     * Numbers the marked keys, certification records first.
     *
     * @return how many there are
     */
    long numberKeys() {
        List.of(CREATE_PREVIEW_DUE, NUMBER_KEYS).forEach(sql -> jdbc.sql(sql).update());
        return jdbc.sql(COUNT_KEYS).query(Long.class).single();
    }

    /** The keys with the numbers after {@code after} up to {@code last}. */
    Keys keys(long after, long last) {
        Keys keys = new Keys(new TreeSet<>(), new TreeSet<>());
        jdbc.sql(NEXT_KEYS).param("after", after).param("last", last).query(rs -> {
            if (rs.getString("kind").equals("claim")) {
                keys.claims().add(rs.getString("key"));
            } else {
                keys.persons().add(PersonIdentifier.parse(rs.getString("key")));
            }
        });
        return keys;
    }

    /** Keys to decide together. */
    record Keys(Set<PersonIdentifier> persons, Set<String> claims) {}

    /** Keeps what decisions would change. */
    void keep(Decisions.Previewed previewed) {
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
        ClaimAssessment.@Nullable Computation computation = claim.assessment().computation();
        return computation == null ? null : computation.credit().toString();
    }

    /** The records that would change, by feed, states and rules, the most frequent change of a feed first. */
    List<RecordChange> recordChanges() {
        return jdbc.sql(RECORD_CHANGES).query((rs, row) -> recordChange(rs)).list();
    }

    /** The messages that would be made, by queue and kind. */
    List<MessageChange> messageChanges() {
        return jdbc.sql(MESSAGE_CHANGES)
                .query((rs, row) -> RejudgementCounts.messageChange(rs))
                .list();
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
}
