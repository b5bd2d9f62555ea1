// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.Bases;
import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.exceptions.disagreement.ExceptionType;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.decision.ClaimContent;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.StateReasons;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.records.LinkedPersons;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.book.FirstWording;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Decides claims of the tax credit. A claim is that of an employer, agreement and taxation year; it is decided from its
 * standing pay lines, the registration of the agreement and the employer's year (interface agreements, section 6).
 */
@Component
public class ClaimReconciliation {

    private static final Messages MESSAGES = Messages.of(ClaimReconciliation.class);

    /** The limit in the basis of a missing registration, whatever the limit is. */
    private static final String FIRST_LIMIT = "30 days";

    private final StandingRecords standingRecords;
    private final TaxCredit taxCredit;
    private final PayIdentity payIdentity;
    private final PersonsKeptApart keptApart;
    private final ResolvedBases resolved;
    private final LinkedPersons linkedPersons;
    private final ReconciliationSettings settings;
    private final Clock clock;

    @Autowired
    ClaimReconciliation(
            StandingRecords standingRecords,
            TaxCredit taxCredit,
            PayIdentity payIdentity,
            PersonsKeptApart keptApart,
            ResolvedBases resolved,
            ReconciliationSettings settings,
            Clock clock) {
        this.standingRecords = standingRecords;
        this.taxCredit = taxCredit;
        this.payIdentity = payIdentity;
        this.keptApart = keptApart;
        this.resolved = resolved;
        this.linkedPersons = LinkedPersons.AS_STORED;
        this.settings = settings;
        this.clock = clock;
    }

    private ClaimReconciliation(
            ClaimReconciliation other,
            StandingRecords standingRecords,
            ResolvedBases resolved,
            LinkedPersons linkedPersons) {
        this.standingRecords = standingRecords;
        this.taxCredit = other.taxCredit;
        this.payIdentity = other.payIdentity.resolvedBy(resolved);
        this.keptApart = other.keptApart.resolvedBy(resolved);
        this.resolved = resolved;
        this.linkedPersons = linkedPersons;
        this.settings = other.settings;
        this.clock = other.clock;
    }

    /** The same over other records, for a preview. */
    public ClaimReconciliation over(StandingRecords previewed) {
        return new ClaimReconciliation(this, previewed, resolved, linkedPersons);
    }

    /** The same with other resolutions in force, for a preview. */
    public ClaimReconciliation resolvedBy(ResolvedBases others) {
        return new ClaimReconciliation(this, standingRecords, others, linkedPersons);
    }

    /** The same with persons that are linked but not stored, for a preview. */
    public ClaimReconciliation linkedAs(LinkedPersons others) {
        return new ClaimReconciliation(this, standingRecords, resolved, others);
    }

    /**
     * One verdict for each claim key, and for each claim of the same persons decided before, because the claims of one
     * person affect one another. The rejections of their lines come first.
     */
    public List<Verdict> decide(Collection<String> changedKeys) {
        return decideExcept(changedKeys, Set.of()).verdicts();
    }

    /**
     * The verdicts on a batch of claims.
     *
     * @param verdicts as {@link #decide} returns them
     * @param agreements the agreements that the verdicts depend on: those of the claims and all that are related to them
     * @param left the claims without a verdict, because others are deciding about agreements that are related to theirs
     */
    public record Decided(List<Verdict> verdicts, Set<String> agreements, Set<String> left) {

        private static final Decided NOTHING = new Decided(List.of(), Set.of(), Set.of());
    }

    /**
     * Decides claims as {@link #decide} does, without those that depend on agreements about which others are deciding.
     *
     * @param inWork these agreements
     */
    public Decided decideExcept(Collection<String> changedKeys, Set<String> inWork) {
        if (changedKeys.isEmpty()) {
            return Decided.NOTHING;
        }
        ApprenticeshipReader reader = reader();
        ApprenticeshipReader.Related related = reader.related(ApprenticeshipReader.agreements(changedKeys));
        Set<String> left = Set.of();
        List<String> kept = List.copyOf(changedKeys);
        if (!Collections.disjoint(related.agreements(), inWork)) {
            left = left(changedKeys, related, inWork);
            kept = changedKeys.stream().filter(Predicate.not(left::contains)).toList();
            related = reader.related(ApprenticeshipReader.agreements(kept));
        }
        if (kept.isEmpty() || !Collections.disjoint(related.agreements(), inWork)) {
            return new Decided(List.of(), Set.of(), new TreeSet<>(changedKeys));
        }
        return new Decided(verdicts(reader.read(kept, related)), related.agreements(), left);
    }

    /**
     * The claims of agreements that can be reached from those in work. An agreement may lead to another that does not lead
     * back, so that others can be left to depend on them.
     */
    private Set<String> left(Collection<String> claimKeys, ApprenticeshipReader.Related related, Set<String> inWork) {
        Set<String> conflicting = new TreeSet<>(related.agreements());
        conflicting.retainAll(inWork);
        Set<String> reached = reader().related(conflicting).agreements();
        return claimKeys.stream()
                .filter(key -> reached.contains(ClaimKey.parse(key).agreement()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The agreements that the verdicts on claims depend on: their own and all that are related to them. */
    public Set<String> agreementsOf(Collection<String> claimKeys) {
        return claimKeys.isEmpty()
                ? Set.of()
                : reader().related(ApprenticeshipReader.agreements(claimKeys)).agreements();
    }

    private List<Verdict> verdicts(Apprenticeships apprenticeships) {
        ResolvedBases.Known known = resolved.known();
        Map<String, Verdict> verdicts;
        do {
            verdicts = verdicts(apprenticeships, known);
        } while (known.learn());
        return Stream.concat(apprenticeships.rejects().stream(), verdicts.values().stream())
                .toList();
    }

    /** The verdicts on claims with the resolutions that are known. */
    private Map<String, Verdict> verdicts(Apprenticeships apprenticeships, ResolvedBases.Known known) {
        ClaimAssessor assessor = new ClaimAssessor(taxCredit, known);
        Map<String, Verdict> verdicts = new TreeMap<>();
        List<ClaimInputs> open = new ArrayList<>();
        for (ClaimKey key : apprenticeships.keys()) {
            verdictWithoutAssessment(key, apprenticeships.evidence(), known)
                    .ifPresentOrElse(
                            verdict -> verdicts.put(key.text(), verdict),
                            () -> open.add(inputs(key, apprenticeships.evidence(), known)));
        }
        context(open, apprenticeships, assessor)
                .forEach(claim -> verdicts.put(claim.key().text(), assessed(claim, assessor)));
        return verdicts;
    }

    private ApprenticeshipReader reader() {
        return new ApprenticeshipReader(standingRecords, payIdentity, keptApart, linkedPersons);
    }

    /** The claims of agreements that have been decided. */
    public List<String> decided(Collection<String> agreements) {
        return agreements.isEmpty() ? List.of() : standingRecords.decidedClaims(agreements);
    }

    /** The inputs of a claim; empty while its registration or all its lines are missing. */
    Optional<ClaimInputs> inputs(String claimKey) {
        Apprenticeships apprenticeships = reader().read(List.of(claimKey));
        ResolvedBases.Known known = resolved.known();
        Optional<ClaimInputs> inputs;
        do {
            inputs = inputs(claimKey, apprenticeships, known);
        } while (known.learn());
        return inputs;
    }

    private Optional<ClaimInputs> inputs(String claimKey, Apprenticeships apprenticeships, ResolvedBases.Known known) {
        Apprenticeships.Evidence evidence = apprenticeships.evidence();
        List<ClaimInputs> open = apprenticeships.keys().stream()
                .filter(key -> key.text().equals(claimKey)
                        ? evidence.isComplete(key)
                        : verdictWithoutAssessment(key, evidence, known).isEmpty())
                .map(key -> inputs(key, evidence, known))
                .toList();
        return context(open, apprenticeships, new ClaimAssessor(taxCredit, known)).stream()
                .filter(claim -> claim.key().text().equals(claimKey))
                .findFirst();
    }

    /** Each claim with its context. */
    private List<ClaimInputs> context(List<ClaimInputs> claims, Apprenticeships all, ClaimAssessor assessor) {
        Map<String, Registration> agreements = new TreeMap<>();
        Map<String, String> originals = new TreeMap<>();
        all.evidence().versions().forEach((number, versions) -> {
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
                        all.persons(),
                        all.accounts(),
                        all.certificates(),
                        all.apart())
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

    /** The verdict when there is nothing to assess. */
    private Optional<Verdict> verdictWithoutAssessment(
            ClaimKey key, Apprenticeships.Evidence evidence, ResolvedBases.Known known) {
        List<StandingRecord<PayLine>> lines = evidence.lines().getOrDefault(key.text(), List.of());
        List<StandingRecord<PayLine>> standing =
                lines.stream().filter(StandingRecord::stands).toList();
        List<RecordAddress> addresses =
                standing.stream().map(StandingRecord::address).toList();
        if (standing.size() < lines.size()) {
            return Optional.of(waits(key, ExceptionType.RULE_HOLD, MESSAGES.text("waits.line"), addresses));
        }
        if (standing.isEmpty()) {
            return Optional.of(new Verdict.Withdraw(OutgoingQueue.TAX, key.text(), key.agreement()));
        }
        List<StandingRecord<Registration>> versions = evidence.versions().getOrDefault(key.agreement(), List.of());
        if (versions.isEmpty()) {
            return Optional.of(withoutRegistration(key, standing, addresses));
        }
        List<PayIdentity.Clash> clashes = evidence.clashes().getOrDefault(key.text(), List.of());
        if (!clashes.isEmpty()) {
            return Optional.of(heldLines(key, clashes, addresses));
        }
        if (versions.stream().anyMatch(version -> version.state() == RecordState.HELD)) {
            return Optional.of(
                    waits(key, ExceptionType.RULE_HOLD, MESSAGES.text("waits.held-registration"), addresses));
        }
        EmployerYears years = new EmployerYears(key, evidence.employerYears(), known);
        Finding against = years.against();
        if (against != null) {
            return Optional.of(
                    new Verdict.OutOfScope(OutgoingQueue.TAX, key.text(), key.agreement(), against, addresses));
        }
        if (!years.disagreements().isEmpty()) {
            return Optional.of(new Verdict.Hold(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    years.disagreements(),
                    addresses,
                    Verdict.Hold.Reach.UNDELIVERED));
        }
        return Optional.empty();
    }

    /** The lines of another person are held; the other lines of the claim wait for them. */
    private static Verdict heldLines(ClaimKey key, List<PayIdentity.Clash> clashes, List<RecordAddress> all) {
        List<RecordAddress> held =
                clashes.stream().flatMap(clash -> clash.lines().stream()).toList();
        Set<RecordAddress> clashing = Set.copyOf(held);
        return new Verdict.Hold(
                OutgoingQueue.TAX,
                key.text(),
                key.agreement(),
                clashes.stream().map(PayIdentity.Clash::disagreement).toList(),
                held,
                Verdict.Hold.Reach.DELIVERED,
                all.stream().filter(line -> !clashing.contains(line)).toList());
    }

    private Verdict withoutRegistration(
            ClaimKey key, List<StandingRecord<PayLine>> standing, List<RecordAddress> addresses) {
        Instant since = standing.stream()
                .map(StandingRecord::receivedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        if (since.plus(settings.counterpartLimit()).isBefore(clock.instant())) {
            return new Verdict.Hold(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    List.of(missingRegistration(key, settings.counterpartLimit().toDays())),
                    addresses,
                    Verdict.Hold.Reach.UNDELIVERED);
        }
        return waits(
                key,
                ExceptionType.MISSING_REGISTRATION,
                MESSAGES.text("waits.registration", settings.counterpartLimit().toDays()),
                addresses);
    }

    private static Verdict.Wait waits(ClaimKey key, ExceptionType rule, Text why, List<RecordAddress> lines) {
        return new Verdict.Wait(
                OutgoingQueue.TAX,
                key.text(),
                key.agreement(),
                StateReasons.agreed(rule.name(), Outcome.INFO, why, null),
                lines);
    }

    /** A registration that has not arrived: another wording or limit leaves what a person decided about it as it is. */
    private static Disagreement missingRegistration(ClaimKey key, long days) {
        ExceptionType type = ExceptionType.MISSING_REGISTRATION;
        return new Disagreement(
                        type,
                        StateReasons.agreed(
                                type.name(), Outcome.HOLD, MESSAGES.text("missing-registration", days), null),
                        null)
                .withBasis(Bases.digest(
                        type,
                        null,
                        key.text(),
                        FirstWording.ofAgreed("missing-registration").formatted(FIRST_LIMIT),
                        null,
                        null));
    }

    private static ClaimInputs inputs(ClaimKey key, Apprenticeships.Evidence evidence, ResolvedBases.Known known) {
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

    private static Verdict assessed(ClaimInputs claim, ClaimAssessor assessor) {
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
