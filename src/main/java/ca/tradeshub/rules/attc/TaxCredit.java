// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.attc.ClaimAssessment.Apprenticeship;
import ca.tradeshub.rules.attc.ClaimAssessment.Computation;
import ca.tradeshub.rules.engine.Declaration;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.JudgedRule;
import ca.tradeshub.rules.engine.Outcome;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The Apprenticeship Training Tax Credit of one claim (Taxation Act, 2007 s. 89). The rules on the whole claim are
 * evaluated first; then the amounts are computed as exact fractions and each published figure is rounded once. A reason
 * to reject the claim outweighs a hold, because no further fact would change it. The hold prevails only when the
 * sources disagree on the apprenticeship itself.
 */
public final class TaxCredit {

    private final Law law;
    private final Commencement commencement = new Commencement();
    private final Programmes programmes;
    private final DeemedEnd deemedEnd;
    private final LifetimeMaximum lifetime;
    private final ClaimCalculator calculator;
    private final ComputationNarrative narrative;
    private final ClaimedAmount claimedAmount;
    private final List<ClaimRule> rules;
    private final RoundingMode rounding;

    /** The credit under the law and its interpretations. */
    public TaxCredit(Law law) {
        this.law = law;
        Assistance assistance = new Assistance(law);
        this.programmes = new Programmes(law);
        this.deemedEnd = new DeemedEnd(law);
        this.lifetime = new LifetimeMaximum(law);
        Maximum maximum = new Maximum(law);
        QualifyingTrade qualifyingTrade = new QualifyingTrade(law);
        this.calculator = new ClaimCalculator(law, deemedEnd, assistance, maximum, lifetime);
        this.narrative = new ComputationNarrative(commencement, deemedEnd, qualifyingTrade, maximum);
        this.claimedAmount = new ClaimedAmount(law);
        this.rounding = law.rounding();
        this.rules = List.of(
                new ProgrammeInTime(law),
                new OntarioEstablishment(),
                new OntarioTaxpayer(),
                new OntarioWork(),
                new ReasonableRate(),
                new Participation(),
                new RegisteredInTime(law),
                commencement,
                qualifyingTrade,
                new NewlyDevelopedTrade(law),
                new AgencyClaim(),
                assistance,
                new OwnCredit(law),
                new Expenditure.CooperativeCredit(),
                deemedEnd,
                new LaterAgreement(),
                new PriorYearPayroll(law),
                maximum,
                new PartnershipShares(),
                new SponsorOnPayDate(),
                new WorkWithinSpell(),
                new WagesOnT4(law),
                new LicensedWork(law, deemedEnd),
                new WagesThroughout(law),
                new SourcesAgree(law, commencement));
    }

    /** Every rule and step of the credit, for the catalogue. */
    public List<Declaration> declared() {
        List<Declaration> all = new ArrayList<>();
        rules.stream().filter(rule -> !(rule instanceof WagesThroughout)).forEach(rule -> all.add(rule.declared()));
        all.addAll(Programmes.declared(law));
        all.addAll(Expenditure.declarations(law));
        all.addAll(Assistance.declarations());
        PriorYearPayroll.declarations().stream().skip(1).forEach(all::add);
        all.addAll(Maximum.declarations());
        all.add(ClaimedAmount.declared());
        all.addAll(List.of(
                LifetimeMaximum.declared(law), ClaimedTwice.DECLARED, OyapWindow.DECLARED, CreditAsIncome.DECLARED));
        return List.copyOf(all);
    }

    /**
     * Evaluates every rule on a claim, satisfied ones included.
     *
     * @param facts everything it is computed from
     * @param understood run once the terms of the programme are known, before the first rule is evaluated
     * @param each receives each rule and its result, in the order of evaluation
     */
    public void explain(ClaimFacts facts, Runnable understood, Consumer<JudgedRule> each) {
        ClaimCase claim = claim(facts);
        understood.run();
        for (ClaimRule rule : rules) {
            each.accept(new JudgedRule(rule.declared(), rule.judge(claim)));
        }
    }

    /**
     * Assesses a claim.
     *
     * @param facts everything it is computed from; nothing of it is rejected or held
     */
    public ClaimAssessment assess(ClaimFacts facts) {
        ClaimCase claim = claim(facts);
        LocalDate commencedOn = claim.commencedOn();
        Programme programme = claim.programme();
        List<Finding> findings = new ArrayList<>();
        for (ClaimRule rule : rules) {
            findings.addAll(rule.declared().findings(rule.judge(claim)));
        }
        Apprenticeship apprenticeship = new Apprenticeship(
                commencedOn,
                programme == null ? null : programme.windowEnd(),
                deemedEnd.of(facts).orElse(null),
                programme == null ? null : programme.regime());
        ClaimComputation computation = calculator.compute(claim);
        List<ClaimAssessment.Excluded> excluded = computation.counted().excluded();

        Optional<Finding> against = findings.stream()
                .filter(finding -> finding.outcome() == Outcome.REJECT)
                .findFirst();
        if (against.isPresent() && !disputed(findings)) {
            return new ClaimAssessment.NotSupported(
                    against.get(),
                    apprenticeship,
                    computation.rounded(rounding, Money.ZERO, narrative.rejected(computation, against.get())),
                    excluded,
                    mild(findings));
        }
        Money credit = computation.credit().toMoney(rounding);
        findings.addAll(LifetimeMaximum.DECLARED.findings(lifetime.judge(claim, credit)));
        if (computation.rate() != null) {
            findings.addAll(ClaimedAmount.declared().findings(claimedAmount.judge(facts.claimed(), credit)));
        }
        Computation published = computation.rounded(rounding, credit, narrative.concluded(computation, credit));
        boolean held = findings.stream().anyMatch(finding -> finding.outcome() == Outcome.HOLD);
        return held
                ? new ClaimAssessment.Held(
                        apprenticeship, commencedOn == null ? null : published, excluded, List.copyOf(findings))
                : new ClaimAssessment.Supported(apprenticeship, published, excluded, mild(findings));
    }

    private ClaimCase claim(ClaimFacts facts) {
        @Nullable LocalDate commencedOn = commencement.of(facts).orElse(null);
        @Nullable
        Programme programme = Optional.ofNullable(commencedOn)
                .flatMap(programmes::commencedOn)
                .orElse(null);
        return new ClaimCase(facts, commencedOn, programme);
    }

    /** Sources that disagree on the date or trade of the apprenticeship leave the reasons against it in doubt. */
    private static boolean disputed(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.rule().equals(SourcesAgree.ID));
    }

    private static List<Finding> mild(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.outcome().compareTo(Outcome.HOLD) < 0)
                .toList();
    }
}
