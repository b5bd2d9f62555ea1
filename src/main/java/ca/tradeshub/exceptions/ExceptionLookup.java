// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordAddress;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads exceptions by their ids. Lists for pages are read in {@code overview}. */
@Component
public class ExceptionLookup {

    /** OFFSET 0 makes the planner look up the records of each exception instead of reading all records. */
    private static final String BY_ID =
            """
            select e.*, x.files, x.lines, x.feeds, coalesce(x.unknown, false) as unknown
              from exception_status e
             cross join lateral (
                   select array_agg(x.file_id order by x.file_id, x.line) as files,
                          array_agg(x.line order by x.file_id, x.line) as lines,
                          array_agg(distinct r.feed) filter (where r.feed is not null) as feeds,
                          bool_or(exists (select from finding f
                                           where f.file_id = x.file_id and f.line = x.line and f.rule = e.rule
                                             and f.outcome = 'hold' and f.unknown)) as unknown
                     from exception_record x
                     left join lateral (select feed from record
                                         where file_id = x.file_id and line = x.line offset 0) r on true
                    where x.exception_id = e.id) x
             where e.id = any(:ids)
             order by e.id
            """;

    private static final String OTHER_HOLDS =
            """
            select distinct f.rule collate "C" as rule, f.message_en collate "C" as message_en, f.message_fr, f.citation
              from exception_record x
              join finding f using (file_id, line)
              join record r using (file_id, line)
             where x.exception_id = :id and r.state = 'HELD' and f.outcome = 'hold' and f.decided_key is null
               and f.rule <> r.rule
             order by 1, 2
            """;

    /** Certificates have no amount. */
    private static final String AMOUNTS =
            """
            select r.file_id, r.line, r.amount
              from unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
              join record r using (file_id, line)
             where r.feed in ('R', 'P') and r.amount is not null
            """;

    private static final String LOCK = "select id from exception_case where id = any(:ids) order by id for update";

    private final JdbcClient jdbc;

    ExceptionLookup(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The exceptions with these ids that exist, by id. */
    public List<ExceptionCase> byId(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(BY_ID)
                        .param("ids", ids.toArray(Long[]::new))
                        .query(ExceptionLookup::exception)
                        .list();
    }

    /** An exception, empty when it does not exist. */
    public Optional<ExceptionCase> byId(long id) {
        return byId(List.of(id)).stream().findFirst();
    }

    /**
     * A rule that holds a record besides the one that its exception is about.
     *
     * @param rule the rule
     * @param detail the rule's sentence
     * @param citation the passage of the law that it is based on
     */
    public record OtherHold(String rule, Text detail, String citation) {}

    /**
     * The other rules that hold the records of an exception on records. A record has one open exception at a time: when it
     * is accepted, the next of these rules opens one, and the record is released by the last.
     */
    public List<OtherHold> otherHolds(ExceptionCase exception) {
        boolean isOfRecords = exception.isOfRecord() || exception.type() == ExceptionType.DUPLICATE_KEY;
        return !isOfRecords || exception.closedAt() != null
                ? List.of()
                : jdbc.sql(OTHER_HOLDS)
                        .param("id", exception.id())
                        .query((row, number) -> new OtherHold(
                                row.getString("rule"),
                                new Text(row.getString("message_en"), row.getString("message_fr")),
                                row.getString("citation")))
                        .list();
    }

    /** The hours or gross wages of the records that the sides of exceptions name, without those that have none. */
    public Map<RecordAddress, BigDecimal> amounts(Collection<ExceptionCase> exceptions) {
        Set<RecordAddress> named = exceptions.stream()
                .flatMap(exception -> exception.sides().stream())
                .map(ExceptionSide::record)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<RecordAddress, BigDecimal> amounts = new HashMap<>();
        if (!named.isEmpty()) {
            jdbc.sql(AMOUNTS).params(RecordAddress.columns(named)).query(row -> {
                amounts.put(RecordAddress.of(row), row.getBigDecimal("amount"));
            });
        }
        return amounts;
    }

    /** An exception with its row locked until the transaction ends. */
    public Optional<ExceptionCase> locked(long id) {
        return locked(List.of(id)).stream().findFirst();
    }

    /** The exceptions with these ids that exist, by id, with their rows locked until the transaction ends. */
    public List<ExceptionCase> locked(Collection<Long> ids) {
        jdbc.sql(LOCK).param("ids", ids.toArray(Long[]::new)).query(row -> {});
        return byId(ids);
    }

    private static ExceptionCase exception(ResultSet row, int number) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        String closedBy = row.getString("closed_by");
        return new ExceptionCase(
                row.getLong("id"),
                row.getInt("revision"),
                ExceptionType.valueOf(row.getString("type")),
                row.getString("subject"),
                row.getString("stable_subject"),
                row.getString("rule"),
                Text.stored(row.getString("detail"), row.getString("detail_fr")),
                row.getBoolean("unknown"),
                row.getString("basis"),
                ExceptionState.valueOf(row.getString("state")),
                amount(row),
                ExceptionSides.read(row.getString("sides")),
                ExceptionSides.readEvidence(row.getString("evidence")),
                row.getString("assigned_to"),
                row.getTimestamp("opened_at").toInstant(),
                closed == null ? null : closed.toInstant(),
                closedBy == null ? null : ExceptionCase.ClosedBy.valueOf(closedBy),
                feeds(row),
                records(row));
    }

    private static @Nullable AmountAtStake amount(ResultSet row) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        return amount == null ? null : new AmountAtStake(amount, AmountAtStake.Of.valueOf(row.getString("amount_of")));
    }

    private static Set<Feed> feeds(ResultSet row) throws SQLException {
        java.sql.Array feeds = row.getArray("feeds");
        return feeds == null
                ? Set.of()
                : Arrays.stream((Object[]) feeds.getArray())
                        .map(code -> Arrays.stream(Feed.values())
                                .filter(feed -> feed.name().startsWith(code.toString()))
                                .findFirst()
                                .orElseThrow())
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static List<RecordAddress> records(ResultSet row) throws SQLException {
        java.sql.Array files = row.getArray("files");
        if (files == null) {
            return List.of();
        }
        Long[] ids = (Long[]) files.getArray();
        Integer[] lines = (Integer[]) row.getArray("lines").getArray();
        List<RecordAddress> records = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            records.add(new RecordAddress(ids[i], lines[i]));
        }
        return records;
    }
}
