// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.identity.PersonEvidence;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.evidence.BlockKeys;
import ca.tradeshub.reconciliation.evidence.PersonEvidences;
import ca.tradeshub.reconciliation.links.IdentityIndex;
import ca.tradeshub.reconciliation.links.IdentityLinks;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.reconciliation.records.StandingRecords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the records that may be of the persons whom identifiers name. */
final class IdentityClusters {

    private static final int AT_ONCE = 1_000;

    private final StandingRecords standingRecords;
    private final IdentityIndex index;
    private final PersonEvidences evidences;
    private final BlockKeys blockKeys;
    private final IdentityLinks.Finder finder;

    /**
     * Finds them in records.
     *
     * @param index where records are found that have no identifier in common
     */
    IdentityClusters(
            StandingRecords standingRecords, IdentityIndex index, SinProtection sins, IdentityLinks.Finder finder) {
        this(standingRecords, index, new PersonEvidences(sins), new BlockKeys(sins), finder);
    }

    private IdentityClusters(
            StandingRecords standingRecords,
            IdentityIndex index,
            PersonEvidences evidences,
            BlockKeys blockKeys,
            IdentityLinks.Finder finder) {
        this.standingRecords = standingRecords;
        this.index = index;
        this.evidences = evidences;
        this.blockKeys = blockKeys;
        this.finder = finder;
    }

    /** The same over other records and another index. */
    IdentityClusters over(StandingRecords others, IdentityIndex otherIndex) {
        return new IdentityClusters(others, otherIndex, evidences, blockKeys, finder);
    }

    /**
     * Follows identifiers from record to record, then to persons whose records agree although they have no identifier in
     * common, until no new one appears.
     */
    IdentityCluster of(Collection<PersonIdentifier> identifiers) {
        IdentityCluster cluster = new IdentityCluster();
        Set<PersonIdentifier> frontier = new TreeSet<>(identifiers);
        List<PersonRecord> candidates = List.of();
        while (!frontier.isEmpty()) {
            List<PersonRecord> added = new ArrayList<>(cluster.add(candidates));
            Set<PersonIdentifier> reached = new TreeSet<>(index.linkedTo(frontier));
            while (!frontier.isEmpty()) {
                cluster.identifiers().addAll(frontier);
                Set<PersonIdentifier> found = new TreeSet<>();
                List<PersonRecord> more = cluster.add(records(frontier, cluster.addresses()));
                more.forEach(each -> found.addAll(each.identifiers()));
                added.addAll(more);
                found.removeAll(cluster.identifiers());
                frontier = found;
            }
            List<Set<Long>> keys = added.parallelStream()
                    .map(each -> blockKeys.of(each.evidence(), each.traits()))
                    .toList();
            for (int i = 0; i < added.size(); i++) {
                cluster.blocks().put(added.get(i).address(), keys.get(i));
            }
            candidates = candidates(added, cluster);
            candidates.forEach(each -> reached.addAll(each.identifiers()));
            reached.removeAll(cluster.identifiers());
            frontier = reached;
        }
        return cluster;
    }

    /** Records outside of the cluster that may be of one person with a record inside; compared on all processors. */
    private List<PersonRecord> candidates(List<PersonRecord> added, IdentityCluster cluster) {
        IdentityLinks.CandidatesInReach inReach = new IdentityLinks.CandidatesInReach(finder, added, cluster.blocks());
        index.sharing(added, cluster.blocks(), inReach);
        return at(inReach.addresses()).parallelStream()
                .filter(each -> inReach.with(each.address()).anyMatch(other -> finder.isCandidate(other, each)))
                .toList();
    }

    private List<PersonRecord> at(Set<RecordAddress> addresses) {
        return prepared(standingRecords.registrationsAt(addresses), standingRecords.certificatesAt(addresses));
    }

    /** The records that name identifiers, without those whose addresses are known. */
    private List<PersonRecord> records(Set<PersonIdentifier> identifiers, Set<RecordAddress> known) {
        return prepared(
                standingRecords.registrations(identifiers, known),
                standingRecords.certificates(
                        PersonIdentifier.values(identifiers, PersonIdentifier.Kind.ACCOUNT), known));
    }

    /** Records for comparison, prepared on all processors. */
    private List<PersonRecord> prepared(
            List<StandingRecord<Registration>> registrations, List<StandingRecord<Certificate>> certificates) {
        List<StandingRecord<?>> all = new ArrayList<>(registrations);
        all.addAll(certificates);
        return all.parallelStream()
                .filter(record -> !record.isHeldByItself())
                .map(record -> new PersonRecord(record, evidence(record.content())))
                .toList();
    }

    private PersonEvidence evidence(CanonicalRecord content) {
        return content instanceof Registration registration
                ? evidences.of(registration)
                : evidences.of((Certificate) content);
    }

    /** Stores the block keys of the records that count and have none. */
    void addMissingBlockKeys() {
        List<RecordAddress> missing = standingRecords.withoutBlockKeys();
        for (int from = 0; from < missing.size(); from += AT_ONCE) {
            Set<RecordAddress> part = Set.copyOf(missing.subList(from, Math.min(missing.size(), from + AT_ONCE)));
            index.add(at(part).stream()
                    .map(each -> new IdentityIndex.Keyed(each, blockKeys.of(each.evidence(), each.traits())))
                    .toList());
        }
    }
}
