// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.RefusalCode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FileTotalsTest {

    private static final BigDecimal SHARE = new BigDecimal("0.20");

    @Test
    void a_file_that_agrees_is_not_refused() {
        assertThat(totals(100, 100, "10.00", "10.00", 0).refusal(0, SHARE)).isEmpty();
        assertThat(totals(100, 100, "10.00", "10.0", 0).unverifiable()).isEmpty();
    }

    @Test
    void the_count_is_compared_before_the_total() {
        assertThat(totals(100, 101, "10.00", "10.01", 0).refusal(0, SHARE))
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_COUNT));
    }

    @Test
    void a_cent_makes_a_total_differ() {
        assertThat(totals(100, 100, "10.00", "10.01", 0).refusal(0, SHARE))
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_TOTAL));
    }

    @Test
    void an_unreadable_figure_makes_a_total_unverifiable_and_no_more() {
        FileTotals totals = totals(100, 100, "10.00", "12.50", 2);

        assertThat(totals.refusal(2, SHARE)).isEmpty();
        assertThat(totals.missing()).isEqualByComparingTo("2.50");
        assertThat(totals.unverifiable()).hasValueSatisfying(warning -> {
            assertThat(warning.detail().en()).contains("2 records");
            assertThat(warning.detail().fr()).contains("2 enregistrements");
        });
    }

    @Test
    void both_the_share_and_twenty_records_must_be_passed() {
        assertThat(totals(100, 100, "0", "0", 0).refusal(20, SHARE)).isEmpty();
        assertThat(totals(100, 100, "0", "0", 0).refusal(21, SHARE))
                .hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(RefusalCode.FILE_REJECT_SHARE));
        assertThat(totals(19, 19, "0", "0", 0).refusal(19, SHARE)).isEmpty();
        assertThat(totals(20, 20, "0", "0", 0).refusal(20, SHARE)).isPresent();
    }

    private static FileTotals totals(int counted, int stated, String total, String statedTotal, int unreadable) {
        return new FileTotals(counted, stated, new BigDecimal(total), new BigDecimal(statedTotal), unreadable);
    }
}
