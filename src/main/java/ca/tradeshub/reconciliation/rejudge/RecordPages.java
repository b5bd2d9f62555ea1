package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.rules.attc.WageAllocationRule;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Judgement;
import ca.tradeshub.rules.engine.Outcome;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The records of applied files, a page of keys at a time, judged by the rules in force now. Which record of a key stands
 * follows from the judgements as when files are applied: the newest that is neither rejected nor held (interface
 * agreements, section 6).
 */
@Component
class RecordPages {

    private static final Set<RecordState> OPEN =
            Set.of(RecordState.PENDING, RecordState.DELIVERED, RecordState.OUT_OF_SCOPE);
    /** Reasons for which records are held that are no rule's: only what they name can lift them. */
    private static final Set<String> OTHER_HOLDS =
            Arrays.stream(ExceptionCases.Type.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private static final String RANGE = " r.feed = :feed and r.record_key > :after and r.record_key <= :last ";

    private final JdbcClient jdbc;
    private final CanonicalJson json;
    private final RuleBook rules;
    private final Clock clock;

    RecordPages(JdbcClient jdbc, CanonicalJson json, RuleBook rules, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * A record that changes its state.
     *
     * @param rule the rule that decides the new state, null when none
     * @param detail what that rule says, null when none
     */
    record Move(
            RecordAddress address,
            BigDecimal amount,
            RecordState from,
            String fromRule,
            RecordState to,
            String rule,
            String detail) {}

    /** A finding on a record. */
    record Found(RecordAddress address, Finding finding) {}

    /**
     * What a page came to.
     *
     * @param rows records read
     * @param moves records that change
     * @param judgedAddresses records that were judged
     * @param refound those of them on which something else is found than before
     * @param findings what is found on those
     */
    record Page(
            long rows,
            List<Move> moves,
            List<RecordAddress> judgedAddresses,
            List<RecordAddress> refound,
            List<Found> findings) {}

    private record Row(
            RecordAddress address,
            String recordKey,
            RecordState state,
            String rule,
            String heldWith,
            BigDecimal amount,
            String content,
            String sender,
            LocalDate fileDate,
            String rulesDigest) {

        /** Standing, or held with its key, which is as much. */
        boolean stands() {
            return OPEN.contains(state) || state == RecordState.HELD && heldWith != null;
        }
    }

    /** The last key of the page after a key, nothing when there is no more. */
    Optional<String> last(Feed feed, String after, int size) {
        return jdbc.sql(
                        """
                        select max(record_key) from (
                            select distinct record_key from record
                             where feed = :feed and record_key > :after order by record_key limit :size) keys
                        """)
                .param("feed", code(feed))
                .param("after", after)
                .param("size", size)
                .query(String.class)
                .optional();
    }

    /** Keeps files that would touch the same keys from taking effect until the transaction ends. */
    void lock(Feed feed, String after, String last) {
        jdbc.sql(
                        """
                        select %s from (
                            select distinct cast(:name as text) || '/'
                                   || case when r.feed = 'P' then left(r.record_key, 9) else '' end as keys
                              from record r where %s order by 1) locks
                        """
                                .formatted(AdvisoryLock.APPLY.taking("keys"), RANGE))
                .param("name", feed.wireName())
                .param("feed", code(feed))
                .param("after", after)
                .param("last", last)
                .query(rs -> {});
    }

    /** Judges the records of the keys after one and up to another, those that were judged by other rules. */
    Page read(Feed feed, String after, String last) {
        List<Row> rows = jdbc.sql(
                        """
                        select r.file_id, r.line, r.record_key, r.state, r.rule, r.held_with,
                               coalesce(r.amount, 0) as amount, t.content::text as content, f.sender, f.file_date,
                               f.rules_digest
                          from record r
                          join effective_file f on f.id = r.file_id
                          left join %s t on t.file_id = r.file_id and t.line = r.line
                         where %s
                         order by r.record_key, r.sequence desc, r.line desc, r.file_id desc
                        """
                                .formatted(AffectedKeys.factsOf(feed), RANGE))
                .param("feed", code(feed))
                .param("after", after)
                .param("last", last)
                .query((rs, row) -> row(rs))
                .list();
        return new Judging(feed, employers(feed, rows)).page(rows);
    }

    private static String code(Feed feed) {
        return feed.name().substring(0, 1);
    }

    private static Row row(ResultSet rs) throws SQLException {
        return new Row(
                new RecordAddress(rs.getLong("file_id"), rs.getInt("line")),
                rs.getString("record_key"),
                RecordState.valueOf(rs.getString("state")),
                rs.getString("rule"),
                rs.getString("held_with"),
                rs.getBigDecimal("amount"),
                rs.getString("content"),
                rs.getString("sender"),
                rs.getObject("file_date", LocalDate.class),
                rs.getString("rules_digest"));
    }

    private Map<Long, EmployerYear> employers(Feed feed, List<Row> rows) {
        Map<Long, EmployerYear> employers = new HashMap<>();
        if (feed == Feed.PAYROLL) {
            jdbc.sql("select file_id, content::text from employer_year where file_id = any(:files)")
                    .param(
                            "files",
                            rows.stream()
                                    .map(row -> row.address().fileId())
                                    .distinct()
                                    .toArray(Long[]::new))
                    .query(rs -> {
                        employers.put(rs.getLong(1), json.read(rs.getString(2), EmployerYear.class));
                    });
        }
        return employers;
    }

    /** One page being judged. */
    private final class Judging {

        private final Feed feed;
        private final Map<Long, EmployerYear> employers;
        private final List<Move> moves = new ArrayList<>();
        private final Map<RecordAddress, List<Finding>> judged = new LinkedHashMap<>();

        Judging(Feed feed, Map<Long, EmployerYear> employers) {
            this.feed = feed;
            this.employers = employers;
        }

        Page page(List<Row> rows) {
            for (int from = 0, to; from < rows.size(); from = to) {
                to = from;
                while (to < rows.size()
                        && rows.get(to).recordKey().equals(rows.get(from).recordKey())) {
                    to++;
                }
                List<Row> versions = rows.subList(from, to);
                if (versions.stream().anyMatch(row -> !rules.digest().equals(row.rulesDigest()))) {
                    judge(versions);
                }
            }
            Map<RecordAddress, Set<String>> before = found(judged.keySet());
            List<RecordAddress> refound = new ArrayList<>();
            List<Found> findings = new ArrayList<>();
            judged.forEach((address, now) -> {
                Set<String> texts = new HashSet<>();
                now.forEach(finding -> texts.add(text(finding)));
                if (!texts.equals(before.getOrDefault(address, Set.of()))) {
                    refound.add(address);
                    now.forEach(finding -> findings.add(new Found(address, finding)));
                }
            });
            return new Page(rows.size(), moves, List.copyOf(judged.keySet()), refound, findings);
        }

        /** The versions of one key, the newest first, down to the one that stands. */
        private void judge(List<Row> versions) {
            boolean stood = false;
            for (int i = 0; i < versions.size(); i++) {
                Row row = versions.get(i);
                boolean isDisplaced = row.state() == RecordState.SUPERSEDED && !stood;
                if (row.content() == null
                        || row.state() == RecordState.DUPLICATE
                        || isDisplaced
                        || isDecidedOtherwise(row)) {
                    continue;
                }
                Finding deciding = deciding(row);
                if (deciding == null) {
                    if (!row.stands()) {
                        moves.add(move(row, RecordState.PENDING, null));
                        versions.subList(i + 1, versions.size()).forEach(this::displace);
                    }
                    return;
                }
                stood |= row.stands();
                RecordState now = deciding.outcome() == Outcome.REJECT ? RecordState.REJECTED : RecordState.HELD;
                boolean isAsBefore = row.state() == now
                        && row.heldWith() == null
                        && deciding.rule().equals(row.rule());
                if (!isAsBefore) {
                    moves.add(move(row, now, deciding));
                }
            }
        }

        private void displace(Row row) {
            if (row.state() != RecordState.DUPLICATE && row.state() != RecordState.SUPERSEDED) {
                moves.add(move(row, RecordState.SUPERSEDED, null));
            }
        }

        private Finding deciding(Row row) {
            CanonicalRecord record = json.read(row.content(), type(feed));
            FileContext facts = new FileContext(
                    feed,
                    row.sender(),
                    row.fileDate(),
                    employers.get(row.address().fileId()));
            Judgement<CanonicalRecord> judgement = rules.judge(record, facts);
            judged.put(row.address(), judgement.findings());
            return judgement.deciding().orElse(null);
        }
    }

    /**
     * What no rule on one record decided and none lets go: one key twice in a file, wages shared over trades, a consumer's
     * refusal.
     */
    private static boolean isDecidedOtherwise(Row row) {
        return row.state() == RecordState.HELD && row.heldWith() == null && OTHER_HOLDS.contains(row.rule())
                || row.state() == RecordState.REJECTED && WageAllocationRule.ID.equals(row.rule());
    }

    private static Move move(Row row, RecordState to, Finding deciding) {
        return new Move(
                row.address(),
                row.amount(),
                row.state(),
                row.rule(),
                to,
                deciding == null ? null : deciding.rule(),
                deciding == null ? null : deciding.message());
    }

    private static Class<? extends CanonicalRecord> type(Feed feed) {
        return switch (feed) {
            case REGISTRATIONS -> Registration.class;
            case CERTIFICATES -> Certificate.class;
            case PAYROLL -> PayLine.class;
        };
    }

    private Map<RecordAddress, Set<String>> found(Collection<RecordAddress> addresses) {
        Map<RecordAddress, Set<String>> found = new HashMap<>();
        jdbc.sql(
                        """
                        select f.file_id, f.line, f.rule, f.outcome, f.unknown, f.field, f.observed, f.message_en,
                               f.citation
                          from finding f
                          join unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                            using (file_id, line)
                        """)
                .param("files", column(addresses, RecordAddress::fileId, Long[]::new))
                .param("lines", column(addresses, RecordAddress::line, Integer[]::new))
                .query(rs -> {
                    found.computeIfAbsent(new RecordAddress(rs.getLong(1), rs.getInt(2)), key -> new HashSet<>())
                            .add(text(
                                    rs.getString(3),
                                    rs.getString(4),
                                    rs.getBoolean(5),
                                    rs.getString(6),
                                    rs.getString(7),
                                    rs.getString(8),
                                    rs.getString(9)));
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
                finding.citation().toString());
    }

    private static String text(Object... parts) {
        return Arrays.stream(parts).map(Objects::toString).reduce("", (one, other) -> one + "\n" + other);
    }

    /**
     * Writes findings in the place of those that were found before.
     *
     * @param table {@code finding} or a table of its columns
     * @param replaced the records whose earlier findings go
     */
    void replaceFindings(String table, Collection<RecordAddress> replaced, List<Found> findings) {
        if (!replaced.isEmpty()) {
            jdbc.sql(
                            """
                            delete from finding f
                             using unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                             where f.file_id = w.file_id and f.line = w.line
                            """)
                    .param("files", column(replaced, RecordAddress::fileId, Long[]::new))
                    .param("lines", column(replaced, RecordAddress::line, Integer[]::new))
                    .update();
        }
        if (findings.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into %s (file_id, line, rule, outcome, unknown, field, message_en, message_fr, citation,
                                        observed)
                        select * from unnest(cast(:files as bigint[]), cast(:lines as integer[]),
                                             cast(:rules as text[]), cast(:outcomes as text[]),
                                             cast(:unknowns as boolean[]), cast(:fields as text[]),
                                             cast(:en as text[]), cast(:fr as text[]), cast(:citations as text[]),
                                             cast(:observed as text[]))
                        """
                                .formatted(table))
                .param("files", column(findings, found -> found.address().fileId(), Long[]::new))
                .param("lines", column(findings, found -> found.address().line(), Integer[]::new))
                .param("rules", column(findings, found -> found.finding().rule(), String[]::new))
                .param(
                        "outcomes",
                        column(findings, found -> found.finding().outcome().wireName(), String[]::new))
                .param("unknowns", column(findings, found -> found.finding().unknown(), Boolean[]::new))
                .param("fields", column(findings, found -> found.finding().field(), String[]::new))
                .param("en", column(findings, found -> found.finding().message(), String[]::new))
                .param("fr", column(findings, found -> found.finding().messageFr(), String[]::new))
                .param(
                        "citations",
                        column(findings, found -> found.finding().citation().toString(), String[]::new))
                .param("observed", column(findings, found -> found.finding().observed(), String[]::new))
                .update();
    }

    /** Closes the breaks of records that leave a hold of their own, and opens those of records that come into one. */
    void writeBreaks(List<Move> moves) {
        if (moves.isEmpty()) {
            return;
        }
        List<Move> held =
                moves.stream().filter(move -> move.to() == RecordState.HELD).toList();
        jdbc.sql(
                        """
                        update break set closed_at = :now
                         where closed_at is null and type = 'RULE_HOLD' and subject = any(:subjects)
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("subjects", column(moves, RecordPages::subject, String[]::new))
                .update();
        jdbc.sql(
                        """
                        with opened as (
                            insert into break (type, subject, rule, detail, opened_at)
                            select 'RULE_HOLD', w.*, cast(:now as timestamptz)
                              from unnest(cast(:subjects as text[]), cast(:rules as text[]), cast(:details as text[])) as w
                            on conflict do nothing
                            returning id, subject)
                        insert into break_record (break_id, file_id, line)
                        select id, cast(split_part(subject, ':', 2) as bigint),
                               cast(split_part(subject, ':', 3) as integer)
                          from opened
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("subjects", column(held, RecordPages::subject, String[]::new))
                .param("rules", column(held, Move::rule, String[]::new))
                .param("details", column(held, Move::detail, String[]::new))
                .update();
    }

    private static String subject(Move move) {
        return "record:" + move.address().fileId() + ":" + move.address().line();
    }

    private static <T, C> C[] column(Collection<T> rows, Function<T, C> cell, IntFunction<C[]> array) {
        return rows.stream().map(cell).toArray(array);
    }
}
