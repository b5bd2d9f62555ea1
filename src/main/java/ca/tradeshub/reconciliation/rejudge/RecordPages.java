// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.EffectiveFiles;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.Findings;
import ca.tradeshub.ledger.record.PayLineRow;
import ca.tradeshub.ledger.record.PayLines;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.records.StateReason;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads the records of applied files, a page of keys at a time, and has those judged that were judged by other rules.
 */
@Component
class RecordPages {

    /** The key of a pay line begins with so many digits of its employer's number. */
    private static final int EMPLOYER = 9;

    /**
     * The keys of the records of a page, of the table of the feed and of those that could not be read. Letter, table and size
     * are part of the statement, and neither the parent of the tables nor a feed is selected from: the planner, which has no
     * statistics of them, would expect fewer records than a page has, and read and sort all for each page.
     */
    private static final String KEYS =
            """
            select record_key from (
                (select record_key from %1$s where record_key > :after order by record_key limit %3$s)
                union all
                (select record_key from only record
                  where feed = '%2$s' and record_key > :after order by record_key limit %3$s)) records
             order by record_key limit %3$s
            """;

    /**
     * Of a feed, by keys, with the content that its table has. A pay line that is delivered with its claim is read
     * as pending: for the rules both are the same, and {@link #DELIVERED} looks up those that move. OFFSET 0 makes the planner
     * look up each key and each content: it would read whole tables for each page.
     */
    private static final String RECORDS =
            """
            select r.file_id, r.line, r.record_key, r.state, r.rule, r.held_with,
                   coalesce(r.amount, 0) as amount, f.sender, f.file_date, f.rules_digest,
                   %s
              from unnest(cast(:keys as text[])) as k (key)
             cross join lateral (select * from record where feed = '%s' and record_key = k.key offset 0) r
              %s
              left join lateral (select * from %s where file_id = r.file_id and line = r.line offset 0) t on true
             order by r.record_key, f.file_order desc, f.sender collate "C" desc, r.file_id desc, r.line desc
            """;

    private static final String FILES = EffectiveFiles.of("r");

    private static final String DELIVERED =
            """
            select p.file_id, p.line
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
              join pay_line p using (file_id, line)
             where lines_in_force(p.claim_key, p.file_id) @> p.line
            """;

    private static final String EMPLOYER_YEARS =
            "select file_id, content::text as content from employer_year where file_id = any(:files)";

    /** Of the rules; the warnings of the mapping are about the line as it was written and stay. */
    private static final String FINDINGS =
            """
            select f.file_id, f.line, f.rule, f.outcome, f.unknown, f.field, f.observed, f.message_en,
                   f.message_fr, f.citation
              from finding f
              join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                using (file_id, line)
             where f.rule not like 'MAP-%' and f.decided_key is null
            """;

    private final JdbcClient jdbc;
    private final CanonicalJson json;
    private final RuleBook rules;
    private final ExceptionCases exceptions;
    private final PayLines payLines;
    private final ResolvedHolds resolved;

    RecordPages(
            JdbcClient jdbc,
            CanonicalJson json,
            PayLines payLines,
            RuleBook rules,
            ExceptionCases exceptions,
            ResolvedHolds resolved) {
        this.resolved = resolved;
        this.jdbc = jdbc;
        this.json = json;
        this.payLines = payLines;
        this.rules = rules;
        this.exceptions = exceptions;
    }

    /**
     * The result of a page.
     *
     * @param rows records read
     * @param moves records that change
     * @param judgedAddresses records that were judged
     * @param refound the judged records whose findings changed
     * @param findings the new findings of those
     */
    record Page(
            long rows,
            List<RecordMove> moves,
            List<RecordAddress> judgedAddresses,
            List<RecordAddress> refound,
            List<Findings.Found> findings) {}

    /** The keys after one of so many records, in their order; none when there are no more. */
    List<String> keysAfter(Feed feed, String after, int records) {
        return jdbc
                .sql(KEYS.formatted(AffectedKeys.tableOf(feed), feed.letter(), records))
                .param("after", after)
                .query(String.class)
                .list()
                .stream()
                .distinct()
                .toList();
    }

    /** Keeps files that would touch the same keys from taking effect until the transaction ends. */
    void lock(Feed feed, List<String> keys) {
        AdvisoryLock.APPLY.takeAll(
                jdbc,
                feed == Feed.PAYROLL
                        ? keys.stream()
                                .map(key -> feed.wireName() + "/" + key.substring(0, Math.min(EMPLOYER, key.length())))
                                .toList()
                        : List.of(feed.wireName() + "/"));
    }

    /** Judges the records of keys, if they were judged by other rules. */
    Page read(Feed feed, List<String> keys) {
        String content = feed == Feed.PAYROLL ? PayLineRow.COLUMNS : "t.canonical::text as canonical";
        List<KeyJudging.Row> rows = jdbc.sql(
                        RECORDS.formatted(content, feed.letter(), FILES, AffectedKeys.tableOf(feed)))
                .param("keys", keys.toArray(String[]::new))
                .query((rs, row) -> row(feed, rs))
                .list();
        return page(feed, rows, outdated(rows));
    }

    /** The records of each key of which one was judged by other rules, the newest first. */
    private List<List<KeyJudging.Row>> outdated(List<KeyJudging.Row> rows) {
        List<List<KeyJudging.Row>> outdated = new ArrayList<>();
        for (int from = 0, to; from < rows.size(); from = to) {
            to = from;
            while (to < rows.size()
                    && rows.get(to).recordKey().equals(rows.get(from).recordKey())) {
                to++;
            }
            List<KeyJudging.Row> versions = rows.subList(from, to);
            if (versions.stream().anyMatch(row -> !rules.digest().equals(row.rulesDigest()))) {
                outdated.add(versions);
            }
        }
        return outdated;
    }

    private Page page(Feed feed, List<KeyJudging.Row> rows, List<List<KeyJudging.Row>> outdated) {
        List<KeyJudging.Row> versions = outdated.stream().flatMap(List::stream).toList();
        KeyJudging judging = new KeyJudging(
                feed,
                rules,
                json,
                new KeyJudging.Inputs(
                        completed(versions),
                        employers(feed, versions),
                        resolved.of(
                                versions.stream().map(KeyJudging.Row::address).toList())));
        outdated.forEach(judging::judge);
        Map<RecordAddress, Set<String>> before = found(judging.judged().keySet());
        List<RecordAddress> refound = new ArrayList<>();
        List<Findings.Found> findings = new ArrayList<>();
        judging.judged().forEach((address, now) -> {
            Set<String> texts = new HashSet<>();
            now.forEach(finding -> texts.add(text(finding)));
            if (!texts.equals(before.getOrDefault(address, Set.of()))) {
                refound.add(address);
                now.forEach(finding -> findings.add(new Findings.Found(address, finding)));
            }
        });
        return new Page(
                rows.size(),
                withDelivered(judging.moves()),
                List.copyOf(judging.judged().keySet()),
                refound,
                findings);
    }

    private Map<RecordAddress, PayLine> completed(List<KeyJudging.Row> rows) {
        List<PayLineRow> stated = rows.stream()
                .map(KeyJudging.Row::payLine)
                .filter(Objects::nonNull)
                .toList();
        Function<PayLineRow, PayLine> completing = payLines.completing(stated);
        return stated.stream().collect(Collectors.toMap(PayLineRow::address, completing));
    }

    private static KeyJudging.Row row(Feed feed, ResultSet rs) throws SQLException {
        return new KeyJudging.Row(
                RecordAddress.of(rs),
                rs.getString("record_key"),
                new StateReason(
                        RecordState.valueOf(rs.getString("state")), rs.getString("rule"), rs.getString("held_with")),
                rs.getBigDecimal("amount"),
                feed == Feed.PAYROLL ? null : rs.getString("canonical"),
                feed == Feed.PAYROLL && rs.getString("claim_key") != null ? new PayLineRow(rs) : null,
                rs.getString("sender"),
                rs.getObject("file_date", LocalDate.class),
                rs.getString("rules_digest"));
    }

    private Map<Long, EmployerYear> employers(Feed feed, List<KeyJudging.Row> rows) {
        Map<Long, EmployerYear> employers = new HashMap<>();
        if (feed == Feed.PAYROLL) {
            jdbc.sql(EMPLOYER_YEARS)
                    .param(
                            "files",
                            rows.stream()
                                    .map(row -> row.address().fileId())
                                    .distinct()
                                    .toArray(Long[]::new))
                    .query(rs -> {
                        employers.put(rs.getLong("file_id"), json.read(rs.getString("content"), EmployerYear.class));
                    });
        }
        return employers;
    }

    private List<RecordMove> withDelivered(List<RecordMove> moves) {
        List<RecordAddress> pending = moves.stream()
                .filter(move -> move.from() == RecordState.PENDING)
                .map(RecordMove::address)
                .toList();
        if (pending.isEmpty()) {
            return moves;
        }
        Set<RecordAddress> delivered = new HashSet<>();
        jdbc.sql(DELIVERED).params(RecordAddress.columns(pending)).query(rs -> {
            delivered.add(RecordAddress.of(rs));
        });
        return moves.stream()
                .map(move -> delivered.contains(move.address()) ? move.ofDelivered() : move)
                .toList();
    }

    private Map<RecordAddress, Set<String>> found(Collection<RecordAddress> addresses) {
        Map<RecordAddress, Set<String>> found = new HashMap<>();
        jdbc.sql(FINDINGS).params(RecordAddress.columns(addresses)).query(rs -> {
            found.computeIfAbsent(RecordAddress.of(rs), key -> new HashSet<>())
                    .add(text(
                            rs.getString("rule"),
                            rs.getString("outcome"),
                            rs.getBoolean("unknown"),
                            rs.getString("field"),
                            rs.getString("observed"),
                            rs.getString("message_en"),
                            rs.getString("message_fr"),
                            rs.getString("citation")));
        });
        return found;
    }

    private static String text(Finding finding) {
        return text(
                finding.rule(),
                finding.outcome().wireName(),
                finding.unknown(),
                finding.field(),
                finding.observed(),
                finding.message(),
                finding.messageFr(),
                finding.citation().toString());
    }

    private static String text(@Nullable Object... parts) {
        return Arrays.stream(parts).map(Objects::toString).reduce("", (one, other) -> one + "\n" + other);
    }

    /** Closes the exceptions of records that leave a hold of their own, and opens those of records that enter one. */
    void writeExceptions(List<RecordMove> moves) {
        if (moves.isEmpty()) {
            return;
        }
        exceptions.closeRuleHolds(moves.stream().map(RecordMove::address).toList());
        exceptions.openRuleHolds(moves.stream()
                .filter(move -> move.to() == RecordState.HELD)
                .map(move -> new ExceptionCases.RuleHold(
                        move.address(),
                        Objects.requireNonNull(move.rule(), "a rule holds the record"),
                        Objects.requireNonNull(move.detail(), "the rule gives its sentence")))
                .toList());
    }
}
