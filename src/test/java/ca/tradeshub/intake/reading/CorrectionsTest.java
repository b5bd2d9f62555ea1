// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.intake.response.ResponseRound;
import ca.tradeshub.intake.response.ResponseWriting;
import ca.tradeshub.ledger.record.Balances;
import ca.tradeshub.ledger.response.SenderResponses;
import ca.tradeshub.mapping.MappingSource;
import ca.tradeshub.mapping.Mappings;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.HubSteps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a corrected rejection pack closes where no key tells. */
class CorrectionsTest {

    private static final RuleBook RULES = RuleBook.standard();
    private static final Mappings MAPPINGS = Mappings.load(MappingSource.folder(Path.of("mappings")));
    private static final String SENDER = "employment-ontario";

    private HubSteps hub;

    @BeforeEach
    void start() throws IOException {
        hub = new HubSteps(RULES, MAPPINGS, 100, 100);
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
    }

    private static String registration(String agreement, String client, String family, String birth) {
        return """
               {"record":"registration","agreementNumber":"%s","document":"TRAINING_AGREEMENT","act":"OCTAA","registeredOn":"2015-06-01","origin":"ORIGINAL","status":"ACTIVE","statusOn":"2015-06-01","trade":"310S","programme":"STANDARD","period":1,"hoursCredited":"0.00","creditBasis":"NONE","education":"ABOVE_GRADE_10","person":{"clientId":"%s","familyName":"%s","givenNames":"Ida","birthDate":"%s","postalCode":"M5V 2T6","language":"en"},"sponsor":{"kind":"EMPLOYER","businessNumber":"123026635RP0001","name":"Maple Electric Ltd.","since":"2015-06-01","isJourneyperson":false,"journeypersons":3,"apprentices":1}}"""
                .formatted(agreement, client, family, birth);
    }

    private void drop(int sequence, String... records) throws IOException {
        String name = "REG_20261101_%06d.ndjson".formatted(sequence);
        String content =
                """
                {"record":"header","feed":"registrations","version":"1","sender":"employment-ontario","sequence":%d,"created":"2026-11-01T02:00:00-05:00"}
                %s
                {"record":"trailer","records":%d,"hoursCredited":"0.00"}
                """
                        .formatted(sequence, String.join("\n", records), records.length);
        hub.land(SENDER, "in", name, content.getBytes(StandardCharsets.UTF_8));
        hub.process();
        ResponseWriting answering = hub.bean(ResponseWriting.class);
        for (ResponseRound round : answering.due()) {
            for (SenderResponses.Due due : round.responses()) {
                answering.written(due, answering.compose(due));
            }
            answering.end(round);
        }
    }

    private List<String> states(int sequence) {
        return hub.jdbc()
                .sql(
                        "select r.state from record r join file f on f.id = r.file_id where f.sequence = :s order by r.line")
                .param("s", sequence)
                .query(String.class)
                .list();
    }

    private void everythingBalances() {
        assertThat(hub.bean(Balances.class).unbalanced()).isEmpty();
        assertThat(hub.bean(Balances.class).verifyOpen()).isZero();
    }

    @Test
    void a_record_nobody_could_read_is_superseded_by_its_correction() throws IOException {
        String good = registration("TA-2015-000102", "1000102", "Quill", "1990-02-03");
        String broken = good.substring(0, good.length() - 1);
        drop(1, registration("TA-2015-000101", "1000101", "Reed", "1991-02-03"), broken);
        assertThat(states(1)).containsExactly("PENDING", "REJECTED");

        drop(2, good);

        assertThat(states(1)).containsExactly("PENDING", "SUPERSEDED");
        assertThat(states(2)).containsExactly("PENDING");
        everythingBalances();
    }

    @Test
    void a_record_whose_key_was_what_was_wrong_is_superseded_by_its_correction() throws IOException {
        drop(1, registration("TA-2015-000102-AND-FAR-TOO-LONG", "1000102", "Quill", "1990-02-03"));
        assertThat(states(1)).containsExactly("REJECTED");

        drop(2, registration("TA-2015-000102", "1000102", "Quill", "1990-02-03"));

        // Cutting the key by seventeen characters is still the same record.
        assertThat(states(1)).containsExactly("SUPERSEDED");
        everythingBalances();
    }

    @Test
    void another_record_under_that_sequence_corrects_nothing() throws IOException {
        String good = registration("TA-2015-000102", "1000102", "Quill", "1990-02-03");
        drop(1, good.substring(0, good.length() - 1));

        drop(2, registration("TA-2016-004711", "7654321", "Featherstonehaugh-Oppenheimer", "1986-11-29"));

        assertThat(states(1)).containsExactly("REJECTED");
        everythingBalances();
    }

    @Test
    void a_file_with_another_number_of_records_corrects_nothing() throws IOException {
        String good = registration("TA-2015-000102", "1000102", "Quill", "1990-02-03");
        drop(1, good.substring(0, good.length() - 1));

        drop(2, good, registration("TA-2015-000103", "1000103", "Reed", "1991-02-03"));

        assertThat(states(1)).containsExactly("REJECTED");
        everythingBalances();
    }
}
