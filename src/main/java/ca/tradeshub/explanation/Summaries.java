// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Language;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.OntarioTime;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.ClaimLines;
import ca.tradeshub.ledger.FileState;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.decision.DecisionState;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The sentence with which an explanation opens: what a record, claim or message is, its state, since when and why, and
 * what happens next. It is read from the states in the ledger, never from a recalculation.
 */
@Component
class Summaries {

    private static final Messages MESSAGES = Messages.of(Summaries.class);

    private static final String RECORD =
            """
            select f.feed, f.state as file_state, r.state, r.rule, r.changed_at, why.rule as why_rule,
                   why.message_en, why.message_fr, newest.logical_name as newest_file, newest.line as newest_line,
                   exists (select from message_source s join message_status m on m.id = s.message_id
                            where s.file_id = r.file_id and s.lines @> r.line and not m.sent) as unsent,
                   exists (select from message_source s join message_status m on m.id = s.message_id
                            where s.file_id = r.file_id and s.lines @> r.line and not m.sent
                              and m.parked) as parked
              from record_status r
              join file f on f.id = r.file_id
              left join lateral (
                   select n.rule, n.message_en, n.message_fr from finding n
                    where n.file_id = r.file_id and n.line = r.line
                      and (n.rule = r.rule or n.decided_key is not null)
                    order by n.rule is distinct from r.rule, n.decided_key is null, n.outcome <> 'reject',
                             n.outcome <> 'hold', n.rule collate "C", n.message_en collate "C"
                    limit 1) why on true
              left join lateral (
                   select e.logical_name, n.line
                     from record n join effective_file e on e.id = n.file_id
                    where r.state in ('DUPLICATE', 'SUPERSEDED')
                      and n.feed = r.feed and n.record_key = r.record_key
                      and n.state not in ('DUPLICATE', 'SUPERSEDED') and not n.withheld
                    order by n.file_id desc, n.line desc limit 1) newest on true
             where r.file_id = :file and r.line = :line
            """;

    private static final String CLAIM =
            """
            select d.state, d.rule, d.reason, d.reason_fr, d.decided_at, m.version, m.sent_at, m.acknowledgement,
                   m.acknowledged_at, m.acknowledgement_reason
              from decision d left join message_status m on m.message_id = d.message_id
             where d.queue = :queue and d.record_key = :key
            """;

    private static final String STATES_OF_CLAIM =
            """
            select 'line' as part, r.state, count(*) as records
              from pay_line p
              join record_status r on r.feed = 'P' and r.file_id = p.file_id and r.line = p.line
              join effective_file f on f.id = p.file_id
             where %s
             group by r.state
            union all
            select 'registration', g.state, count(*)
              from registration g
              join effective_file f on f.id = g.file_id
             where g.agreement_number = :agreement
             group by g.state
            """
                    .formatted(ClaimLines.of("p", ":key"));

    private static final String MESSAGE =
            """
            select m.kind, m.version, m.decided_at, m.sent_at, m.parked, m.acknowledgement, m.acknowledged_at,
                   m.acknowledgement_reason,
                   exists (select from message n
                            where n.queue = m.queue and n.record_key = m.record_key
                              and n.version > m.version) as replaced
              from message_status m where m.message_id = :id
            """;

    private final JdbcClient jdbc;

    Summaries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The sentence about a record. */
    Text ofRecord(RecordAddress address) {
        return jdbc.sql(RECORD)
                .param("file", address.fileId())
                .param("line", address.line())
                .query((rs, row) -> record(rs))
                .single();
    }

    private static Text record(ResultSet rs) throws SQLException {
        Text what =
                MESSAGES.text("what." + Feed.ofWireName(rs.getString("feed")).wireName());
        FileState file = FileState.valueOf(rs.getString("file_state"));
        if (file != FileState.APPLIED && file != FileState.CLOSED) {
            return MESSAGES.text(file == FileState.REHEARSED ? "record.dry-run" : "record.not-applied", what);
        }
        String since = time(rs, "changed_at");
        return switch (RecordState.valueOf(rs.getString("state"))) {
            case DELIVERED -> MESSAGES.text("record.delivered", what, since);
            case REJECTED -> MESSAGES.text("record.rejected", what, since, rule(rs), why(rs));
            case HELD -> MESSAGES.text("record.held", what, since, rule(rs), why(rs));
            case OUT_OF_SCOPE -> MESSAGES.text("record.out-of-scope", what, since, rule(rs), why(rs));
            case DUPLICATE -> MESSAGES.text("record.duplicate", what, since, newest(rs));
            case SUPERSEDED -> MESSAGES.text("record.superseded", what, since, newest(rs));
            case PENDING -> pending(rs, what, since);
        };
    }

    private static Text pending(ResultSet rs, Text what, String since) throws SQLException {
        if (rs.getBoolean("parked")) {
            return MESSAGES.text("record.pending.parked", what, since);
        }
        if (rs.getBoolean("unsent")) {
            return MESSAGES.text("record.pending.message", what, since);
        }
        return rs.getString("message_en") == null
                ? MESSAGES.text("record.pending.undecided", what, since)
                : MESSAGES.text("record.pending.counterpart", what, since, why(rs));
    }

    private static Object newest(ResultSet rs) throws SQLException {
        String file = rs.getString("newest_file");
        return file == null ? MESSAGES.text("another-record") : file + ":" + rs.getInt("newest_line");
    }

    private static Object rule(ResultSet rs) throws SQLException {
        String rule = rs.getString("rule");
        return rule == null ? MESSAGES.text("no-rule") : rule;
    }

    /** The finding that gives the state, without its final stop. */
    private static Text why(ResultSet rs) throws SQLException {
        String english = rs.getString("message_en");
        return english == null
                ? MESSAGES.text("no-finding")
                : new Text(clause(english), clause(rs.getString("message_fr")));
    }

    private static String clause(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /**
     * The decision on a claim.
     *
     * @param sentence the sentence about it
     * @param state its state, null before the first decision
     * @param rule the rule or code that gives it this state, null when none does
     */
    record ClaimSummary(Text sentence, @Nullable DecisionState state, @Nullable String rule) {}

    /** The decision on a claim, with the sentence about it. */
    ClaimSummary ofClaim(String key) {
        return jdbc.sql(CLAIM)
                .param("queue", OutgoingQueue.TAX.queueName())
                .param("key", key)
                .query((rs, row) ->
                        new ClaimSummary(claim(rs), DecisionState.valueOf(rs.getString("state")), rs.getString("rule")))
                .optional()
                .orElseGet(() -> new ClaimSummary(MESSAGES.text("claim.undecided"), null, null));
    }

    private static Text claim(ResultSet rs) throws SQLException {
        DecisionState state = DecisionState.valueOf(rs.getString("state"));
        String since = time(rs, "decided_at");
        String version = rs.getString("version");
        boolean isRefused = "REFUSED".equals(rs.getString("acknowledgement"));
        if (isRefused && (state == DecisionState.SENT || state == DecisionState.WAITING)) {
            return MESSAGES.text("claim.refused", version, time(rs, "acknowledged_at"), consumersReason(rs));
        }
        return switch (state) {
            case WAITING -> MESSAGES.text("claim.waiting-since", since, reason(rs), earlier(version));
            case HELD -> MESSAGES.text("claim.held", since, rule(rs), reason(rs), earlier(version));
            case OUT_OF_SCOPE -> MESSAGES.text("claim.out-of-scope", since, rule(rs), reason(rs));
            case WITHDRAWN -> MESSAGES.text("claim.withdrawn", since);
            case SENT -> sent(rs, version);
        };
    }

    private static Text sent(ResultSet rs, String version) throws SQLException {
        if (rs.getTimestamp("sent_at") == null) {
            return MESSAGES.text("claim.unsent", version, time(rs, "decided_at"));
        }
        return "POSTED".equals(rs.getString("acknowledgement"))
                ? MESSAGES.text("claim.posted", version, time(rs, "acknowledged_at"))
                : MESSAGES.text("claim.sent", version, time(rs, "sent_at"));
    }

    /** That an earlier message remains in force, empty without one. */
    private static Object earlier(@Nullable String version) {
        return version == null ? "" : MESSAGES.text("claim.earlier", version);
    }

    private static Text reason(ResultSet rs) throws SQLException {
        String english = rs.getString("reason");
        String french = rs.getString("reason_fr");
        if (english == null) {
            return MESSAGES.text("no-finding");
        }
        return new Text(clause(english), clause(french == null ? english : french));
    }

    private static Object consumersReason(ResultSet rs) throws SQLException {
        String reason = rs.getString("acknowledgement_reason");
        return reason == null || reason.isEmpty() ? MESSAGES.text("no-reason") : clause(reason);
    }

    /** Why a claim is not recalculated now: which of its records are missing, or in which states they are. */
    Text notCalculated(String key) {
        String agreement = key.substring(key.indexOf('/') + 1, key.lastIndexOf('/'));
        Map<RecordState, Long> lines = new EnumMap<>(RecordState.class);
        Map<RecordState, Long> registrations = new EnumMap<>(RecordState.class);
        jdbc.sql(STATES_OF_CLAIM)
                .param("key", key)
                .param("agreement", agreement)
                .query(rs -> {
                    Map<RecordState, Long> part = rs.getString("part").equals("line") ? lines : registrations;
                    part.put(RecordState.valueOf(rs.getString("state")), rs.getLong("records"));
                });
        if (lines.isEmpty()) {
            return MESSAGES.text("not-calculated.no-lines");
        }
        if (registrations.isEmpty()) {
            return MESSAGES.text("not-calculated.no-registration");
        }
        boolean standing = registrations.keySet().stream()
                .anyMatch(state -> state != RecordState.REJECTED && state != RecordState.DUPLICATE);
        return standing
                ? MESSAGES.text("not-calculated.lines", counts(lines))
                : MESSAGES.text("not-calculated.registration", counts(registrations));
    }

    private static Text counts(Map<RecordState, Long> states) {
        return new Text(counts(states, Language.EN), counts(states, Language.FR));
    }

    private static String counts(Map<RecordState, Long> states, Language language) {
        Wording words = new Wording(language);
        return states.entrySet().stream()
                .map(each -> each.getValue() + " " + words.state(each.getKey().name()))
                .collect(Collectors.joining(", "));
    }

    /** The sentence about a message. */
    Text ofMessage(String messageId) {
        return jdbc.sql(MESSAGE)
                .param("id", messageId)
                .query((rs, row) -> message(rs))
                .single();
    }

    private static Text message(ResultSet rs) throws SQLException {
        List<Object> what = List.of(MESSAGES.text("kind." + rs.getString("kind")), rs.getString("version"));
        String acknowledgement = rs.getString("acknowledgement");
        if (rs.getTimestamp("sent_at") == null) {
            return say(rs.getBoolean("parked") ? "message.parked" : "message.waits", what, time(rs, "decided_at"));
        }
        if ("REFUSED".equals(acknowledgement)) {
            return say("message.refused", what, time(rs, "acknowledged_at"), consumersReason(rs));
        }
        if (rs.getBoolean("replaced")) {
            return say("message.replaced", what, time(rs, "sent_at"));
        }
        return acknowledgement == null
                ? say("message.sent", what, time(rs, "sent_at"))
                : say("message.posted", what, time(rs, "acknowledged_at"));
    }

    private static Text say(String key, List<Object> what, Object... further) {
        Object[] values = new Object[what.size() + further.length];
        what.toArray(values);
        System.arraycopy(further, 0, values, what.size(), further.length);
        return MESSAGES.text(key, values);
    }

    private static String time(ResultSet rs, String column) throws SQLException {
        Timestamp at = rs.getTimestamp(column);
        return at == null ? "" : OntarioTime.minute(at.toInstant());
    }
}
