// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.apprenticeship;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.SourceRef;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.records.StandingRecord;
import ca.tradeshub.rules.Samples;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimWageAllocationTest {

    private static final String ONE = "TA-1";
    private static final String OTHER = "TA-2";

    private final ClaimWageAllocation allocation =
            new ClaimWageAllocation(Map.of(ONE, Set.of(OTHER), OTHER, Set.of(ONE)));
    private int line;

    @Test
    void lines_of_two_trades_that_state_less_than_both_are_rejected() {
        StandingRecord<PayLine> one = line(1, ONE, "400.00", "500.00", RecordState.PENDING);
        StandingRecord<PayLine> other = line(1, OTHER, "200.00", "500.00", RecordState.DELIVERED);

        assertThat(rejected(one, other)).containsExactlyInAnyOrder(one.address(), other.address());
        assertThat(rejected(one, line(1, OTHER, "100.00", "500.00", RecordState.PENDING)))
                .isEmpty();
    }

    @Test
    void lines_of_one_trade_are_not_added_up() {
        assertThat(rejected(
                        line(1, ONE, "400.00", "400.00", RecordState.PENDING),
                        line(1, ONE, "200.00", "200.00", RecordState.PENDING)))
                .isEmpty();
    }

    @Test
    void a_line_that_was_replaced_or_is_held_by_itself_does_not_count() {
        StandingRecord<PayLine> one = line(1, ONE, "400.00", "500.00", RecordState.PENDING);

        assertThat(rejected(one, line(1, OTHER, "200.00", "600.00", RecordState.SUPERSEDED)))
                .isEmpty();
        assertThat(rejected(one, line(1, OTHER, "200.00", "600.00", RecordState.HELD)))
                .isEmpty();
    }

    @Test
    void a_newer_file_states_the_total_of_older_lines_too() {
        StandingRecord<PayLine> older = line(1, ONE, "400.00", "400.00", RecordState.PENDING);
        StandingRecord<PayLine> newer = line(2, OTHER, "200.00", "600.00", RecordState.PENDING);

        assertThat(rejected(older, newer)).isEmpty();
        assertThat(rejected(
                        line(2, ONE, "400.00", "400.00", RecordState.PENDING),
                        line(1, OTHER, "200.00", "600.00", RecordState.PENDING)))
                .hasSize(1);
    }

    @Test
    void agreements_of_two_persons_and_other_pay_periods_are_apart() {
        assertThat(rejected(
                        line(1, ONE, "400.00", "400.00", RecordState.PENDING),
                        line(1, "TA-3", "200.00", "200.00", RecordState.PENDING)))
                .isEmpty();
        assertThat(ClaimWageAllocation.persons(Map.of(ONE, Set.of(OTHER), OTHER, Set.of(ONE))))
                .containsExactly(Map.entry(ONE, ONE), Map.entry(OTHER, ONE));
    }

    private Set<RecordAddress> rejected(StandingRecord<PayLine> one, StandingRecord<PayLine> other) {
        return allocation.rejected(List.of(List.of(one, other))).keySet();
    }

    private StandingRecord<PayLine> line(int order, String agreement, String gross, String total, RecordState state) {
        line++;
        return new StandingRecord<>(
                new RecordAddress(order, line),
                new SourceRef(Feed.PAYROLL, "file", "sha", line, 0, 1),
                state,
                null,
                order,
                LocalDate.of(2026, 11, 20),
                Instant.EPOCH,
                Samples.payLine(draft -> {
                    draft.lineId = "L-" + line;
                    draft.agreementNumber = agreement;
                    draft.grossWages = Money.of(gross);
                    draft.employeeTotalWages = Money.of(total);
                }));
    }
}
