// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.law.Law;
import ca.tradeshub.rules.RecordVectors;
import ca.tradeshub.rules.attc.ClaimAssessment.Held;
import ca.tradeshub.rules.attc.ClaimAssessment.NotSupported;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What the rules find on a claim under the law as it is. */
final class ClaimAnswers {

    static final Law LAW = Law.standard();
    static final TaxCredit CREDIT = new TaxCredit(LAW);

    private ClaimAnswers() {}

    /** A claim of one week's pay. */
    static Claims week() {
        return Claims.of(r -> {}).line("2016-01-04", "2016-01-10", "650.00");
    }

    static List<ClaimAssessment.Step> steps(ClaimFacts facts) {
        return CREDIT.assess(facts).computation().steps();
    }

    /** The one result of a rule, as text. */
    static String said(String rule, ClaimFacts facts) {
        List<String> said = new ArrayList<>();
        CREDIT.explain(facts, () -> {}, judged -> {
            if (judged.rule().id().equals(rule)) {
                said.add(RecordVectors.text(judged.result()));
            }
        });
        assertThat(said).as(rule).hasSize(1);
        return said.get(0);
    }

    static Supported assertSupported(Claims claims) {
        ClaimAssessment assessment = CREDIT.assess(claims.facts());
        assertThat(assessment).isInstanceOf(Supported.class);
        return (Supported) assessment;
    }

    static void assertAgainst(Claims claims, String rule) {
        ClaimAssessment assessment = CREDIT.assess(claims.facts());
        assertThat(assessment).isInstanceOfSatisfying(NotSupported.class, not -> assertThat(
                        not.deciding().rule())
                .isEqualTo(rule));
    }

    static Held assertHeld(Claims claims, String... rules) {
        ClaimAssessment assessment = CREDIT.assess(claims.facts());
        assertThat(assessment).isInstanceOf(Held.class);
        assertThat(assessment.findings())
                .filteredOn(finding -> finding.outcome() == Outcome.HOLD)
                .extracting(Finding::rule)
                .containsOnly(rules);
        return (Held) assessment;
    }

    static void assertUnknown(Claims claims, String rule, String field) {
        Held held = assertHeld(claims, rule);
        assertThat(held.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.unknown()).isTrue();
            assertThat(finding.field()).isEqualTo(field);
        });
    }
}
