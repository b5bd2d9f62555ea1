// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.exceptions.disagreement.Disagreement;
import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.protection.SinProtection;
import ca.tradeshub.reconciliation.decision.DecisionState;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.links.IdentityIndex;
import ca.tradeshub.reconciliation.links.IdentityLinks;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.records.LinkedPersons;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.engine.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Decides certification records. Persons are never stored: a person is the set of standing records that share
 * identifiers (ministry client id, account number = member number, keyed hash of the social insurance number) and do not
 * contradict each other, or that agree without a common identifier. The set is calculated again each time one of its
 * records changes, so that the order of arrival does not matter.
 */
@Component
public class PersonReconciliation {

    private final StandingRecords standingRecords;
    private final Decisions decisions;
    private final CertificationVerdicts.Rules rules;
    private final ResolvedBases resolutions;
    private final IdentityBasis basis;
    private final IdentityIndex index;
    private final IdentityClusters clusters;
    private final ClusterDivision division;

    @Autowired
    PersonReconciliation(
            StandingRecords standingRecords,
            Decisions decisions,
            SinProtection sins,
            CertificationVerdicts.Rules rules,
            PersonComparison comparison,
            ResolvedBases resolutions,
            IdentityIndex index) {
        this.standingRecords = standingRecords;
        this.decisions = decisions;
        this.rules = rules;
        this.resolutions = resolutions;
        this.basis = new IdentityBasis(sins);
        this.index = index;
        IdentityLinks.Finder finder = new IdentityLinks.Finder(comparison, basis);
        this.clusters = new IdentityClusters(standingRecords, index, sins, finder);
        this.division = new ClusterDivision(comparison, basis, finder, resolutions);
    }

    private PersonReconciliation(
            StandingRecords standingRecords,
            ResolvedBases resolutions,
            IdentityIndex index,
            PersonReconciliation other) {
        this.standingRecords = standingRecords;
        this.decisions = other.decisions;
        this.rules = other.rules;
        this.resolutions = resolutions;
        this.basis = other.basis;
        this.index = index;
        this.clusters = other.clusters.over(standingRecords, index);
        this.division = other.division.resolvedBy(resolutions);
    }

    /**
     * The same over other records, and the block keys that are added in the transaction, for a preview whose tables exist
     * ({@link IdentityIndex#createPreview}).
     */
    public PersonReconciliation over(StandingRecords previewed) {
        return new PersonReconciliation(previewed, resolutions, index.previewed(), this);
    }

    /** The same with other resolutions in force, for a preview. */
    public PersonReconciliation resolvedBy(ResolvedBases others) {
        return new PersonReconciliation(standingRecords, others, index, this);
    }

    /**
     * The verdicts on a batch of keys.
     *
     * @param verdicts the verdicts
     * @param current the current decisions on their keys, by key
     * @param agreements the agreements whose claims must be decided again: those whose registration is held by a verdict or
     *     no longer held, and those of persons whose links or linked records changed
     * @param linked the persons whose links are not as they are stored
     * @param read what the verdicts depend on
     * @param left the identifiers without verdicts, because others are deciding about their persons
     * @param found what is stored, null when the batch is empty
     */
    public record Decided(
            List<Verdict> verdicts,
            Map<String, Decisions.Current> current,
            Set<String> agreements,
            LinkedPersons linked,
            Read read,
            Set<PersonIdentifier> left,
            IdentityIndex.@Nullable Found found) {

        /** Whether records of persons were read. */
        public boolean isAny() {
            return found != null;
        }

        private static Decided nothing(Set<PersonIdentifier> left) {
            return new Decided(
                    List.of(), Map.of(), Set.of(), LinkedPersons.AS_STORED, new Read(Set.of(), Set.of()), left, null);
        }
    }

    /**
     * The persons whose records were read.
     *
     * @param identifiers all that their records state
     * @param agreements of their registrations
     */
    public record Read(Set<PersonIdentifier> identifiers, Set<String> agreements) {

        private static Read of(IdentityCluster cluster) {
            return new Read(
                    cluster.identifiers(),
                    cluster.records().stream()
                            .filter(each -> !each.isCertificate())
                            .map(each -> each.record().content().recordKey())
                            .collect(Collectors.toSet()));
        }
    }

    /**
     * Decides every key of the persons that any of the identifiers names.
     *
     * @param changed identifiers of records that changed
     */
    public Decided decide(Collection<PersonIdentifier> changed) {
        return decideExcept(changed, Set.of());
    }

    /**
     * Decides as {@link #decide} does, without persons about whom others are deciding. What others read was closed: it had
     * every identifier from which these can be reached. Only records that came since can lead there from another one; then
     * all are left, because nothing says which of them do.
     *
     * @param inWork the identifiers of these persons
     */
    public Decided decideExcept(Collection<PersonIdentifier> changed, Set<PersonIdentifier> inWork) {
        Set<PersonIdentifier> left = new TreeSet<>(changed);
        left.retainAll(inWork);
        Set<PersonIdentifier> wanted = new TreeSet<>(changed);
        wanted.removeAll(left);
        if (wanted.isEmpty()) {
            return Decided.nothing(left);
        }
        IdentityCluster cluster = clusters.of(wanted);
        return Collections.disjoint(cluster.identifiers(), inWork)
                ? decided(wanted, cluster, left)
                : Decided.nothing(new TreeSet<>(changed));
    }

    private Decided decided(Set<PersonIdentifier> changed, IdentityCluster cluster, Set<PersonIdentifier> left) {
        Map<String, Decisions.Current> current = decisions.byGroup(OutgoingQueue.REGISTRY, groups(cluster));
        Map<RecordAddress, List<Finding>> findings = standingRecords.findings(
                cluster.records().stream().map(PersonRecord::address).toList());
        CertificationVerdicts certification = rules.verdicts(resolutions, current, findings);
        List<Verdict> verdicts = new ArrayList<>();
        ClusterDivision.Divided divided = division.divide(cluster);
        divided.clashing().forEach(clashing -> verdicts.add(clash(clashing)));
        verdicts.addAll(SeparatePersons.held(divided.unnamed(), basis));
        IdentityLinks links = division.links(divided.settled(), cluster);
        DoubtfulPersons doubtful = DoubtfulPersons.of(links, basis);
        verdicts.addAll(doubtful.verdicts());
        links.persons().stream()
                .filter(person -> !doubtful.concerns(person))
                .forEach(person -> verdicts.addAll(certification.of(person)));
        List<PersonRecords> persons = new ArrayList<>(links.persons());
        divided.clashing().forEach(clashing -> persons.add(clashing.together()));
        verdicts.addAll(withdrawn(current, verdicts, persons));
        Set<String> agreements = new TreeSet<>(AffectedAgreements.heldOrReleased(verdicts, cluster));
        Set<LinkedPersons.Link> stored = index.linksOf(cluster.identifiers());
        agreements.addAll(AffectedAgreements.ofLinks(changed, stored, links, cluster));
        return new Decided(
                verdicts,
                current,
                agreements,
                LinkedPersons.changed(stored, links.links()),
                Read.of(cluster),
                left,
                new IdentityIndex.Found(cluster.identifiers(), cluster.keyed(), links));
    }

    /**
     * The person that a record belongs to now, decided as {@link #decide} does; nothing is written.
     *
     * @param identifiers the identifiers that the record states
     * @return empty when the record does not contribute to a decision
     */
    Optional<Identified> personOf(RecordAddress record, Collection<PersonIdentifier> identifiers) {
        if (identifiers.isEmpty()) {
            return Optional.empty();
        }
        IdentityCluster cluster = clusters.of(identifiers);
        ClusterDivision.Divided divided = division.divide(cluster);
        return Stream.concat(
                        division.links(divided.settled(), cluster).persons().stream()
                                .map(person -> new Identified(person, false)),
                        Stream.concat(
                                divided.clashing().stream().map(clashing -> new Identified(clashing.together(), true)),
                                divided.unnamed().stream().map(unnamed -> new Identified(unnamed.records(), true))))
                .filter(person -> person.records().addresses().anyMatch(record::equals))
                .findFirst();
    }

    /** The records of a person; or records that identifiers join and a contradiction holds. */
    record Identified(PersonRecords records, boolean isClashing) {}

    /**
     * Stores the block keys of the records that count and have none, in the caller's transaction. Records that an earlier
     * release decided have none. They are stored before any of these records is decided, so that two of them find each
     * other in whatever order they are decided.
     */
    public void addMissingBlockKeys() {
        clusters.addMissingBlockKeys();
    }

    /** Stores under which block keys the records of a batch are found, so that the next batch finds them. */
    public void storeKeys(Decided decided) {
        if (decided.found() != null) {
            index.storeKeys(decided.found());
        }
    }

    /** Stores which persons of a batch were found to agree. */
    public void storeLinks(Decided decided) {
        if (decided.found() != null) {
            index.storeLinks(decided.found());
        }
    }

    /** The groups under which messages of the records may exist. */
    private static Set<String> groups(IdentityCluster cluster) {
        Set<String> groups = new TreeSet<>();
        cluster.identifiers().stream()
                .filter(identifier -> identifier.kind() != PersonIdentifier.Kind.SIN)
                .forEach(identifier -> groups.add(identifier.value()));
        return groups;
    }

    /** Nothing is merged: all records are held until a person decides or a corrected record arrives. */
    private Verdict.Hold clash(ClusterDivision.Clashing clashing) {
        PersonRecords together = clashing.together();
        List<Finding> oneAccount = rules.rules().identity(together.facts());
        Disagreement disagreement = clashing.open() == null
                ? IdentityDisagreements.many(together, clashing.contradictions(), basis)
                : IdentityDisagreements.clash(clashing.open(), oneAccount.isEmpty() ? null : oneAccount.get(0));
        String part = together.part();
        return new Verdict.Hold(
                OutgoingQueue.REGISTRY,
                part + "/" + together.trades().first(),
                part,
                List.of(disagreement),
                together.addresses().toList(),
                Verdict.Hold.Reach.WITHDRAWN);
    }

    /**
     * The keys that no record supports any more. Each is withdrawn in the group under which its person is published now, if
     * any.
     */
    private static List<Verdict> withdrawn(
            Map<String, Decisions.Current> current, List<Verdict> verdicts, List<PersonRecords> persons) {
        Set<String> decided = new HashSet<>();
        verdicts.forEach(verdict -> decided.add(verdict.recordKey()));
        Map<String, String> accounts = new HashMap<>();
        for (PersonRecords person : persons) {
            if (person.account() != null) {
                person.clients().forEach(client -> accounts.putIfAbsent(client, person.account()));
            }
        }
        return current.values().stream()
                .filter(decision -> decision.isPublished()
                        || decision.state() == DecisionState.HELD
                        || decision.refusals().withdrawal() != null)
                .filter(decision -> !decided.contains(decision.recordKey()))
                .<Verdict>map(decision -> new Verdict.Withdraw(
                        OutgoingQueue.REGISTRY,
                        decision.recordKey(),
                        accounts.getOrDefault(decision.groupId(), decision.groupId())))
                .toList();
    }
}
