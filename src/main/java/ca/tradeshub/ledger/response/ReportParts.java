// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.response;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.FileState;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.response.FileReport.Change;
import ca.tradeshub.ledger.response.FileReport.FindingCount;
import ca.tradeshub.ledger.response.FileReport.LineRule;
import ca.tradeshub.ledger.response.FileReport.Place;
import ca.tradeshub.ledger.response.FileReport.Resend;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The parts of the reports on many files, each read by one statement for all files that have such a part. What a part
 * needs of a file is looked up in a lateral subquery, so that the cost does not depend on what else is stored.
 */
class ReportParts {

    private static final String FILES =
            """
            select id, archive_sha256, received_at, state, refusal_code, refusal_detail, refusal_detail_fr, refusal_line,
                   pg_current_snapshot()::text as saw
              from file where id = any(:ids)
            """;

    private static final String WARNINGS =
            "select file_id, code, detail, detail_fr from file_warning where file_id = any(:ids) order by file_id, code";

    private static final String FINDINGS =
            """
            select file_id, rule, outcome, count(*) as findings from finding
             where file_id = any(:ids) group by file_id, rule, outcome order by file_id, rule, outcome
            """;

    private static final String WITH_RULES =
            """
            select w.id
              from unnest(cast(:ids as bigint[])) w (id)
              cross join lateral (select from record where file_id = w.id and rule is not null limit 1) r
            """;

    /**
     * Every finding on a line, and the rule that decides a state without one; a file without any has one row. The messages
     * in force are looked up only if there is a finding on a line that waits for one.
     */
    private static final String LINES =
            """
            select w.id as file_id, l.total, l.line, l.state, l.rule
              from unnest(cast(:ids as bigint[])) w (id)
              cross join lateral (
                with in_force as materialized (select lines_in_force(w.id) as lines),
                rules as materialized (
                    select f.line,
                           case when r.feed = 'P' and r.state = 'PENDING' and (select lines from in_force) @> r.line
                                then 'DELIVERED' else r.state end as state,
                           f.rule
                      from finding f
                      left join (select line, feed, state from record where file_id = w.id offset 0) r on r.line = f.line
                     where f.file_id = w.id
                    union
                    select r.line, r.state, r.rule from record r where r.file_id = w.id and r.rule is not null)
                select n.total, r.line, r.state, r.rule
                  from (select count(*) as total from rules) n
                  left join (select * from rules order by line, rule limit :detail) r on true) l
             order by w.id, l.line, l.rule
            """;

    /**
     * Files without records in a state with a reason that have a finding all the same: a decided one on a record that waits for
     * a counterpart, or one that rejects a line of a refused file, whose records are removed.
     */
    private static final String WITH_KEPT_FINDINGS =
            """
            select w.id
              from unnest(cast(:ids as bigint[])) w (id)
              cross join lateral (
                select from finding f
                 where f.file_id = w.id
                   and (f.outcome = 'reject'
                        and not exists (select from record r where r.file_id = w.id and r.line = f.line)
                        or f.decided_key is not null
                           and exists (select from states_of_file(w.id) r
                                        where r.line = f.line and r.state = 'PENDING'))
                 limit 1) k
            """;

    /** Without those that were sent again and rejected again: they are in the pack of that resubmission. */
    private static final String REJECTED =
            """
            select w.id as file_id, p.line, p.byte_offset, p.byte_length, p.amount
              from unnest(cast(:ids as bigint[])) w (id)
              cross join lateral (
                select r.line, r.byte_offset, r.byte_length, coalesce(r.amount, 0) as amount
                  from record r
                 where r.file_id = w.id and r.state = 'REJECTED'
                   and not exists (
                       select from correction c
                         join record n on n.file_id = c.file_id and n.line = c.line and n.state = 'REJECTED'
                         join effective_file f on f.id = n.file_id
                        where c.rejected_file = r.file_id and c.rejected_line = r.line and c.undone_at is null)
                offset 0) p
             order by w.id, p.line
            """;

    private static final String LAST_PACKS =
            """
            select w.id as file_id, l.line
              from unnest(cast(:ids as bigint[])) w (id)
              cross join lateral (
                select lines from rejection_pack
                 where file_id = w.id and written_at is not null order by resubmission desc limit 1) p
              cross join lateral unnest(p.lines) with ordinality l (line, place)
             order by w.id, l.place
            """;

    private static final String RESENDS =
            """
            select f.id, f.feed, f.logical_name, f.archive_sha256, c.name as control_name,
                   c.archive_sha256 as control_sha256
              from file f left join file c on c.id = f.control_file
             where f.id = any(:ids) and f.sequence is not null
            """;

    /**
     * Records that changed by a transaction the receipt did not see: those whose row it wrote last, pay lines of messages
     * that it marked as sent, and pay lines of messages that are dead letters since. A row knows the lower half of its
     * transaction's number only; the upper half is that of the present, or one less. A file is read once and joined with
     * nothing, and its messages in force (those of {@code claim_in_force}) are looked up one by one, so that no plan depends
     * on statistics that are older than the file. A pay line is delivered when the message in force is sent, or a newer one
     * of its claim that is a dead letter since. The lines of messages stay out of the rows that are counted. Other files may
     * have a message for each record, of which none is in force for a claim.
     */
    private static final String CHANGES =
            """
            select w.id as file_id, c.total, c.line, c.state, c.rule, c.changed_at
              from unnest(cast(:ids as bigint[])) w (id)
              cross join lateral (
                with receipt as materialized (
                    select r.receipt_saw, pg_snapshot_xmax(pg_current_snapshot())::text::bigint as present,
                           f.feed = 'payroll' as of_claims
                      from sender_response r join file f on f.id = r.file_id
                     where r.file_id = w.id and r.receipt_saw is not null),
                message_in_force as materialized (
                    select s.lines, m.at, not pg_visible_in_snapshot(m.sent_in, receipt_saw) as since
                      from receipt
                      cross join lateral (
                        select message_id, lines from message_source where file_id = w.id and receipt.of_claims
                        offset 0) s
                      cross join lateral (
                        select m.sent_in, greatest(m.sent_at, newer.sent_at) as at
                          from message_status m
                          cross join lateral (
                            select max(n.sent_at) as sent_at, count(*) filter (where n.dead_lettered_at is null) as in_force
                              from message_status n
                             where n.queue = m.queue and n.record_key = m.record_key and n.version > m.version
                               and n.sent) newer
                         where m.id = s.message_id and outbox_of(m.queue) = 'taxcredit.verification'
                           and m.sent and m.dead_lettered_at is null and newer.in_force = 0
                        offset 0) m),
                in_force as materialized (
                    select range_agg(lines) as lines, range_agg(lines) filter (where since) as since
                      from message_in_force),
                dead as materialized (
                    select range_agg(s.lines) as lines
                      from dead_letter l join message_source s on s.message_id = l.id and s.file_id = w.id),
                changed as materialized (
                    select c.*, count(*) over () as total
                      from (select r.line, r.feed, r.rule, r.changed_at,
                                   case when r.feed = 'P' and r.state = 'PENDING' and f.lines @> r.line
                                        then 'DELIVERED' else r.state end as state
                              from record r, receipt, in_force f, dead d
                             where r.file_id = w.id
                               and (r.feed = 'P' and r.state = 'PENDING'
                                    and (coalesce(f.since @> r.line, false)
                                         or coalesce(d.lines @> r.line, false) and not coalesce(f.lines @> r.line, false))
                                    or not pg_visible_in_snapshot(
                                           (r.xmin::text::bigint
                                            + ((present >> 32)
                                               - case when r.xmin::text::bigint > (present & 4294967295)
                                                      then 1 else 0 end << 32))::text::xid8, receipt_saw))
                            offset 0) c
                     order by c.line limit greatest(:detail, 1)),
                delivered as materialized (
                    select line, m.at
                      from message_in_force m, unnest(m.lines) part, generate_series(lower(part), upper(part) - 1) line)
                select c.total, c.line, c.state, c.rule, greatest(c.changed_at, d.at) as changed_at
                  from changed c
                  left join delivered d on d.line = c.line and c.feed = 'P' and c.state = 'DELIVERED') c
             order by w.id, c.line
            """;

    private final JdbcClient jdbc;

    ReportParts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A file.
     *
     * @param saw which transactions' work is seen
     */
    record Row(
            @Nullable String sha256, Instant receivedAt, FileState state, @Nullable FileRefusal refusal, String saw) {}

    /** The first entries of a list, and how many there are. */
    record Listed<T>(List<T> first, long total) {

        static <T> Listed<T> none() {
            return new Listed<>(List.of(), 0);
        }
    }

    /** A rejected record and its hours or gross wages. */
    record Rejected(Place place, BigDecimal amount) {}

    Map<Long, Row> files(Collection<Long> ids) {
        Map<Long, Row> files = new HashMap<>();
        query(
                FILES,
                ids,
                rs -> files.put(
                        rs.getLong("id"),
                        new Row(
                                rs.getString("archive_sha256"),
                                rs.getTimestamp("received_at").toInstant(),
                                FileState.valueOf(rs.getString("state")),
                                refusal(rs),
                                rs.getString("saw"))));
        return files;
    }

    Map<Long, List<FileWarning>> warnings(Collection<Long> ids) {
        return lists(
                WARNINGS,
                ids,
                rs -> new FileWarning(
                        rs.getString("code"), Text.stored(rs.getString("detail"), rs.getString("detail_fr"))));
    }

    /** The distinct findings of each file with their counts. */
    Map<Long, List<FindingCount>> findings(Collection<Long> ids) {
        return lists(
                FINDINGS,
                ids,
                rs -> new FindingCount(rs.getString("rule"), rs.getString("outcome"), rs.getLong("findings")));
    }

    /** Those of the files that have a record whose state a rule decides. */
    Set<Long> withRules(Collection<Long> ids) {
        return chosen(WITH_RULES, ids);
    }

    /** Those of the files without records in a state with a reason that have a finding on a record that waits, or on a line of a refused file. */
    Set<Long> withKeptFindings(Collection<Long> ids) {
        return chosen(WITH_KEPT_FINDINGS, ids);
    }

    /** The first lines with a rule. */
    Map<Long, Listed<LineRule>> lines(Collection<Long> ids, int detail) {
        return listed(LINES, ids, detail, rs -> new LineRule(rs.getInt("line"), state(rs), rs.getString("rule")));
    }

    /** The first records that changed since the receipt. */
    Map<Long, Listed<Change>> changes(Collection<Long> ids, int detail) {
        return listed(
                CHANGES,
                ids,
                detail,
                rs -> new Change(
                        rs.getInt("line"),
                        RecordState.valueOf(rs.getString("state")),
                        rs.getString("rule"),
                        rs.getTimestamp("changed_at").toInstant()));
    }

    Map<Long, List<Rejected>> rejected(Collection<Long> ids) {
        return lists(
                REJECTED,
                ids,
                rs -> new Rejected(
                        new Place(rs.getInt("line"), rs.getLong("byte_offset"), rs.getInt("byte_length")),
                        rs.getBigDecimal("amount")));
    }

    /** The lines of the last pack that was written for each file. */
    Map<Long, List<Integer>> lastPacks(Collection<Long> ids) {
        return lists(LAST_PACKS, ids, rs -> rs.getInt("line"));
    }

    /** What the packs of rejected records are made of, for files whose name says a place in the sequence. */
    Map<Long, Resend> resends(Map<Long, List<Rejected>> rejected) {
        Map<Long, Resend> resends = new HashMap<>();
        query(RESENDS, rejected.keySet(), rs -> {
            List<Rejected> records = rejected.getOrDefault(rs.getLong("id"), List.of());
            resends.put(
                    rs.getLong("id"),
                    new Resend(
                            Feed.ofWireName(rs.getString("feed")),
                            rs.getString("logical_name"),
                            rs.getString("archive_sha256"),
                            rs.getString("control_name"),
                            rs.getString("control_sha256"),
                            records.stream().map(Rejected::amount).reduce(BigDecimal.ZERO, BigDecimal::add),
                            records.stream().map(Rejected::place).toList()));
        });
        return resends;
    }

    static @Nullable RecordState state(ResultSet rs) throws SQLException {
        String state = rs.getString("state");
        return state == null ? null : RecordState.valueOf(state);
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

    @FunctionalInterface
    private interface Each {
        void row(ResultSet rs) throws SQLException;
    }

    @FunctionalInterface
    private interface Entry<T> {
        T of(ResultSet rs) throws SQLException;
    }

    private <T> Map<Long, List<T>> lists(String sql, Collection<Long> ids, Entry<T> entry) {
        Map<Long, List<T>> lists = new HashMap<>();
        query(sql, ids, rs -> lists.computeIfAbsent(rs.getLong("file_id"), id -> new ArrayList<>())
                .add(entry.of(rs)));
        return lists;
    }

    private <T> Map<Long, Listed<T>> listed(String sql, Collection<Long> ids, int detail, Entry<T> entry) {
        Map<Long, Listed<T>> lists = new HashMap<>();
        if (ids.isEmpty()) {
            return lists;
        }
        jdbc.sql(sql)
                .param("ids", ids.toArray(Long[]::new))
                .param("detail", detail)
                .query(rs -> {
                    long total = rs.getLong("total");
                    Listed<T> list =
                            lists.computeIfAbsent(rs.getLong("file_id"), id -> new Listed<>(new ArrayList<>(), total));
                    if (list.first().size() < detail && rs.getObject("line") != null) {
                        list.first().add(entry.of(rs));
                    }
                });
        return lists;
    }

    private Set<Long> chosen(String sql, Collection<Long> ids) {
        Set<Long> chosen = new HashSet<>();
        query(sql, ids, rs -> chosen.add(rs.getLong("id")));
        return chosen;
    }

    /** No statement runs without a file. */
    private void query(String sql, Collection<Long> ids, Each each) {
        if (!ids.isEmpty()) {
            jdbc.sql(sql).param("ids", ids.toArray(Long[]::new)).query(each::row);
        }
    }
}
