// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import ca.tradeshub.identity.PersonComparison;
import ca.tradeshub.reconciliation.evidence.IdentityBasis;
import ca.tradeshub.reconciliation.links.CandidatePairs;
import ca.tradeshub.reconciliation.links.IdentityDivision;
import ca.tradeshub.reconciliation.links.IdentityDivision.Settlement;
import ca.tradeshub.reconciliation.links.IdentityLinks;
import ca.tradeshub.reconciliation.links.PersonRecord;
import ca.tradeshub.reconciliation.links.PersonRecords;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Divides clusters of records into persons, by what the records state and what persons decided about it. */
final class ClusterDivision {

    private final PersonComparison comparison;
    private final IdentityBasis basis;
    private final IdentityLinks.Finder finder;
    private final ResolvedBases resolutions;

    ClusterDivision(
            PersonComparison comparison, IdentityBasis basis, IdentityLinks.Finder finder, ResolvedBases resolutions) {
        this.comparison = comparison;
        this.basis = basis;
        this.finder = finder;
        this.resolutions = resolutions;
    }

    /** The same with other resolutions in force. */
    ClusterDivision resolvedBy(ResolvedBases others) {
        return new ClusterDivision(comparison, basis, finder, others);
    }

    /**
     * Records that identifiers join and that a contradiction holds.
     *
     * @param open a contradiction that is not settled, null when so many contradict each other that not all are compared
     * @param contradictions where the records contradict each other
     */
    record Clashing(
            PersonRecords together,
            IdentityDivision.@Nullable Contradiction open,
            IdentityDivision.Contradictions contradictions) {}

    /** The persons that identifiers join, those without an identifier of their own, and the records that clash. */
    record Divided(List<PersonRecords> settled, List<SeparatePersons.Unnamed> unnamed, List<Clashing> clashing) {}

    /** The persons and clashing records of a cluster. */
    Divided divide(IdentityCluster cluster) {
        List<PersonRecords> settled = new ArrayList<>();
        List<SeparatePersons.Unnamed> unnamed = new ArrayList<>();
        List<Clashing> clashing = new ArrayList<>();
        for (Joined group : joined(cluster)) {
            IdentityDivision.Contradiction open = group.division().open();
            if (!group.contradictions().isComplete()) {
                clashing.add(new Clashing(PersonRecords.of(group.records()), null, group.contradictions()));
            } else if (open == null) {
                SeparatePersons separate = SeparatePersons.of(group.division().sides());
                settled.addAll(separate.persons());
                unnamed.addAll(separate.unnamed());
            } else {
                clashing.add(new Clashing(PersonRecords.of(group.records()), open, group.contradictions()));
            }
        }
        return new Divided(settled, unnamed, clashing);
    }

    /** The persons with the links between those that agree without a common identifier. */
    IdentityLinks links(List<PersonRecords> persons, IdentityCluster cluster) {
        CandidatePairs candidates = new CandidatePairs.Search(finder, persons, cluster.blocks()).pairs();
        return IdentityLinks.of(
                persons,
                candidates,
                settled(candidates.pairs().stream()
                        .flatMap(pair -> pair.bases().stream())
                        .toList()));
    }

    /** Records that identifiers join, where they contradict each other, and their division into sides. */
    private record Joined(
            List<PersonRecord> records, IdentityDivision.Contradictions contradictions, IdentityDivision division) {}

    private List<Joined> joined(IdentityCluster cluster) {
        List<List<PersonRecord>> groups = cluster.groups();
        List<IdentityDivision.Contradictions> contradictions = groups.stream()
                .map(group -> IdentityDivision.contradictions(group, comparison, basis))
                .toList();
        Map<String, Settlement> settled = settled(contradictions.stream()
                .filter(IdentityDivision.Contradictions::isComplete)
                .flatMap(each -> each.found().stream())
                .map(IdentityDivision.Contradiction::basis)
                .toList());
        List<Joined> joined = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            joined.add(new Joined(
                    groups.get(i),
                    contradictions.get(i),
                    contradictions.get(i).isComplete()
                            ? IdentityDivision.of(
                                    groups.get(i), contradictions.get(i).found(), comparison, settled)
                            : IdentityDivision.undivided(groups.get(i))));
        }
        return joined;
    }

    /** What persons decided, by basis. */
    private Map<String, Settlement> settled(Collection<String> bases) {
        Map<String, Settlement> settled = new HashMap<>();
        resolutions.inForce(bases).forEach((basis, resolution) -> Settlement.of(resolution.kind())
                .ifPresent(settlement -> settled.put(basis, settlement)));
        return settled;
    }
}
