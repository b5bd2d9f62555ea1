// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.overview;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.overview.messages.KeyHistories;
import ca.tradeshub.overview.messages.KeyHistory;
import ca.tradeshub.overview.messages.KeyVersion;
import ca.tradeshub.overview.messages.MessageChange;
import ca.tradeshub.overview.messages.MessageField;
import ca.tradeshub.testing.DemoLedger;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a queue received about a key on a given day. */
class KeyHistoriesTest {

    private static final String QUEUE = "registry.certification";
    private static final String KEY = "10000123/310S";

    private static HubSteps demo;
    private static KeyHistories histories;

    @BeforeAll
    static void the_demo() throws IOException {
        demo = DemoLedger.load();
        histories = demo.bean(KeyHistories.class);
    }

    @AfterAll
    static void close() throws IOException {
        demo.close();
    }

    /** Version 1 of the last second of 1 March in Ontario, version 2 of the first of 2 March, a withdrawal of 9 March. */
    @BeforeEach
    void three_versions() {
        demo.jdbc()
                .sql(
                        """
                        delete from dead_letter;
                        delete from delayed_message where id in (select id from message where record_key = '10000123/310S');
                        delete from message where record_key = '10000123/310S';
                        with m as (
                            insert into message (queue, contract, message_id, record_key, group_id, version, kind, body,
                                                 body_digest, rules_digest, mapping_digest, decided_at)
                            select 'registry.certification', 'certification-record/1', id, '10000123/310S', 'g', version, kind,
                                   body, 'd', 'r', 'm', cast(sent as timestamptz)
                              from (values
                                ('h-1', 1, 'NEW', '2026-03-02T04:59:59Z',
                                 '{"messageId":"h-1","version":1,"person":{"familyName":"Roy","birthDate":"1990-01-02"},'
                                 || '"certificates":[{"number":"A","status":"I"},{"number":"B","status":"I"}],'
                                 || '"sources":[{"file":"C.dat","line":2,"sha256":"x"}]}'),
                                ('h-2', 2, 'AMEND', '2026-03-02T05:00:00Z',
                                 '{"messageId":"h-2","version":2,"person":{"familyName":"Roi","birthDate":"1990-01-02"},'
                                 || '"certificates":[{"number":"B","status":"S"}],"apprenticeship":{"agreementNumber":"TA-1"},'
                                 || '"sources":[{"file":"C.dat","line":2,"sha256":"x"},{"file":"R.ndjson","line":5,"sha256":"y"}]}'),
                                ('h-3', 3, 'WITHDRAW', '2026-03-09T15:00:00Z', '{"messageId":"h-3","version":3}'))
                                as v (id, version, kind, sent, body)
                            returning id, decided_at)
                        insert into delayed_message (id, queue, group_id, attempts, sent_at)
                        select id, 'registry.certification', 'g', 1, decided_at from m
                        """)
                .update();
    }

    @Test
    void the_version_in_force_is_the_last_one_sent_by_the_end_of_the_ontario_day() {
        assertThat(inForce("2026-02-28")).isEmpty();
        assertThat(inForce("2026-03-01")).contains("h-1");
        assertThat(inForce("2026-03-02")).contains("h-2");
        assertThat(inForce("2026-03-08")).contains("h-2");
        assertThat(inForce("2026-03-09")).contains("h-3");
        assertThat(histories.of(QUEUE, "no such key", LocalDate.of(2026, 3, 9))).isEmpty();
        assertThat(histories.of("taxcredit.verification", KEY, LocalDate.of(2026, 3, 9)))
                .isEmpty();
    }

    @Test
    void what_was_never_sent_or_became_a_dead_letter_does_not_count() {
        demo.jdbc()
                .sql(
                        """
                        update delayed_message set sent_at = null where id = (select id from message where message_id = 'h-3');
                        insert into dead_letter (id, since) select id, now() from message where message_id = 'h-2'
                        """)
                .update();

        assertThat(inForce("2026-03-09")).contains("h-1");
    }

    @Test
    void each_version_says_what_it_changed_field_by_field_and_masks_persons() {
        List<KeyVersion> versions = history("2026-03-09").versions();

        assertThat(versions.stream().map(version -> version.message().version()))
                .containsExactly(3, 2, 1);
        assertThat(versions.get(2).changes())
                .as("a first version changes nothing")
                .isEmpty();
        assertThat(versions.get(1).changes())
                .containsExactlyInAnyOrder(
                        new MessageChange("person.familyName", "AAA", "AAA", true),
                        new MessageChange("certificates[A].number", "A", null, false),
                        new MessageChange("certificates[A].status", "I", null, false),
                        new MessageChange("certificates[B].status", "I", "S", false),
                        new MessageChange("apprenticeship.agreementNumber", null, "TA-1", false),
                        new MessageChange("sources[R.ndjson:5].file", null, "R.ndjson", false),
                        new MessageChange("sources[R.ndjson:5].line", null, "5", false),
                        new MessageChange("sources[R.ndjson:5].sha256", null, "y", false));
        assertThat(versions.get(0).changes()).extracting(MessageChange::after).containsOnlyNulls();
    }

    @Test
    void personal_values_of_a_body_are_masked_unless_revealed() {
        assertThat(histories.content("h-1", false))
                .contains(new MessageField("person.familyName", "AAA", true))
                .contains(new MessageField("person.birthDate", "9999-99-99", true))
                .contains(new MessageField("certificates[B].status", "I", false));
        assertThat(histories.content("h-1", true)).contains(new MessageField("person.familyName", "Roy", false));
        assertThat(histories.content("none", true)).isEmpty();
    }

    @Test
    void the_evidence_of_a_version_are_its_records_by_file_and_line() {
        String id = demo.jdbc()
                .sql("select message_id from message where queue = 'taxcredit.verification' order by id limit 1")
                .query(String.class)
                .single();
        String key = demo.jdbc()
                .sql("select record_key from message where message_id = :id")
                .param("id", id)
                .query(String.class)
                .single();

        KeyHistory history = histories
                .of("taxcredit.verification", key, LocalDate.of(2100, 1, 1))
                .orElseThrow();

        KeyVersion last = history.inForce().orElseThrow();
        assertThat(last.evidence()).isNotEmpty().allSatisfy(evidence -> {
            assertThat(evidence.sha256()).hasSize(64);
            assertThat(evidence.lines()).isNotEmpty().isSorted();
        });
        assertThat(last.evidence().stream()
                        .mapToInt(evidence -> evidence.lines().size())
                        .sum())
                .isEqualTo(demo.jdbc()
                        .sql(
                                "select count(*) from message_record r join message m on m.id = r.message_id where m.message_id = :id")
                        .param("id", last.message().messageId())
                        .query(Integer.class)
                        .single());
    }

    private static KeyHistory history(String day) {
        return histories.of(QUEUE, KEY, LocalDate.parse(day)).orElseThrow();
    }

    private static Optional<String> inForce(String day) {
        return history(day).inForce().map(version -> version.message().messageId());
    }
}
