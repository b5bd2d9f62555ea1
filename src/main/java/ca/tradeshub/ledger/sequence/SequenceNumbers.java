// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.sequence;

import ca.tradeshub.ledger.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads which sequence numbers of a stream are used, free and missing. Refused files and dry runs use no number. */
@Component
public class SequenceNumbers {

    /** The files that use a number of a stream. */
    private static final String USED =
            """
             from file
             where sender = :sender and feed = :feed and employer_bn9 = :employer and sequence_year = :year
               and role = 'data' and state <> 'REFUSED' and not dry_run
            """;

    /** The same for each stream {@code w} of many. */
    private static final String USED_OF_EACH =
            """
             from file
             where sender = w.sender and feed = w.feed and employer_bn9 = w.employer and sequence_year = w.year
               and role = 'data' and state <> 'REFUSED' and not dry_run
            """;

    /** For each of many numbers the file that uses it, and the highest number of another ordinary file. */
    private static final String USES =
            """
            select w.place, u.name, u.received_at,
                   (select max(o.sequence) from file o
                     where o.sender = :sender and o.feed = w.feed and o.employer_bn9 = w.employer
                       and o.sequence_year = w.year and o.role = 'data' and o.state <> 'REFUSED' and not o.dry_run
                       and o.resubmission = 0 and o.sequence <> w.sequence) as highest
              from unnest(cast(:feeds as text[]), cast(:employers as text[]), cast(:years as integer[]),
                          cast(:sequences as integer[]), cast(:resubmissions as integer[])) with ordinality
                   as w (feed, employer, year, sequence, resubmission, place)
              left join file u
                on u.sender = :sender and u.feed = w.feed and u.employer_bn9 = w.employer
               and u.sequence_year = w.year and u.sequence = w.sequence and u.resubmission = w.resubmission
               and u.role = 'data' and u.state <> 'REFUSED' and not u.dry_run
            """;

    /** The number after the highest one that a free number follows. */
    private static final String NEXT =
            """
            with used as (select sequence %s and resubmission = 0)
            select coalesce((
                select u.sequence + 1 from used u
                 where u.sequence < 999999
                   and not exists (select from used n where n.sequence = u.sequence + 1)
                 order by u.sequence desc limit 1), 1) as next
            """
                    .formatted(USED);

    /** The highest number of each of many streams, found at the end of its index; null without one. */
    private static final String HIGHEST =
            """
            select w.place,
                   (select f.sequence from file f
                     where f.sender = w.sender and f.feed = w.feed and f.employer_bn9 = w.employer
                       and f.sequence_year = w.year and f.role = 'data' and f.state <> 'REFUSED' and not f.dry_run
                       and f.resubmission = 0
                     order by f.sequence desc limit 1) as highest
              from unnest(cast(:senders as text[]), cast(:feeds as text[]), cast(:employers as text[]),
                          cast(:years as integer[])) with ordinality as w (sender, feed, employer, year, place)
            """;

    /** The highest number that a file name can hold. */
    private static final int LAST = 999_999;

    private static final String NEXT_RESUBMISSION =
            "select 1 + coalesce(max(resubmission), 0) as next" + USED + " and sequence = :sequence";

    private static final String USED_WITHIN =
            "select sequence" + USED + " and resubmission = 0 and sequence between :first and :last order by sequence";

    private static final String IS_USED_AT_ALL = "select exists (select" + USED + ")";

    /** Between the lowest and the highest number that took effect: what was neither sent nor declared as never used. */
    private static final String GAPS =
            """
            select w.place, g.first, g.last
              from unnest(cast(:senders as text[]), cast(:feeds as text[]), cast(:employers as text[]),
                          cast(:years as integer[])) with ordinality as w (sender, feed, employer, year, place)
             cross join lateral (
                with present as (
                    select sequence as first, sequence as last %s and resubmission = 0
                    union all
                    select first, last from unused_sequence
                     where sender = w.sender and feed = w.feed and employer_bn9 = w.employer
                       and sequence_year = w.year and withdrawn_at is null),
                bounds as (
                    select min(sequence) as lowest, max(sequence) as highest %s
                       and resubmission = 0 and state in ('APPLIED', 'CLOSED')),
                spans as (
                    select max(last) over (order by first, last rows unbounded preceding) as reached,
                           lead(first) over (order by first, last) as next
                      from present)
                select reached + 1 as first, next - 1 as last
                  from spans, bounds
                 where next > reached + 1 and reached >= lowest and next <= highest) g
             order by w.place, g.first
            """
                    .formatted(USED_OF_EACH, USED_OF_EACH);

    private final JdbcClient jdbc;

    SequenceNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The file that uses a number, and when it was received. */
    public record Use(String name, Instant receivedAt) {

        private static Use read(ResultSet row, int number) throws SQLException {
            return new Use(
                    row.getString("name"), row.getTimestamp("received_at").toInstant());
        }
    }

    /** Consecutive numbers. */
    public record Span(int first, int last) {}

    /** Who uses these numbers, which are all of one sender, and how high the numbers of their streams are. */
    public SequenceUses uses(String sender, List<SequenceUses.Number> numbers) {
        SequenceUses uses = new SequenceUses();
        if (numbers.isEmpty()) {
            return uses;
        }
        jdbc.sql(USES)
                .param("sender", sender)
                .param("feeds", texts(numbers, number -> number.stream().feed().wireName()))
                .param("employers", texts(numbers, number -> number.stream().employerBn9()))
                .param("years", integers(numbers, number -> number.stream().year()))
                .param("sequences", integers(numbers, SequenceUses.Number::sequence))
                .param("resubmissions", integers(numbers, SequenceUses.Number::resubmission))
                .query((row, place) -> {
                    SequenceUses.Number number = numbers.get(row.getInt("place") - 1);
                    if (row.getString("name") != null) {
                        uses.found(number, Use.read(row, place));
                    }
                    Integer highest = row.getObject("highest", Integer.class);
                    if (highest != null) {
                        uses.foundHighest(number, highest);
                    }
                    return number;
                })
                .list();
        return uses;
    }

    private static <T> String[] texts(Collection<T> all, Function<T, String> part) {
        return all.stream().map(part).toArray(String[]::new);
    }

    private static <T> Integer[] integers(Collection<T> all, Function<T, Integer> part) {
        return all.stream().map(part).toArray(Integer[]::new);
    }

    /** The next free number: the one after the highest, or below when the highest is the last that a name can hold. */
    public int next(SequenceStream stream) {
        return stream.sql(jdbc, NEXT).query(Integer.class).single();
    }

    /** The next free numbers of many streams, as {@link #next(SequenceStream)} gives them. */
    public Map<SequenceStream, Integer> next(Set<SequenceStream> streams) {
        Map<SequenceStream, Integer> next = new HashMap<>();
        if (streams.isEmpty()) {
            return next;
        }
        List<SequenceStream> wanted = List.copyOf(streams);
        jdbc.sql(HIGHEST)
                .param("senders", texts(wanted, SequenceStream::sender))
                .param("feeds", texts(wanted, stream -> stream.feed().wireName()))
                .param("employers", texts(wanted, SequenceStream::employerBn9))
                .param("years", integers(wanted, SequenceStream::year))
                .query(row -> {
                    next.put(wanted.get(row.getInt("place") - 1), row.getInt("highest") + 1);
                });
        next.replaceAll((stream, following) -> following > LAST ? next(stream) : following);
        return next;
    }

    /** The first number after those of the resubmissions of a sequence. */
    public int nextResubmission(SequenceStream stream, int sequence) {
        return stream.sql(jdbc, NEXT_RESUBMISSION)
                .param("sequence", sequence)
                .query(Integer.class)
                .single();
    }

    /** The lowest numbers of a span that are used, at most five. */
    List<Integer> usedWithin(SequenceStream stream, Span span) {
        return stream.sql(jdbc, USED_WITHIN)
                .param("first", span.first())
                .param("last", span.last())
                .query(Integer.class)
                .list();
    }

    /** Whether any file of the stream was accepted. */
    boolean isKnown(SequenceStream stream) {
        return stream.sql(jdbc, IS_USED_AT_ALL).query(Boolean.class).single();
    }

    /** The numbers missing between files that took effect, in their order, of those of the streams that lack any. */
    public Map<SequenceStream, List<Span>> gaps(List<SequenceStream> streams) {
        Map<SequenceStream, List<Span>> gaps = new LinkedHashMap<>();
        jdbc.sql(GAPS)
                .param("senders", Columns.of(streams, SequenceStream::sender, String[]::new))
                .param("feeds", Columns.of(streams, stream -> stream.feed().wireName(), String[]::new))
                .param("employers", Columns.of(streams, SequenceStream::employerBn9, String[]::new))
                .param("years", Columns.of(streams, SequenceStream::year, Integer[]::new))
                .query(row -> {
                    gaps.computeIfAbsent(streams.get(row.getInt("place") - 1), stream -> new ArrayList<>())
                            .add(new Span(row.getInt("first"), row.getInt("last")));
                });
        return gaps;
    }
}
