// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.apprenticeship.Apprenticeships;
import ca.tradeshub.reconciliation.apprenticeship.ClaimKey;
import ca.tradeshub.reconciliation.decision.ClaimContent;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.engine.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides claims from what is known of their apprenticeships and from the resolutions that are known. Pure. */
final class ClaimVerdicts {

    private final TaxCredit taxCredit;
    private final Apprenticeships apprenticeships;
    private final ResolvedBases.Known known;
    private final UnassessedClaims unassessed;
    private final ClaimAssessor assessor;

    /**
     * The verdicts on the claims of apprenticeships.
     *
     * @param unassessed decides those in which there is nothing to assess
     */
    ClaimVerdicts(
            TaxCredit taxCredit,
            Apprenticeships apprenticeships,
            ResolvedBases.Known known,
            UnassessedClaims unassessed) {
        this.taxCredit = taxCredit;
        this.apprenticeships = apprenticeships;
        this.known = known;
        this.unassessed = unassessed;
        this.assessor = new ClaimAssessor(taxCredit, known);
    }

    /** The verdicts by claim key. */
    Map<String, Verdict> verdicts() {
        Map<String, Verdict> verdicts = new TreeMap<>();
        List<ClaimInputs> open = new ArrayList<>();
        for (ClaimKey key : apprenticeships.keys()) {
            unassessed
                    .verdict(key)
                    .ifPresentOrElse(verdict -> verdicts.put(key.text(), verdict), () -> open.add(inputs(key)));
        }
        context(open).forEach(claim -> verdicts.put(claim.key().text(), assessed(claim)));
        return verdicts;
    }

    /** The inputs of a claim; empty while its registration or all its lines are missing. */
    Optional<ClaimInputs> inputs(String claimKey) {
        List<ClaimInputs> open = apprenticeships.keys().stream()
                .filter(key -> key.text().equals(claimKey)
                        ? apprenticeships.evidence().isComplete(key)
                        : unassessed.verdict(key).isEmpty())
                .map(this::inputs)
                .toList();
        return context(open).stream()
                .filter(claim -> claim.key().text().equals(claimKey))
                .findFirst();
    }

    /** Each claim with its context. */
    private List<ClaimInputs> context(List<ClaimInputs> claims) {
        Map<String, Registration> agreements = new TreeMap<>();
        Map<String, String> originals = new TreeMap<>();
        apprenticeships.evidence().versions().forEach((number, versions) -> {
            versions.stream()
                    .filter(version -> version.state() != RecordState.SUPERSEDED)
                    .reduce((older, newer) -> newer)
                    .ifPresent(version -> agreements.put(number, version.content()));
            String original = originalNumber(versions);
            if (original != null) {
                originals.put(number, original);
            }
        });
        return new RelatedClaims(
                        taxCredit,
                        assessor,
                        agreements,
                        originals,
                        apprenticeships.persons(),
                        apprenticeships.accounts(),
                        apprenticeships.certificates(),
                        apprenticeships.apart())
                .of(claims);
    }

    /** The first agreement of the chain; a transfer need not repeat what an older version states. */
    private static @Nullable String originalNumber(List<StandingRecord<Registration>> versions) {
        Registration standing = Apprenticeships.standing(versions).content();
        return standing.originalAgreementNumber() != null || standing.origin() != Registration.Origin.TRANSFER
                ? standing.originalAgreementNumber()
                : versions.stream()
                        .map(version -> version.content().originalAgreementNumber())
                        .filter(Objects::nonNull)
                        .reduce((older, newer) -> newer)
                        .orElse(null);
    }

    private ClaimInputs inputs(ClaimKey key) {
        Apprenticeships.Evidence evidence = apprenticeships.evidence();
        List<StandingRecord<PayLine>> standing = evidence.lines().getOrDefault(key.text(), List.of()).stream()
                .filter(StandingRecord::stands)
                .toList();
        List<StandingRecord<Registration>> versions = evidence.versions().getOrDefault(key.agreement(), List.of());
        StandingRecord<Registration> registration = Apprenticeships.standing(versions);
        @Nullable
        StandingRecord<Registration> original = Apprenticeships.original(registration.content(), evidence.versions());
        EmployerYears years = new EmployerYears(key, evidence.employerYears(), known);
        return new ClaimInputs(
                key,
                registration,
                original,
                standing,
                years.warnings(),
                new ClaimFacts(
                        registration.content(),
                        versions.stream().map(StandingRecord::content).toList(),
                        original == null ? null : original.content(),
                        years.year(),
                        evidence.claims().get(key.text()),
                        standing.stream()
                                .map(line -> new ClaimFacts.Line(line.content(), line.source(), line.fileDate()))
                                .toList()));
    }

    private Verdict assessed(ClaimInputs claim) {
        ClaimKey key = claim.key();
        List<RecordAddress> addresses =
                claim.lines().stream().map(StandingRecord::address).toList();
        ClaimAssessment assessment = assessor.assess(claim);
        if (assessment instanceof ClaimAssessment.Held held) {
            return new Verdict.Hold(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    held.findings().stream()
                            .filter(finding -> finding.outcome() == Outcome.HOLD)
                            .map(finding -> assessor.disagreement(finding, claim))
                            .toList(),
                    addresses,
                    held.findings().stream()
                                    .anyMatch(finding ->
                                            finding.outcome() == Outcome.HOLD && TaxCredit.isSharedMaximum(finding))
                            ? Verdict.Hold.Reach.DELIVERED
                            : Verdict.Hold.Reach.UNDELIVERED);
        }
        if (assessment instanceof ClaimAssessment.NotSupported refused
                && claim.facts().claimed() == null) {
            return new Verdict.OutOfScope(
                    OutgoingQueue.TAX, key.text(), key.agreement(), refused.deciding(), addresses);
        }
        return publish(claim, assessor.registration(claim), assessment);
    }

    private static Verdict publish(ClaimInputs claim, Registration assessed, ClaimAssessment assessment) {
        ClaimKey key = claim.key();
        StandingRecord<Registration> registration = claim.registration();
        StandingRecord<Registration> original = claim.original();
        Map<SourceRef, String> whollyExcluded = new HashMap<>();
        if (assessment instanceof ClaimAssessment.Supported supported) {
            supported.excluded().stream()
                    .filter(ClaimAssessment.Excluded::wholly)
                    .forEach(each -> whollyExcluded.put(each.source(), each.rule()));
        }
        List<SourceRef> sources = new ArrayList<>();
        sources.add(registration.source());
        if (original != null) {
            sources.add(original.source());
        }
        Map<RecordAddress, String> excluded = new HashMap<>();
        List<RecordAddress> contributing = new ArrayList<>();
        List<RecordAddress> setAside = new ArrayList<>();
        for (StandingRecord<PayLine> line : claim.lines()) {
            String rule = whollyExcluded.get(line.source());
            if (rule == null) {
                contributing.add(line.address());
                sources.add(line.source());
                if (line.isSetAside()) {
                    setAside.add(line.address());
                }
            } else {
                excluded.put(line.address(), rule);
            }
        }
        return new Verdict.Publish(
                new ClaimContent(
                        key.text(),
                        key.agreement(),
                        claim.facts().employerYear(),
                        assessed,
                        assessment,
                        Stream.concat(assessment.findings().stream(), claim.warnings().stream())
                                .filter(finding -> finding.outcome().compareTo(Outcome.WARN) <= 0)
                                .toList(),
                        sources),
                contributing,
                setAside,
                excluded,
                null);
    }
}
