// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Text;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Declaration;
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
}
