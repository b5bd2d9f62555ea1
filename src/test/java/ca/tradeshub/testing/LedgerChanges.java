// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.testing;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.ledger.RecordState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What changed in a ledger since a moment, in the terms in which a preview announces it. */
public final class LedgerChanges {

    private static final String RECORDS =
            "select file_id || ':' || line as record, feed, state, in_force, coalesce(amount, 0) as amount from record_status";

    private static final String MESSAGES =
            """
            select m.id, m.queue, m.record_key, m.kind, cast(m.body::json #>> '{computation,credit}' as numeric) as credit,
                   (select cast(b.body::json #>> '{computation,credit}' as numeric) from message b
                     where b.message_id = m.body::json ->> 'supersedes') as before
              from message m where m.id > :after order by m.id
            """;

    private final JdbcClient jdbc;
    private final Map<String, Status> before;
    private final long lastMessage;

    /** What changes from now on. */
    public LedgerChanges(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.before = records(jdbc);
        this.lastMessage = jdbc.sql("select coalesce(max(id), 0) from message")
                .query(Long.class)
                .single();
    }

    /** A record's state; {@code inForce} when the message in force is based on it. */
    public record Status(String feed, RecordState state, boolean inForce, BigDecimal amount) {}

    /** The records of a ledger by their addresses. */
    public static Map<String, Status> records(JdbcClient jdbc) {
        Map<String, Status> records = new TreeMap<>();
        jdbc.sql(RECORDS).query(row -> {
            records.put(
                    row.getString("record"),
                    new Status(
                            row.getString("feed"),
                            RecordState.valueOf(row.getString("state")),
                            row.getBoolean("in_force"),
                            row.getBigDecimal("amount")));
        });
        return records;
    }

    /** The records as they were. */
    public Map<String, Status> before() {
        return before;
    }

    /** The records that changed their states. */
    public List<ResolutionEffects.Records> ofRecords() {
        Map<RecordState, List<Status>> byState = new EnumMap<>(RecordState.class);
        records(jdbc).forEach((record, status) -> {
            if (before.get(record).state() != status.state()) {
                byState.computeIfAbsent(status.state(), state -> new ArrayList<>())
                        .add(status);
            }
        });
        return byState.entrySet().stream()
                .map(each -> new ResolutionEffects.Records(
                        each.getKey(), each.getValue().size(), wages(each.getValue())))
                .toList();
    }

    private static BigDecimal wages(List<Status> of) {
        return of.stream()
                .filter(status -> status.feed().equals(String.valueOf(Feed.PAYROLL.letter())))
                .map(Status::amount)
                .reduce(BigDecimal::add)
                .orElse(null);
    }

    /** The messages that were made. */
    public List<ResolutionEffects.Message> messages() {
        return jdbc.sql(MESSAGES)
                .param("after", lastMessage)
                .query((row, number) -> new ResolutionEffects.Message(
                        row.getString("queue"),
                        row.getString("record_key"),
                        row.getString("kind"),
                        row.getBigDecimal("before"),
                        row.getBigDecimal("credit")))
                .list();
    }
}
