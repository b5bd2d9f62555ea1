// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview.files;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.FileState;
import ca.tradeshub.overview.BalanceSums;
import ca.tradeshub.overview.Conditions;
import ca.tradeshub.overview.Keyset;
import ca.tradeshub.overview.Page;
import ca.tradeshub.overview.Slice;
import ca.tradeshub.overview.SliceRequest;
import ca.tradeshub.protection.Masking;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The received files, each with its verdict and its balance. */
@Component
public class LandedFiles {

    private static final String FILES =
            """
            select f.id, f.sender, f.feed, f.role,
                   case when f.dry_run then 'test/' else '' end || f.name as name, f.received_at, f.state,
                   f.closed_at,
                   f.refusal_code, f.refusal_detail, f.refusal_detail_fr, f.refusal_line,
                   a.written_at is not null as answered, f.records as received, f.amount as amount_received,
                   f.read_records, f.read_bytes,
                   case when f.name = f.logical_name then f.size_bytes end as readable_size
              from file f left join sender_response a on a.file_id = f.id
            """;

    private static final String NEWEST_FIRST = FILES
            + """
                     where f.role = 'data' or f.state <> 'PAIRED'
                     order by f.id desc limit :size offset :from
                    """;

    private static final String TOTAL = "select count(*) from file where role = 'data' or state <> 'PAIRED'";

    private static final String LISTED = FILES + "%s order by %s limit :size";

    private static final String DATA_OR_UNPAIRED = "(f.role = 'data' or f.state <> 'PAIRED')";

    private static final String OF_IDS = "f.id = any(:ids)";

    private static final String TOOK_EFFECT = "f.state in ('APPLIED', 'CLOSED', 'REHEARSED')";

    private static final String REJECTED_RECORDS =
            "(select coalesce(sum(records), 0) from balance_delta where file_id = f.id and state = 'REJECTED')";

    private static final String OPEN_RECORDS =
            "(select coalesce(sum(records), 0) from balance_delta where file_id = f.id and state in ('HELD', 'PENDING'))";

    private static final int READ_AT_ONCE = 500;

    private static final Pattern PLACE = Pattern.compile("\\d{1,18}");

    private static final String BY_ID = FILES + " where f.id = :id";

    private static final String BY_NAME =
            FILES + " where f.sender = :sender and f.name = :name and not f.dry_run order by f.id";

    private static final String SUMS =
            """
            select file_id, state, sum(records) as records, sum(amount) as amount
              from balance_delta where file_id in (:files) group by file_id, state
            """;

    private final JdbcClient jdbc;

    LandedFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The data files and unpaired control files, the newest first. */
    public Page<FileRow> page(int number) {
        int page = Page.number(number);
        List<Landed> rows = jdbc.sql(NEWEST_FIRST)
                .param("size", Page.SIZE)
                .param("from", Page.offset(page))
                .query(LandedFiles::landed)
                .list();
        return new Page<>(
                withBalances(rows),
                page,
                Page.SIZE,
                jdbc.sql(TOTAL).query(Long.class).single());
    }

    /**
     * Some files of a list.
     *
     * @param after where the slice begins, null at the beginning of the list
     * @throws IllegalArgumentException when {@code after} is not a place in a list
     */
    public Slice<FileRow> slice(FileFilter filter, FileOrder order, @Nullable String after, int size) {
        return slice(filter, SliceRequest.after(order, after, size));
    }

    /**
     * Some files of a list.
     *
     * @throws IllegalArgumentException when the request names a place that is not in a list
     */
    public Slice<FileRow> slice(FileFilter filter, SliceRequest<FileOrder> request) {
        return slice(conditions(filter), request);
    }

    /**
     * Some of the files with these ids.
     *
     * @throws IllegalArgumentException when the request names a place that is not in a list
     */
    public Slice<FileRow> slice(Collection<Long> ids, SliceRequest<FileOrder> request) {
        return slice(new Conditions().add(OF_IDS, "ids", ids.toArray(Long[]::new)), request);
    }

    private Slice<FileRow> slice(Conditions conditions, SliceRequest<FileOrder> request) {
        Keyset keyset = request.order().keyset();
        String place = request.place();
        if (place != null) {
            if (!PLACE.matcher(place).matches() || find(Long.parseLong(place)).isEmpty()) {
                throw new IllegalArgumentException("place");
            }
            conditions.add(keyset.behind(request.readsReversed())).with("place", Long.valueOf(place));
        }
        conditions.with("size", request.size() + 1);
        List<Landed> read = jdbc.sql(LISTED.formatted(conditions.where(), keyset.orderBy(request.readsReversed())))
                .params(conditions.parameters())
                .query(LandedFiles::landed)
                .list();
        Slice<Landed> slice =
                request.slice(read, file -> Long.toString(file.row().id()));
        return new Slice<>(withBalances(slice.rows()), slice.next(), slice.previous());
    }

    /** All files of a list, one by one, for a download. */
    public void forEach(FileFilter filter, FileOrder order, boolean isReversed, Consumer<FileRow> reader) {
        SliceRequest<FileOrder> list = new SliceRequest<>(order, isReversed, null, false, READ_AT_ONCE);
        @Nullable String next = null;
        do {
            Slice<FileRow> slice = slice(filter, list.behind(next));
            slice.rows().forEach(reader);
            next = slice.next();
        } while (next != null);
    }

    /** How many files a list has. */
    public long total(FileFilter filter) {
        Conditions conditions = conditions(filter);
        return jdbc.sql("select count(*) from file f" + conditions.where())
                .params(conditions.parameters())
                .query(Long.class)
                .single();
    }

    private static Conditions conditions(FileFilter filter) {
        Conditions conditions = new Conditions()
                .add(DATA_OR_UNPAIRED)
                .add("f.sender = :sender", "sender", filter.sender())
                .add(
                        "f.feed = :feed",
                        "feed",
                        filter.feed() == null ? null : filter.feed().wireName())
                .add("f.employer_bn9 = :employer", "employer", filter.employer())
                .add("f.name like :name escape '!'", "name", pattern(filter.name()));
        if (filter.status() != null) {
            switch (filter.status()) {
                case "ACCEPTED" ->
                    conditions.add("f.role = 'data'").add(TOOK_EFFECT).add(REJECTED_RECORDS + " = 0");
                case "ACCEPTED_IN_PART" ->
                    conditions.add("f.role = 'data'").add(TOOK_EFFECT).add(REJECTED_RECORDS + " > 0");
                default -> conditions.add("f.state = :state", "state", filter.status());
            }
        }
        return filter.open() ? conditions.add(OPEN_RECORDS + " > 0") : conditions;
    }

    /** The pattern of names that begin with a text, null for null. */
    private static @Nullable String pattern(@Nullable String name) {
        return name == null ? null : name.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    /** A file by its id. */
    public Optional<FileRow> find(long id) {
        return withBalances(jdbc.sql(BY_ID)
                        .param("id", id)
                        .query(LandedFiles::landed)
                        .list())
                .stream()
                .findFirst();
    }

    /** The files a sender dropped under a name, in the order they were landed. */
    public List<FileRow> dropped(String sender, String name) {
        return withBalances(jdbc.sql(BY_NAME)
                .param("sender", sender)
                .param("name", name)
                .query(LandedFiles::landed)
                .list());
    }

    private List<FileRow> withBalances(List<Landed> landed) {
        List<Long> files = landed.stream()
                .filter(Landed::hasBalance)
                .map(file -> file.row().id())
                .toList();
        Map<Long, BalanceSums> sums = files.isEmpty() ? Map.of() : sums(files);
        return landed.stream().map(file -> file.with(sums)).toList();
    }

    private Map<Long, BalanceSums> sums(List<Long> files) {
        Map<Long, BalanceSums> sums = new LinkedHashMap<>();
        jdbc.sql(SUMS).param("files", files).query(row -> {
            sums.computeIfAbsent(row.getLong("file_id"), id -> new BalanceSums())
                    .add(row);
        });
        return sums;
    }

    private static Landed landed(ResultSet row, int number) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        FileRow file = new FileRow(
                row.getLong("id"),
                row.getString("sender"),
                Feed.ofWireName(row.getString("feed")),
                row.getString("role").equals("control"),
                shown(row.getString("name"), row.getString("refusal_code")),
                row.getTimestamp("received_at").toInstant(),
                FileState.valueOf(row.getString("state")),
                closed == null ? null : closed.toInstant(),
                row.getString("refusal_code"),
                detail(row),
                row.getObject("refusal_line", Integer.class),
                row.getBoolean("answered"),
                null,
                progress(row));
        BigDecimal amount = row.getBigDecimal("amount_received");
        return new Landed(file, row.getLong("received"), amount == null ? BigDecimal.ZERO : amount);
    }

    /** Refusals recorded before the French column existed are shown in English. */
    private static String shown(String name, @Nullable String refusal) {
        return RefusalCode.FILE_NOT_AUTHORISED.code().equals(refusal)
                ? Masking.refusedFileName(name)
                : Masking.fileName(name);
    }

    private static @Nullable Text detail(ResultSet row) throws SQLException {
        String english = row.getString("refusal_detail");
        return english == null ? null : Text.stored(english, row.getString("refusal_detail_fr"));
    }

    private static FileRow.@Nullable Progress progress(ResultSet row) throws SQLException {
        Integer records = row.getObject("read_records", Integer.class);
        return records == null || FileState.valueOf(row.getString("state")) != FileState.STAGING
                ? null
                : new FileRow.Progress(records, row.getLong("read_bytes"), row.getObject("readable_size", Long.class));
    }

    /** A file before its balance is read. */
    private record Landed(FileRow row, long received, BigDecimal amountReceived) {

        boolean hasBalance() {
            return row.state().hasBalance();
        }

        FileRow with(Map<Long, BalanceSums> sums) {
            return hasBalance()
                    ? row.with(sums.getOrDefault(row.id(), new BalanceSums()).against(received, amountReceived))
                    : row;
        }
    }
}
