// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.correction;

import static ca.tradeshub.testing.Lines.EMPLOYMENT;
import static ca.tradeshub.testing.Lines.registration;
import static ca.tradeshub.testing.Lines.registrations;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.testing.Lines;
import ca.tradeshub.testing.Mailbox;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Undoing what was closed by place alone. */
class CorrectionUndoTest {

    private static final String FIRST = "REG_20261120_000001.ndjson";
    private static final String FIRST_R1 = "REG_20261120_000001_R1.ndjson";
    private static final String FIRST_R2 = "REG_20261120_000001_R2.ndjson";

    private Mailbox hub;

    /** Two rejected records of which one is closed by key, the other by place. */
    @BeforeEach
    void two_corrections() throws IOException {
        hub = new Mailbox();
        String unreadable = registration(3).substring(1);
        hub.drop(EMPLOYMENT, FIRST, registrations(1, registration(2).replace("1995-03-04", "04/03/1995"), unreadable));
        hub.drop(EMPLOYMENT, FIRST_R1, registrations(1, registration(2), registration(4)));
    }

    @AfterEach
    void stop() throws IOException {
        hub.balances();
        hub.close();
    }

    private Optional<Text> undo(int line, String reason) {
        long file = hub.jdbc()
                .sql("select id from file where name = :name")
                .param("name", FIRST)
                .query(Long.class)
                .single();
        return hub.bean(CorrectionUndo.class).undo(new RecordAddress(file, line), reason, "operator");
    }

    @Test
    void what_was_closed_by_place_is_shown_with_its_evidence() {
        var shown = hub.bean(CorrectionLedger.class)
                .byPlace(
                        hub.jdbc()
                                .sql("select id from file where name = :name")
                                .param("name", FIRST)
                                .query(Long.class)
                                .single(),
                        null,
                        10);

        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).line()).isEqualTo(3);
        assertThat(shown.get(0).byName()).isEqualTo(FIRST_R1);
        assertThat(shown.get(0).byLine()).isEqualTo(3);
        assertThat(shown.get(0).wordsInCommon()).isBetween(50, 95);
        assertThat(shown.get(0).undoneAt()).isNull();
    }

    @Test
    void the_list_goes_on_after_a_record_and_is_counted() {
        CorrectionLedger corrections = hub.bean(CorrectionLedger.class);
        long file = hub.jdbc()
                .sql("select id from file where name = :name")
                .param("name", FIRST)
                .query(Long.class)
                .single();
        CorrectionLedger.PlaceCorrection only =
                corrections.byPlace(file, null, 1).get(0);

        assertThat(corrections.countByPlace(file)).isEqualTo(1);
        assertThat(corrections.byPlace(file, new RecordAddress(only.byFile(), only.line()), 1))
                .isEmpty();
        assertThat(corrections.byPlace(file, new RecordAddress(only.byFile() - 1, only.line()), 1))
                .containsExactly(only);
    }

    @Test
    void it_is_undone_with_a_reason_audited_and_sent_back_under_the_next_name() throws IOException {
        assertThat(undo(3, "The record is about another apprentice")).isEmpty();
        hub.process();

        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "REJECTED");
        assertThat(hub.states(FIRST_R1)).containsExactly("PENDING", "PENDING");
        assertThat(hub.rule(FIRST, 3)).contains("MAP-JSON");
        assertThat(hub.json(FIRST + ".status.json").path("resendAs").asText()).isEqualTo(FIRST_R2);
        assertThat(Lines.records(hub.text(FIRST + ".rejected.ndjson")))
                .containsExactly(registration(3).substring(1));
        assertThat(hub.jdbc()
                        .sql("select actor || ' ' || cast(detail as text) from audit where action = 'undo-correction'")
                        .query(String.class)
                        .single())
                .startsWith("operator ")
                .contains("The record is about another apprentice");

        hub.drop(EMPLOYMENT, FIRST_R2, registrations(1, registration(3)));
        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "SUPERSEDED");
    }

    @Test
    void it_is_undone_once_and_a_correction_by_key_never() {
        assertThat(undo(2, "By key"))
                .hasValueSatisfying(why -> assertThat(why.en()).contains("was not closed by"));
        assertThat(undo(3, "Once")).isEmpty();
        assertThat(undo(3, "Twice"))
                .hasValueSatisfying(why -> assertThat(why.en()).contains("was undone before"));
        assertThat(undo(99, "No such line")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "of 046 454 286"})
    void a_reason_is_needed_that_identifies_nobody(String reason) {
        assertThat(undo(3, reason))
                .hasValueSatisfying(why -> assertThat(why.fr()).contains("motif"));
        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "SUPERSEDED");
    }
}
