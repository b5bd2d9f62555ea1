// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.records;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.ClaimLines;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.overview.Conditions;
import ca.tradeshub.overview.Keyset;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.SliceRequest;
import ca.tradeshub.protection.Masking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The records of the files that took effect: every line can be reached. */
@Component
public class RecordList {

    /** Whether a pay line is delivered: the message in force for its claim is based on it. */
    private static final String IN_FORCE =
            """
            case when r.feed = 'P'
                 then exists (select from pay_line p
                                join claim_in_force s on s.claim_key = p.claim_key and s.file_id = p.file_id
                               where p.file_id = r.file_id and p.line = r.line and s.lines @> p.line)
                 else false end""";

    // Which record replaced a superseded one, and which one a duplicate repeats, is looked up for the rows of the
    // slice.
    private static final String ROWS =
            """
            select r.*, f.logical_name, f.sender, f.refusal_code,
                   case when r.state = 'PENDING' and %s then 'DELIVERED' else r.state end as shown_state,
                   not r.withheld and r.state not in ('REJECTED', 'DUPLICATE', 'SUPERSEDED') as current,
                   other.file_id as other_file, other.line as other_line, other.logical_name as other_name
              from (select r.file_id, r.line, r.feed, r.record_key, r.file_order, r.state, r.rule, r.amount, r.changed_at,
                           r.withheld
                      from %s
                      %s
                     order by %s %s) r
              join file f on f.id = r.file_id
              left join lateral (
                   select n.file_id, n.line, e.logical_name
                     from record n join effective_file e on e.id = n.file_id
                    where r.state in ('DUPLICATE', 'SUPERSEDED')
                      and n.feed = r.feed and n.record_key = r.record_key and not n.withheld and n.state <> 'DUPLICATE'
                      and case when r.state = 'SUPERSEDED' then (n.file_order, n.line) > (r.file_order, r.line)
                               else (n.file_order, n.line) < (r.file_order, r.line) end
                    order by case when r.state = 'SUPERSEDED' then n.file_order end, n.file_order desc,
                             case when r.state = 'SUPERSEDED' then n.line end, n.line desc
                    limit 1) other on true
             order by %s
            """;

    private static final String ALL_FILES = "record r join effective_file f on f.id = r.file_id";

    /** The balance has which files have records in a state, so that the others are not read. */
    private static final String FILES_WITH_STATE =
            """
            (select e.id from effective_file e
              where (select sum(d.records) from balance_delta d where d.file_id = e.id and d.state = :balanceState) > 0) f
              cross join lateral (select * from record one where one.file_id = f.id) r""";

    /** A rule's records: those whose state it decided, and those on which it has a finding. */
    private static final String OF_RULE =
            """
            (select n.file_id, n.line from finding n where n.rule = :rule
             union
             select d.file_id, d.line from record d where d.rule = :rule) found
              join record r on r.file_id = found.file_id and r.line = found.line
              join effective_file f on f.id = r.file_id""";

    private static final String OF_CLAIM =
            """
            (select p.file_id, p.line from pay_line p where %s) found
              join record r on r.file_id = found.file_id and r.line = found.line
              join effective_file f on f.id = r.file_id"""
                    .formatted(ClaimLines.of("p", ":claim"));

    private static final String AT_ADDRESSES =
            """
            unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
              join record r on r.file_id = w.file_id and r.line = w.line
              join effective_file f on f.id = r.file_id""";

    private static final String OF_SENDER = "r.file_id in (select id from file where sender = :sender)";

    private static final String IS_STORED = "select exists (select from record where file_id = :file and line = :line)";

    private static final String SENDERS =
            """
            with recursive known as (
                select min(sender) as sender from file
                union all
                select (select min(f.sender) from file f where f.sender > k.sender) from known k where k.sender is not null)
            select sender from known where sender is not null
            """;

    private static final String TOTAL =
            """
            select coalesce(sum(d.records), 0) from balance_delta d join effective_file f on f.id = d.file_id
            """;

    private static final Pattern PLACE = Pattern.compile("(\\d{1,18}):(\\d{1,9})");

    private static final int READ_AT_ONCE = 1000;

    private final JdbcClient jdbc;

    /** Reads the rows of a download in portions; the other one reads a page at once. */
    private final JdbcClient streaming;

    RecordList(JdbcClient jdbc, DataSource database) {
        this.jdbc = jdbc;
        JdbcTemplate portions = new JdbcTemplate(database);
        portions.setFetchSize(READ_AT_ONCE);
        this.streaming = JdbcClient.create(portions);
    }

    /**
     * Some records of a list.
     *
     * @param after where the slice begins, null at the beginning of the list
     * @throws IllegalArgumentException when {@code after} is not a place in a list
     */
    public Slice<RecordRow> slice(RecordFilter filter, RecordOrder order, @Nullable String after, int size) {
        return slice(filter, SliceRequest.after(order, after, size));
    }

    /**
     * Some records of a list.
     *
     * @throws IllegalArgumentException when the request names a place that is not in a list
     */
    public Slice<RecordRow> slice(RecordFilter filter, SliceRequest<RecordOrder> request) {
        return slice(tables(filter), conditions(filter), request);
    }

    /**
     * Some of the records at addresses.
     *
     * @throws IllegalArgumentException when the request names a place that is not in a list
     */
    public Slice<RecordRow> slice(Collection<RecordAddress> addresses, SliceRequest<RecordOrder> request) {
        Conditions conditions = new Conditions();
        RecordAddress.columns(addresses).forEach(conditions::with);
        return slice(AT_ADDRESSES, conditions, request);
    }

    private Slice<RecordRow> slice(String tables, Conditions conditions, SliceRequest<RecordOrder> request) {
        Keyset keyset = request.order().keyset();
        if (request.place() != null) {
            Matcher place = PLACE.matcher(request.place());
            if (!place.matches() || !isStored(Long.parseLong(place.group(1)), Integer.parseInt(place.group(2)))) {
                throw new IllegalArgumentException("place");
            }
            conditions
                    .add(keyset.behind(request.readsReversed()))
                    .with("placeFile", Long.valueOf(place.group(1)))
                    .with("placeLine", Integer.valueOf(place.group(2)));
        }
        conditions.with("size", request.size() + 1);
        String statement = statement(tables, conditions, keyset.orderBy(request.readsReversed()), "limit :size");
        List<RecordRow> read = jdbc.sql(statement)
                .params(conditions.parameters())
                .query((row, number) -> row(row))
                .list();
        return request.slice(read, RecordRow::id);
    }

    private boolean isStored(long file, int line) {
        return jdbc.sql(IS_STORED)
                .param("file", file)
                .param("line", line)
                .query(Boolean.class)
                .single();
    }

    /** All records of a list, one by one, for a download. */
    @Transactional(readOnly = true)
    public void forEach(RecordFilter filter, RecordOrder order, boolean isReversed, Consumer<RecordRow> reader) {
        Conditions conditions = conditions(filter);
        streaming
                .sql(statement(tables(filter), conditions, order.keyset().orderBy(isReversed), ""))
                .params(conditions.parameters())
                .query(row -> {
                    reader.accept(row(row));
                });
    }

    /** How many records a list has, as the balances count them; nothing when they do not count by what was chosen. */
    public Optional<Long> total(RecordFilter filter) {
        if (filter.rule() != null || filter.key() != null || filter.claim() != null) {
            return Optional.empty();
        }
        Conditions conditions = new Conditions()
                .add(
                        "d.state = :state",
                        "state",
                        filter.state() == null ? null : filter.state().name())
                .add(
                        "f.feed = :feed",
                        "feed",
                        filter.feed() == null ? null : filter.feed().wireName())
                .add("f.sender = :sender", "sender", filter.sender())
                .add("f.id = :file", "file", filter.file());
        return Optional.of(jdbc.sql(TOTAL + conditions.where())
                .params(conditions.parameters())
                .query(Long.class)
                .single());
    }

    /** The newest versions of a key, the newest first. */
    public List<RecordRow> versions(Feed feed, String key, int most) {
        return slice(RecordFilter.ofKey(feed, key), RecordOrder.VERSION, null, most)
                .rows();
    }

    /** The records at addresses, the newest first. */
    public List<RecordRow> at(Collection<RecordAddress> addresses) {
        return jdbc.sql(statement(
                        AT_ADDRESSES,
                        new Conditions(),
                        RecordOrder.NEWEST.keyset().orderBy(false),
                        ""))
                .params(RecordAddress.columns(addresses))
                .query((row, number) -> row(row))
                .list();
    }

    /** The senders of files. */
    public List<String> senders() {
        return jdbc.sql(SENDERS).query(String.class).list();
    }

    private static Conditions conditions(RecordFilter filter) {
        Conditions conditions = new Conditions()
                .add(
                        "r.feed = cast(:feed as char)",
                        "feed",
                        filter.feed() == null ? null : "" + filter.feed().letter())
                .add(OF_SENDER, "sender", filter.sender())
                .add("r.file_id = :file", "file", filter.file())
                .add("r.record_key = :key", "key", filter.key());
        if (filter.claim() != null) {
            conditions.with("claim", filter.claim());
        }
        if (filter.rule() != null) {
            conditions.with("rule", filter.rule());
            if (filter.claim() != null) {
                conditions.add("r.rule = :rule");
            }
        }
        RecordState state = filter.state();
        if (state != null) {
            if (readsBalance(filter)) {
                conditions.with("balanceState", state.name());
            }
            switch (state) {
                case DELIVERED ->
                    conditions.add("(r.state = 'DELIVERED' or r.state = 'PENDING' and %s)".formatted(IN_FORCE));
                case PENDING -> conditions.add("r.state = 'PENDING' and not (%s)".formatted(IN_FORCE));
                default -> conditions.add("r.state = :state", "state", state.name());
            }
        }
        return conditions;
    }

    private static boolean readsBalance(RecordFilter filter) {
        return filter.state() != null
                && filter.rule() == null
                && filter.file() == null
                && filter.key() == null
                && filter.claim() == null;
    }

    private static String tables(RecordFilter filter) {
        if (filter.claim() != null) {
            return OF_CLAIM;
        }
        return filter.rule() != null ? OF_RULE : readsBalance(filter) ? FILES_WITH_STATE : ALL_FILES;
    }

    private static String statement(String tables, Conditions conditions, String order, String limit) {
        return ROWS.formatted(IN_FORCE, tables, conditions.where(), order, limit, order);
    }

    private static RecordRow row(ResultSet row) throws SQLException {
        String other = row.getString("other_name");
        return new RecordRow(
                row.getLong("file_id"),
                row.getInt("line"),
                Masking.fileName(row.getString("logical_name")),
                row.getString("sender"),
                Feed.ofLetter(row.getString("feed")),
                row.getString("record_key"),
                RecordState.valueOf(row.getString("shown_state")),
                row.getString("rule"),
                row.getBigDecimal("amount"),
                row.getTimestamp("changed_at").toInstant(),
                row.getBoolean("current"),
                other == null
                        ? null
                        : new RecordRow.Replacement(
                                row.getLong("other_file"), row.getInt("other_line"), Masking.fileName(other)));
    }
}
