// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.canonical.BusinessNumber;
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
import java.util.function.Function;
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

    /** What a control file states of the taxpayer, whatever the account; partners are stated with one account alone. */
    private static final List<Function<EmployerYear, @Nullable Object>> OF_THE_TAXPAYER = List.of(
            EmployerYear::kind,
            EmployerYear::ontarioTaxpayer,
            EmployerYear::priorYearPayroll,
            EmployerYear::priorYearShort,
            EmployerYear::associatedGroup);

    private final StandingRecords facts;
    private final TaxCredit taxCredit;
    private final PayIdentity payIdentity;
    private final ReconciliationSettings settings;
    private final Clock clock;

    @Autowired
    ClaimReconciliation(
            StandingRecords facts,
            TaxCredit taxCredit,
            PayIdentity payIdentity,
            ReconciliationSettings settings,
            Clock clock) {
        this.facts = facts;
        this.taxCredit = taxCredit;
        this.payIdentity = payIdentity;
        this.settings = settings;
        this.clock = clock;
    }

    /** The same over other records, for a preview. */
    public ClaimReconciliation over(StandingRecords previewed) {
        return new ClaimReconciliation(previewed, taxCredit, payIdentity, settings, clock);
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
        Map<String, Verdict> verdicts = new TreeMap<>();
        List<ClaimInputs> open = new ArrayList<>();
        for (ClaimKey key : apprenticeships.keys()) {
            verdictWithoutAssessment(key, apprenticeships.evidence())
                    .ifPresentOrElse(
                            verdict -> verdicts.put(key.text(), verdict),
                            () -> open.add(inputs(key, apprenticeships.evidence())));
        }
        context(open, apprenticeships).forEach(claim -> verdicts.put(claim.key().text(), assessed(claim)));
        return Stream.concat(apprenticeships.rejects().stream(), verdicts.values().stream())
                .toList();
    }

    /** The claims of agreements that have been decided. */
    public List<String> decided(Collection<String> agreements) {
        return agreements.isEmpty() ? List.of() : facts.decidedClaims(agreements);
    }

    /** The inputs of a claim; empty while its registration or all its lines are missing. */
    Optional<ClaimInputs> inputs(String claimKey) {
        Apprenticeships apprenticeships = apprenticeships(List.of(claimKey));
        Evidence evidence = apprenticeships.evidence();
        List<ClaimInputs> open = apprenticeships.keys().stream()
                .filter(key -> key.text().equals(claimKey)
                        ? evidence.isComplete(key)
                        : verdictWithoutAssessment(key, evidence).isEmpty())
                .map(key -> inputs(key, evidence))
                .toList();
        return context(open, apprenticeships).stream()
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
        Map<RecordAddress, Finding> rejected =
                new ClaimWageAllocation(related.ofSamePersons()).rejected(lines.values());
        List<Verdict> rejects = rejects(lines, rejected);
        lines.values().forEach(each -> each.removeIf(line -> rejected.containsKey(line.address())));
        Evidence evidence = new Evidence(
                lines,
                payIdentity.clashes(lines, versions),
                versions,
                facts.employerYears(
                        keys.stream().map(ClaimKey::employer).distinct().toList()),
                facts.claims(claimKeys));
        return new Apprenticeships(keys, related.ofSamePersons(), evidence, rejects);
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
            Set<ClaimKey> keys, Map<String, Set<String>> ofSamePersons, Evidence evidence, List<Verdict> rejects) {}

    /** Each claim with its context. */
    private List<ClaimInputs> context(List<ClaimInputs> claims, Apprenticeships all) {
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
                        agreements,
                        originals,
                        ClaimWageAllocation.persons(all.ofSamePersons()),
                        accounts,
                        certificates(Stream.concat(
                                accounts.values().stream(),
                                claims.stream()
                                        .map(ClaimReconciliation::account)
                                        .filter(Objects::nonNull))))
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

    private Map<String, List<Certificate>> certificates(Stream<String> accounts) {
        return facts.certificates(accounts.distinct().toList()).stream()
                .filter(StandingRecord::stands)
                .map(StandingRecord::content)
                .collect(Collectors.groupingBy(Certificate::memberNumber));
    }

    private static @Nullable String account(ClaimInputs claim) {
        return claim.facts().registration().person().accountNumber();
    }

    /** The verdict when there is nothing to assess. */
    private Optional<Verdict> verdictWithoutAssessment(ClaimKey key, Evidence evidence) {
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
        List<ExceptionCases.Disagreement> disagreements = disagreements(key, evidence.employerYears());
        if (!disagreements.isEmpty()) {
            return Optional.of(new Verdict.Hold(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    disagreements,
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

    /**
     * Contradictions between files of one employer: different facts of one year, or years that overlap; and between the
     * accounts of one taxpayer, which has one payroll of the previous year.
     */
    private static List<ExceptionCases.Disagreement> disagreements(
            ClaimKey key, Map<String, List<EmployerYear>> employerYears) {
        List<ExceptionCases.Disagreement> found = new ArrayList<>();
        List<EmployerYear> years = employerYears.getOrDefault(key.employer(), List.of());
        List<EmployerYear> same = years.stream()
                .filter(year -> year.taxationYear().end().toString().equals(key.yearEnd()))
                .distinct()
                .toList();
        if (same.size() > 1) {
            found.add(disagreement(
                    ExceptionCases.Type.VALUE_MISMATCH,
                    ExceptionCases.Type.VALUE_MISMATCH.name(),
                    MESSAGES.text("employer-differs"),
                    difference(same.get(0), same.get(1)),
                    difference(same.get(1), same.get(0))));
        }
        same.stream()
                .findFirst()
                .flatMap(own -> otherAccount(key, own, employerYears))
                .ifPresent(other -> found.add(disagreement(
                        ExceptionCases.Type.VALUE_MISMATCH,
                        ExceptionCases.Type.VALUE_MISMATCH.name(),
                        MESSAGES.text("taxpayer-differs"),
                        taxpayer(same.get(0)),
                        taxpayer(other))));
        years.stream()
                .filter(year -> !year.taxationYear().end().toString().equals(key.yearEnd()))
                .filter(year -> year.taxationYear()
                        .intersection(same.get(0).taxationYear())
                        .isPresent())
                .findFirst()
                .ifPresent(year -> found.add(disagreement(
                        ExceptionCases.Type.VALUE_MISMATCH,
                        "TAXATION-YEAR",
                        MESSAGES.text("years-overlap"),
                        same.get(0).taxationYear().start() + " to "
                                + same.get(0).taxationYear().end(),
                        year.taxationYear().start() + " to "
                                + year.taxationYear().end())));
        return found;
    }

    /** The year of another account of the taxpayer that differs in what is the taxpayer's, not the account's. */
    private static Optional<EmployerYear> otherAccount(
            ClaimKey key, EmployerYear own, Map<String, List<EmployerYear>> employerYears) {
        return new TreeMap<>(employerYears)
                .entrySet().stream()
                        .filter(account -> !account.getKey().equals(key.employer()))
                        .filter(account -> new BusinessNumber(account.getKey())
                                .bn9()
                                .equals(own.businessNumber().bn9()))
                        .flatMap(account -> account.getValue().stream()
                                .filter(year -> year.taxationYear().equals(own.taxationYear()))
                                .limit(1))
                        .filter(other -> OF_THE_TAXPAYER.stream().anyMatch(fact -> differs(fact, own, other)))
                        .findFirst();
    }

    /** Whether both state a fact, and state it differently. */
    private static boolean differs(
            Function<EmployerYear, @Nullable Object> fact, EmployerYear one, EmployerYear other) {
        Object first = fact.apply(one);
        Object second = fact.apply(other);
        return first != null && second != null && !first.equals(second);
    }

    private static String taxpayer(EmployerYear year) {
        return year.businessNumber() + ": "
                + OF_THE_TAXPAYER.stream()
                        .map(fact -> String.valueOf(fact.apply(year)))
                        .collect(Collectors.joining(", "));
    }

    private static String difference(EmployerYear one, EmployerYear other) {
        List<String> values = new ArrayList<>();
        Stream.<Function<EmployerYear, Object>>of(
                        EmployerYear::name,
                        EmployerYear::kind,
                        EmployerYear::ontarioEstablishment,
                        EmployerYear::ontarioTaxpayer,
                        EmployerYear::priorYearPayroll,
                        EmployerYear::priorYearShort,
                        EmployerYear::associatedGroup,
                        EmployerYear::partners,
                        EmployerYear::taxationYear)
                .filter(field -> !Objects.equals(field.apply(one), field.apply(other)))
                .forEach(field -> values.add(String.valueOf(field.apply(one))));
        return String.join(", ", values);
    }

    private static ClaimInputs inputs(ClaimKey key, Evidence evidence) {
        List<StandingRecord<PayLine>> standing = evidence.lines().getOrDefault(key.text(), List.of()).stream()
                .filter(StandingRecord::stands)
                .toList();
        List<StandingRecord<Registration>> versions = evidence.versions().getOrDefault(key.agreement(), List.of());
        StandingRecord<Registration> registration = standing(versions);
        @Nullable StandingRecord<Registration> original = original(registration.content(), evidence.versions());
        EmployerYear employer = evidence.employerYears().getOrDefault(key.employer(), List.of()).stream()
                .filter(year -> year.taxationYear().end().toString().equals(key.yearEnd()))
                .findFirst()
                .orElseThrow();
        return new ClaimInputs(
                key,
                registration,
                original,
                standing,
                new ClaimFacts(
                        registration.content(),
                        versions.stream().map(StandingRecord::content).toList(),
                        original == null ? null : original.content(),
                        employer,
                        evidence.claims().get(key.text()),
                        standing.stream()
                                .map(line -> new ClaimFacts.Line(line.content(), line.source(), line.fileDate()))
                                .toList()));
    }

    private Verdict assessed(ClaimInputs claim) {
        ClaimKey key = claim.key();
        List<RecordAddress> addresses =
                claim.lines().stream().map(StandingRecord::address).toList();
        ClaimAssessment assessment = taxCredit.assess(claim.facts());
        if (assessment instanceof ClaimAssessment.Held held) {
            return new Verdict.Hold(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    disagreements(held.findings(), claim),
                    addresses,
                    held.findings().stream().anyMatch(TaxCredit::isSharedMaximum)
                            ? Verdict.Hold.Reach.DELIVERED
                            : Verdict.Hold.Reach.UNDELIVERED);
        }
        if (assessment instanceof ClaimAssessment.NotSupported refused
                && claim.facts().claimed() == null) {
            return new Verdict.OutOfScope(
                    OutgoingQueue.TAX, key.text(), key.agreement(), refused.deciding(), addresses);
        }
        return publish(
                key, claim.facts().employerYear(), claim.registration(), claim.original(), claim.lines(), assessment);
    }

    private static Verdict publish(
            ClaimKey key,
            EmployerYear employer,
            StandingRecord<Registration> registration,
            @Nullable StandingRecord<Registration> original,
            List<StandingRecord<PayLine>> standing,
            ClaimAssessment assessment) {
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
        for (StandingRecord<PayLine> line : standing) {
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
                        employer,
                        registration.content(),
                        assessment,
                        assessment.findings().stream()
                                .filter(finding -> finding.outcome().compareTo(Outcome.WARN) <= 0)
                                .toList(),
                        sources),
                contributing,
                setAside,
                excluded);
    }

    private static List<ExceptionCases.Disagreement> disagreements(List<Finding> findings, ClaimInputs claim) {
        return findings.stream()
                .filter(finding -> finding.outcome() == Outcome.HOLD)
                .map(finding -> disagreement(finding, claim))
                .toList();
    }

    /** Claims that share a maximum contradict each other: each is one side of the exception. */
    private static ExceptionCases.Disagreement disagreement(Finding finding, ClaimInputs claim) {
        ClaimFacts.SharedMaximum shared = claim.facts().context().sharedMaximum();
        if (shared == null || !TaxCredit.isSharedMaximum(finding)) {
            return new ExceptionCases.Disagreement(ExceptionCases.Type.RULE_HOLD, finding, null);
        }
        Finding ofThisClaim = new Finding(
                finding.rule(),
                finding.outcome(),
                finding.unknown(),
                finding.field(),
                side(shared.own()),
                finding.message(),
                finding.messageFr(),
                finding.citation());
        return new ExceptionCases.Disagreement(
                ExceptionCases.Type.VALUE_MISMATCH,
                ofThisClaim,
                shared.others().stream().map(ClaimReconciliation::side).collect(Collectors.joining(", ")));
    }

    private static String side(ClaimFacts.MaximumShare share) {
        return share.claimKey() + ": " + share.credit().toMoney();
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
