package ca.tradeshub.exceptions;

import ca.tradeshub.ledger.RecordAddress;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Opens and closes the breaks that decisions on keys give rise to. */
@Component
public class ExceptionCases {

    /** The types of break (interface agreements, section 5). */
    public enum Type {
        MISSING_REGISTRATION,
        MISSING_CERTIFICATE,
        VALUE_MISMATCH,
        IDENTITY_AMBIGUOUS,
        IDENTITY_CLASH,
        RULE_HOLD,
        CONSUMER_REFUSED,
        DUPLICATE_KEY
    }

    /**
     * One reason why a person must decide.
     *
     * @param type the type of break
     * @param rule the rule that holds, null when none
     * @param detail a sentence, without personal data
     * @param left the value of one side, masked where personal, null when there is none
     * @param right the value of the other
     */
    public record Disagreement(Type type, String rule, String detail, String left, String right) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    ExceptionCases(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Opens breaks on a subject with the records they name; one already open for the same reason stays as it is. */
    public void open(String subject, List<Disagreement> disagreements, Collection<RecordAddress> records) {
        for (Disagreement each : disagreements) {
            jdbc.sql(
                            """
                            with opened as (
                                insert into break (type, subject, rule, detail, left_value, right_value, opened_at)
                                values (:type, :subject, :rule, :detail, :left, :right, :now)
                                on conflict (type, subject, coalesce(rule, '')) where closed_at is null
                                do update set detail = excluded.detail, left_value = excluded.left_value,
                                              right_value = excluded.right_value
                                returning id)
                            insert into break_record (break_id, file_id, line)
                            select o.id, w.file_id, w.line
                              from opened o,
                                   unnest(cast(:files as bigint[]), cast(:lines as integer[])) as w (file_id, line)
                            on conflict do nothing
                            """)
                    .param("type", each.type().name())
                    .param("subject", subject)
                    .param("rule", each.rule(), Types.VARCHAR)
                    .param("detail", each.detail())
                    .param("left", each.left(), Types.VARCHAR)
                    .param("right", each.right(), Types.VARCHAR)
                    .param("now", Timestamp.from(clock.instant()))
                    .param("files", records.stream().map(RecordAddress::fileId).toArray(Long[]::new))
                    .param("lines", records.stream().map(RecordAddress::line).toArray(Integer[]::new))
                    .update();
        }
    }

    /** Closes the breaks on a subject that are not among those that still stand. */
    public void closeOthers(String subject, List<Disagreement> standing) {
        String[] reasons = standing.stream()
                .map(each -> each.type() + "/" + (each.rule() == null ? "" : each.rule()))
                .toArray(String[]::new);
        jdbc.sql(
                        """
                        update break set closed_at = :now
                         where subject = :subject and closed_at is null and type <> 'CONSUMER_REFUSED'
                           and not (type || '/' || coalesce(rule, '') = any(:standing))
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .param("subject", subject)
                .param("standing", reasons)
                .update();
    }
}
