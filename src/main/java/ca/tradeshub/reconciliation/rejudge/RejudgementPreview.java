// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.reconciliation.apply.AffectedKeys;
import ca.tradeshub.reconciliation.decision.ReconciliationSettings;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import ca.tradeshub.reconciliation.records.LinkedPersons;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Previews a re-evaluation in the caller's transaction, which must be rolled back: judges the same pages of records and
 * makes the same decisions as a run, and keeps what they change in temporary tables.
 */
@Component
class RejudgementPreview {

    private static final String DECIDING = "deciding";

    private final RecordPass records;
    private final PageApplication pages;
    private final PreviewTables tables;
    private final PreviewDecider decider;
    private final AffectedKeys keys;
    private final ReconciliationSettings settings;
    private final RuleSetVersion version;

    RejudgementPreview(
            RecordPass records,
            PageApplication pages,
            PreviewTables tables,
            PreviewDecider decider,
            AffectedKeys keys,
            ReconciliationSettings settings,
            RuleSetVersion version) {
        this.records = records;
        this.pages = pages;
        this.tables = tables;
        this.decider = decider;
        this.keys = keys;
        this.settings = settings;
        this.version = version;
    }

    /** What a run would change. */
    RejudgementReport run(Rejudgement.Progress progress) {
        tables.create();
        long judged = records.each(progress, TransactionOperations.withoutTransaction(), false, (feed, page) -> {
            tables.keep(page);
            pages.mark(feed, page, AffectedKeys.Target.PREVIEW_KEY, PreviewTables.STATES);
        });
        keys.markUnderOtherRules(version.rules(), AffectedKeys.Target.PREVIEW_KEY);
        keys.markLinked(AffectedKeys.Target.PREVIEW_KEY);
        decider.addMissingBlockKeys();
        long decided = decideAll(progress);
        return new RejudgementReport(
                true, version.rules(), judged, decided, tables.recordChanges(), tables.messageChanges());
    }

    private long decideAll(Rejudgement.Progress progress) {
        long total = tables.numberKeys();
        LinkedPersons linked = LinkedPersons.AS_STORED;
        for (long done = 0; done < total; done += settings.batchSize()) {
            linked = decider.decide(tables.keys(done, done + settings.batchSize()), linked, tables::keep);
            progress.report(DECIDING, Math.min(total, done + settings.batchSize()), total);
        }
        return total;
    }
}
