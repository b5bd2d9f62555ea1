package ca.tradeshub.overview;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.FileBalance;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What the pages, the metrics and the demo read of the ledger. Every list is bounded and comes with the true number
 * beside it.
 */
@Component
public class Overview {

    private static final int PAGE_SIZE = 50;
    private static final int LINES_SHOWN = 12;

    private static final String FILE_COLUMNS =
            """
            select f.id, f.sender, f.feed, f.role, case when f.dry_run then 'test/' else '' end || f.name as name, f.received_at, f.state, f.refusal_code, f.refusal_detail,
                   f.refusal_line, a.written_at is not null as answered, f.records as received,
                   f.amount as amount_received, f.read_records, f.read_bytes,
                   case when f.name = f.logical_name then f.size_bytes end as readable_size
              from file f left join answer a on a.file_id = f.id
            """;

    private final JdbcClient jdbc;

    Overview(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The data files and unpaired control files, the newest first. */
    public Page<FileRow> files(int page) {
        int number = Math.max(1, page);
        List<Landed> landed = jdbc.sql(FILE_COLUMNS
                        + " where f.role = 'data' or f.state <> 'PAIRED' order by f.id desc limit :size offset :from")
                .param("size", PAGE_SIZE)
                .param("from", (long) (number - 1) * PAGE_SIZE)
                .query(Overview::landed)
                .list();
        long total = count("select count(*) from file where role = 'data' or state <> 'PAIRED'");
        return new Page<>(withBalances(landed), number, PAGE_SIZE, total);
    }

    /** A file. */
    public Optional<FileRow> file(long id) {
        return withBalances(jdbc.sql(FILE_COLUMNS + " where f.id = :id")
                        .param("id", id)
                        .query(Overview::landed)
                        .list())
                .stream()
                .findFirst();
    }

    /** The files a sender dropped under a name, in the order they were landed. */
    public List<FileRow> dropped(String sender, String name) {
        return withBalances(
                jdbc.sql(FILE_COLUMNS + " where f.sender = :sender and f.name = :name and not f.dry_run order by f.id")
                        .param("sender", sender)
                        .param("name", name)
                        .query(Overview::landed)
                        .list());
    }

    private List<FileRow> withBalances(List<Landed> landed) {
        List<Long> applied = landed.stream()
                .filter(Landed::hasBalance)
                .map(file -> file.row().id())
                .toList();
        Map<Long, Sums> sums = applied.isEmpty() ? Map.of() : sums(applied);
        return landed.stream().map(file -> file.with(sums)).toList();
    }

    private Map<Long, Sums> sums(List<Long> files) {
        Map<Long, Sums> sums = new LinkedHashMap<>();
        jdbc.sql("select file_id, state, sum(records), sum(amount) from balance_delta "
                        + "where file_id in (:files) group by file_id, state")
                .param("files", files)
                .query(rs -> {
                    sums.computeIfAbsent(rs.getLong(1), id -> new Sums())
                            .add(rs.getString(2), rs.getLong(3), rs.getBigDecimal(4));
                });
        return sums;
    }

    /** The balance over all files, feed by feed: hours and gross wages do not add up. */
    public List<FeedBalance> balances() {
        Map<Feed, Sums> sums = new EnumMap<>(Feed.class);
        jdbc.sql("select f.feed, d.state, sum(d.records), sum(d.amount) from balance_delta d "
                        + "join file f on f.id = d.file_id where f.state in ('APPLIED', 'CLOSED') "
                        + "group by f.feed, d.state")
                .query(rs -> {
                    sums.computeIfAbsent(Feed.ofWireName(rs.getString(1)), feed -> new Sums())
                            .add(rs.getString(2), rs.getLong(3), rs.getBigDecimal(4));
                });
        Map<Feed, FeedBalance> balances = new EnumMap<>(Feed.class);
        jdbc.sql("select feed, count(*), coalesce(sum(records), 0), coalesce(sum(amount), 0) from file "
                        + "where state in ('APPLIED', 'CLOSED') and role = 'data' group by feed")
                .query(rs -> {
                    Feed feed = Feed.ofWireName(rs.getString(1));
                    balances.put(
                            feed,
                            new FeedBalance(
                                    feed,
                                    rs.getLong(2),
                                    sums.getOrDefault(feed, new Sums()).balance(rs.getLong(3), rs.getBigDecimal(4))));
                });
        return Arrays.stream(Feed.values())
                .map(feed ->
                        balances.getOrDefault(feed, new FeedBalance(feed, 0, new Sums().balance(0, BigDecimal.ZERO))))
                .toList();
    }

    /**
     * The consumers' queues from the ledger's side, with what the broker tells.
     *
     * @param depths messages on the broker by queue name
     */
    public List<QueueRow> queues(Map<String, Long> depths) {
        Map<String, QueueRow> ledger = jdbc
                .sql(
                        """
                        select queue, count(*) filter (where sent_at is null), min(decided_at) filter (where sent_at is null),
                               count(sent_at), count(*) filter (where acknowledgement = 'POSTED'),
                               count(*) filter (where acknowledgement = 'REFUSED')
                          from message group by queue
                        """)
                .query((rs, row) -> new QueueRow(
                        rs.getString(1),
                        depths.get(rs.getString(1)),
                        rs.getLong(2),
                        instant(rs, 3),
                        rs.getLong(4),
                        rs.getLong(5),
                        rs.getLong(6)))
                .list()
                .stream()
                .collect(Collectors.toMap(QueueRow::name, Function.identity()));
        List<String> names = new ArrayList<>(depths.keySet());
        Arrays.stream(OutgoingQueue.values())
                .map(OutgoingQueue::queueName)
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return names.stream()
                .map(name -> ledger.getOrDefault(name, new QueueRow(name, depths.get(name), 0, null, 0, 0, 0)))
                .toList();
    }

    /** Open breaks by type, the most frequent first. */
    public List<BreakCount> breakCounts() {
        return jdbc.sql("select type, count(*) from break where closed_at is null group by type order by 2 desc, 1")
                .query((rs, row) -> new BreakCount(rs.getString(1), rs.getLong(2)))
                .list();
    }

    /**
     * Open breaks, the oldest first.
     *
     * @param type only this type; null: all
     */
    public Page<BreakRow> breaks(String type, int page) {
        int number = Math.max(1, page);
        String open = " from break b where b.closed_at is null and (cast(:type as text) is null or b.type = :type)";
        List<BreakRow> rows = jdbc.sql(
                        """
                        select b.id, b.type, coalesce(said.record_key, b.subject), b.rule, b.detail,
                               coalesce(b.left_value, found.observed), b.right_value, b.opened_at, b.owner,
                               r.file_id, r.line, f.logical_name
                          from (select b.*
                        """
                                + open
                                + """
                                 order by b.id limit :size offset :from) b
                          left join lateral (select file_id, line from break_record
                                              where break_id = b.id order by file_id, line limit 1) r on true
                          left join file f on f.id = r.file_id
                          left join record said on said.file_id = r.file_id and said.line = r.line
                                               and b.subject = 'record:' || r.file_id || ':' || r.line
                          left join lateral (select observed from finding
                                              where file_id = said.file_id and line = said.line and rule = b.rule
                                              order by observed limit 1) found on true
                         order by b.id
                        """)
                .param("type", type)
                .param("size", PAGE_SIZE)
                .param("from", (long) (number - 1) * PAGE_SIZE)
                .query((rs, row) -> new BreakRow(
                        rs.getLong(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        rs.getString(5),
                        rs.getString(6),
                        rs.getString(7),
                        instant(rs, 8),
                        rs.getString(9),
                        rs.getObject(10, Long.class),
                        rs.getObject(11, Integer.class),
                        rs.getString(12)))
                .list();
        long total = jdbc.sql("select count(*)" + open)
                .param("type", type)
                .query(Long.class)
                .single();
        return new Page<>(rows, number, PAGE_SIZE, total);
    }

    /** A file's records by state and by the rule that decided it. */
    public List<StateCount> states(long fileId) {
        return jdbc.sql(
                        """
                        select state, rule, count(*), coalesce(sum(amount), 0), (array_agg(line order by line))[:shown]
                          from record where file_id = :file group by state, rule order by state, count(*) desc
                        """
                                .replace(":shown", "1\\:" + LINES_SHOWN))
                .param("file", fileId)
                .query((rs, row) -> new StateCount(
                        RecordState.valueOf(rs.getString(1)),
                        rs.getString(2),
                        rs.getLong(3),
                        rs.getBigDecimal(4),
                        lines(rs, 5, rs.getLong(3))))
                .list();
    }

    /** What the rules found in a file, the gravest and most frequent first. */
    public List<FindingCount> findings(long fileId) {
        return jdbc.sql(
                        """
                        select rule, outcome, unknown, count(*), min(message_en), min(citation),
                               (array_agg(line order by line))[:shown]
                          from finding where file_id = :file
                         group by rule, outcome, unknown
                         order by array_position(array['reject', 'hold', 'warn', 'info'], outcome), count(*) desc, rule
                        """
                                .replace(":shown", "1\\:" + LINES_SHOWN))
                .param("file", fileId)
                .query((rs, row) -> new FindingCount(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getBoolean(3),
                        rs.getLong(4),
                        rs.getString(5),
                        rs.getString(6),
                        lines(rs, 7, rs.getLong(4))))
                .list();
    }

    /** The messages that rest on a file's records, the newest first. */
    public Page<MessageRow> messages(long fileId, int page) {
        int number = Math.max(1, page);
        List<MessageRow> rows = jdbc.sql(
                        """
                        select message_id, queue, record_key, kind, version, decided_at, sent_at, acknowledgement,
                               acknowledgement_reason
                          from message
                         where id in (select message_id from message_source where file_id = :file)
                         order by id desc limit :size offset :from
                        """)
                .param("file", fileId)
                .param("size", PAGE_SIZE)
                .param("from", (long) (number - 1) * PAGE_SIZE)
                .query((rs, row) -> new MessageRow(
                        rs.getString(1),
                        rs.getString(2),
                        rs.getString(3),
                        rs.getString(4),
                        rs.getInt(5),
                        instant(rs, 6),
                        instant(rs, 7),
                        rs.getString(8),
                        rs.getString(9)))
                .list();
        long total = jdbc.sql("select count(distinct message_id) from message_source where file_id = :file")
                .param("file", fileId)
                .query(Long.class)
                .single();
        return new Page<>(rows, number, PAGE_SIZE, total);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static String lines(ResultSet rs, int column, long count) throws SQLException {
        Integer[] lines = (Integer[]) rs.getArray(column).getArray();
        String shown = Arrays.stream(lines).map(String::valueOf).collect(Collectors.joining(", "));
        return count > lines.length ? shown + ", …" : shown;
    }

    private static Instant instant(ResultSet rs, int column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static Landed landed(ResultSet rs, int row) throws SQLException {
        FileRow file = new FileRow(
                rs.getLong("id"),
                rs.getString("sender"),
                Feed.ofWireName(rs.getString("feed")),
                rs.getString("role").equals("control"),
                rs.getString("name"),
                rs.getTimestamp("received_at").toInstant(),
                rs.getString("state"),
                rs.getString("refusal_code"),
                rs.getString("refusal_detail"),
                rs.getObject("refusal_line", Integer.class),
                rs.getBoolean("answered"),
                null,
                progress(rs));
        return new Landed(file, rs.getLong("received"), rs.getBigDecimal("amount_received"));
    }

    private static FileRow.Progress progress(ResultSet rs) throws SQLException {
        Integer records = rs.getObject("read_records", Integer.class);
        return records == null || !rs.getString("state").equals("STAGING")
                ? null
                : new FileRow.Progress(records, rs.getLong("read_bytes"), rs.getObject("readable_size", Long.class));
    }

    /** A file row before its balance is known. */
    private record Landed(FileRow row, long received, BigDecimal amountReceived) {

        boolean hasBalance() {
            return Set.of("APPLIED", "CLOSED", "REHEARSED").contains(row.state());
        }

        FileRow with(Map<Long, Sums> sums) {
            if (!hasBalance()) {
                return row;
            }
            FileBalance balance = sums.getOrDefault(row.id(), new Sums())
                    .balance(received, amountReceived == null ? BigDecimal.ZERO : amountReceived);
            return new FileRow(
                    row.id(),
                    row.sender(),
                    row.feed(),
                    row.control(),
                    row.name(),
                    row.receivedAt(),
                    row.state(),
                    row.code(),
                    row.detail(),
                    row.line(),
                    row.answered(),
                    balance,
                    row.progress());
        }
    }

    /** Records and amounts by state, as they are read. */
    private static final class Sums {

        private final Map<RecordState, Long> records = new EnumMap<>(RecordState.class);
        private final Map<RecordState, BigDecimal> amounts = new EnumMap<>(RecordState.class);

        void add(String state, long count, BigDecimal amount) {
            records.put(RecordState.valueOf(state), count);
            amounts.put(RecordState.valueOf(state), amount);
        }

        FileBalance balance(long received, BigDecimal amountReceived) {
            return new FileBalance(received, amountReceived, records, amounts);
        }
    }
}
