package ca.tradeshub.reconciliation;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.rules.Finding;
import ca.tradeshub.rules.Outcome;
import ca.tradeshub.rules.attc.ClaimAssessment;
import ca.tradeshub.rules.attc.ClaimFacts;
import ca.tradeshub.rules.attc.TaxCredit;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Decides claims of the tax credit: the claim of an employer, agreement and taxation year, from its standing pay lines,
 * the registration of the agreement and what the employer says of its year (interface agreements, section 6).
 */
@Component
class ClaimReconciliation {

    private final Facts facts;
    private final TaxCredit taxCredit;
    private final ReconciliationSettings settings;
    private final Clock clock;

    ClaimReconciliation(Facts facts, TaxCredit taxCredit, ReconciliationSettings settings, Clock clock) {
        this.facts = facts;
        this.taxCredit = taxCredit;
        this.settings = settings;
        this.clock = clock;
    }

    /** One verdict for each claim key. */
    List<Verdict> decide(Collection<String> claimKeys) {
        if (claimKeys.isEmpty()) {
            return List.of();
        }
        Set<ClaimKey> keys = new HashSet<>();
        claimKeys.forEach(key -> keys.add(ClaimKey.parse(key)));
        Evidence evidence = evidence(claimKeys, keys);
        return keys.stream()
                .sorted(java.util.Comparator.comparing(ClaimKey::text))
                .map(key -> decide(key, evidence))
                .toList();
    }

    private Evidence evidence(Collection<String> claimKeys, Set<ClaimKey> keys) {
        Map<String, List<Fact<Registration>>> versions = new HashMap<>(
                facts.versions(keys.stream().map(ClaimKey::agreement).toList()));
        versions.putAll(facts.versions(originals(versions)));
        return new Evidence(
                facts.payLines(claimKeys),
                versions,
                facts.employerYears(
                        keys.stream().map(ClaimKey::employer).distinct().toList()),
                facts.claims(claimKeys));
    }

    private Verdict decide(ClaimKey key, Evidence evidence) {
        List<Fact<PayLine>> lines = evidence.lines().getOrDefault(key.text(), List.of());
        List<Fact<PayLine>> standing = lines.stream().filter(Fact::stands).toList();
        List<RecordAddress> addresses = standing.stream().map(Fact::address).toList();
        if (standing.size() < lines.size()) {
            return new Verdict.Wait(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    "RULE_HOLD",
                    "A pay line of the claim is held",
                    addresses);
        }
        if (standing.isEmpty()) {
            return new Verdict.Unsupported(OutgoingQueue.TAX, key.text(), key.agreement());
        }
        List<Fact<Registration>> versions = evidence.versions().getOrDefault(key.agreement(), List.of());
        if (versions.isEmpty()) {
            return withoutRegistration(key, standing, addresses);
        }
        if (versions.stream().anyMatch(version -> version.state() == RecordState.HELD)) {
            return new Verdict.Wait(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    "RULE_HOLD",
                    "The registration of the agreement is held",
                    addresses);
        }
        List<EmployerYear> years = evidence.employerYears().getOrDefault(key.employer(), List.of());
        List<Breaks.Disagreement> disagreements = disagreements(key, years);
        if (!disagreements.isEmpty()) {
            return new Verdict.Hold(OutgoingQueue.TAX, key.text(), key.agreement(), disagreements, addresses, false);
        }
        return assessed(key, standing, versions, evidence, addresses);
    }

    private Verdict withoutRegistration(ClaimKey key, List<Fact<PayLine>> standing, List<RecordAddress> addresses) {
        Instant since =
                standing.stream().map(Fact::receivedAt).min(Instant::compareTo).orElseThrow();
        if (since.plus(settings.counterpartLimit()).isBefore(clock.instant())) {
            return new Verdict.Hold(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    List.of(new Breaks.Disagreement(
                            Breaks.Type.MISSING_REGISTRATION,
                            null,
                            "No registration of the agreement has come within "
                                    + settings.counterpartLimit().toDays() + " days",
                            null,
                            null)),
                    addresses,
                    false);
        }
        return new Verdict.Wait(
                OutgoingQueue.TAX,
                key.text(),
                key.agreement(),
                "MISSING_REGISTRATION",
                "The registration of the agreement has not come yet",
                addresses);
    }

    /** What files of one employer contradict one another in: the facts of a year, or years that overlap. */
    private static List<Breaks.Disagreement> disagreements(ClaimKey key, List<EmployerYear> years) {
        List<Breaks.Disagreement> found = new ArrayList<>();
        List<EmployerYear> same = years.stream()
                .filter(year -> year.taxationYear().end().toString().equals(key.yearEnd()))
                .distinct()
                .toList();
        if (same.size() > 1) {
            found.add(new Breaks.Disagreement(
                    Breaks.Type.VALUE_MISMATCH,
                    null,
                    "Two files of the employer disagree on the employer or its taxation year",
                    difference(same.get(0), same.get(1)),
                    difference(same.get(1), same.get(0))));
        }
        years.stream()
                .filter(year -> !year.taxationYear().end().toString().equals(key.yearEnd()))
                .filter(year -> year.taxationYear()
                        .intersection(same.get(0).taxationYear())
                        .isPresent())
                .findFirst()
                .ifPresent(year -> found.add(new Breaks.Disagreement(
                        Breaks.Type.VALUE_MISMATCH,
                        "TAXATION-YEAR",
                        "Two taxation years of the employer overlap",
                        same.get(0).taxationYear().start() + " to "
                                + same.get(0).taxationYear().end(),
                        year.taxationYear().start() + " to "
                                + year.taxationYear().end())));
        return found;
    }

    private static String difference(EmployerYear one, EmployerYear other) {
        List<String> values = new ArrayList<>();
        Stream.<java.util.function.Function<EmployerYear, Object>>of(
                        EmployerYear::name,
                        EmployerYear::kind,
                        EmployerYear::ontarioEstablishment,
                        EmployerYear::ontarioTaxpayer,
                        EmployerYear::priorYearPayroll,
                        EmployerYear::priorYearShort,
                        EmployerYear::associatedGroup,
                        EmployerYear::partners,
                        EmployerYear::taxationYear)
                .filter(field -> !java.util.Objects.equals(field.apply(one), field.apply(other)))
                .forEach(field -> values.add(String.valueOf(field.apply(one))));
        return String.join(", ", values);
    }

    /**
     * What a claim is computed from as it stands, whether or not it is held or waits.
     *
     * @param registration the standing registration
     * @param original the first document of the chain, null when it is the same or has not come
     * @param lines the standing pay lines
     */
    record Gathered(
            ClaimFacts facts,
            Fact<Registration> registration,
            Fact<Registration> original,
            List<Fact<PayLine>> lines) {}

    /** What the claim of a key is computed from; nothing while it lacks its registration or every line. */
    Optional<Gathered> gather(String claimKey) {
        ClaimKey key = ClaimKey.parse(claimKey);
        Evidence evidence = evidence(List.of(claimKey), Set.of(key));
        List<Fact<PayLine>> standing = evidence.lines().getOrDefault(key.text(), List.of()).stream()
                .filter(Fact::stands)
                .toList();
        List<Fact<Registration>> versions = evidence.versions().getOrDefault(key.agreement(), List.of());
        return standing.isEmpty() || versions.isEmpty()
                ? Optional.empty()
                : Optional.of(gathered(key, standing, versions, evidence));
    }

    private static Gathered gathered(
            ClaimKey key, List<Fact<PayLine>> standing, List<Fact<Registration>> versions, Evidence evidence) {
        Fact<Registration> registration = standing(versions);
        Fact<Registration> original = original(registration.content(), evidence.versions());
        EmployerYear employer = evidence.employerYears().get(key.employer()).stream()
                .filter(year -> year.taxationYear().end().toString().equals(key.yearEnd()))
                .findFirst()
                .orElseThrow();
        return new Gathered(
                new ClaimFacts(
                        registration.content(),
                        versions.stream().map(Fact::content).toList(),
                        original == null ? null : original.content(),
                        employer,
                        evidence.claims().get(key.text()),
                        standing.stream()
                                .map(line -> new ClaimFacts.Line(line.content(), line.source(), line.fileDate()))
                                .toList()),
                registration,
                original,
                standing);
    }

    private Verdict assessed(
            ClaimKey key,
            List<Fact<PayLine>> standing,
            List<Fact<Registration>> versions,
            Evidence evidence,
            List<RecordAddress> addresses) {
        Gathered gathered = gathered(key, standing, versions, evidence);
        Fact<Registration> registration = gathered.registration();
        Fact<Registration> original = gathered.original();
        EmployerYear employer = gathered.facts().employerYear();
        EmployerYear.Claim claimed = gathered.facts().claimed();
        ClaimAssessment assessment = taxCredit.assess(gathered.facts());
        if (assessment instanceof ClaimAssessment.Held held) {
            return new Verdict.Hold(
                    OutgoingQueue.TAX, key.text(), key.agreement(), breaks(held.findings()), addresses, false);
        }
        if (assessment instanceof ClaimAssessment.NotSupported refused && claimed == null) {
            return new Verdict.Silence(
                    OutgoingQueue.TAX,
                    key.text(),
                    key.agreement(),
                    refused.deciding().rule(),
                    addresses);
        }
        return say(key, employer, registration, original, standing, assessment);
    }

    private static Verdict say(
            ClaimKey key,
            EmployerYear employer,
            Fact<Registration> registration,
            Fact<Registration> original,
            List<Fact<PayLine>> standing,
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
        for (Fact<PayLine> line : standing) {
            String rule = whollyExcluded.get(line.source());
            if (rule == null) {
                contributing.add(line.address());
                sources.add(line.source());
            } else {
                excluded.put(line.address(), rule);
            }
        }
        return new Verdict.Say(
                new ClaimStatement(
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
                excluded);
    }

    private static List<Breaks.Disagreement> breaks(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.outcome() == Outcome.HOLD)
                .map(finding -> new Breaks.Disagreement(
                        finding.rule().equals("VALUE_MISMATCH") ? Breaks.Type.VALUE_MISMATCH : Breaks.Type.RULE_HOLD,
                        finding.rule(),
                        finding.message(),
                        finding.observed(),
                        null))
                .toList();
    }

    /** The standing version: the newest that is not displaced. */
    private static Fact<Registration> standing(List<Fact<Registration>> versions) {
        return versions.stream()
                .filter(version -> version.state() != RecordState.SUPERSEDED)
                .reduce((older, newer) -> newer)
                .orElseGet(() -> versions.get(versions.size() - 1));
    }

    private static Fact<Registration> original(
            Registration registration, Map<String, List<Fact<Registration>>> versions) {
        String number = registration.originalAgreementNumber();
        if (number == null || number.equals(registration.agreementNumber())) {
            return null;
        }
        List<Fact<Registration>> original = versions.getOrDefault(number, List.of()).stream()
                .filter(Fact::stands)
                .toList();
        return original.isEmpty() ? null : original.get(original.size() - 1);
    }

    private static List<String> originals(Map<String, List<Fact<Registration>>> versions) {
        return versions.values().stream()
                .flatMap(List::stream)
                .map(version -> version.content().originalAgreementNumber())
                .filter(number -> number != null && !versions.containsKey(number))
                .distinct()
                .toList();
    }

    private record Evidence(
            Map<String, List<Fact<PayLine>>> lines,
            Map<String, List<Fact<Registration>>> versions,
            Map<String, List<EmployerYear>> employerYears,
            Map<String, EmployerYear.Claim> claims) {}

    /** The parts of a claim key. Agreement numbers may hold a slash, employers and dates never do. */
    private record ClaimKey(String text, String employer, String agreement, String yearEnd) {

        static ClaimKey parse(String text) {
            int first = text.indexOf('/');
            int last = text.lastIndexOf('/');
            return new ClaimKey(
                    text, text.substring(0, first), text.substring(first + 1, last), text.substring(last + 1));
        }
    }
}
