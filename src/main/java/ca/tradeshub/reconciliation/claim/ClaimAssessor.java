// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.AmountAtStake;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.reconciliation.resolved.ResolvedFindings;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Assesses claims by the law and by what persons decided about their findings. */
final class ClaimAssessor {

    /** The field of the finding on the original date; the other difference is of the trade. */
    private static final String OF_ORIGINAL = "originalRegisteredOn";

    private final TaxCredit taxCredit;
    private final ResolvedBases.Known resolved;

    ClaimAssessor(TaxCredit taxCredit, ResolvedBases.Known resolved) {
        this.taxCredit = taxCredit;
        this.resolved = resolved;
    }

    /** The result of a claim. */
    ClaimAssessment assess(ClaimInputs claim) {
        List<Finding> chosen = new ArrayList<>();
        ClaimFacts facts = withChosenValues(claim, chosen);
        ClaimAssessment assessment = taxCredit.assess(facts, finding -> resolve(claim, finding));
        if (lacksFacts(assessment)) {
            return taxCredit.assess(claim.facts());
        }
        return chosen.isEmpty() ? assessment : with(assessment, chosen);
    }

    /** The agreement with the values that a person chose, as the claim is assessed and sent. */
    Registration registration(ClaimInputs claim) {
        return withChosenValues(claim, new ArrayList<>()).registration();
    }

    /** Whether a claim that a person accepted cannot be computed. */
    private static boolean lacksFacts(ClaimAssessment assessment) {
        return assessment instanceof ClaimAssessment.Supported supported
                && (supported.computation().atRate().rate() == null
                        || supported.apprenticeship().originalRegisteredOn() == null);
    }

    /**
     * What a person must settle about a finding that holds a claim. Claims that share a maximum contradict each other: each
     * is a side, and a decision between them is one for all of them.
     */
    Disagreement disagreement(Finding finding, ClaimInputs claim) {
        ClaimFacts.SharedMaximum shared = claim.facts().context().sharedMaximum();
        if (shared != null && TaxCredit.isSharedMaximum(finding)) {
            return disagreement(finding, shared);
        }
        if (TaxCredit.isDifference(finding)) {
            String[] values = String.valueOf(finding.observed()).split(TaxCredit.DIFFERS_FROM);
            return new Disagreement(
                            ExceptionType.VALUE_MISMATCH, observing(finding, values[0]), values[values.length - 1])
                    .withAmount(credit(claim));
        }
        return resolved.hold(claim.key().text(), finding).withAmount(credit(claim));
    }

    private Disagreement disagreement(Finding finding, ClaimFacts.SharedMaximum shared) {
        List<ExceptionSide> sides = Stream.concat(Stream.of(shared.own()), shared.others().stream())
                .map(share ->
                        new ExceptionSide(null, null, share.credit().toMoney().toString(), share.claimKey()))
                .toList();
        return new Disagreement(
                        ExceptionType.VALUE_MISMATCH,
                        observing(finding, side(shared.own())),
                        shared.others().stream().map(ClaimAssessor::side).collect(Collectors.joining(", ")))
                .withSides(sides)
                .withAmount(new AmountAtStake(shared.own().credit().toMoney().amount(), AmountAtStake.Of.CREDIT))
                .withBasis(Bases.digest(
                        ExceptionType.VALUE_MISMATCH,
                        finding.rule(),
                        Stream.concat(
                                        Stream.of(resolved.sentence(finding)),
                                        sides.stream()
                                                .map(side -> side.choice() + "=" + side.value())
                                                .sorted())
                                .toArray(String[]::new)));
    }

    private static String side(ClaimFacts.MaximumShare share) {
        return share.claimKey() + ": " + share.credit().toMoney();
    }

    private static Finding observing(Finding finding, String observed) {
        return new Finding(
                finding.rule(),
                finding.outcome(),
                finding.unknown(),
                finding.field(),
                observed,
                finding.message(),
                finding.messageFr(),
                finding.citation());
    }

    private @Nullable AmountAtStake credit(ClaimInputs claim) {
        ClaimAssessment.Computation computation =
                taxCredit.assess(claim.facts()).computation();
        return computation == null || computation.atRate().rate() == null
                ? null
                : new AmountAtStake(computation.credit().amount(), AmountAtStake.Of.CREDIT);
    }

    /** A fact that is unknown stays so whatever a person accepts. */
    private Finding resolve(ClaimInputs claim, Finding finding) {
        if (finding.outcome() != Outcome.HOLD) {
            return finding;
        }
        Resolution resolution = resolved.on(claim.key().text(), disagreement(finding, claim));
        if (resolution == null) {
            return finding;
        }
        if (resolution.kind() == ResolutionKind.ACCEPT) {
            return finding.unknown() ? finding : ResolvedFindings.accepted(finding);
        }
        String chosen = resolution.chosen();
        if (chosen == null) {
            return finding;
        }
        if (TaxCredit.isSharedMaximum(finding)) {
            return chosen.equals(claim.key().text())
                    ? ResolvedFindings.chosen(finding, chosen)
                    : ResolvedFindings.against(finding, chosen);
        }
        return ResolvedFindings.chosen(
                finding, String.valueOf(disagreement(finding, claim).left()));
    }

    /**
     * The facts with the values that a person chose where sources differ.
     *
     * @param chosen receives the findings about them
     */
    private ClaimFacts withChosenValues(ClaimInputs claim, List<Finding> chosen) {
        ClaimFacts facts = claim.facts();
        for (Finding finding : taxCredit.differences(facts)) {
            Disagreement differs = disagreement(finding, claim);
            Resolution resolution = resolved.on(claim.key().text(), differs);
            if (resolution == null || resolution.kind() != ResolutionKind.USE_VALUE) {
                continue;
            }
            boolean isOther = ExceptionSide.RIGHT.equals(resolution.chosen());
            String value = String.valueOf(isOther ? differs.right() : differs.left());
            Registration registration = facts.registration();
            if (OF_ORIGINAL.equals(finding.field())) {
                boolean isUsed = !isOther && registration.origin() != Registration.Origin.ORIGINAL;
                registration = isUsed ? registration : registration.withOriginalRegisteredOn(LocalDate.parse(value));
            } else {
                registration = registration.withTrade(new TradeCode(value));
            }
            if (!registration.equals(facts.registration())) {
                chosen.add(ResolvedFindings.chosen(finding, value));
                facts = facts.withRegistration(registration);
            }
        }
        return facts;
    }

    private static ClaimAssessment with(ClaimAssessment assessment, List<Finding> more) {
        List<Finding> findings =
                Stream.concat(assessment.findings().stream(), more.stream()).toList();
        if (assessment instanceof ClaimAssessment.Supported supported) {
            return new ClaimAssessment.Supported(
                    supported.apprenticeship(), supported.computation(), supported.excluded(), findings);
        }
        if (assessment instanceof ClaimAssessment.NotSupported refused) {
            return new ClaimAssessment.NotSupported(
                    refused.deciding(), refused.apprenticeship(), refused.computation(), refused.excluded(), findings);
        }
        return new ClaimAssessment.Held(
                assessment.apprenticeship(), assessment.computation(), assessment.excluded(), findings);
    }
}
