// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.law.Source;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Judgement;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.rules.engine.RuleFailure;
import ca.tradeshub.rules.engine.RuleResult;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules find, and which finding decides. */
class FindingsTest {

    @Test
    void a_fault_asks_for_what_it_is_called_and_says_it_in_both_languages() {
        assertThat(Stream.of(
                        RuleFailure.info("noted", "noté"),
                        RuleFailure.warn("odd", "étrange"),
                        RuleFailure.hold("look", "voir"),
                        RuleFailure.reject("no", "non")))
                .containsExactly(
                        new RuleFailure(Outcome.INFO, new Text("noted", "noté")),
                        new RuleFailure(Outcome.WARN, new Text("odd", "étrange")),
                        new RuleFailure(Outcome.HOLD, new Text("look", "voir")),
                        new RuleFailure(Outcome.REJECT, new Text("no", "non")));
    }

    @Test
    void an_outcome_is_written_in_small_letters() {
        assertThat(Outcome.values()).extracting(Outcome::wireName).containsExactly("info", "warn", "hold", "reject");
    }

    @Test
    void without_a_hold_or_reject_nothing_decides() {
        assertThat(judgement(Outcome.INFO, Outcome.WARN).deciding()).isEmpty();
        assertThat(judgement().deciding()).isEmpty();
    }

    @Test
    void a_hold_alone_decides() {
        assertThat(deciding(Outcome.WARN, Outcome.HOLD)).isEqualTo("R-1");
    }

    @Test
    void the_first_of_the_severest_decides() {
        assertThat(deciding(Outcome.HOLD, Outcome.REJECT, Outcome.WARN, Outcome.REJECT))
                .isEqualTo("R-1");
        assertThat(deciding(Outcome.HOLD, Outcome.HOLD)).isEqualTo("R-0");
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "REJECT,false,HOLD",
        "HOLD,false,HOLD",
        "WARN,false,WARN",
        "INFO,false,INFO",
        "REJECT,true,WARN",
        "HOLD,true,WARN",
        "WARN,true,WARN",
        "INFO,true,INFO",
    })
    void a_missing_fact_asks_for_no_more_than_its_rule(Outcome declared, boolean optional, Outcome expected) {
        Declaration rule = Declaration.of("R-1", "It is so.", "C'est ainsi.", Source.INTERFACES.at("section 1"))
                .failures(new RuleFailure(declared, new Text("It is not.", "Ce n'est pas.")));

        List<Finding> findings = rule.findings(optional ? RuleResult.unstated("field") : RuleResult.unknown("field"));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(expected);
            assertThat(finding.unknown()).isTrue();
            assertThat(finding.field()).isEqualTo("field");
            assertThat(finding.message()).contains("field", "It is so.");
            assertThat(finding.messageFr()).contains("field", "C'est ainsi.");
        });
    }

    @Test
    void a_fault_cites_its_own_law_or_else_the_first_of_its_rule() {
        RuleFailure plain = RuleFailure.hold("no", "non");
        Declaration rule = Declaration.of(
                "R-1",
                "It is so.",
                "C'est ainsi.",
                Source.INTERFACES.at("section 1"),
                Source.INTERFACES.at("section 2"));
        assertThat(Stream.of(plain, plain.under(Source.INTERFACES.at("section 2")))
                        .flatMap(failure -> rule.findings(RuleResult.fails(failure, "field", null)).stream()))
                .extracting(finding -> finding.citation().section())
                .containsExactly("section 1", "section 2");
    }

    private static String deciding(Outcome... outcomes) {
        return judgement(outcomes).deciding().orElseThrow().rule();
    }

    private static Judgement<Registration> judgement(Outcome... outcomes) {
        List<Finding> findings = Stream.iterate(0, i -> i < outcomes.length, i -> i + 1)
                .map(i -> new Finding("R-" + i, outcomes[i], false, null, null, "en", "fr", null))
                .toList();
        return new Judgement<>(Samples.registration(r -> {}), findings);
    }
}
