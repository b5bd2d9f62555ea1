// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.attc.ClaimAssessment.Step;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import ca.tradeshub.rules.engine.JudgedRule;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PriorYearPayrollTest {

    @Test
    void of_a_small_business_is_explained_with_the_limit_that_it_does_not_pass() {
        Step step = rateStep("400000.00");
        assertThat(step.statement().en()).isEqualTo("small business: payroll 400000.00 is not over 400000.00");
        assertThat(step.statement().fr()).isEqualTo("petite entreprise : masse salariale 400000.00, au plus 400000.00");
    }

    @Test
    void of_a_larger_business_is_explained_with_the_limit_that_it_reaches() {
        Step step = rateStep("600000.00");
        assertThat(step.statement().en()).isEqualTo("payroll 600000.00 is at least 600000.00");
        assertThat(step.statement().fr()).isEqualTo("masse salariale 600000.00, au moins 600000.00");
    }

    @Test
    void between_the_limits_is_explained_with_the_formula_of_the_rate() {
        Step step = rateStep("500000.00");
        assertThat(step.statement().en()).isEqualTo("0.25 + 0.05 × [1 − (100000 / 200000)]");
        assertThat(step.statement().fr()).isEqualTo(step.statement().en());
    }

    @Test
    void is_satisfied_as_stated_when_the_law_is_read_so() {
        TaxCredit asStated = new TaxCredit(Law.standard().withReadings(Map.of("C19", "as-stated")));
        List<JudgedRule> judged = new ArrayList<>();

        asStated.explain(week().employer(e -> e.priorYearShort = null).facts(), () -> {}, judged::add);

        assertThat(judged)
                .filteredOn(result -> result.rule().id().equals("ATTC-24"))
                .singleElement()
                .extracting(JudgedRule::result)
                .isEqualTo(RuleResult.satisfied());
    }

    private static Step rateStep(String payroll) {
        Supported claim = (Supported) new TaxCredit(Law.standard())
                .assess(week().employer(e -> e.priorYearPayroll = Money.of(payroll))
                        .facts());
        return claim.computation().steps().stream()
                .filter(step -> Set.of("ATTC-24", "ATTC-25", "ATTC-26").contains(step.id()))
                .findFirst()
                .orElseThrow();
    }

    private static Claims week() {
        return Claims.of(r -> {}).line("2016-01-04", "2016-01-10", "650.00");
    }
}
