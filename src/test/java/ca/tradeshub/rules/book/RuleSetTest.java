// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.book;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Registration.Programme;
import ca.tradeshub.rules.RecordVectors;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.engine.Declaration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RuleSetTest {

    private static final List<String> RULES =
            RuleBook.standard().catalogue().stream().map(Declaration::id).toList();

    @Test
    @DisplayName("R1055-10.1 and R1055-10.3")
    void the_registration_of_an_exempt_programme_decides_the_rule_on_wages_and_no_other() {
        Registration oyap = in(Programme.OYAP);
        assertThat(RULES)
                .filteredOn(rule -> RuleSet.byRegistration(rule, oyap).isPresent())
                .containsExactly("R1055-10.1")
                .containsExactlyElementsOf(RuleSet.decidedByRegistration());
        assertThat(RuleSet.byRegistration("R1055-10.1", oyap).map(RecordVectors::text))
                .contains("not applicable: R1055-10.3");
    }

    @Test
    void the_pay_line_alone_decides_outside_an_exempt_programme() {
        Registration standard = in(Programme.STANDARD);
        assertThat(RULES)
                .noneMatch(rule -> RuleSet.byRegistration(rule, standard).isPresent());
    }

    private static Registration in(Programme programme) {
        return Samples.registration(r -> r.programme = programme);
    }
}
