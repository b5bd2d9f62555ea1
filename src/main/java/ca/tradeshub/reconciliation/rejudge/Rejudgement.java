// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.audit.AuditTrail;
import ca.tradeshub.reconciliation.decision.RuleSetVersion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Re-evaluates the records and keys that were judged or decided under other rules. A preview does so in one transaction
 * that is rolled back ({@link RejudgementPreview}). The run itself moves the records, one page in each transaction, and
 * marks the keys; reconciliation then decides them as it decides every other key. A run that was interrupted is started
 * again: it skips what is already done.
 */
@Component
public class Rejudgement {

    private final RecordPass records;
    private final PageApplication pages;
    private final RejudgementPreview preview;
    private final RuleSetVersion version;
    private final AuditTrail audit;
    private final TransactionTemplate pageTransaction;
    private final TransactionTemplate previewTransaction;

    Rejudgement(
            RecordPass records,
            PageApplication pages,
            RejudgementPreview preview,
            RuleSetVersion version,
            AuditTrail audit,
            PlatformTransactionManager transactions) {
        this.records = records;
        this.pages = pages;
        this.preview = preview;
        this.version = version;
        this.audit = audit;
        this.pageTransaction = new TransactionTemplate(transactions);
        this.previewTransaction = new TransactionTemplate(transactions);
        this.previewTransaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Receives the progress of a run. */
    @FunctionalInterface
    public interface Progress {

        /**
         * More is done.
         *
         * @param phase {@code judging} records or {@code deciding} keys
         * @param done how many are done
         * @param total how many there are
         */
        void report(String phase, long done, long total);
    }

    /** Records in the audit trail who asks for a preview. */
    void previewedBy(String operator) {
        pageTransaction.executeWithoutResult(status -> record(operator, Map.of("step", "preview")));
    }

    /** Previews the result of a rejudgement and writes nothing. */
    public RejudgementReport preview(Progress progress) {
        return previewTransaction.execute(status -> {
            status.setRollbackOnly();
            return preview.run(progress);
        });
    }

    /**
     * Judges every record of applied files that was judged under other rules, and marks every key that was decided
     * under others, and those of linked persons, which may have been decided before links were read. Reconciliation decides
     * the marked keys.
     *
     * @param operator who asked for it
     * @return what changed so far; messages follow as the keys are decided
     */
    public RejudgementReport run(String operator, Progress progress) {
        pageTransaction.executeWithoutResult(status -> record(operator, Map.of("step", "begin")));
        long lastFile = pages.lastFile();
        RecordChanges changes = new RecordChanges();
        long judged = records.each(progress, pageTransaction, true, (feed, page) -> pages.apply(feed, page, changes));
        Long markedKeys = pageTransaction.execute(status -> {
            long marked = pages.finish(version.rules(), lastFile);
            record(operator, new TreeMap<>(Map.of("step", "judged", "changed", changes.records(), "keys", marked)));
            return marked;
        });
        return new RejudgementReport(false, version.rules(), judged, markedKeys, changes.summed(), List.of());
    }

    private void record(String operator, Map<String, Object> details) {
        audit.append(operator, "rejudge", "rules:" + version.rules(), details);
    }
}
