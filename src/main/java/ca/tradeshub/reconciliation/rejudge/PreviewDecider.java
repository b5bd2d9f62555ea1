// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.claim.ClaimReconciliation;
import ca.tradeshub.reconciliation.decision.OutgoingQueue;
import ca.tradeshub.reconciliation.decision.Verdict;
import ca.tradeshub.reconciliation.effect.Decisions;
import ca.tradeshub.reconciliation.person.PersonReconciliation;
import ca.tradeshub.reconciliation.records.LinkedPersons;
import ca.tradeshub.reconciliation.records.StandingRecords;
import ca.tradeshub.reconciliation.resolution.ResolvedVerdicts;
import ca.tradeshub.reconciliation.resolved.ResolvedBases;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Decides keys on the records of a preview, as reconciliation would, and writes nothing. */
@Component
class PreviewDecider {

    private final StandingRecords records;
    private final ClaimReconciliation claims;
    private final PersonReconciliation persons;
    private final ResolvedBases resolved;
    private final Decisions decisions;
    private final AffectedKeys affected;

    PreviewDecider(
            StandingRecords records,
            ClaimReconciliation claims,
            PersonReconciliation persons,
            ResolvedBases resolved,
            Decisions decisions,
            AffectedKeys affected) {
        this.records = records;
        this.claims = claims;
        this.persons = persons;
        this.resolved = resolved;
        this.decisions = decisions;
        this.affected = affected;
    }

    /** Adds the block keys that the run would store, for the preview alone. */
    void addMissingBlockKeys() {
        persons.over(PreviewTables.over(records)).addMissingBlockKeys();
    }

    /**
     * Decides certification records and then claims, because a claim is decided on records as their persons leave them:
     * the claims of the keys, and those of persons whose records are held or whose links came or went.
     *
     * @param before the links that decisions before have changed
     * @param kept receives what each of the two would change, before the next is decided
     * @return the links that decisions have changed so far
     */
    LinkedPersons decide(PreviewTables.Keys keys, LinkedPersons before, Consumer<Decisions.Previewed> kept) {
        StandingRecords previewed = PreviewTables.over(records);
        PersonReconciliation.Decided decided = persons.over(previewed).decide(keys.persons());
        kept.accept(decisions.preview(ResolvedVerdicts.of(decided.verdicts(), resolved), decided.current()));
        LinkedPersons linked = before.and(decided.linked());
        Set<String> claimKeys = new TreeSet<>(keys.claims());
        claimKeys.addAll(claims.decided(decided.agreements()));
        affected.withUnconfirmedSins(keys.persons()).values().forEach(claimKeys::addAll);
        List<Verdict> verdicts =
                ResolvedVerdicts.of(claims.over(previewed).linkedAs(linked).decide(claimKeys), resolved);
        kept.accept(decisions.preview(
                verdicts,
                decisions.byKey(
                        OutgoingQueue.TAX,
                        verdicts.stream().map(Verdict::recordKey).toList())));
        return linked;
    }
}
