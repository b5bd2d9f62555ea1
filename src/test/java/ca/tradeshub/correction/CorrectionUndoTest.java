// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.correction;

import static ca.tradeshub.testing.Lines.EMPLOYMENT;
import static ca.tradeshub.testing.Lines.MAPLE;
import static ca.tradeshub.testing.Lines.control;
import static ca.tradeshub.testing.Lines.pay;
import static ca.tradeshub.testing.Lines.payroll;
import static ca.tradeshub.testing.Lines.registration;
import static ca.tradeshub.testing.Lines.registrations;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.testing.Lines;
import ca.tradeshub.testing.Mailbox;
import java.io.IOException;
import java.util.List;
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
        return undo(FIRST, line, reason);
    }

    private Optional<Text> undo(String name, int line, String reason) {
        long file = hub.jdbc()
                .sql("select id from file where name = :name")
                .param("name", name)
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

    /** The claim of person 1 is sent in this test, that of person 3 waits for its registration. */
    @Test
    void undoing_has_no_key_decided_again_because_what_is_closed_by_place_has_no_key() throws IOException {
        hub.drop(EMPLOYMENT, "REG_20261120_000002.ndjson", registrations(2, registration(1)));
        String first = "PAY_123026635_20261120_000001.csv";
        String resent = "PAY_123026635_20261120_000001_R1.csv";
        hub.dropPay(MAPLE, first, payroll(pay(1), pay(3).replaceFirst("L3", "")), control(first, 2));
        hub.dropPay(MAPLE, resent, payroll(pay(3).replaceFirst("L3", "L5")), control(resent, 1));
        assertThat(hub.states(first)).containsExactly("PENDING", "SUPERSEDED");
        assertThat(closedByPlaceWithAKey()).isEmpty();
        List<String> before = decisions();
        assertThat(before).anyMatch(decision -> decision.contains("TA-2015-000001"));

        assertThat(undo(first, 3, "The line is about another apprentice")).isEmpty();

        assertThat(hub.jdbc()
                        .sql("select key from dirty_key")
                        .query(String.class)
                        .list())
                .isEmpty();
        hub.process();
        assertThat(hub.states(first)).containsExactly("PENDING", "REJECTED");
        assertThat(decisions()).isEqualTo(before);
    }

    private List<String> closedByPlaceWithAKey() {
        return hub.jdbc()
                .sql("select record_key from record where rule = :rule and record_key is not null")
                .param("rule", CorrectionUndo.BY_PLACE)
                .query(String.class)
                .list();
    }

    /** Every message, and every decision with its time. */
    private List<String> decisions() {
        return hub.jdbc()
                .sql(
                        """
                        select 'message ' || record_key || ' ' || version || ' ' || kind as line from message
                        union all select 'decision ' || d.* from decision d order by line
                        """)
                .query(String.class)
                .list();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "of 046 454 286"})
    void a_reason_is_needed_that_identifies_nobody(String reason) {
        assertThat(undo(3, reason))
                .hasValueSatisfying(why -> assertThat(why.fr()).contains("motif"));
        assertThat(hub.states(FIRST)).containsExactly("SUPERSEDED", "SUPERSEDED");
    }
}
