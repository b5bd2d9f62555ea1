// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.sequence;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import ca.tradeshub.ledger.file.FileLease;
import ca.tradeshub.ledger.sequence.SequenceNumbers.Span;
import ca.tradeshub.locks.AdvisoryLock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Watches the sequence of each stream. A late number and a gap are warnings on the file that arrives. A gap between files
 * that took effect is an alarm until it is filled or declared as never used; a file that was refused opens none.
 */
@Component
public class SequenceWatch {

    /** As many gaps are named in an alarm; the others are counted. */
    private static final int GAPS_NAMED = 5;

    private static final Messages MESSAGES = Messages.of(SequenceWatch.class);

    private final JdbcClient jdbc;
    private final SequenceNumbers numbers;
    private final Alarms alarms;

    SequenceWatch(JdbcClient jdbc, SequenceNumbers numbers, Alarms alarms) {
        this.jdbc = jdbc;
        this.numbers = numbers;
        this.alarms = alarms;
    }

    /** The warning of a number that arrives late or after a gap; a first file and a resubmission have none. */
    public static Optional<FileWarning> warning(SequenceUses uses, SequenceUses.Number number) {
        Integer highest = uses.highestOther(number);
        int sequence = number.sequence();
        if (highest == null) {
            return Optional.empty();
        }
        if (sequence < highest) {
            return Optional.of(new FileWarning("FILE-SEQUENCE-LATE", MESSAGES.text("sequence.late", highest)));
        }
        return sequence > highest + 1
                ? Optional.of(new FileWarning("FILE-SEQUENCE-GAP", missing(new Span(highest + 1, sequence - 1))))
                : Optional.empty();
    }

    /**
     * Keeps the alarms of the streams of files after they took effect or were refused, in the caller's transaction. The
     * caller has or takes no lock that comes before the application's in the order of locks.
     */
    public void keep(Collection<FileLease> leases) {
        keepAll(leases.stream()
                .filter(lease -> !lease.inbox().dryRun())
                .map(SequenceStream::of)
                .distinct()
                .toList());
    }

    /** Opens, updates or closes the alarm of a stream. */
    void keep(SequenceStream stream) {
        keepAll(List.of(stream));
    }

    /** One transaction after another decides about a stream. */
    private void keepAll(List<SequenceStream> streams) {
        if (streams.isEmpty()) {
            return;
        }
        AdvisoryLock.APPLY.takeAll(
                jdbc, streams.stream().map(SequenceStream::applyLock).toList());
        Map<SequenceStream, List<Span>> gaps = numbers.gaps(streams);
        alarms.closeAll(
                AlarmCode.FILE_SEQUENCE_GAP,
                streams.stream()
                        .filter(stream -> !gaps.containsKey(stream))
                        .map(SequenceStream::toString)
                        .toList());
        gaps.forEach((stream, missing) ->
                alarms.raiseOrRestate(AlarmCode.FILE_SEQUENCE_GAP, stream.toString(), sentence(missing)));
    }

    private static Text sentence(List<Span> gaps) {
        List<Text> parts = new ArrayList<>();
        gaps.stream().limit(GAPS_NAMED).map(SequenceWatch::missing).forEach(parts::add);
        if (gaps.size() > GAPS_NAMED) {
            parts.add(MESSAGES.text("sequence.gap.more", gaps.size() - GAPS_NAMED));
        }
        return Text.joined("; ", parts);
    }

    private static Text missing(Span gap) {
        return gap.first() == gap.last()
                ? MESSAGES.text("sequence.gap.one", gap.first())
                : MESSAGES.text("sequence.gap.many", gap.first(), gap.last());
    }
}
