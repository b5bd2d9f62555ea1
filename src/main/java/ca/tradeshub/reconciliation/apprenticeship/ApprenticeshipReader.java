// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.records.LinkedPersons;
import ca.tradeshub.reconciliation.records.RelatedAgreements;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.rules.engine.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the claims that are decided together, with the agreements, certificates and pay lines of their persons. */
public final class ApprenticeshipReader {

    private final StandingRecords standingRecords;
    private final PayIdentity payIdentity;
    private final OriginalIdentity originalIdentity;
    private final PersonsKeptApart keptApart;
    private final LinkedPersons linkedPersons;

    /** A reader of the records in force, with the resolutions of persons. */
    public ApprenticeshipReader(
            StandingRecords standingRecords,
            PayIdentity payIdentity,
            OriginalIdentity originalIdentity,
            PersonsKeptApart keptApart,
            LinkedPersons linkedPersons) {
        this.standingRecords = standingRecords;
        this.payIdentity = payIdentity;
        this.originalIdentity = originalIdentity;
        this.keptApart = keptApart;
        this.linkedPersons = linkedPersons;
    }

    /** The claims, those of the same persons decided before, and the evidence for all of them. */
    public Apprenticeships read(Collection<String> changedKeys) {
        return read(changedKeys, related(agreements(changedKeys)));
    }

    /** The agreements of claims. */
    public static Set<String> agreements(Collection<String> claimKeys) {
        return claimKeys.stream()
                .map(key -> ClaimKey.parse(key).agreement())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The claims, those of the same persons decided before, and the evidence for all of them.
     *
     * @param related the agreements that are related to those of the claims
     */
    public Apprenticeships read(Collection<String> changedKeys, Related related) {
        Set<ClaimKey> keys = new TreeSet<>(ClaimKey.BY_YEAR);
        changedKeys.forEach(key -> keys.add(ClaimKey.parse(key)));
        standingRecords.decidedClaims(related.agreements()).forEach(key -> keys.add(ClaimKey.parse(key)));
        List<String> claimKeys = keys.stream().map(ClaimKey::text).toList();
        Map<String, List<StandingRecord<Registration>>> versions =
                new HashMap<>(standingRecords.versions(related.agreements()));
        versions.putAll(standingRecords.versions(originals(versions)));
        Map<String, List<StandingRecord<PayLine>>> lines = standingRecords.payLines(claimKeys);
        Map<String, Registration> standing = new TreeMap<>();
        versions.forEach((number, of) ->
                standing.put(number, Apprenticeships.standing(of).content()));
        Map<String, List<Certificate>> certificates =
                certificates(versions.values(), related.linkedAccounts().values());
        Map<String, String> accounts = accounts(versions);
        PersonsKeptApart.Apart apart = keptApart.among(
                standing,
                related.ofSamePersons(),
                new CertificateAccounts(
                        ClaimWageAllocation.persons(related.ofSamePersons()), accounts, related.linkedAccounts()),
                certificates);
        Map<String, Set<String>> ofSamePersons = withoutApart(related.ofSamePersons(), standing, apart);
        Map<RecordAddress, Finding> rejected = new ClaimWageAllocation(ofSamePersons).rejected(lines.values());
        List<Verdict> rejects = rejects(lines, rejected);
        lines.values().forEach(each -> each.removeIf(line -> rejected.containsKey(line.address())));
        PayIdentity.Compared ofPay = payIdentity.compare(
                lines, versions, ofSamePersons, sins -> standingRecords.registrations(sins, Set.of()));
        Apprenticeships.Evidence evidence = new Apprenticeships.Evidence(
                lines,
                ofPay.clashes(),
                ofPay.unconfirmedSins(),
                originalIdentity.clashes(keys, versions),
                versions,
                standingRecords.employerYears(
                        keys.stream().map(ClaimKey::employer).distinct().toList()),
                standingRecords.claims(claimKeys));
        Map<String, String> persons = ClaimWageAllocation.persons(ofSamePersons);
        return new Apprenticeships(
                keys,
                persons,
                new CertificateAccounts(persons, accounts, related.linkedAccounts()),
                certificates,
                apart,
                evidence,
                rejects);
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
    public Related related(Collection<String> agreements) {
        Related related = new Related(new TreeSet<>(), new TreeMap<>(), new TreeMap<>());
        Set<String> frontier = new TreeSet<>(agreements);
        while (!frontier.isEmpty()) {
            related.agreements().addAll(frontier);
            Map<String, Set<String>> ofSamePersons = standingRecords.related().ofSamePersons(frontier);
            RelatedAgreements.Linked linked = standingRecords.related().linked(frontier, linkedPersons);
            Set<String> ofSameChains = standingRecords.related().ofSameChains(frontier);
            frontier.clear();
            related.add(ofSamePersons);
            related.add(linked.agreements());
            related.linkedAccounts().putAll(linked.accounts());
            ofSamePersons.values().forEach(frontier::addAll);
            linked.agreements().values().forEach(frontier::addAll);
            frontier.addAll(ofSameChains);
            frontier.removeAll(related.agreements());
        }
        return related;
    }

    /**
     * Agreements that are decided together.
     *
     * @param ofSamePersons the other agreements of the same person, by agreement
     * @param linkedAccounts the account numbers of persons who are linked with that of an agreement
     */
    public record Related(
            Set<String> agreements, Map<String, Set<String>> ofSamePersons, Map<String, Set<String>> linkedAccounts) {

        void add(Map<String, Set<String>> others) {
            others.forEach((agreement, of) -> ofSamePersons
                    .computeIfAbsent(agreement, key -> new TreeSet<>())
                    .addAll(of));
        }
    }

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

    /** The account number that a standing agreement states, by agreement. */
    private static Map<String, String> accounts(Map<String, List<StandingRecord<Registration>>> agreements) {
        Map<String, String> accounts = new TreeMap<>();
        agreements.forEach((number, versions) -> versions.stream()
                .filter(StandingRecord::stands)
                .map(version -> version.content().person().accountNumber())
                .filter(Objects::nonNull)
                .reduce((older, newer) -> newer)
                .ifPresent(account -> accounts.put(number, account)));
        return accounts;
    }

    /** The standing certificates of the accounts that any version of the agreements states and of linked ones, by account number. */
    private Map<String, List<Certificate>> certificates(
            Collection<List<StandingRecord<Registration>>> agreements, Collection<Set<String>> linked) {
        Stream<String> stated = agreements.stream()
                .flatMap(List::stream)
                .map(version -> version.content().person().accountNumber())
                .filter(Objects::nonNull);
        List<String> accounts = Stream.concat(stated, linked.stream().flatMap(Set::stream))
                .distinct()
                .toList();
        return standingRecords.certificates(accounts).stream()
                .filter(StandingRecord::stands)
                .map(StandingRecord::content)
                .collect(Collectors.groupingBy(Certificate::memberNumber));
    }

    private static List<String> originals(Map<String, List<StandingRecord<Registration>>> versions) {
        return versions.values().stream()
                .flatMap(List::stream)
                .map(version -> version.content().originalAgreementNumber())
                .filter(number -> number != null && !versions.containsKey(number))
                .distinct()
                .toList();
    }
}
