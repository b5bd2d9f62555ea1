// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.records;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.overview.Conditions;
import ca.tradeshub.overview.Groups;
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
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The records of the files that took effect: every line can be reached. */
@Component
public class RecordList {

    // Which record replaced a superseded one, and which one a duplicate repeats, is looked up for the rows of the
    // slice.
    private static final String ROWS =
            """
            select r.*, f.logical_name, f.sender, f.refusal_code,
                   case when r.state = 'PENDING' and %s then 'DELIVERED' else r.state end as shown_state,
                   not r.withheld and r.state not in ('REJECTED', 'DUPLICATE', 'SUPERSEDED') as current,
                   other.file_id as other_file, other.line as other_line, other.logical_name as other_name
              from (select r.file_id, r.line, r.feed, r.record_key, r.state, r.rule, r.amount, r.changed_at,
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
                      and case when r.state = 'SUPERSEDED' then (e.file_order, n.line) > (f.file_order, r.line)
                               else (e.file_order, n.line) < (f.file_order, r.line) end
                    order by case when r.state = 'SUPERSEDED' then e.file_order end, e.file_order desc,
                             case when r.state = 'SUPERSEDED' then n.line end, n.line desc
                    limit 1) other on true
             order by %s
            """;

    private static final String SENDER_OF = "select sender from file where id = :file";

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

    /** In a list by state, a place has the state too: the record may be in another one when the next page is read. */
    private static final Pattern PLACE = Pattern.compile("(?:([A-Z_]{1,20}):)?(\\d{1,18}):(\\d{1,9})");

    private static final String LIMIT = "limit :size";

    private static final String NO_LIMIT = "offset 0";

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
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Slice<RecordRow> slice(RecordFilter filter, RecordOrder order, @Nullable String after, int size) {
        return slice(filter, SliceRequest.after(order, after, size));
    }

    /**
     * Some records of a list.
     *
     * @throws IllegalArgumentException when the request names a place that is not in a list
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Slice<RecordRow> slice(RecordFilter filter, SliceRequest<RecordOrder> request) {
        return slice(new RecordSelection(filter, null), request);
    }

    /**
     * Some of the records at addresses.
     *
     * @throws IllegalArgumentException when the request names a place that is not in a list
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Slice<RecordRow> slice(Collection<RecordAddress> addresses, SliceRequest<RecordOrder> request) {
        return slice(new RecordSelection(RecordFilter.ALL, addresses), request);
    }

    private Slice<RecordRow> slice(RecordSelection selection, SliceRequest<RecordOrder> request) {
        @Nullable Place place = place(selection, request);
        List<RecordRow> read =
                switch (groupedBy(selection, request.order())) {
                    case STATE ->
                        Groups.read(
                                request,
                                states(selection),
                                place == null ? null : place.state(),
                                (state, part) -> read(selection.inState(state), true, part, place));
                    case SENDER ->
                        Groups.read(
                                request,
                                senders(selection),
                                place == null ? null : senderOf(place.file()),
                                (sender, part) -> read(selection.ofSender(sender), true, part, place));
                    case NOTHING -> read(selection, false, request, place);
                };
        return request.slice(
                read, row -> request.order() == RecordOrder.STATE ? row.state() + ":" + row.id() : row.id());
    }

    private List<RecordRow> read(
            RecordSelection selection, boolean isGroup, SliceRequest<RecordOrder> request, @Nullable Place place) {
        Keyset keyset = keyset(request.order(), isGroup);
        boolean isReversed = request.readsReversed();
        @Nullable String behind = place == null || request.place() == null ? null : keyset.behind(isReversed);
        Conditions conditions = selection.conditions();
        if (place != null && behind != null) {
            conditions.with("placeFile", place.file()).with("placeLine", place.line());
        }
        conditions.with("size", request.size() + 1);
        return jdbc.sql(statement(selection, keyset, isReversed, behind, LIMIT))
                .params(conditions.parameters())
                .query((row, number) -> row(row))
                .list();
    }

    /** The values by which a list is divided. */
    private enum GroupedBy {
        NOTHING,
        STATE,
        SENDER
    }

    private static GroupedBy groupedBy(RecordSelection selection, RecordOrder order) {
        return switch (order) {
            case STATE -> GroupedBy.STATE;
            // Other lists are short, or found as a whole for each page.
            case SENDER -> selection.isByFile() ? GroupedBy.SENDER : GroupedBy.NOTHING;
            default -> GroupedBy.NOTHING;
        };
    }

    private static Keyset keyset(RecordOrder order, boolean isGroup) {
        return isGroup ? order.keyset().withinGroup() : order.keyset();
    }

    private static List<RecordState> states(RecordSelection selection) {
        RecordState chosen = selection.filter().state();
        return chosen == null ? List.of(RecordState.values()) : List.of(chosen);
    }

    private List<String> senders(RecordSelection selection) {
        RecordFilter filter = selection.filter();
        if (filter.sender() != null) {
            return List.of(filter.sender());
        }
        return filter.file() == null ? senders() : List.of(senderOf(filter.file()));
    }

    private String senderOf(long file) {
        return jdbc.sql(SENDER_OF)
                .param("file", file)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /**
     * Where a part of a list begins.
     *
     * @param state the state of the record when its part was read; null in lists that are not by state
     */
    private record Place(@Nullable RecordState state, long file, int line) {}

    private @Nullable Place place(RecordSelection selection, SliceRequest<RecordOrder> request) {
        if (request.place() == null) {
            return null;
        }
        Matcher place = PLACE.matcher(request.place());
        if (!place.matches() || (place.group(1) != null) != (request.order() == RecordOrder.STATE)) {
            throw new IllegalArgumentException("place");
        }
        long file = Long.parseLong(place.group(2));
        int line = Integer.parseInt(place.group(3));
        @Nullable Long chosen = selection.filter().file();
        if (chosen != null && chosen != file || !isStored(file, line)) {
            throw new IllegalArgumentException("place");
        }
        return new Place(place.group(1) == null ? null : RecordState.valueOf(place.group(1)), file, line);
    }

    private boolean isStored(long file, int line) {
        return jdbc.sql(IS_STORED)
                .param("file", file)
                .param("line", line)
                .query(Boolean.class)
                .single();
    }

    /** All records of a list, one by one, for a download: as they are at its beginning. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public void forEach(RecordFilter filter, RecordOrder order, boolean isReversed, Consumer<RecordRow> reader) {
        RecordSelection selection = new RecordSelection(filter, null);
        switch (groupedBy(selection, order)) {
            case STATE ->
                Groups.inDirection(states(selection), isReversed)
                        .forEach(state -> forEach(selection.inState(state), keyset(order, true), isReversed, reader));
            case SENDER ->
                Groups.inDirection(senders(selection), isReversed)
                        .forEach(
                                sender -> forEach(selection.ofSender(sender), keyset(order, true), isReversed, reader));
            case NOTHING -> forEach(selection, keyset(order, false), isReversed, reader);
        }
    }

    private void forEach(RecordSelection selection, Keyset keyset, boolean isReversed, Consumer<RecordRow> reader) {
        streaming
                .sql(statement(selection, keyset, isReversed, null, NO_LIMIT))
                .params(selection.conditions().parameters())
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
        RecordSelection selection = new RecordSelection(RecordFilter.ALL, addresses);
        return jdbc.sql(statement(selection, RecordOrder.NEWEST.keyset(), false, null, NO_LIMIT))
                .params(selection.conditions().parameters())
                .query((row, number) -> row(row))
                .list();
    }

    /** The senders of files. */
    public List<String> senders() {
        return jdbc.sql(SENDERS).query(String.class).list();
    }

    private static String statement(
            RecordSelection selection, Keyset keyset, boolean isReversed, @Nullable String behind, String limit) {
        String order = keyset.orderBy(isReversed);
        if (selection.isOfChosenFiles()
                && keyset.columns().equals(RecordOrder.OLDEST.keyset().columns())) {
            String rows = selection.fileByFile(keyset.direction(isReversed), behind != null, limit);
            return ROWS.formatted(RecordSelection.IN_FORCE, rows, "", order, limit, order);
        }
        Conditions conditions = selection.conditions();
        if (behind != null) {
            conditions.add(behind);
        }
        return ROWS.formatted(RecordSelection.IN_FORCE, selection.tables(), conditions.where(), order, limit, order);
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
