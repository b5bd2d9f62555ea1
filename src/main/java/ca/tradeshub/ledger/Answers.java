package ca.tradeshub.ledger;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which senders are owed an answer about which of their files. */
@Component
public class Answers {

    private final JdbcClient jdbc;
    private final Clock clock;

    Answers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes an answer about a file due, in the caller's transaction; one already due stays due since then. */
    public void due(long fileId) {
        jdbc.sql(
                        """
                        insert into answer (file_id, due_since) values (:id, :now)
                        on conflict (file_id) do update
                           set due_since = case when answer.written_at is null then answer.due_since
                                                else excluded.due_since end,
                               written_at = null
                        """)
                .param("id", fileId)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }
}
