package ca.tradeshub.reconciliation;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.locks.AdvisoryLock;
import ca.tradeshub.reconciliation.claim.ClaimReconciliation;
import ca.tradeshub.reconciliation.decision.Decisions;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.person.PersonReconciliation;
import ca.tradeshub.reconciliation.records.PersonIdentifier;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Decides the keys whose facts changed, a batch a transaction: decision, breaks, record states and messages commit
 * together with the removal of the marks that asked for them.
 */
@Component
public class Reconciler {

    /** The part of a batch, one in so many, that the keys of large files have to themselves. */
    private static final int BULK_PART = 4;

    private final JdbcClient jdbc;
    private final ClaimReconciliation claims;
    private final PersonReconciliation persons;
    private final Decisions decisions;
    private final AuditTrail audit;
    private final ReconciliationSettings settings;
    private final Clock clock;

    Reconciler(
            JdbcClient jdbc,
            ClaimReconciliation claims,
            PersonReconciliation persons,
            Decisions decisions,
            AuditTrail audit,
            ReconciliationSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.claims = claims;
        this.persons = persons;
        this.decisions = decisions;
        this.audit = audit;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Decides the next batch of changed keys.
     *
     * @return how many keys were decided; 0 when none are waiting or another hub is reconciling
     */
    @Transactional
    public int reconcile() {
        if (!AdvisoryLock.RECONCILE.tryTake(jdbc)) {
            return 0;
        }
        List<Mark> marks = new ArrayList<>(marks(false, settings.batchSize() - settings.batchSize() / BULK_PART));
        marks.addAll(marks(true, settings.batchSize() - marks.size()));
        if (marks.isEmpty()) {
            return 0;
        }
        Set<String> claimKeys = new LinkedHashSet<>();
        Set<PersonIdentifier> identifiers = new LinkedHashSet<>();
        for (Mark mark : marks) {
            if (mark.kind().equals("claim")) {
                claimKeys.add(mark.key());
            } else {
                identifiers.add(PersonIdentifier.parse(mark.key()));
            }
        }
        int messages = decidePersons(identifiers) + decideClaims(claimKeys);
        jdbc.sql("delete from dirty_key where id = any(:ids)")
                .param("ids", marks.stream().map(Mark::id).toArray(Long[]::new))
                .update();
        audit.append(
                "reconcile",
                "decide",
                "keys",
                new TreeMap<>(
                        Map.of("claims", claimKeys.size(), "identifiers", identifiers.size(), "messages", messages)));
        return claimKeys.size() + identifiers.size();
    }

    private List<Mark> marks(boolean bulk, int limit) {
        return jdbc.sql("select id, kind, key from dirty_key where bulk = :bulk order by id limit :limit")
                .param("bulk", bulk)
                .param("limit", limit)
                .query((rs, row) -> new Mark(rs.getLong(1), rs.getString(2), rs.getString(3)))
                .list();
    }

    /**
     * Marks the claims that have waited for their registration longer than the limit, so that they are decided again.
     *
     * @return how many were marked
     */
    @Transactional
    public int remindOverdue() {
        return jdbc.sql(
                        """
                        insert into dirty_key (kind, key)
                        select 'claim', d.record_key
                          from decision d
                         where d.queue = :queue and d.state = 'WAITING' and d.rule = 'MISSING_REGISTRATION'
                           and d.decided_at < :before
                           and not exists (select 1 from dirty_key k where k.kind = 'claim' and k.key = d.record_key)
                        """)
                .param("queue", OutgoingQueue.TAX.queueName())
                .param("before", Timestamp.from(clock.instant().minus(settings.counterpartLimit())))
                .update();
    }

    private int decideClaims(Set<String> claimKeys) {
        List<Verdict> verdicts = claims.decide(claimKeys);
        return decisions.write(
                verdicts,
                decisions.byKey(
                        OutgoingQueue.TAX,
                        verdicts.stream().map(Verdict::recordKey).toList()));
    }

    private int decidePersons(Set<PersonIdentifier> identifiers) {
        PersonReconciliation.Decided decided = persons.decide(identifiers);
        return decisions.write(decided.verdicts(), decided.current());
    }

    private record Mark(long id, String kind, String key) {}
}
