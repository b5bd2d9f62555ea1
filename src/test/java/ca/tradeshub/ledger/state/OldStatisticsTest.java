// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.reconciliation.ReconciliationFixture;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The outcome of some messages costs the same however many messages there are, also while the statistics of the planner
 * are older than the first message of a queue.
 */
class OldStatisticsTest {

    private static final int MESSAGES = 20_000;
    private static final int BATCH = 375;

    /** A message, its source and its record are each found through an index of three levels at most. */
    private static final int PAGES_OF_A_MESSAGE = 40;

    private static final String CLAIM = "'123026635RP0001/TA-2016-' || lpad(cast(i as text), 6, '0') || '/2016-12-31'";

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @BeforeEach
    void messages_of_one_queue_before_those_of_another() throws Exception {
        write("registry.certification", "'1' || lpad(cast(i as text), 7, '0') || '/310S'", 0);
        hub.jdbc().sql("analyze").update();
        write("taxcredit.verification", CLAIM, MESSAGES);
        hub.jdbc()
                .sql("insert into queue_cursor (queue, taken_through, sent_through) values"
                        + " ('registry.certification', 100000, 100000), ('taxcredit.verification', 100000, 100000)")
                .update();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void the_records_of_sent_messages_are_looked_up() throws Exception {
        assertThat(pages(
                        RecordStates.OF_LIVE_MESSAGES,
                        "messages",
                        LongStream.rangeClosed(MESSAGES - BATCH + 1L, MESSAGES)
                                .boxed()
                                .toArray(Long[]::new)))
                .isLessThan(BATCH * PAGES_OF_A_MESSAGE);
    }

    @Test
    void the_lines_that_are_delivered_with_claims_are_looked_up() throws Exception {
        assertThat(pages(
                        RecordStates.DELIVERED_WITH_CLAIMS,
                        "claims",
                        IntStream.rangeClosed(MESSAGES - BATCH + 1, MESSAGES)
                                .mapToObj("123026635RP0001/TA-2016-%06d/2016-12-31"::formatted)
                                .toArray(String[]::new)))
                .isLessThan(BATCH * PAGES_OF_A_MESSAGE);
    }

    @Test
    void the_messages_of_a_file_are_looked_up() throws Exception {
        hub.jdbc()
                .sql("update message_source set file_id = 2 where message_id > :others")
                .param("others", 2 * MESSAGES - BATCH)
                .update();

        assertThat(pages("select lines_in_force(:file)", "file", 2L)).isLessThan(BATCH * PAGES_OF_A_MESSAGE);
        assertThat(hub.jdbc()
                        .sql("select cast(lines_in_force(2) as text)")
                        .query(String.class)
                        .single())
                .isEqualTo("{[%d,%d)}".formatted(MESSAGES - BATCH + 1, MESSAGES + 1));
    }

    /** Messages with the ids behind a number, each based on the line of its number in file 1. */
    private void write(String queue, String key, int behind) {
        hub.jdbc()
                .sql(
                        """
                        insert into message (id, queue, contract, message_id, record_key, group_id, kind, version, body,
                                             body_digest, rules_digest, mapping_digest, decided_at)
                        overriding system value
                        select :behind + i, :queue, 'test/1', 'm' || :behind + i, %1$s, %1$s, 'NEW', 1, '{}', '', '', '',
                               now()
                          from generate_series(1, %2$d) as i
                        """
                                .formatted(key, MESSAGES))
                .param("behind", behind)
                .param("queue", queue)
                .update();
        hub.jdbc()
                .sql(
                        """
                        insert into message_source (message_id, file_id, lines)
                        select :behind + i, 1, int4multirange(int4range(i, i + 1)) from generate_series(1, %d) as i
                        """
                                .formatted(MESSAGES))
                .param("behind", behind)
                .update();
    }

    /** The pages that a statement reads. */
    private long pages(String sql, String parameter, Object value) throws Exception {
        String plan = hub.jdbc()
                .sql("explain (analyze, buffers, timing off, format json) " + sql)
                .param(parameter, value)
                .query(String.class)
                .single();
        JsonNode root = new ObjectMapper().readTree(plan).get(0).get("Plan");
        assertThat(root.get("Actual Rows").asLong()).as("rows of %s", parameter).isNotNegative();
        return root.get("Shared Hit Blocks").asLong()
                + root.get("Shared Read Blocks").asLong();
    }
}
