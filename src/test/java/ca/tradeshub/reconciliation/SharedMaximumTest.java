// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The maximum of a year that several claims share (ATTC-27). */
class SharedMaximumTest extends ClaimsInOneTrade {

    @Nested
    @DisplayName("ATTC-27")
    class The_maximum {

        @Test
        void of_two_payroll_accounts_applies_once() {
            registrations(agreement("TA-1", r -> {}));
            long first = pay(ONE, "TA-1", "20000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.states(first)).containsEntry(2, "DELIVERED");

            long second = pay(TWO, "TA-1", "21000.00");
            hub.reconcileAndDeliver();

            assertThat(hub.openExceptions()).containsExactly(MISMATCH, MISMATCH);
            assertThat(hub.states(first)).containsEntry(2, HELD);
            assertThat(hub.states(second)).containsEntry(2, HELD);
            assertThat(hub.messages(claim(ONE, "TA-1"))).containsExactly("NEW 1");
            assertThat(hub.messages(claim(TWO, "TA-1"))).isEmpty();
            assertThat(hub.exceptionSides(claim(ONE, "TA-1")))
                    .containsExactly(claim(ONE, "TA-1") + ": 5000.00 | " + claim(TWO, "TA-1") + ": 5000.00");
            assertThat(hub.exceptionSides(claim(TWO, "TA-1")))
                    .containsExactly(claim(TWO, "TA-1") + ": 5000.00 | " + claim(ONE, "TA-1") + ": 5000.00");
            hub.balance(first);
            hub.balance(second);
        }

        @Test
        void is_free_again_when_one_claim_goes_away() {
            registrations(agreement("TA-1", r -> {}));
            long first = pay(ONE, "TA-1", "20000.00");
            long second = pay(TWO, "TA-1", "21000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).containsExactly(MISMATCH, MISMATCH);

            long corrected = pay(TWO, "TA-1", "21000.00", line -> line.agreementNumber = "TA-9");
            hub.reconcileAndDeliver();

            assertThat(hub.openExceptions()).isEmpty();
            assertThat(hub.states(first)).containsEntry(2, "DELIVERED");
            assertThat(hub.states(second)).containsEntry(2, "SUPERSEDED");
            assertThat(hub.states(corrected)).containsEntry(2, "PENDING");
            assertThat(hub.messages(claim(ONE, "TA-1"))).containsExactly("NEW 1");
        }

        @Test
        void is_free_again_when_the_claims_together_do_not_exceed_it() {
            registrations(agreement("TA-1", r -> {}));
            pay(ONE, "TA-1", "20000.00");
            pay(TWO, "TA-1", "21000.00");
            hub.reconcileAndDeliver();

            pay(ONE, "TA-1", "10000.00");
            pay(TWO, "TA-1", "6666.66");
            hub.reconcileAndDeliver();

            assertThat(hub.openExceptions()).isEmpty();
            assertThat(credit(ONE, "TA-1")).isEqualTo("3000.00");
            assertThat(credit(TWO, "TA-1")).isEqualTo("2000.00");
        }

        @Test
        void is_not_shared_by_spells_that_follow_each_other() {
            registrations(agreement("TA-1", r -> {}));
            pay(ONE, "TA-1", "20000.00", line -> line.employmentEnd = LocalDate.of(2016, 6, 30));
            pay(TWO, "TA-1", "20000.00", line -> {
                line.employmentStart = LocalDate.of(2016, 7, 1);
                line.payPeriod = new Period(LocalDate.of(2016, 7, 4), LocalDate.of(2016, 7, 10));
                line.payDate = LocalDate.of(2016, 7, 10);
            });
            hub.reconcileAndDeliver();

            assertThat(hub.openExceptions()).isEmpty();
            assertThat(credit(ONE, "TA-1")).isEqualTo("2486.34");
            assertThat(credit(TWO, "TA-1")).isEqualTo("2513.66");
        }

        @ParameterizedTest(name = "linked by its original''s number: {0}")
        @ValueSource(booleans = {true, false})
        void applies_once_to_an_apprenticeship_under_two_agreement_numbers(boolean linked) {
            registrations(agreement("TA-1", r -> {}), agreement("TA-2", r -> {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.registeredOn = LocalDate.of(2016, 2, 1);
                r.statusOn = r.registeredOn;
                r.originalRegisteredOn = LocalDate.of(2016, 1, 1);
                r.originalAgreementNumber = linked ? "TA-1" : null;
            }));
            pay(ONE, "TA-1", "20000.00");
            pay(ONE, "TA-2", "20000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).containsExactly(MISMATCH, MISMATCH);
        }

        @Test
        void applies_once_over_a_chain_of_three_agreements_and_two_accounts() {
            registrations(
                    agreement("TA-3", r -> follows(r, "TA-2", 3)),
                    agreement("TA-2", r -> follows(r, "TA-1", 2)),
                    agreement("TA-1", r -> {}));
            pay(TWO, "TA-3", "20000.00");
            pay(ONE, "TA-1", "20000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).contains(MISMATCH);
            assertThat(hub.exceptionSides(claim(TWO, "TA-3")))
                    .anySatisfy(sides -> assertThat(sides).contains(claim(ONE, "TA-1")));
        }

        @Test
        void of_another_taxpayer_or_another_trade_is_another_one() {
            registrations(
                    agreement(
                            "TA-1",
                            r -> r.sponsor =
                                    Samples.sponsor(Sponsor.Kind.JOINT_COMMITTEE, "987654324RP0001", "2016-01-01")),
                    agreement("TA-2", r -> r.trade = new TradeCode("309A")));
            pay(ONE, "TA-1", "20000.00");
            pay(OTHER_EMPLOYER, "TA-1", "21000.00");
            pay(ONE, "TA-2", "22000.00", line -> line.trade = new TradeCode("309A"));
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).isEmpty();
        }

        @Test
        void of_another_year_is_another_one() {
            registrations(agreement("TA-1", r -> {}));
            pay(ONE, "TA-1", "20000.00");
            hub.file(
                    Feed.PAYROLL,
                    ++sequence,
                    Samples.employerYear(e -> {
                        e.businessNumber = new BusinessNumber(TWO);
                        e.taxationYear = new Period(LocalDate.of(2017, 1, 1), LocalDate.of(2017, 12, 31));
                    }),
                    List.of(),
                    List.of(Samples.payLine(line -> {
                        line.employer = new BusinessNumber(TWO);
                        line.agreementNumber = "TA-1";
                        line.trade = new TradeCode("442A");
                        line.taxationYear = new Period(LocalDate.of(2017, 1, 1), LocalDate.of(2017, 12, 31));
                        line.payPeriod = new Period(LocalDate.of(2017, 1, 2), LocalDate.of(2017, 1, 8));
                        line.payDate = LocalDate.of(2017, 1, 8);
                        line.grossWages = Money.of("20000.00");
                        line.employeeTotalWages = line.grossWages;
                    })));
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).isEmpty();
        }

        @ParameterizedTest(name = "client {0}, account {1}, SIN {2}")
        @CsvSource({
            "1234567,,", // the same client
            "7654321,12345678,", // the same account
            "7654321,,130692544", // the same SIN
        })
        void of_two_original_agreements_in_one_trade_is_for_a_person_to_decide(
                String client, String account, String sin) {
            registrations(
                    agreement("TA-1", r -> r.person = person("1234567", "12345678", "130692544")),
                    agreement("TA-2", r -> r.person = person(client, account, sin)));
            pay(ONE, "TA-1", "1000.00");
            pay(ONE, "TA-2", "1001.00");
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).containsExactly(MISMATCH, MISMATCH);
        }

        @Test
        void of_an_agreement_corrected_to_be_an_original_too_is_for_a_person_to_decide() {
            registrations(agreement("TA-1", r -> {}), agreement("TA-2", r -> follows(r, "TA-1", 2)));
            pay(ONE, "TA-1", "1000.00");
            pay(ONE, "TA-2", "1001.00");
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).isEmpty();

            registrations(agreement("TA-2", r -> {}));
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).containsExactly(MISMATCH, MISMATCH);
        }

        @Test
        void of_an_original_and_an_agreement_after_another_one_is_shared_without_a_decision() {
            registrations(agreement("TA-1", r -> {}), agreement("TA-2", r -> {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.originalRegisteredOn = LocalDate.of(2016, 1, 1);
            }));
            pay(ONE, "TA-1", "1000.00");
            pay(ONE, "TA-2", "1001.00");
            hub.reconcileAndDeliver();
            assertThat(hub.openExceptions()).isEmpty();
        }

        @Test
        void is_free_again_when_an_agreement_proves_to_be_another_persons() {
            registrations(agreement("TA-1", r -> {}), agreement("TA-2", r -> {}));
            long first = pay(ONE, "TA-1", "1000.00");
            long second = pay(ONE, "TA-2", "1001.00");
            hub.reconcileAndDeliver();
            assertThat(hub.states(first)).containsEntry(2, HELD);

            registrations(agreement("TA-2", r -> r.person = person("7654321", "87654321", null)));
            hub.reconcileAndDeliver();

            assertThat(hub.openExceptions()).isEmpty();
            assertThat(hub.states(first)).containsEntry(2, "DELIVERED");
            assertThat(hub.states(second)).containsEntry(2, "DELIVERED");
        }

        @Test
        void is_not_shared_with_another_person_whose_agreement_names_the_original_by_mistake() {
            registrations(
                    agreement("TA-1", r -> {}),
                    agreement("TA-7", r -> r.person = person("7654321", "87654321", null)),
                    agreement("TA-2", r -> {
                        r.person = person("7654321", "87654321", null);
                        follows(r, "TA-1", 2);
                    }));
            long first = pay(ONE, "TA-1", "20000.00");
            long second = pay(ONE, "TA-2", "20000.00");
            hub.reconcileAndDeliver();
            assertThat(hub.states(first)).containsEntry(2, "DELIVERED");
            assertThat(hub.states(second)).containsEntry(2, "HELD/IDENTITY_CLASH");

            registrations(agreement("TA-2", r -> {
                r.person = person("7654321", "87654321", null);
                follows(r, "TA-7", 2);
            }));
            hub.reconcileAndDeliver();
            assertThat(hub.states(first)).containsEntry(2, "DELIVERED");
            assertThat(hub.states(second)).containsEntry(2, "DELIVERED");
        }

        @Test
        void is_held_whatever_order_the_files_came_in() {
            Set<Map<String, String>> ends = new HashSet<>();
            for (List<Integer> order : permutations(List.of(0, 1, 2, 3))) {
                for (boolean eachAtOnce : new boolean[] {true, false}) {
                    ends.add(end(order, eachAtOnce));
                }
            }
            assertThat(ends).hasSize(1);
            assertThat(ends.iterator().next())
                    .containsEntry("0", HELD)
                    .containsEntry("1", HELD)
                    .containsEntry("exceptions", List.of(MISMATCH, MISMATCH).toString());
        }

        private static Map<String, String> end(List<Integer> order, boolean eachAtOnce) {
            try (ReconciliationFixture other = new ReconciliationFixture()) {
                Map<String, String> end = new TreeMap<>();
                Map<Integer, Long> files = new TreeMap<>();
                for (int which : order) {
                    files.put(
                            which,
                            switch (which) {
                                case 0 -> payroll(other, 1, ONE, "TA-1", "20000.00", line -> {});
                                case 1 -> payroll(other, 2, TWO, "TA-2", "21000.00", line -> {});
                                case 2 -> other.file(Feed.REGISTRATIONS, 3, List.of(agreement("TA-1", r -> {})));
                                default ->
                                    other.file(
                                            Feed.REGISTRATIONS,
                                            4,
                                            List.of(agreement("TA-2", r -> follows(r, "TA-1", 2))));
                            });
                    if (eachAtOnce) {
                        other.reconcileAndDeliver();
                    }
                }
                other.reconcileAndDeliver();
                files.forEach(
                        (which, file) -> end.put("" + which, other.states(file).get(2)));
                end.put("exceptions", other.openExceptions().toString());
                return end;
            }
        }
    }
}
