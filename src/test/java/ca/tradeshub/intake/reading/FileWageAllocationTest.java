// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.reading;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.ledger.record.StagedRecord;
import ca.tradeshub.rules.Samples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileWageAllocationTest {

    @ParameterizedTest(name = "{0} and {1} of {2} and {3}: {4} rejected")
    @CsvSource({
        "400.00,250.00,650.00,650.00,0",
        "400.00,250.01,650.00,650.00,2",
        "400.00,250.01,650.00,650.01,1",
        "400.00,249.99,650.00,650.00,0",
        "400.00,250.00,400.00,250.00,2",
    })
    void wages_over_two_trades_are_compared_with_what_each_line_states(
            String one, String other, String paid, String alsoPaid, int rejected) {
        List<StagedRecord> records = List.of(line(2, "TA-1", one, paid), line(3, "TA-2", other, alsoPaid));
        assertThat(shared(records).isAny()).isTrue();
        assertThat(wageAllocationExcess(records)).hasSize(rejected);
    }

    @Test
    void a_reversal_counts_and_states_nothing_itself() {
        assertThat(wageAllocationExcess(List.of(
                        line(2, "TA-1", "400.00", "650.00"),
                        line(3, "TA-1", "-400.00", "-650.00"),
                        line(4, "TA-1", "399.99", "650.00"),
                        line(5, "TA-2", "250.01", "650.00"))))
                .isEmpty();
    }

    @Test
    void several_lines_of_one_agreement_are_no_allocation() {
        List<StagedRecord> records = List.of(line(2, "TA-1", "400.00", "400.00"), line(3, "TA-1", "250.00", "250.00"));
        assertThat(shared(records).isAny()).isFalse();
        assertThat(wageAllocationExcess(records)).isEmpty();
    }

    private static List<Integer> wageAllocationExcess(List<StagedRecord> records) {
        FileWageAllocation allocated = new FileWageAllocation(shared(records));
        allocated.batch(records);
        List<Integer> lines = new ArrayList<>();
        allocated.wageAllocationExcess((record, finding) -> lines.add(record.line()));
        return lines;
    }

    private static SharedPayPeriods shared(List<StagedRecord> records) {
        SharedPayPeriods shared = new SharedPayPeriods();
        shared.add(records);
        return shared;
    }

    private static StagedRecord line(int number, String agreement, String gross, String total) {
        var line = Samples.payLine(draft -> {
            draft.lineId = "L" + number;
            draft.agreementNumber = agreement;
            draft.grossWages = Money.of(gross);
            draft.employeeTotalWages = Money.of(total);
        });
        return new StagedRecord(
                number,
                number * 100L,
                90,
                line.recordKey(),
                line.balanceAmount(),
                RecordState.PENDING,
                null,
                line,
                List.of());
    }
}
