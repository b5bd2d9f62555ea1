// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.attc.ClaimAssessment.Apprenticeship;
import ca.tradeshub.rules.attc.ClaimAssessment.Computation;
import ca.tradeshub.rules.attc.ClaimAssessment.PartnerShare;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The Apprenticeship Training Tax Credit of one claim (Taxation Act, 2007 s. 89). The rules on the whole claim are
 * evaluated first; then the amounts are computed as exact fractions and each published figure is rounded once. A reason
 * to reject the claim outweighs a hold, because no further fact would change it (interpretation C41). The hold prevails
 * only when the sources disagree on the apprenticeship itself.
 */
public final class TaxCredit {

    /** What is between two values that differ, in the observed value of a finding. */
    public static final String DIFFERS_FROM = SourcesAgree.DIFFERS_FROM;

    private final Law law;
    private final Commencement commencement;
    private final Programmes programmes;
    private final DeemedEnd deemedEnd;
    private final LifetimeMaximum lifetime;
    private final ClaimCalculator calculator;
    private final ComputationNarrative narrative;
    private final ClaimedAmount claimedAmount;
    private final List<ClaimRule> rules;
    private final RoundingMode rounding;
    private final boolean reasonDecides;
    private final PartnershipShares partnership;
    private final SourcesAgree sourcesAgree;

    /** The credit under the law and its interpretations. */
    public TaxCredit(Law law) {
        this.law = law;
        this.commencement = new Commencement(law);
        Assistance assistance = new Assistance(law);
        this.programmes = new Programmes(law);
        this.deemedEnd = new DeemedEnd(law, commencement);
        this.lifetime = new LifetimeMaximum(law);
        Maximum maximum = new Maximum(law);
        QualifyingTrade qualifyingTrade = new QualifyingTrade(law);
        LaterAgreement laterAgreement = new LaterAgreement(law);
        this.partnership = new PartnershipShares(law);
        this.sourcesAgree = new SourcesAgree(law, commencement);
        Expenditure expenditure = new Expenditure(law, deemedEnd, assistance, laterAgreement);
        this.rounding = law.rounding();
        this.calculator =
                new ClaimCalculator(law, deemedEnd, expenditure, laterAgreement, maximum, lifetime, partnership);
        this.narrative =
                new ComputationNarrative(commencement, deemedEnd, qualifyingTrade, maximum, partnership, rounding);
        this.claimedAmount = new ClaimedAmount(law);
        this.reasonDecides = law.interpretation("C41").is("reason-decides");
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
                laterAgreement,
                new PriorYearPayroll(law),
                maximum,
                partnership,
                new SponsorOnPayDate(),
                new WorkWithinSpell(),
                new WagesOnT4(law),
                new LicensedWork(law, deemedEnd),
                new WagesThroughout(law),
                sourcesAgree);
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
        return assess(facts, UnaryOperator.identity());
    }

    /**
     * Assesses a claim about which a person may have decided.
     *
     * @param facts everything it is computed from; nothing of it is rejected or held
     * @param resolved gives each finding the outcome that a person's resolution gives it
     */
    public ClaimAssessment assess(ClaimFacts facts, UnaryOperator<Finding> resolved) {
        ClaimCase claim = claim(facts);
        LocalDate commencedOn = claim.commencedOn();
        Programme programme = claim.programme();
        List<Finding> findings = new ArrayList<>();
        for (ClaimRule rule : rules) {
            add(rule.declared().findings(rule.judge(claim)), resolved, findings);
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
        if (against.isPresent() && !disputed(findings) && (reasonDecides || !isHeld(findings))) {
            return new ClaimAssessment.NotSupported(
                    against.get(),
                    apprenticeship,
                    computation.rounded(rounding, Money.ZERO, narrative.rejected(computation, against.get())),
                    excluded,
                    mild(findings));
        }
        Money credit = computation.credit().toMoney(rounding);
        add(LifetimeMaximum.DECLARED.findings(lifetime.judge(claim, credit)), resolved, findings);
        add(
                ClaimedAmount.declared()
                        .findings(claimedAmount.judge(facts.claimed(), computation.rate() == null ? null : credit)),
                resolved,
                findings);
        Computation published = computation.rounded(rounding, credit, narrative.concluded(computation, credit));
        return isHeld(findings)
                ? new ClaimAssessment.Held(
                        apprenticeship, commencedOn == null ? null : published, excluded, List.copyOf(findings))
                : new ClaimAssessment.Supported(apprenticeship, published, excluded, mild(findings));
    }

    private static void add(List<Finding> found, UnaryOperator<Finding> resolved, List<Finding> findings) {
        found.stream().map(resolved).forEach(findings::add);
    }

    /**
     * A claim's use of the year's maximum, to compare it with other claims that share it.
     *
     * @return empty when the whole claim is rejected or the terms of the programme are not known
     */
    public Optional<ClaimFacts.MaximumShare> maximumShare(String claimKey, ClaimFacts facts) {
        ClaimCase claim = claim(facts);
        if (claim.programme() == null || assess(facts) instanceof ClaimAssessment.NotSupported) {
            return Optional.empty();
        }
        ClaimComputation computation = calculator.compute(claim);
        return Optional.of(new ClaimFacts.MaximumShare(claimKey, computation.lesser(), computation.spans()));
    }

    /** What each partner of an employer gets of a credit; empty for an employer without shares that add up. */
    public List<PartnerShare> partnerShares(EmployerYear employer, Money credit) {
        return partnership.shares(employer, credit, rounding);
    }

    /** Whether two agreements are in one trade. */
    public boolean isOneTrade(Registration one, Registration other) {
        return law.trades().isSame(one.trade(), other.trade());
    }

    /** Whether a finding says that the claim shares the year's maximum with others, so that the claims contradict. */
    public static boolean isSharedMaximum(Finding finding) {
        return Maximum.isShared(finding);
    }

    /** Whether a finding says that two sources of a claim state different values; {@link #DIFFERS_FROM} is between them. */
    public static boolean isDifference(Finding finding) {
        return SourcesAgree.isDifference(finding);
    }

    /** The findings that two sources of a claim state different values. */
    public List<Finding> differences(ClaimFacts facts) {
        return sourcesAgree.declared().findings(sourcesAgree.judge(claim(facts))).stream()
                .filter(SourcesAgree::isDifference)
                .toList();
    }

    private static boolean isHeld(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.outcome() == Outcome.HOLD);
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
        return findings.stream()
                .anyMatch(finding -> finding.rule().equals(SourcesAgree.ID) && finding.outcome() == Outcome.HOLD);
    }

    private static List<Finding> mild(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.outcome().compareTo(Outcome.HOLD) < 0)
                .toList();
    }
}
