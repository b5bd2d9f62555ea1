// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void a_gate_and_a_missing_fact_are_named_in_both_languages() {
        Declaration gate = RuleBook.standard().catalogue().get(0);

        assertThat(Reasons.gate(gate))
                .isEqualTo(new Text(
                        gate.id() + ": " + gate.statement().en(),
                        gate.id() + " : " + gate.statement().fr()));
        assertThat(Reasons.missing("expiresOn")).isEqualTo(new Text("expiresOn is missing", "expiresOn manque"));
    }

    @Test
    void a_result_that_only_informs_is_a_note_and_not_a_failure() {
        RuleFailure exempt = RuleFailure.info("It is exempt.", "Il en est exempté.");
        RuleFailure warning = RuleFailure.warn("Check it.", "Vérifiez-le.");
        assertThat(Reasons.answer(RuleResult.fails(exempt, null, null))).isEqualTo("noted");
        assertThat(Reasons.answer(RuleResult.fails(warning, null, null))).isEqualTo("fails");
        assertThat(Reasons.answer(new RuleResult.Failures()
                        .failIf(true, exempt, null, null)
                        .failIf(true, warning, null, null)
                        .result()))
                .isEqualTo("fails");
        assertThat(Reasons.answer(RuleResult.satisfied("1 allowed", "nombre permis : 1")))
                .isEqualTo("satisfied");
        assertThat(Reasons.answer(RuleResult.unstated("form"))).isEqualTo("unknown");
        assertThat(Reasons.answer(RuleResult.notApplicable("GATE-01"))).isEqualTo("not applicable");
    }
}
