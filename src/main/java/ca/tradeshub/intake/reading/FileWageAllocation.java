// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.feeds.control.ControlFile;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.rules.attc.WageAllocationRule;
import ca.tradeshub.rules.engine.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Adds up what a file allocates to the trades of an employee in a pay period, from the pay periods that may be shared
 * (rule ATTC-32). The file is read a second time for it.
 */
public final class FileWageAllocation implements RecordSink {

    private final SharedPayPeriods candidates;
    private final WageAllocationRule rule = new WageAllocationRule();
    private final Map<String, Map<String, StagedLine>> byPayPeriod = new LinkedHashMap<>();

    /** A staged record with the pay line it contains. */
    private record StagedLine(StagedRecord record, PayLine line) {}

    public FileWageAllocation(SharedPayPeriods candidates) {
        this.candidates = candidates;
    }

    @Override
    public void control(ControlFile control) {
        // Wages are the records' alone.
    }

    @Override
    public void batch(List<StagedRecord> records) {
        for (StagedRecord record : records) {
            if (record.state() != RecordState.REJECTED
                    && record.canonical() instanceof PayLine line
                    && candidates.mayBe(line)) {
                byPayPeriod
                        .computeIfAbsent(SharedPayPeriods.payPeriod(line), key -> new LinkedHashMap<>())
                        .putIfAbsent(record.recordKey(), new StagedLine(record, line));
            }
        }
    }

    /** Reports each record whose stated total wages are less than the sum allocated over the trades. */
    public void wageAllocationExcess(BiConsumer<StagedRecord, Finding> told) {
        byPayPeriod.values().forEach(records -> {
            List<PayLine> lines =
                    records.values().stream().map(StagedLine::line).toList();
            boolean trades =
                    lines.stream().map(PayLine::agreementNumber).distinct().count() > 1;
            Money allocated = lines.stream().map(PayLine::grossWages).reduce(Money.ZERO, Money::plus);
            if (trades) {
                records.values().forEach(staged -> rule.wageAllocationExcess(staged.line(), allocated)
                        .ifPresent(finding -> told.accept(staged.record(), finding)));
            }
        });
    }
}
