// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.claim.ClaimReconciliation;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.person.PersonReconciliation;
import ca.tradeshub.reconciliation.resolution.StandingResolutions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Decides the keys whose records changed, a batch a transaction: decisions, exceptions, record states and messages commit
 * together with the removal of the decided keys. While a batch is stored, the next one is prepared.
 */
@Component
public class Reconciler implements AutoCloseable {

    private static final String LAST_TURN = "select last_value from decision_turn";

    private static final String NEXT_TURN = "select nextval('decision_turn')";

    private final JdbcClient jdbc;
    private final AffectedKeys keys;
    private final BatchPreparation preparation;
    private final ClaimReconciliation claims;
    private final PersonReconciliation persons;
    private final Decisions decisions;
    private final StandingResolutions resolutions;
    private final AuditTrail audit;
    private final ReconciliationSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final NextBatch<Batch> ahead = new NextBatch<>();

    Reconciler(
            JdbcClient jdbc,
            AffectedKeys keys,
            BatchPreparation preparation,
            ClaimReconciliation claims,
            PersonReconciliation persons,
            Decisions decisions,
            StandingResolutions resolutions,
            AuditTrail audit,
            ReconciliationSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.preparation = preparation;
        this.claims = claims;
        this.persons = persons;
        this.decisions = decisions;
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
        NextBatch.Prepared<Batch> prepared = ahead.take();
        if (prepared == null) {
            resolutions.apply();
        }
        Integer decided = transaction.execute(status -> decideNext(prepared));
        ahead.stored();
        return decided == null ? 0 : decided;
    }

    private int decideNext(NextBatch.@Nullable Prepared<Batch> prepared) {
        if (!AdvisoryLock.RECONCILE.tryTake(jdbc)) {
            return 0;
        }
        Batch batch = next(prepared);
        if (batch.isEmpty()) {
            return 0;
        }
        long turn = jdbc.sql(NEXT_TURN).query(Long.class).single();
        if (batch.isFull()) {
            InWork inWork = batch.inWork();
            ahead.prepare(turn, () -> prepare(inWork));
        }
        store(batch);
        return batch.claims().size() + batch.identifiers();
    }

    /** The prepared batch, if no hub has stored another since the one that was stored meanwhile. */
    private Batch next(NextBatch.@Nullable Prepared<Batch> prepared) {
        return prepared != null
                        && !prepared.batch().isEmpty()
                        && prepared.after()
                                == jdbc.sql(LAST_TURN).query(Long.class).single()
                ? prepared.batch()
                : preparation.prepare(InWork.NOTHING);
    }

    private Batch prepare(InWork inWork) {
        resolutions.apply();
        return transaction.execute(status -> preparation.prepare(inWork));
    }

    private void store(Batch batch) {
        // Before the decisions, which take the lock that everything that moves records waits for.
        persons.storeLinks(batch.persons());
        List<AffectedKeys.DirtyKey> decided = preparation.decidedMarks(batch);
        int messages = decisions.store(batch.ofPersons()) + store(batch.ofClaims());
        messages += store(preparation.unstored(claims.decideExcept(batch.afterPersons(), Set.of())));
        keys.remove(decided);
        audit.append(
                "reconcile",
                "decide",
                "keys",
                new TreeMap<>(Map.of(
                        "claims", batch.claims().size(), "identifiers", batch.identifiers(), "messages", messages)));
    }

    /** Stores what is stored of claims, and returns how many messages were made. */
    private int store(Batch.Claims ofClaims) {
        keys.storeUnconfirmedSins(ofClaims.unconfirmedSins());
        return decisions.store(ofClaims.changes());
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

    /** Stops preparing. */
    @Override
    public void close() {
        ahead.close();
    }
}
