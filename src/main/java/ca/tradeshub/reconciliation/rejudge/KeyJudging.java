// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.FileContext;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Text;
import ca.tradeshub.ledger.CanonicalJson;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.PayLineRow;
import ca.tradeshub.reconciliation.records.StateReason;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Judgement;
import ca.tradeshub.rules.engine.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the records of keys by the current rules. As when files are applied, the standing record of a key is the newest
 * that is neither rejected nor held (interface agreements, section 6). Pure.
 */
final class KeyJudging {

    private static final Set<RecordState> OPEN =
            Set.of(RecordState.PENDING, RecordState.DELIVERED, RecordState.OUT_OF_SCOPE);

    private final Feed feed;
    private final RuleBook rules;
    private final CanonicalJson json;
    private final Inputs inputs;
    private final List<RecordMove> moves = new ArrayList<>();
    private final Map<RecordAddress, List<Finding>> judged = new LinkedHashMap<>();

    KeyJudging(Feed feed, RuleBook rules, CanonicalJson json, Inputs inputs) {
        this.feed = feed;
        this.rules = rules;
        this.json = json;
        this.inputs = inputs;
    }

    /**
     * What judging needs besides the records.
     *
     * @param lines the pay lines with their employees
     * @param employers the employers' years of the files that have one
     * @param resolutions what persons decided about the records
     */
    record Inputs(
            Map<RecordAddress, PayLine> lines,
            Map<Long, EmployerYear> employers,
            ResolvedHolds.OfRecords resolutions) {}

    /**
     * A stored record.
     *
     * @param reason its state and what gave it
     * @param amount its hours or gross wages
     * @param canonical its content as JSON; null for a pay line, and for a record that mapping could not read
     * @param payLine its content without employee; null for other records, and for one that mapping could not read
     * @param rulesDigest the rules by which its file was judged
     */
    record Row(
            RecordAddress address,
            String recordKey,
            StateReason reason,
            BigDecimal amount,
            @Nullable String canonical,
            @Nullable PayLineRow payLine,
            String sender,
            LocalDate fileDate,
            String rulesDigest) {

        RecordState state() {
            return reason.state();
        }

        /** Standing, or held because its key is held (equivalent here). */
        boolean stands() {
            return OPEN.contains(state()) || reason.isHeldWithKey();
        }
    }

    /** The records that change their states, in the order in which they were judged. */
    List<RecordMove> moves() {
        return moves;
    }

    /** What the rules find on each record that was judged. */
    Map<RecordAddress, List<Finding>> judged() {
        return judged;
    }

    /** Re-evaluates the versions of one key, the newest first, up to the first that no rule holds or rejects. */
    void judge(List<Row> versions) {
        boolean stood = false;
        for (int i = 0; i < versions.size(); i++) {
            Row row = versions.get(i);
            boolean isDisplaced = row.state() == RecordState.SUPERSEDED && !stood;
            boolean isLeftAlone = row.state() == RecordState.DUPLICATE
                    || isDisplaced
                    || row.reason().isBeyondRecordRules()
                    || inputs.resolutions().keeps(row.address(), row.state());
            CanonicalRecord record = isLeftAlone ? null : record(row);
            if (record == null) {
                continue;
            }
            @Nullable Finding deciding = deciding(row, record);
            if (deciding == null) {
                if (!row.stands()) {
                    moves.add(move(row, RecordState.PENDING, null));
                    versions.subList(i + 1, versions.size()).forEach(this::displace);
                }
                return;
            }
            stood |= row.stands();
            RecordState now = deciding.outcome() == Outcome.REJECT ? RecordState.REJECTED : RecordState.HELD;
            boolean isAsBefore = row.state() == now
                    && row.reason().heldWith() == null
                    && deciding.rule().equals(row.reason().rule());
            if (!isAsBefore) {
                moves.add(move(row, now, deciding));
            }
        }
    }

    private void displace(Row row) {
        if (row.state() != RecordState.DUPLICATE && row.state() != RecordState.SUPERSEDED) {
            moves.add(move(row, RecordState.SUPERSEDED, null));
        }
    }

    /** The record, null when mapping could not read it. */
    private @Nullable CanonicalRecord record(Row row) {
        String canonical = row.canonical();
        return canonical == null ? inputs.lines().get(row.address()) : json.read(canonical, feed.recordType());
    }

    private @Nullable Finding deciding(Row row, CanonicalRecord record) {
        FileContext facts = new FileContext(
                feed,
                row.sender(),
                row.fileDate(),
                inputs.employers().get(row.address().fileId()));
        Judgement<CanonicalRecord> judgement = new Judgement<>(
                record,
                inputs.resolutions()
                        .findings(row.address(), rules.judge(record, facts).findings()));
        judged.put(row.address(), judgement.findings());
        return judgement.deciding().orElse(null);
    }

    private static RecordMove move(Row row, RecordState to, @Nullable Finding deciding) {
        return new RecordMove(
                row.address(),
                row.amount(),
                row.state(),
                row.reason().rule(),
                to,
                deciding == null ? null : deciding.rule(),
                deciding == null ? null : new Text(deciding.message(), deciding.messageFr()));
    }
}
