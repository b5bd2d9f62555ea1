// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The payroll of the previous year, which several accounts of a taxpayer state. */
class PriorYearPayrollTest extends ClaimsInOneTrade {

    @Nested
    @DisplayName("The payroll of the previous year")
    class The_payroll_of_the_previous_year {

        private static final String DIFFERS = "HELD/VALUE_MISMATCH";

        @Test
        void of_two_accounts_of_one_taxpayer_is_one() {
            registrations(agreement("TA-1", r -> {}), agreement("TA-2", r -> r.person = person("7654321", null, null)));
            long first = stating(ONE, "TA-1", 2016, "300000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.states(first)).containsEntry(2, "DELIVERED");

            long second = stating(TWO, "TA-2", 2016, "650000.00");
            hub.reconcileAndDeliver();

            assertThat(hub.states(second)).containsEntry(2, DIFFERS);
            assertThat(hub.openExceptions()).containsExactly("VALUE_MISMATCH", "VALUE_MISMATCH");
            assertThat(hub.exceptionSides(claim(ONE, "TA-1")))
                    .singleElement()
                    .asString()
                    .contains("300000.00")
                    .contains("650000.00");
            assertThat(hub.messages(claim(TWO, "TA-2"))).isEmpty();
            hub.balance(first);
            hub.balance(second);
        }

        @Test
        void is_compared_only_when_both_state_one_for_the_same_year_and_taxpayer() {
            registrations(agreement("TA-1", r -> {}), agreement("TA-2", r -> {
                r.person = person("7654321", null, null);
                r.sponsor = Samples.sponsor(Sponsor.Kind.EMPLOYER, OTHER_EMPLOYER, "2016-01-01");
            }));
            stating(ONE, "TA-1", 2016, "300000.00");
            stating(TWO, "TA-1", 2017, "650000.00");
            stating(OTHER_EMPLOYER, "TA-2", 2016, "650000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).isEmpty();

            long silent = stating(TWO, "TA-1", 2016, null);
            hub.reconcileAndDeliver();
            assertThat(hub.states(silent)).containsEntry(2, "HELD/ATTC-24");
            assertThat(hub.messages(claim(ONE, "TA-1"))).containsExactly("NEW 1");
        }

        private long stating(String employer, String agreement, int year, @Nullable String payroll) {
            Period taxationYear = new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
            return hub.file(
                    Feed.PAYROLL,
                    ++sequence,
                    Samples.employerYear(draft -> {
                        draft.businessNumber = new BusinessNumber(employer);
                        draft.taxationYear = taxationYear;
                        draft.priorYearPayroll = payroll == null ? null : Money.of(payroll);
                    }),
                    List.of(),
                    List.of(Samples.payLine(line -> {
                        line.employer = new BusinessNumber(employer);
                        line.lineId = "L-" + year + "-" + payroll;
                        line.agreementNumber = agreement;
                        line.trade = new TradeCode("442A");
                        line.taxationYear = taxationYear;
                        line.employmentStart = LocalDate.of(2016, 1, 1);
                        line.payPeriod = new Period(LocalDate.of(year, 3, 6), LocalDate.of(year, 3, 12));
                        line.payDate = line.payPeriod.end();
                    })));
        }
    }
}
