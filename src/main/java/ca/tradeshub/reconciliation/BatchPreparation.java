// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.apply.AffectedKeys.DirtyKey;
import ca.tradeshub.reconciliation.claim.ClaimReconciliation;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.person.PersonReconciliation;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.resolution.ResolvedVerdicts;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the next batch of changed keys and decides it. Only block keys are written, in a transaction of their own. */
@Component
class BatchPreparation {

    /** The part of a batch, one in so many, that the keys of large files have to themselves. */
    private static final int BULK_PART = 4;

    /** Identifiers that count as much as one claim in the size of a batch: a person has up to three, a claim many lines. */
    private static final int IDENTIFIERS_OF_A_CLAIM = 3;

    private final AffectedKeys keys;
    private final ClaimReconciliation claims;
    private final PersonReconciliation persons;
    private final Decisions decisions;
    private final ResolvedBases resolved;
    private final ReconciliationSettings settings;
    private final TransactionTemplate ofBlockKeys;

    BatchPreparation(
            AffectedKeys keys,
            ClaimReconciliation claims,
            PersonReconciliation persons,
            Decisions decisions,
            ResolvedBases resolved,
            ReconciliationSettings settings,
            PlatformTransactionManager transactions) {
        this.keys = keys;
        this.claims = claims;
        this.persons = persons;
        this.decisions = decisions;
        this.resolved = resolved;
        this.settings = settings;
        this.ofBlockKeys = new TransactionTemplate(transactions);
        this.ofBlockKeys.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * The next batch. Claims that depend on its persons are decided when these are stored; while another batch is in work,
     * they are left for a later one.
     *
     * @param inWork what the batch in work decides; keys that depend on it are left
     */
    Batch prepare(InWork inWork) {
        int size = settings.batchSize() * IDENTIFIERS_OF_A_CLAIM;
        List<DirtyKey> dirty = new ArrayList<>(next(false, size - size / BULK_PART, inWork));
        dirty.addAll(next(true, Math.max(0, size - size(dirty)), inWork));
        boolean isFull = size(dirty) >= size - size / BULK_PART;
        dirty.addAll(keys.repeated(dirty));
        Set<String> claimKeys = new LinkedHashSet<>();
        Set<PersonIdentifier> identifiers = new LinkedHashSet<>();
        for (DirtyKey key : dirty) {
            if (key.isClaim()) {
                claimKeys.add(key.key());
            } else {
                identifiers.add(PersonIdentifier.parse(key.key()));
            }
        }
        PersonReconciliation.Decided ofPersons = persons.decideExcept(identifiers, inWork.persons());
        if (ofPersons.isAny()) {
            // Before the next batch is read, so that two records find each other in whatever batches they are decided.
            ofBlockKeys.executeWithoutResult(status -> persons.storeKeys(ofPersons));
        }
        ClaimReconciliation.Decided ofClaims =
                claims.decideExcept(claimKeys, Batch.union(ofPersons.read().agreements(), inWork.agreements()));
        Set<String> afterPersons = new LinkedHashSet<>(claims.decided(ofPersons.agreements()));
        identifiers.removeAll(ofPersons.left());
        keys.withUnconfirmedSins(identifiers).values().forEach(afterPersons::addAll);
        if (inWork == InWork.NOTHING) {
            afterPersons.addAll(ofClaims.left());
        } else {
            dirty.removeIf(key -> key.isClaim()
                    ? ofClaims.left().contains(key.key())
                    : ofPersons.left().contains(PersonIdentifier.parse(key.key())));
            claimKeys.removeAll(ofClaims.left());
        }
        return new Batch(
                dirty,
                ofPersons,
                decisions.unstored(ResolvedVerdicts.of(ofPersons.verdicts(), resolved), ofPersons.current()),
                Batch.union(claimKeys, afterPersons),
                unstored(ofClaims),
                afterPersons,
                Batch.union(
                        ofClaims.agreements(),
                        claims.linkedAs(ofPersons.linked()).agreementsOf(afterPersons)),
                isFull);
    }

    /** What is stored of claims. */
    Batch.Claims unstored(ClaimReconciliation.Decided ofClaims) {
        List<Verdict> verdicts = ResolvedVerdicts.of(ofClaims.verdicts(), resolved);
        return new Batch.Claims(
                decisions.unstored(
                        verdicts,
                        decisions.byKey(
                                OutgoingQueue.TAX,
                                verdicts.stream().map(Verdict::recordKey).toList())),
                ofClaims.unconfirmedSins());
    }

    /**
     * The marks of a batch that is being stored, except those of social insurance numbers on which a claim depends that was
     * stored after the batch was prepared: they are taken again, with that claim.
     */
    List<DirtyKey> decidedMarks(Batch batch) {
        List<PersonIdentifier> identifiers = batch.marks().stream()
                .filter(mark -> !mark.isClaim())
                .map(mark -> PersonIdentifier.parse(mark.key()))
                .toList();
        Map<PersonIdentifier, Set<String>> claimsOf = keys.withUnconfirmedSins(identifiers);
        return batch.marks().stream()
                .filter(mark -> mark.isClaim()
                        || batch.claims()
                                .containsAll(claimsOf.getOrDefault(PersonIdentifier.parse(mark.key()), Set.of())))
                .toList();
    }

    /** The next keys of one kind of files, as many as a batch of the size has room for. */
    private List<DirtyKey> next(boolean bulk, int size, InWork inWork) {
        List<DirtyKey> next = keys.next(bulk, size, inWork.marks(), settings.employerWait());
        int taken = 0;
        int room = size;
        while (taken < next.size() && room > 0) {
            room -= size(next.subList(taken, taken + 1));
            taken++;
        }
        return next.subList(0, taken);
    }

    private static int size(List<DirtyKey> keys) {
        return keys.stream()
                .mapToInt(key -> key.isClaim() ? IDENTIFIERS_OF_A_CLAIM : 1)
                .sum();
    }
}
