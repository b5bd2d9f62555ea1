// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.landing;

import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.RefusalCode;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.FileWarning;
import ca.tradeshub.ledger.FileWarnings;
import ca.tradeshub.ledger.alarm.AlarmCode;
import ca.tradeshub.ledger.alarm.Alarms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Watches the sequence numbers of each stream of files: of one sender and feed, and for payroll of one employer. A number
 * is used once; a late number and a gap are warnings, and a gap is an alarm until it is filled.
 */
@Component
public class SequenceWatch {

    private static final String SAME_NUMBER =
            """
            select name, received_at from file
             where sender = :sender and feed = :feed and employer_bn9 = :employer and role = 'data'
               and state <> 'REFUSED' and not dry_run and sequence = :sequence
            """;

    private static final String OTHERS =
            """
            select max(sequence) as highest, min(sequence) as lowest, count(*) as files from file
             where sender = :sender and feed = :feed and employer_bn9 = :employer and role = 'data'
               and state <> 'REFUSED' and not dry_run and sequence <> :sequence
            """;

    private static final String GAPS =
            """
            select first, last from (
                select sequence + 1 as first, lead(sequence) over (order by sequence) - 1 as last
                  from (select distinct sequence from file
                         where sender = :sender and feed = :feed and employer_bn9 = :employer
                           and role = 'data' and (state <> 'REFUSED' or sequence = :sequence) and not dry_run
                       ) as received) as gaps
             where first <= last order by first
            """;

    /** As many gaps are named in an alarm; the others are counted. */
    private static final int GAPS_NAMED = 5;

    private static final Messages MESSAGES = Messages.of(SequenceWatch.class);

    private final JdbcClient jdbc;
    private final FileWarnings warnings;
    private final Alarms alarms;

    SequenceWatch(JdbcClient jdbc, FileWarnings warnings, Alarms alarms) {
        this.jdbc = jdbc;
        this.warnings = warnings;
        this.alarms = alarms;
    }

    /** The refusal of an arrival whose sequence number is used, nothing when it is free. */
    Optional<FileRefusal> reused(Arrival arrival) {
        return stream(arrival, SAME_NUMBER)
                .query((row, number) -> MESSAGES.text(
                        "sequence.reused",
                        arrival.acceptedSequence(),
                        row.getString("name"),
                        row.getTimestamp("received_at").toInstant()))
                .optional()
                .map(detail -> FileRefusal.of(RefusalCode.FILE_SEQUENCE_REUSED, detail));
    }

    /** Warns of a late number or a gap before an arrival that was recorded, and keeps the alarm of its stream. */
    void watch(Arrival arrival, long fileId) {
        Numbers others = stream(arrival, OTHERS)
                .query((row, number) -> new Numbers(
                        row.getObject("highest", Integer.class),
                        row.getObject("lowest", Integer.class),
                        row.getInt("files")))
                .single();
        if (others.files() == 0) {
            return;
        }
        boolean late = arrival.acceptedSequence() < others.highest();
        boolean gap = arrival.acceptedSequence() > others.highest() + 1;
        if (late) {
            warn(fileId, "FILE-SEQUENCE-LATE", MESSAGES.text("sequence.late", others.highest()));
        } else if (gap) {
            warn(fileId, "FILE-SEQUENCE-GAP", missing(others.highest() + 1, arrival.acceptedSequence() - 1));
        }
        if (!arrival.inbox().dryRun()) {
            alarm(arrival, others, late, gap);
        }
    }

    private void alarm(Arrival arrival, Numbers others, boolean late, boolean gap) {
        String subject = arrival.sender() + "/" + arrival.feed().wireName()
                + (arrival.employerBn9().isEmpty() ? "" : "/" + arrival.employerBn9());
        if (gap) {
            alarms.raiseOrRestate(AlarmCode.FILE_SEQUENCE_GAP, subject, missing(arrival));
        }
        if (others.isCompleteWith(arrival.acceptedSequence())) {
            alarms.close(AlarmCode.FILE_SEQUENCE_GAP, subject);
        } else if (late) {
            alarms.restate(AlarmCode.FILE_SEQUENCE_GAP, subject, missing(arrival));
        }
    }

    /** All gaps of an arrival's stream, the first of them by number. */
    private Text missing(Arrival arrival) {
        List<Text> gaps = stream(arrival, GAPS)
                .query((row, number) -> missing(row.getInt("first"), row.getInt("last")))
                .list();
        List<Text> parts = new ArrayList<>(gaps.subList(0, Math.min(gaps.size(), GAPS_NAMED)));
        if (gaps.size() > GAPS_NAMED) {
            parts.add(MESSAGES.text("sequence.gap.more", gaps.size() - GAPS_NAMED));
        }
        return Text.joined("; ", parts);
    }

    private static Text missing(int first, int last) {
        return first == last
                ? MESSAGES.text("sequence.gap.one", first)
                : MESSAGES.text("sequence.gap.many", first, last);
    }

    private void warn(long fileId, String code, Text detail) {
        warnings.add(fileId, new FileWarning(code, detail));
    }

    private JdbcClient.StatementSpec stream(Arrival arrival, String sql) {
        return jdbc.sql(sql)
                .param("sender", arrival.sender())
                .param("feed", arrival.feed().wireName())
                .param("employer", arrival.employerBn9())
                .param("sequence", arrival.acceptedSequence());
    }

    /**
     * The sequence numbers of a stream's other files.
     *
     * @param highest null without files
     * @param lowest null without files
     * @param files how many there are; each has its own number
     */
    private record Numbers(Integer highest, Integer lowest, int files) {

        /** Whether there is no gap once this number is added. */
        boolean isCompleteWith(int sequence) {
            return files + 1 == Math.max(highest, sequence) - Math.min(lowest, sequence) + 1;
        }
    }
}
