// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.effect;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.ledger.Columns;
import ca.tradeshub.reconciliation.decision.DecisionState;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.effect.Decisions.AwaitedCertificate;
import ca.tradeshub.reconciliation.effect.Decisions.Current;
import ca.tradeshub.reconciliation.resolved.Refusals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads and writes the current decision of each key. */
@Component
class DecisionTable {

    private static final String CURRENT =
            """
            select d.record_key, d.group_id, d.state, d.version, d.message_id, d.body_digest, d.rules_digest,
                   d.certificate_awaited_since, m.sent and m.dead_lettered_at is null as sent,
                   exists (select from exception_case e
                            where e.subject = d.record_key and e.type = 'MISSING_CERTIFICATE'
                              and e.closed_at is null) as certificate_overdue
              from decision d left join message_status m on m.message_id = d.message_id
             where d.queue = :queue and d.%s = any(:values)
            """;
    private static final String CURRENT_BY_KEY = CURRENT.formatted("record_key");
    private static final String CURRENT_BY_GROUP = CURRENT.formatted("group_id");

    private static final String WRITE =
            """
            insert into decision (queue, record_key, group_id, state, rule, reason, version, message_id, body_digest,
                                  reason_fr, certificate_awaited_since, decided_at, rules_digest)
            select w.*, cast(:now as timestamptz), :rules
              from unnest(cast(:queues as text[]), cast(:recordKeys as text[]), cast(:groupIds as text[]),
                          cast(:states as text[]), cast(:ruleIds as text[]), cast(:reasons as text[]),
                          cast(:versions as integer[]), cast(:messageIds as text[]), cast(:digests as text[]),
                          cast(:reasonsFr as text[]), cast(:awaited as timestamptz[])) as w
            on conflict (queue, record_key) do update
               set group_id = excluded.group_id, state = excluded.state, rule = excluded.rule,
                   reason = excluded.reason, reason_fr = excluded.reason_fr, version = excluded.version,
                   message_id = excluded.message_id, body_digest = excluded.body_digest,
                   certificate_awaited_since = excluded.certificate_awaited_since,
                   decided_at = case
                       when (decision.state, decision.rule, decision.version)
                            is not distinct from (excluded.state, excluded.rule, excluded.version)
                       then decision.decided_at else excluded.decided_at end,
                   rules_digest = excluded.rules_digest
            """;

    private final JdbcClient jdbc;
    private final Refusals refusals;

    DecisionTable(JdbcClient jdbc, Refusals refusals) {
        this.jdbc = jdbc;
        this.refusals = refusals;
    }

    /** The decisions on keys with the consumer's refusals of them, by key. */
    Map<String, Current> byKey(OutgoingQueue queue, Collection<String> keys) {
        return current(CURRENT_BY_KEY, queue, keys);
    }

    /** The decisions on groups with the consumer's refusals of them, by key. */
    Map<String, Current> byGroup(OutgoingQueue queue, Collection<String> groups) {
        return current(CURRENT_BY_GROUP, queue, groups);
    }

    private Map<String, Current> current(String sql, OutgoingQueue queue, Collection<String> values) {
        Map<String, Current> byKey = new TreeMap<>();
        jdbc.sql(sql)
                .param("queue", queue.queueName())
                .param("values", values.toArray(String[]::new))
                .query((rs, row) -> current(rs))
                .list()
                .forEach(current -> byKey.put(current.recordKey(), current));
        refusals.of(queue.queueName(), byKey.keySet())
                .forEach((key, refused) -> byKey.computeIfPresent(key, (of, current) -> current.refused(refused)));
        return byKey;
    }

    private static Current current(ResultSet rs) throws SQLException {
        return new Current(
                rs.getString("record_key"),
                rs.getString("group_id"),
                DecisionState.valueOf(rs.getString("state")),
                rs.getInt("version"),
                rs.getString("message_id"),
                rs.getString("body_digest"),
                rs.getBoolean("sent"),
                rs.getString("rules_digest"),
                Refusals.OfKey.NONE,
                new AwaitedCertificate(
                        rs.getObject("certificate_awaited_since", OffsetDateTime.class),
                        rs.getBoolean("certificate_overdue")));
    }

    /**
     * Writes decisions, at most one a key.
     *
     * @param rules digest of the rule set they were made under
     * @param now when they were made; a decision that stays the same keeps its time
     */
    void write(List<DecisionEffects.Decided> decisions, String rules, Instant now) {
        if (decisions.isEmpty()) {
            return;
        }
        jdbc.sql(WRITE)
                .param(
                        "queues",
                        Columns.of(decisions, row -> row.verdict().queue().queueName(), String[]::new))
                .param("recordKeys", Columns.of(decisions, row -> row.verdict().recordKey(), String[]::new))
                .param("groupIds", Columns.of(decisions, row -> row.verdict().groupId(), String[]::new))
                .param("states", Columns.of(decisions, row -> row.state().name(), String[]::new))
                .param("ruleIds", Columns.of(decisions, DecisionEffects.Decided::rule, String[]::new))
                .param("reasons", Columns.of(decisions, row -> row.reasonIn(Language.EN), String[]::new))
                .param("reasonsFr", Columns.of(decisions, row -> row.reasonIn(Language.FR), String[]::new))
                .param("versions", Columns.of(decisions, DecisionEffects.Decided::version, Integer[]::new))
                .param("messageIds", Columns.of(decisions, DecisionEffects.Decided::messageId, String[]::new))
                .param("digests", Columns.of(decisions, DecisionEffects.Decided::digest, String[]::new))
                .param("awaited", Columns.of(decisions, DecisionEffects.Decided::awaitedSince, Timestamp[]::new))
                .param("rules", rules)
                .param("now", Timestamp.from(now))
                .update();
    }
}
