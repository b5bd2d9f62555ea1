// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.explanation.Explanation.Claim;
import ca.tradeshub.explanation.Explanation.ClaimLine;
import ca.tradeshub.explanation.Explanation.FactUsed;
import ca.tradeshub.explanation.Explanation.Figure;
import ca.tradeshub.explanation.Explanation.RuleAnswer;
import ca.tradeshub.explanation.Explanation.Step;
import ca.tradeshub.reconciliation.claim.ClaimEvidence;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.book.RuleTrace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The claim of an explanation, with its figures, their steps and its lines. */
final class ClaimPart {

    private final ClaimEvidence.Standing standing;
    private final RuleTrace.TracedClaim traced;
    private final LawPart law;
    private final Map<String, List<FactUsed>> facts = new LinkedHashMap<>();

    ClaimPart(ClaimEvidence.Standing standing, RuleTrace.TracedClaim traced, LawPart law, ClaimFields fields) {
        this.standing = standing;
        this.traced = traced;
        this.law = law;
        traced.declared().forEach(rule -> facts.put(rule.id(), fields.of(rule.reads())));
    }

    Claim claim(
            String key, Text summary, @Nullable String decision, @Nullable String decidedBy, List<RuleAnswer> results) {
        ClaimAssessment assessment = traced.assessment();
        ClaimAssessment.@Nullable Computation computation = assessment.computation();
        return new Claim(
                key,
                summary,
                decision,
                decidedBy,
                assessment instanceof ClaimAssessment.Supported
                        ? "SUPPORTED"
                        : assessment instanceof ClaimAssessment.NotSupported ? "NOT_SUPPORTED" : "HELD",
                null,
                results,
                computation == null ? List.of() : figures(assessment.apprenticeship(), computation),
                computation == null
                        ? List.of()
                        : computation.steps().stream().map(this::step).toList(),
                lines(assessment.excluded()));
    }

    private static List<Figure> figures(
            ClaimAssessment.@Nullable Apprenticeship apprenticeship, ClaimAssessment.Computation computation) {
        List<Figure> figures = new ArrayList<>();
        if (apprenticeship != null) {
            add(figures, "originalRegisteredOn", apprenticeship.originalRegisteredOn());
            add(figures, "windowEnd", apprenticeship.windowEnd());
            add(figures, "endedOn", apprenticeship.endedOn());
            add(figures, "regime", apprenticeship.regime());
        }
        add(figures, "grossExpenditure", computation.expenditure().gross());
        add(figures, "assistance", computation.expenditure().assistance());
        add(figures, "eligibleExpenditure", computation.expenditure().eligible());
        add(figures, "priorYearPayroll", computation.atRate().priorYearPayroll());
        add(
                figures,
                "rate",
                computation.atRate().rate() == null
                        ? null
                        : computation.atRate().rate().stripTrailingZeros().toPlainString());
        add(figures, "amountAtRate", computation.atRate().amount());
        add(figures, "daysD", computation.days().d());
        add(figures, "daysE", computation.days().e());
        add(figures, "daysY", computation.days().y());
        add(figures, "maximum", computation.maximum());
        add(figures, "credit", computation.credit());
        add(figures, "claimed", computation.claimed());
        return List.copyOf(figures);
    }

    private static void add(List<Figure> figures, String name, @Nullable Object value) {
        figures.add(new Figure(name, Objects.toString(value, null)));
    }

    private Step step(ClaimAssessment.Step step) {
        return new Step(
                step.id(),
                step.statement(),
                step.value(),
                LawPart.quote(step.citation()),
                facts.getOrDefault(step.id(), List.of()),
                law.ofStep(step.id(), traced.lookups()),
                law.readings(step.id()));
    }

    private List<ClaimLine> lines(List<ClaimAssessment.Excluded> excluded) {
        Map<SourceRef, Money> left = new LinkedHashMap<>();
        Map<SourceRef, String> rules = new LinkedHashMap<>();
        for (ClaimAssessment.Excluded each : excluded) {
            left.merge(each.source(), each.amount(), Money::plus);
            rules.merge(each.source(), each.rule(), (one, other) -> one + ", " + other);
        }
        List<ClaimLine> lines = new ArrayList<>();
        List<ClaimFacts.Line> all = standing.facts().lines();
        for (int i = 0; i < all.size(); i++) {
            ClaimFacts.Line line = all.get(i);
            Period pay = line.line().payPeriod();
            lines.add(new ClaimLine(
                    Refs.of(standing.lines().get(i)),
                    pay == null ? null : pay.start().toString(),
                    pay == null ? null : pay.end().toString(),
                    line.line().grossExpenditure().toString(),
                    Objects.toString(left.get(line.source()), null),
                    rules.get(line.source())));
        }
        return List.copyOf(lines);
    }
}
