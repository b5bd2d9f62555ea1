// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static String text(RejudgementReport report) {
        StringWriter out = new StringWriter();
        RejudgementText.write(report, new PrintWriter(out, true));
        return out.toString().replace("\r\n", "\n");
    }
}
