// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.sequence;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.canonical.VisibleText;
import ca.tradeshub.ledger.sequence.SequenceNumbers.Span;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.protection.Masking;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records the numbers that an operator declares as never used by a sender. They do not count as a gap; a file that comes with such a
 * number all the same is accepted as a late one. A declaration can be withdrawn.
 */
@Component
public class UnusedSequences {

    private static final int HIGHEST = 999_999;

    private static final int LONGEST_REASON = 500;

    /** So many numbers a sentence names. */
    private static final int NAMED = 5;

    private static final String DECLARE =
            """
            insert into unused_sequence (sender, feed, employer_bn9, sequence_year, first, last, reason, declared_by,
                                         declared_at)
            values (:sender, :feed, :employer, :year, :first, :last, :reason, :by, :now)
            """;

    private static final String WITHDRAW =
            """
            update unused_sequence
               set withdrawn_at = :now, withdrawn_by = :by, withdrawn_reason = :reason
             where sender = :sender and feed = :feed and employer_bn9 = :employer and sequence_year = :year
               and first = :first and last = :last and withdrawn_at is null
            """;

    private static final String DECLARED =
            """
            select id, sender, feed, employer_bn9, sequence_year, first, last, reason, declared_by, declared_at
              from unused_sequence
             where withdrawn_at is null and (cast(:after as bigint) is null or id < :after)
             order by id desc limit :most
            """;

    private static final String DECLARED_OF_STREAM =
            """
            select first, last from unused_sequence
             where sender = :sender and feed = :feed and employer_bn9 = :employer and sequence_year = :year
               and withdrawn_at is null
             order by first, last
            """;

    private static final String COUNT = "select count(*) from unused_sequence where withdrawn_at is null";

    private static final Messages MESSAGES = Messages.of(UnusedSequences.class);

    private final JdbcClient jdbc;
    private final SequenceNumbers numbers;
    private final SequenceWatch watch;
    private final AuditTrail audit;
    private final Clock clock;

    UnusedSequences(JdbcClient jdbc, SequenceNumbers numbers, SequenceWatch watch, AuditTrail audit, Clock clock) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.watch = watch;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Declares numbers of a stream as never used. The alarm of the stream closes when no gap is left.
     *
     * @param stream the stream as the alarm names it
     * @param first the lowest number
     * @param last the highest number
     * @param reason why, without personal data
     * @param operator who declares it
     * @return why it is not recorded; empty when it is
     */
    @Transactional
    public Optional<Text> declare(String stream, int first, int last, String reason, String operator) {
        Optional<SequenceStream> named = SequenceStream.parse(stream);
        if (named.isEmpty()) {
            return Optional.of(MESSAGES.text("unused.stream", stream));
        }
        AdvisoryLock.APPLY.take(jdbc, named.get().applyLock());
        Optional<Text> objection = objection(named.get(), new Span(first, last), reason);
        if (objection.isEmpty()) {
            write(DECLARE, named.get(), new Span(first, last), reason, operator);
            watch.keep(named.get());
            audit.append(
                    operator,
                    "declare-sequence-unused",
                    named.get().toString(),
                    Map.of("first", first, "last", last, "reason", reason.strip()));
        }
        return objection;
    }

    /**
     * A declaration that holds.
     *
     * @param stream the stream as the alarm names it
     * @param first the lowest number
     * @param last the highest number
     * @param reason why it was declared
     * @param declaredBy who declared it
     * @param declaredAt when
     * @param id its place in the list
     */
    public record Declared(
            String stream, int first, int last, String reason, String declaredBy, Instant declaredAt, long id) {

        private static Declared read(ResultSet row, int number) throws SQLException {
            return new Declared(
                    new SequenceStream(
                                    row.getString("sender"),
                                    Feed.ofWireName(row.getString("feed")),
                                    row.getString("employer_bn9"),
                                    row.getInt("sequence_year"))
                            .toString(),
                    row.getInt("first"),
                    row.getInt("last"),
                    row.getString("reason"),
                    row.getString("declared_by"),
                    row.getTimestamp("declared_at").toInstant(),
                    row.getLong("id"));
        }
    }

    /** The first of some numbers; of many how many there are in all. */
    private static String named(List<String> numbers) {
        String first = numbers.stream().limit(NAMED).collect(Collectors.joining(", "));
        return numbers.size() > NAMED ? first + ", … (" + numbers.size() + ")" : first;
    }

    /** A span as the command takes it. */
    private static String named(Span span) {
        return span.first() == span.last() ? String.valueOf(span.first()) : span.first() + "-" + span.last();
    }

    private List<Span> declaredOf(SequenceStream stream) {
        return stream.sql(jdbc, DECLARED_OF_STREAM)
                .query((row, number) -> new Span(row.getInt("first"), row.getInt("last")))
                .list();
    }

    private int write(String sql, SequenceStream stream, Span span, String reason, String operator) {
        return stream.sql(jdbc, sql)
                .param("first", span.first())
                .param("last", span.last())
                .param("reason", reason.strip())
                .param("by", operator)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * The declarations that hold, the newest first.
     *
     * @param after the id of the last one that was read, null for the beginning
     */
    public List<Declared> declared(int most, @Nullable Long after) {
        return jdbc.sql(DECLARED)
                .param("most", most)
                .param("after", after, Types.BIGINT)
                .query(Declared::read)
                .list();
    }

    /** How many declarations hold. */
    public long count() {
        return jdbc.sql(COUNT).query(Long.class).single();
    }

    /**
     * Withdraws a declaration. Its numbers are missing again, and the alarm of the stream opens, unless files or another
     * declaration fill the gap.
     *
     * @param stream the stream as the declaration names it
     * @param first the lowest number that was declared
     * @param last the highest number that was declared
     * @param reason why, without personal data
     * @param operator who withdraws it
     * @return why it is not withdrawn; empty when it is
     */
    @Transactional
    public Optional<Text> withdraw(String stream, int first, int last, String reason, String operator) {
        Optional<SequenceStream> named = SequenceStream.parse(stream);
        if (named.isEmpty()) {
            return Optional.of(MESSAGES.text("unused.stream", stream));
        }
        if (isUnfit(reason)) {
            return Optional.of(MESSAGES.text("reason", LONGEST_REASON));
        }
        AdvisoryLock.APPLY.take(jdbc, named.get().applyLock());
        int withdrawn = write(WITHDRAW, named.get(), new Span(first, last), reason, operator);
        if (withdrawn == 0) {
            String spans = named(
                    declaredOf(named.get()).stream().map(UnusedSequences::named).toList());
            return Optional.of(
                    spans.isEmpty()
                            ? MESSAGES.text("unused.none", named.get())
                            : MESSAGES.text("unused.other", named(new Span(first, last)), spans));
        }
        watch.keep(named.get());
        audit.append(
                operator,
                "withdraw-sequence-unused",
                named.get().toString(),
                Map.of("first", first, "last", last, "reason", reason.strip()));
        return Optional.empty();
    }

    private static boolean isUnfit(String reason) {
        return VisibleText.isBlank(reason)
                || reason.strip().length() > LONGEST_REASON
                || Masking.looksLikeIdentifier(reason);
    }

    private Optional<Text> objection(SequenceStream stream, Span span, String reason) {
        if (span.first() < 0 || span.last() > HIGHEST || span.first() > span.last()) {
            return Optional.of(MESSAGES.text("unused.span", span.first(), span.last()));
        }
        if (isUnfit(reason)) {
            return Optional.of(MESSAGES.text("reason", LONGEST_REASON));
        }
        if (!numbers.isKnown(stream)) {
            return Optional.of(MESSAGES.text("unused.unknown", stream));
        }
        if (declaredOf(stream).contains(span)) {
            return Optional.of(MESSAGES.text("unused.already", stream, named(span)));
        }
        List<Integer> used = numbers.usedWithin(stream, span);
        return used.isEmpty()
                ? Optional.empty()
                : Optional.of(MESSAGES.text(
                        "unused.used", named(used.stream().map(String::valueOf).toList())));
    }
}
