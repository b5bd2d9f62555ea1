// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Language;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.MessageChange;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.RecordChange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class RejudgementTextTest {

    private static final String RULES = "5c0a".repeat(16);

    @Test
    void a_preview_prints_what_would_change_and_that_nothing_did() {
        RejudgementReport report = new RejudgementReport(
                true,
                RULES,
                53,
                3,
                List.of(new RecordChange("registrations", "DELIVERED", null, "HELD", "GATE-03", 1, "0.00")),
                List.of(
                        new MessageChange("registry.certification", "WITHDRAW", 1, null, null),
                        new MessageChange("taxcredit.verification", "AMEND", 1, "10000.00", "9972.68")));

        assertThat(text(report))
                .isEqualTo(
                        """
                        Preview under rule set 5c0a5c0a5c0a: 53 records, 3 keys
                               1  registrations delivered → held (GATE-03)  0.00
                               1  registry.certification WITHDRAW
                               1  taxcredit.verification AMEND     credit 10000.00 → 9972.68
                        Nothing was written.
                        """);
    }

    @Test
    void no_change_is_printed_in_words() {
        assertThat(text(new RejudgementReport(true, RULES, 0, 0, List.of(), List.of())))
                .contains("Nothing would change.");
        assertThat(text(new RejudgementReport(false, RULES, 0, 0, List.of(), List.of())))
                .contains("Nothing changed.");
    }

    @Test
    void every_state_has_a_word_in_both_languages_and_french_is_printed_in_french() {
        for (RecordState state : RecordState.values()) {
            RejudgementReport report = new RejudgementReport(
                    false,
                    RULES,
                    2,
                    1,
                    List.of(new RecordChange("payroll", state.name(), null, "HELD", "GATE-03", 2, "100.00")),
                    List.of(new MessageChange("taxcredit.verification", "AMEND", 1, null, "72.68")));

            assertThat(text(report, Language.EN)).doesNotContain(state.name());
            assertThat(text(report, Language.FR))
                    .startsWith("Réévaluation selon le recueil des règles 5c0a5c0a5c0a : 2 enregistrements, 1 clé\n")
                    .contains("→ retenu (GATE-03)  100.00", "crédit 0.00 → 72.68")
                    .doesNotContain(state.name());
        }
    }

    private static String text(RejudgementReport report) {
        return text(report, Language.EN);
    }

    private static String text(RejudgementReport report, Language language) {
        StringWriter out = new StringWriter();
        new RejudgementText(new PrintWriter(out, true), language).write(report);
        return out.toString().replace("\r\n", "\n");
    }
}
