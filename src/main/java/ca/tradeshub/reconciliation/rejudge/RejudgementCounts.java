// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.reconciliation.rejudge.RejudgementReport.MessageChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what reconciliation still has to decide after a run, and the messages it has made since. */
@Component
class RejudgementCounts {

    private static final String LAST_MARK = "select coalesce(max(id), 0) from dirty_key";

    private static final String COUNT_UNDECIDED = "select count(*) from dirty_key where id <= :last";

    private static final String LAST_MESSAGE = "select coalesce(max(id), 0) from message";

    private static final String MESSAGES_SINCE =
            """
            select m.queue, m.kind, count(*) as messages,
                   sum(cast(b.body::json #>> '{computation,credit}' as numeric)) as credit_before,
                   sum(cast(m.body::json #>> '{computation,credit}' as numeric)) as credit_after
              from message m left join message b on b.message_id = m.supersedes
             where m.id > :last and m.contract <> 'period-complete/1' group by m.queue, m.kind order by m.queue, m.kind
            """;

    private final JdbcClient jdbc;

    RejudgementCounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last mark made so far: what {@link #undecided} counts up to. */
    long lastMark() {
        return jdbc.sql(LAST_MARK).query(Long.class).single();
    }

    /** How many keys marked up to a mark still wait to be decided. */
    long undecided(long lastMark) {
        return jdbc.sql(COUNT_UNDECIDED)
                .param("last", lastMark)
                .query(Long.class)
                .single();
    }

    /** The last message made so far: what {@link #messagesSince} counts from. */
    long lastMessage() {
        return jdbc.sql(LAST_MESSAGE).query(Long.class).single();
    }

    /** The messages made since one, by queue and kind, with the credits they state and those they replace. */
    List<MessageChange> messagesSince(long lastMessage) {
        return jdbc.sql(MESSAGES_SINCE)
                .param("last", lastMessage)
                .query((rs, row) -> messageChange(rs))
                .list();
    }

    /** One row of changes of messages, of a run or of a preview. */
    static MessageChange messageChange(ResultSet row) throws SQLException {
        return new MessageChange(
                row.getString("queue"),
                row.getString("kind"),
                row.getLong("messages"),
                row.getString("credit_before"),
                row.getString("credit_after"));
    }
}
