// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.AmountAtStake;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.ExceptionCases.Disagreement;
import ca.tradeshub.exceptions.ExceptionCases.Type;
import ca.tradeshub.exceptions.ExceptionSide;
import ca.tradeshub.exceptions.Resolution;
import ca.tradeshub.exceptions.ResolutionKind;
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

    private final TaxCredit taxCredit;
    private final ResolvedBases.Known resolved;

    ClaimAssessor(TaxCredit taxCredit, ResolvedBases.Known resolved) {
        this.taxCredit = taxCredit;
        this.resolved = resolved;
    }

    /** The result of a claim. */
    ClaimAssessment assess(ClaimInputs claim) {
        List<Finding> chosen = new ArrayList<>();
        ClaimFacts facts = withOriginalDate(claim, chosen);
        ClaimAssessment assessment = taxCredit.assess(facts, finding -> resolve(claim, finding));
        if (lacksFacts(assessment)) {
            return taxCredit.assess(claim.facts());
        }
        return chosen.isEmpty() ? assessment : with(assessment, chosen);
    }

    /** Whether a claim that a person accepted cannot be computed. */
    private static boolean lacksFacts(ClaimAssessment assessment) {
        return assessment instanceof ClaimAssessment.Supported supported
                && (supported.computation().rate() == null
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
        if (TaxCredit.isOriginalDifferent(finding)) {
            String[] dates = String.valueOf(finding.observed()).split(TaxCredit.DIFFERS_FROM);
            return new Disagreement(Type.VALUE_MISMATCH, observing(finding, dates[0]), dates[dates.length - 1])
                    .withAmount(credit(claim));
        }
        return new Disagreement(Type.RULE_HOLD, finding, null).withAmount(credit(claim));
    }

    private static Disagreement disagreement(Finding finding, ClaimFacts.SharedMaximum shared) {
        List<ExceptionSide> sides = Stream.concat(Stream.of(shared.own()), shared.others().stream())
                .map(share ->
                        new ExceptionSide(null, null, share.credit().toMoney().toString(), share.claimKey()))
                .toList();
        return new Disagreement(
                        Type.VALUE_MISMATCH,
                        observing(finding, side(shared.own())),
                        shared.others().stream().map(ClaimAssessor::side).collect(Collectors.joining(", ")))
                .withSides(sides)
                .withAmount(new AmountAtStake(shared.own().credit().toMoney().amount(), AmountAtStake.Of.CREDIT))
                .withBasis(Bases.digest(
                        Type.VALUE_MISMATCH,
                        finding.rule(),
                        Stream.concat(
                                        Stream.of(finding.message()),
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
        return computation == null || computation.rate() == null
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
        if (resolution.kind() != ResolutionKind.USE_VALUE || chosen == null) {
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
     * The facts with the date that a person chose in place of the one that would be used.
     *
     * @param chosen receives the finding about it
     */
    private ClaimFacts withOriginalDate(ClaimInputs claim, List<Finding> chosen) {
        ClaimFacts facts = claim.facts();
        Finding finding = taxCredit.originalDifference(facts).orElse(null);
        if (finding == null) {
            return facts;
        }
        String date = chosenDate(claim, disagreement(finding, claim));
        if (date == null) {
            return facts;
        }
        chosen.add(ResolvedFindings.chosen(finding, date));
        Registration registration = facts.registration().withOriginalRegisteredOn(LocalDate.parse(date));
        return new ClaimFacts(
                registration,
                facts.versions(),
                facts.original(),
                facts.employerYear(),
                facts.claimed(),
                facts.lines(),
                facts.context());
    }

    /** The date to compute with in place of the stated one, null when the stated one is used. */
    private @Nullable String chosenDate(ClaimInputs claim, Disagreement disagreement) {
        Resolution resolution = resolved.on(claim.key().text(), disagreement);
        if (resolution == null || resolution.kind() != ResolutionKind.USE_VALUE) {
            return null;
        }
        boolean isOriginal = claim.facts().registration().origin() == Registration.Origin.ORIGINAL;
        return ExceptionSide.RIGHT.equals(resolution.chosen())
                ? disagreement.right()
                : isOriginal ? disagreement.left() : null;
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
