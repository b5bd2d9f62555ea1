// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import ca.tradeshub.reconciliation.apply.AffectedKeys.DirtyKey;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.person.PersonReconciliation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keys that are decided together and stored in one transaction.
 *
 * @param marks the marks that are removed with it
 * @param persons what was found about the persons
 * @param ofPersons what the verdicts on their keys change
 * @param claims the claims that are decided
 * @param ofClaims what is stored of the claims
 * @param afterPersons claims that depend on what is stored about the persons: they are decided in the transaction
 * @param agreements those that the claims depend on
 * @param isFull whether more keys may wait
 */
record Batch(
        List<DirtyKey> marks,
        PersonReconciliation.Decided persons,
        Decisions.Unstored ofPersons,
        Set<String> claims,
        Claims ofClaims,
        Set<String> afterPersons,
        Set<String> agreements,
        boolean isFull) {

    /**
     * What is stored of claims.
     *
     * @param changes what the verdicts change
     * @param unconfirmedSins the social insurance numbers that only their pay lines state, as keyed hashes, by claim
     */
    record Claims(Decisions.Unstored changes, Map<String, Set<String>> unconfirmedSins) {

        /** How many messages are made. */
        int messages() {
            return changes.messages();
        }
    }

    /** How many identifiers of persons are decided. */
    int identifiers() {
        return (int) marks.stream()
                .filter(mark -> !mark.isClaim())
                .map(DirtyKey::key)
                .distinct()
                .count();
    }

    /** Whether no key is decided. */
    boolean isEmpty() {
        return marks.isEmpty();
    }

    /** What the next batch must have nothing in common with. */
    InWork inWork() {
        Set<Long> ids = new HashSet<>();
        marks.forEach(mark -> ids.add(mark.id()));
        return new InWork(
                ids, persons.read().identifiers(), union(persons.read().agreements(), agreements));
    }

    static Set<String> union(Collection<String> one, Collection<String> other) {
        Set<String> union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }
}
