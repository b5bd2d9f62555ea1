// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Messages;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.exceptions.ExceptionCases;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.decision.ClaimContent;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.StateReasons;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    private final StandingRecords facts;
    private final TaxCredit taxCredit;
    private final PayIdentity payIdentity;
    private final PersonsKeptApart keptApart;
    private final ResolvedBases resolved;
    private final ReconciliationSettings settings;
    private final Clock clock;

    @Autowired
    ClaimReconciliation(
            StandingRecords facts,
            TaxCredit taxCredit,
            PayIdentity payIdentity,
            PersonsKeptApart keptApart,
            ResolvedBases resolved,
            ReconciliationSettings settings,
            Clock clock) {
        this.facts = facts;
        this.taxCredit = taxCredit;
        this.payIdentity = payIdentity;
        this.keptApart = keptApart;
        this.resolved = resolved;
        this.settings = settings;
        this.clock = clock;
    }

    /** The same over other records, for a preview. */
    public ClaimReconciliation over(StandingRecords previewed) {
        return new ClaimReconciliation(previewed, taxCredit, payIdentity, keptApart, resolved, settings, clock);
    }

    /** The same with other resolutions in force, for a preview. */
    public ClaimReconciliation resolvedBy(ResolvedBases others) {
        return new ClaimReconciliation(
                facts,
                taxCredit,
                payIdentity.resolvedBy(others),
                keptApart.resolvedBy(others),
                others,
                settings,
                clock);
    }

    /**
     * One verdict for each claim key, and for each claim of the same persons decided before, because the claims of one
     * person affect one another. The rejections of their lines come first.
     */
    public List<Verdict> decide(Collection<String> changedKeys) {
        if (changedKeys.isEmpty()) {
            return List.of();
        }
        Apprenticeships apprenticeships = apprenticeships(changedKeys);
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

    /** The claims of agreements that have been decided. */
    public List<String> decided(Collection<String> agreements) {
        return agreements.isEmpty() ? List.of() : facts.decidedClaims(agreements);
    }

    /** The inputs of a claim; empty while its registration or all its lines are missing. */
    Optional<ClaimInputs> inputs(String claimKey) {
        Apprenticeships apprenticeships = apprenticeships(List.of(claimKey));
        ResolvedBases.Known known = resolved.known();
        Optional<ClaimInputs> inputs;
        do {
            inputs = inputs(claimKey, apprenticeships, known);
        } while (known.learn());
        return inputs;
    }

    private Optional<ClaimInputs> inputs(String claimKey, Apprenticeships apprenticeships, ResolvedBases.Known known) {
        Evidence evidence = apprenticeships.evidence();
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

    /** The claims, those of the same persons decided before, and the evidence for all of them. */
    private Apprenticeships apprenticeships(Collection<String> changedKeys) {
        Set<ClaimKey> keys = new TreeSet<>(ClaimKey.BY_YEAR);
        changedKeys.forEach(key -> keys.add(ClaimKey.parse(key)));
        Related related =
                related(keys.stream().map(ClaimKey::agreement).distinct().toList());
        facts.decidedClaims(related.agreements()).forEach(key -> keys.add(ClaimKey.parse(key)));
        List<String> claimKeys = keys.stream().map(ClaimKey::text).toList();
        Map<String, List<StandingRecord<Registration>>> versions = new HashMap<>(facts.versions(related.agreements()));
        versions.putAll(facts.versions(originals(versions)));
        Map<String, List<StandingRecord<PayLine>>> lines = facts.payLines(claimKeys);
        Map<String, Registration> standing = new TreeMap<>();
        versions.forEach((number, of) -> standing.put(number, standing(of).content()));
        Map<String, List<Certificate>> certificates = certificates(versions.values());
        PersonsKeptApart.Apart apart = keptApart.among(standing, related.ofSamePersons(), certificates);
        Map<String, Set<String>> ofSamePersons = withoutApart(related.ofSamePersons(), standing, apart);
        Map<RecordAddress, Finding> rejected = new ClaimWageAllocation(ofSamePersons).rejected(lines.values());
        List<Verdict> rejects = rejects(lines, rejected);
        lines.values().forEach(each -> each.removeIf(line -> rejected.containsKey(line.address())));
        Evidence evidence = new Evidence(
                lines,
                payIdentity.clashes(lines, versions),
                versions,
                facts.employerYears(
                        keys.stream().map(ClaimKey::employer).distinct().toList()),
                facts.claims(claimKeys));
        return new Apprenticeships(keys, ofSamePersons, certificates, apart, evidence, rejects);
    }

    /** The agreements of the same persons without those that a person kept apart. */
    private static Map<String, Set<String>> withoutApart(
            Map<String, Set<String>> ofSamePersons,
            Map<String, Registration> agreements,
            PersonsKeptApart.Apart apart) {
        Map<String, Set<String>> same = new TreeMap<>();
        ofSamePersons.forEach((number, others) -> {
            Set<String> left = new TreeSet<>(others);
            Registration agreement = agreements.get(number);
            left.removeIf(other -> agreement != null
                    && agreements.containsKey(other)
                    && apart.are(agreement, Objects.requireNonNull(agreements.get(other))));
            if (!left.isEmpty()) {
                same.put(number, left);
            }
        });
        return same;
    }

    /** Agreements with those of the same persons and apprenticeships, followed until no new one appears. */
    private Related related(Collection<String> agreements) {
        Related related = new Related(new TreeSet<>(), new TreeMap<>());
        Set<String> frontier = new TreeSet<>(agreements);
        while (!frontier.isEmpty()) {
            related.agreements().addAll(frontier);
            Map<String, Set<String>> ofSamePersons = facts.ofSamePersons(frontier);
            Set<String> ofSameChains = facts.ofSameChains(frontier);
            frontier.clear();
            ofSamePersons.forEach((agreement, others) -> {
                related.ofSamePersons().put(agreement, others);
                frontier.addAll(others);
            });
            frontier.addAll(ofSameChains);
            frontier.removeAll(related.agreements());
        }
        return related;
    }

    private record Related(Set<String> agreements, Map<String, Set<String>> ofSamePersons) {}

    /** The lines to reject with their claims, and those to restore. */
    private static List<Verdict> rejects(
            Map<String, List<StandingRecord<PayLine>>> lines, Map<RecordAddress, Finding> rejected) {
        List<Verdict> rejects = new ArrayList<>();
        new TreeMap<>(lines).forEach((key, claimed) -> {
            Map<RecordAddress, Finding> now = new LinkedHashMap<>();
            List<RecordAddress> restored = new ArrayList<>();
            for (StandingRecord<PayLine> line : claimed) {
                Finding finding = rejected.get(line.address());
                if (finding == null && line.isRejectedWithKey()) {
                    restored.add(line.address());
                } else if (finding != null && !line.isRejectedWithKey()) {
                    now.put(line.address(), finding);
                }
            }
            if (!now.isEmpty() || !restored.isEmpty()) {
                rejects.add(new Verdict.Reject(
                        OutgoingQueue.TAX, key, ClaimKey.parse(key).agreement(), now, restored));
            }
        });
        return rejects;
    }

    private record Apprenticeships(
            Set<ClaimKey> keys,
            Map<String, Set<String>> ofSamePersons,
            Map<String, List<Certificate>> certificates,
            PersonsKeptApart.Apart apart,
            Evidence evidence,
            List<Verdict> rejects) {}

    /** Each claim with its context. */
    private List<ClaimInputs> context(List<ClaimInputs> claims, Apprenticeships all, ClaimAssessor assessor) {
        Map<String, Registration> agreements = new TreeMap<>();
        Map<String, String> originals = new TreeMap<>();
        Map<String, String> accounts = new TreeMap<>();
        all.evidence().versions().forEach((number, versions) -> {
            versions.stream()
                    .filter(version -> version.state() != RecordState.SUPERSEDED)
                    .reduce((older, newer) -> newer)
                    .ifPresent(version -> agreements.put(number, version.content()));
            versions.stream()
                    .filter(StandingRecord::stands)
                    .map(version -> version.content().person().accountNumber())
                    .filter(Objects::nonNull)
                    .reduce((older, newer) -> newer)
                    .ifPresent(account -> accounts.put(number, account));
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
                        ClaimWageAllocation.persons(all.ofSamePersons()),
                        accounts,
                        all.certificates(),
                        all.apart())
                .of(claims);
    }

    /** The first agreement of the chain; a transfer need not repeat what an older version states. */
    private static @Nullable String originalNumber(List<StandingRecord<Registration>> versions) {
        Registration standing = standing(versions).content();
        return standing.originalAgreementNumber() != null || standing.origin() != Registration.Origin.TRANSFER
                ? standing.originalAgreementNumber()
                : versions.stream()
                        .map(version -> version.content().originalAgreementNumber())
                        .filter(Objects::nonNull)
                        .reduce((older, newer) -> newer)
                        .orElse(null);
    }

    /** The standing certificates of the accounts that any version of the agreements states, by account number. */
    private Map<String, List<Certificate>> certificates(Collection<List<StandingRecord<Registration>>> agreements) {
        List<String> accounts = agreements.stream()
                .flatMap(List::stream)
                .map(version -> version.content().person().accountNumber())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return facts.certificates(accounts).stream()
                .filter(StandingRecord::stands)
                .map(StandingRecord::content)
                .collect(Collectors.groupingBy(Certificate::memberNumber));
    }

    /** The verdict when there is nothing to assess. */
    private Optional<Verdict> verdictWithoutAssessment(ClaimKey key, Evidence evidence, ResolvedBases.Known known) {
        List<StandingRecord<PayLine>> lines = evidence.lines().getOrDefault(key.text(), List.of());
        List<StandingRecord<PayLine>> standing =
                lines.stream().filter(StandingRecord::stands).toList();
        List<RecordAddress> addresses =
                standing.stream().map(StandingRecord::address).toList();
        if (standing.size() < lines.size()) {
            return Optional.of(new Verdict.Wait(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    waits(ExceptionCases.Type.RULE_HOLD, "waits.line"),
                    addresses));
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
            return Optional.of(new Verdict.Wait(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    waits(ExceptionCases.Type.RULE_HOLD, "waits.held-registration"),
                    addresses));
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
                    List.of(disagreement(
                            ExceptionCases.Type.MISSING_REGISTRATION,
                            ExceptionCases.Type.MISSING_REGISTRATION.name(),
                            MESSAGES.text(
                                    "missing-registration",
                                    settings.counterpartLimit().toDays()),
                            null,
                            null)),
                    addresses,
                    Verdict.Hold.Reach.UNDELIVERED);
        }
        return new Verdict.Wait(
                OutgoingQueue.TAX,
                key.text(),
                key.agreement(),
                waits(
                        ExceptionCases.Type.MISSING_REGISTRATION,
                        "waits.registration",
                        settings.counterpartLimit().toDays()),
                addresses);
    }

    private static Finding waits(ExceptionCases.Type rule, String message, Object... values) {
        return StateReasons.agreed(rule.name(), Outcome.INFO, MESSAGES.text(message, values), null);
    }

    private static ExceptionCases.Disagreement disagreement(
            ExceptionCases.Type type, String rule, Text detail, @Nullable String left, @Nullable String right) {
        return new ExceptionCases.Disagreement(type, StateReasons.agreed(rule, Outcome.HOLD, detail, left), right);
    }

    private static ClaimInputs inputs(ClaimKey key, Evidence evidence, ResolvedBases.Known known) {
        List<StandingRecord<PayLine>> standing = evidence.lines().getOrDefault(key.text(), List.of()).stream()
                .filter(StandingRecord::stands)
                .toList();
        List<StandingRecord<Registration>> versions = evidence.versions().getOrDefault(key.agreement(), List.of());
        StandingRecord<Registration> registration = standing(versions);
        @Nullable StandingRecord<Registration> original = original(registration.content(), evidence.versions());
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

    /** The standing version: the newest that is not displaced. */
    private static StandingRecord<Registration> standing(List<StandingRecord<Registration>> versions) {
        return versions.stream()
                .filter(version -> version.state() != RecordState.SUPERSEDED)
                .reduce((older, newer) -> newer)
                .orElseGet(() -> versions.get(versions.size() - 1));
    }

    private static @Nullable StandingRecord<Registration> original(
            Registration registration, Map<String, List<StandingRecord<Registration>>> versions) {
        String number = registration.originalAgreementNumber();
        if (number == null || number.equals(registration.agreementNumber())) {
            return null;
        }
        List<StandingRecord<Registration>> original = versions.getOrDefault(number, List.of());
        StandingRecord<Registration> standing = original.stream()
                .filter(StandingRecord::stands)
                .reduce((older, newer) -> newer)
                .orElse(null);
        if (standing == null || standing.content().statedOriginalRegisteredOn() != null) {
            return standing;
        }
        // A transfer need not repeat the day its own agreement was registered: an older version of it states that day.
        return original.stream()
                .filter(version -> !version.isHeldByItself())
                .filter(version -> version.content().statedOriginalRegisteredOn() != null)
                .reduce((older, newer) -> newer)
                .orElse(standing);
    }

    private static List<String> originals(Map<String, List<StandingRecord<Registration>>> versions) {
        return versions.values().stream()
                .flatMap(List::stream)
                .map(version -> version.content().originalAgreementNumber())
                .filter(number -> number != null && !versions.containsKey(number))
                .distinct()
                .toList();
    }

    private record Evidence(
            Map<String, List<StandingRecord<PayLine>>> lines,
            Map<String, List<PayIdentity.Clash>> clashes,
            Map<String, List<StandingRecord<Registration>>> versions,
            Map<String, List<EmployerYear>> employerYears,
            Map<String, EmployerYear.Claim> claims) {

        boolean isComplete(ClaimKey key) {
            return versions.containsKey(key.agreement())
                    && lines.getOrDefault(key.text(), List.of()).stream().anyMatch(StandingRecord::stands);
        }
    }
}
