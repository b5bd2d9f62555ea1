// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.claim.ClaimReconciliation;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.person.PersonReconciliation;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import ca.tradeshub.reconciliation.resolution.ResolvedVerdicts;
import ca.tradeshub.reconciliation.resolution.StandingResolutions;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides the keys whose records changed, a batch a transaction: decisions, exceptions, record states and messages commit
 * together with the removal of the decided keys.
 */
@Component
public class Reconciler {

    /** The part of a batch, one in so many, that the keys of large files have to themselves. */
    private static final int BULK_PART = 4;

    /** Identifiers that count as much as one claim in the size of a batch: a person has up to three, a claim many lines. */
    private static final int IDENTIFIERS_OF_A_CLAIM = 3;

    private final JdbcClient jdbc;
    private final AffectedKeys keys;
    private final ClaimReconciliation claims;
    private final PersonReconciliation persons;
    private final Decisions decisions;
    private final ResolvedBases resolved;
    private final StandingResolutions resolutions;
    private final AuditTrail audit;
    private final ReconciliationSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Reconciler(
            JdbcClient jdbc,
            AffectedKeys keys,
            ClaimReconciliation claims,
            PersonReconciliation persons,
            Decisions decisions,
            ResolvedBases resolved,
            StandingResolutions resolutions,
            AuditTrail audit,
            ReconciliationSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.claims = claims;
        this.persons = persons;
        this.decisions = decisions;
        this.resolved = resolved;
        this.resolutions = resolutions;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Lets resolutions in force take effect on what came in, then decides the next batch of changed keys.
     *
     * @return how many keys were decided; 0 when no key waits or another hub reconciles
     */
    public int reconcile() {
        resolutions.apply();
        Integer decided = transaction.execute(status -> decideNext());
        return decided == null ? 0 : decided;
    }

    private int decideNext() {
        if (!AdvisoryLock.RECONCILE.tryTake(jdbc)) {
            return 0;
        }
        int size = settings.batchSize() * IDENTIFIERS_OF_A_CLAIM;
        List<AffectedKeys.DirtyKey> dirty = new ArrayList<>(next(false, size - size / BULK_PART));
        dirty.addAll(next(true, size - size(dirty)));
        if (dirty.isEmpty()) {
            return 0;
        }
        dirty.addAll(keys.repeated(dirty));
        Set<String> claimKeys = new LinkedHashSet<>();
        Set<PersonIdentifier> identifiers = new LinkedHashSet<>();
        for (AffectedKeys.DirtyKey key : dirty) {
            if (key.isClaim()) {
                claimKeys.add(key.key());
            } else {
                identifiers.add(PersonIdentifier.parse(key.key()));
            }
        }
        PersonReconciliation.Decided decided = persons.decide(identifiers);
        // Before the decisions, which take the lock that everything that moves records waits for.
        persons.store(decided);
        int messages = decisions.write(ResolvedVerdicts.of(decided.verdicts(), resolved), decided.current());
        claimKeys.addAll(claims.decided(decided.agreements()));
        messages += decideClaims(claimKeys);
        keys.remove(dirty);
        audit.append(
                "reconcile",
                "decide",
                "keys",
                new TreeMap<>(
                        Map.of("claims", claimKeys.size(), "identifiers", identifiers.size(), "messages", messages)));
        return claimKeys.size() + identifiers.size();
    }

    /** The next keys of one kind of files, as many as a batch of the size has room for. */
    private List<AffectedKeys.DirtyKey> next(boolean bulk, int size) {
        List<AffectedKeys.DirtyKey> next = keys.next(bulk, size, settings.employerWait());
        int taken = 0;
        int room = size;
        while (taken < next.size() && room > 0) {
            room -= size(next.subList(taken, taken + 1));
            taken++;
        }
        return next.subList(0, taken);
    }

    private static int size(List<AffectedKeys.DirtyKey> keys) {
        return keys.stream()
                .mapToInt(key -> key.isClaim() ? IDENTIFIERS_OF_A_CLAIM : 1)
                .sum();
    }

    /**
     * Marks the claims that have waited for their registration longer than the limit, and the persons whose certificate has
     * been missing longer, so that they are decided again.
     *
     * @return how many were marked
     */
    @Transactional
    public int remindOverdue() {
        return keys.markOverdue(clock.instant().minus(settings.counterpartLimit()));
    }

    private int decideClaims(Set<String> claimKeys) {
        List<Verdict> verdicts = ResolvedVerdicts.of(claims.decide(claimKeys), resolved);
        return decisions.write(
                verdicts,
                decisions.byKey(
                        OutgoingQueue.TAX,
                        verdicts.stream().map(Verdict::recordKey).toList()));
    }
}
