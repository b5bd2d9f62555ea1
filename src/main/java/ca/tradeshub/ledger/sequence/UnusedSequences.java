// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.sequence;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.sequence.SequenceNumbers.Span;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.protection.Masking;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records the numbers that an operator declares as never used by a sender. They do not count as a gap; a file that comes with such a
 * number all the same is accepted as a late one.
 */
@Component
public class UnusedSequences {

    private static final int HIGHEST = 999_999;

    private static final int LONGEST_REASON = 500;

    private static final String DECLARE =
            """
            insert into unused_sequence (sender, feed, employer_bn9, sequence_year, first, last, reason, declared_by,
                                         declared_at)
            values (:sender, :feed, :employer, :year, :first, :last, :reason, :by, :now)
            """;

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
            named.get()
                    .sql(jdbc, DECLARE)
                    .param("first", first)
                    .param("last", last)
                    .param("reason", reason.strip())
                    .param("by", operator)
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
            watch.keep(named.get());
            audit.append(
                    operator,
                    "declare-sequence-unused",
                    named.get().toString(),
                    Map.of("first", first, "last", last, "reason", reason.strip()));
        }
        return objection;
    }

    private Optional<Text> objection(SequenceStream stream, Span span, String reason) {
        if (span.first() < 0 || span.last() > HIGHEST || span.first() > span.last()) {
            return Optional.of(MESSAGES.text("unused.span", span.first(), span.last()));
        }
        if (reason.isBlank() || reason.strip().length() > LONGEST_REASON || Masking.looksLikeIdentifier(reason)) {
            return Optional.of(MESSAGES.text("reason", LONGEST_REASON));
        }
        if (!numbers.isKnown(stream)) {
            return Optional.of(MESSAGES.text("unused.unknown", stream));
        }
        List<Integer> used = numbers.usedWithin(stream, span);
        return used.isEmpty()
                ? Optional.empty()
                : Optional.of(MESSAGES.text(
                        "unused.used", used.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
}
