// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.claim;

import ca.tradeshub.reconciliation.apprenticeship.ApprenticeshipReader;
import ca.tradeshub.reconciliation.apprenticeship.Apprenticeships;
import ca.tradeshub.reconciliation.apprenticeship.ClaimKey;
import ca.tradeshub.reconciliation.apprenticeship.OriginalIdentity;
import ca.tradeshub.reconciliation.apprenticeship.PayIdentity;
import ca.tradeshub.reconciliation.apprenticeship.PersonsKeptApart;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.records.LinkedPersons;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import ca.tradeshub.rules.attc.TaxCredit;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Reads what claims of the tax credit depend on, and decides them. A claim is that of an employer, agreement and taxation
 * year; it is decided from its standing pay lines, the registration of the agreement and the employer's year (interface
 * agreements, section 6).
 */
@Component
public class ClaimReconciliation {

    private final StandingRecords standingRecords;
    private final TaxCredit taxCredit;
    private final PayIdentity payIdentity;
    private final OriginalIdentity originalIdentity;
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
            OriginalIdentity originalIdentity,
            PersonsKeptApart keptApart,
            ResolvedBases resolved,
            ReconciliationSettings settings,
            Clock clock) {
        this.standingRecords = standingRecords;
        this.taxCredit = taxCredit;
        this.payIdentity = payIdentity;
        this.originalIdentity = originalIdentity;
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
        this.originalIdentity = other.originalIdentity.resolvedBy(resolved);
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
     * @param unconfirmedSins the social insurance numbers that lines of the claims state and the registrations of their
     *     agreements do not, as keyed hashes, by each claim that is decided
     */
    public record Decided(
            List<Verdict> verdicts,
            Set<String> agreements,
            Set<String> left,
            Map<String, Set<String>> unconfirmedSins) {

        private static final Decided NOTHING = nothing(Set.of());

        private static Decided nothing(Set<String> left) {
            return new Decided(List.of(), Set.of(), left, Map.of());
        }
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
            return Decided.nothing(new TreeSet<>(changedKeys));
        }
        Apprenticeships apprenticeships = reader.read(kept, related);
        return new Decided(verdicts(apprenticeships), related.agreements(), left, unconfirmedSins(apprenticeships));
    }

    private static Map<String, Set<String>> unconfirmedSins(Apprenticeships apprenticeships) {
        Map<String, Set<String>> byClaim = new TreeMap<>();
        apprenticeships
                .keys()
                .forEach(key -> byClaim.put(
                        key.text(), apprenticeships.evidence().unconfirmedSins().getOrDefault(key.text(), Set.of())));
        return byClaim;
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
            verdicts = verdicts(apprenticeships, known).verdicts();
        } while (known.learn());
        return Stream.concat(apprenticeships.rejects().stream(), verdicts.values().stream())
                .toList();
    }

    private ClaimVerdicts verdicts(Apprenticeships apprenticeships, ResolvedBases.Known known) {
        return new ClaimVerdicts(
                taxCredit,
                apprenticeships,
                known,
                new UnassessedClaims(apprenticeships.evidence(), known, settings.counterpartLimit(), clock.instant()));
    }

    private ApprenticeshipReader reader() {
        return new ApprenticeshipReader(standingRecords, payIdentity, originalIdentity, keptApart, linkedPersons);
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
            inputs = verdicts(apprenticeships, known).inputs(claimKey);
        } while (known.learn());
        return inputs;
    }
}
