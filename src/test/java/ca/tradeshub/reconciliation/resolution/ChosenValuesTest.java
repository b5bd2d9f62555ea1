// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Resolutions that choose one of the values of which sources or claims state several. */
class ChosenValuesTest extends KeyResolutions {

    @Nested
    @DisplayName("The year of an employer")
    class The_year_of_an_employer {

        @Test
        void is_the_one_that_a_person_chose_for_every_claim_and_later_file() {
            steps.registrations(agreement(r -> {}), agreement(r -> {
                r.agreementNumber = "TA-2";
                r.trade = new TradeCode("309A");
            }));
            EmployerYear first = employer("500000.00");
            EmployerYear second = employer("400000.00");
            steps.payroll(first, List.of(), List.of(line("L-1")));
            long file = steps.payroll(second, List.of(), List.of(line("L-2"), Samples.payLine(line -> {
                line.lineId = "L-3";
                line.agreementNumber = "TA-2";
                line.trade = new TradeCode("309A");
                line.payPeriod = new Period(LocalDate.of(2016, 2, 1), LocalDate.of(2016, 2, 7));
            })));
            assertThat(steps.open()).hasSize(2);
            ExceptionSide older = steps.first().sides().stream()
                    .filter(side -> String.valueOf(side.value()).contains("500000"))
                    .findFirst()
                    .orElseThrow();
            assertThat(steps.first().sides())
                    .extracting(ExceptionSide::file)
                    .as("the oldest file of each content")
                    .containsExactly(file, file - 1);
            assertThat(older.source()).startsWith("test/payroll-");

            long resolution = steps.resolve(ResolutionKind.USE_VALUE, older.choice());

            assertThat(steps.open()).isEmpty();
            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "DELIVERED", 3, "DELIVERED"));
            assertThat(steps.hub()
                            .body(CLAIM)
                            .at("/computation/priorYearPayroll")
                            .asText())
                    .isEqualTo("500000.00");
            assertThat(messageFindings(CLAIM)).anyMatch(message -> message.contains("Chosen by resolution: 500000.00"));

            long third = steps.payroll(second, List.of(), List.of(line("L-4")));
            assertThat(steps.open()).isEmpty();
            assertThat(steps.hub().states(third)).containsEntry(2, "DELIVERED");
            assertThat(steps.hub()
                            .body(CLAIM)
                            .at("/computation/priorYearPayroll")
                            .asText())
                    .isEqualTo("500000.00");

            steps.undo(resolution);
            assertThat(steps.open()).hasSize(2);
            assertThat(steps.first().sides())
                    .extracting(ExceptionSide::file)
                    .as("the oldest file of each content")
                    .containsExactly(file, file - 1);
            steps.payroll(employer("450000.00"), List.of(), List.of(line("L-5")));
            assertThat(steps.open()).isNotEmpty();
        }

        @Test
        void of_two_accounts_has_the_facts_of_the_taxpayer_that_a_person_chose() {
            steps.registrations(agreement(r -> {}));
            steps.payroll(year("123026635RP0001", "500000.00"), List.of(), List.of(line("L-1")));
            steps.payroll(year("123026635RP0002", "400000.00"), List.of(), List.of(Samples.payLine(line -> {
                line.employer = new BusinessNumber("123026635RP0002");
                line.lineId = "L-2";
            })));
            assertThat(steps.open()).isNotEmpty();

            steps.resolve(ResolutionKind.USE_VALUE, "123026635RP0001");

            assertThat(steps.open()).isEmpty();
            assertThat(steps.hub()
                            .body("123026635RP0002/TA-2016-000001/2016-12-31")
                            .at("/computation/priorYearPayroll")
                            .asText())
                    .isEqualTo("500000.00");
        }
    }

    @Nested
    @DisplayName("The original date")
    class The_original_date {

        private void differs() {
            DifferingSources.originalDates(steps);
            assertThat(steps.first().type().name()).isEqualTo("VALUE_MISMATCH");
            assertThat(steps.first().sides().stream().map(ExceptionSide::value))
                    .containsExactly("2015-06-01", "2015-05-01");
        }

        @Test
        void is_the_one_of_the_original_document_when_a_person_chose_it() {
            differs();
            steps.resolve(ResolutionKind.USE_VALUE, ExceptionSide.RIGHT);

            assertThat(steps.open()).isEmpty();
            assertThat(steps.hub()
                            .body(CLAIM)
                            .at("/apprenticeship/originalRegisteredOn")
                            .asText())
                    .isEqualTo("2015-05-01");
            assertThat(messageFindings(CLAIM))
                    .anyMatch(message -> message.contains("Chosen by resolution: 2015-05-01"));
        }

        @Test
        void is_the_stated_one_when_a_person_chose_it_and_held_again_when_that_is_undone() {
            differs();
            long resolution = steps.resolve(ResolutionKind.USE_VALUE, ExceptionSide.LEFT);

            assertThat(steps.open()).isEmpty();
            assertThat(steps.hub()
                            .body(CLAIM)
                            .at("/apprenticeship/originalRegisteredOn")
                            .asText())
                    .isEqualTo("2015-06-01");
            steps.undo(resolution);
            assertThat(steps.open()).hasSize(1);
        }
    }

    @Nested
    @DisplayName("The trade of agreement and payroll")
    class The_trade_of_agreement_and_payroll {

        private void differs() {
            DifferingSources.trades(steps);
            assertThat(steps.first().type().name()).isEqualTo("VALUE_MISMATCH");
            assertThat(steps.first().sides().stream().map(ExceptionSide::value)).containsExactly("306A", "442A");
        }

        @Test
        void is_that_of_the_agreement_when_a_person_chose_it() {
            differs();
            steps.resolve(ResolutionKind.USE_VALUE, ExceptionSide.LEFT);

            assertThat(steps.open()).isEmpty();
            assertThat(trade()).isEqualTo("306A");
            assertThat(messageFindings(CLAIM)).anyMatch(message -> message.contains("Chosen by resolution: 306A"));
        }

        @Test
        void is_that_of_the_payroll_when_a_person_chose_it_and_held_again_when_that_is_undone() {
            differs();
            long resolution = steps.resolve(ResolutionKind.USE_VALUE, ExceptionSide.RIGHT);

            assertThat(steps.open()).isEmpty();
            assertThat(trade()).isEqualTo("442A");
            assertThat(messageFindings(CLAIM)).anyMatch(message -> message.contains("Chosen by resolution: 442A"));
            steps.undo(resolution);
            assertThat(steps.open()).hasSize(1);
        }

        private String trade() {
            return steps.hub().body(CLAIM).at("/apprenticeship/trade").asText();
        }
    }

    @Nested
    @DisplayName("Claims that share a maximum")
    class Claims_that_share_a_maximum {

        private static final String OTHER = "123026635RP0002/TA-2016-000001/2016-12-31";
        private static final String OTHER_IN_2018 = "123026635RP0002/TA-2016-000001/2018-12-31";

        private long pay(String account, String wages) {
            return steps.payroll(year(account, "400000.00"), List.of(), List.of(Samples.payLine(line -> {
                line.employer = new BusinessNumber(account);
                line.grossWages = Money.of(wages);
                line.employeeTotalWages = Money.of(wages);
            })));
        }

        @Test
        void are_decided_by_one_choice() {
            steps.registrations(agreement(r -> {}));
            long first = pay("123026635RP0001", "20000.00");
            long second = pay("123026635RP0002", "21000.00");
            assertThat(steps.open()).hasSize(2);
            assertThat(steps.hub().states(first)).containsEntry(2, "HELD/ATTC-27");

            long resolution = steps.resolve(ResolutionKind.USE_VALUE, OTHER);

            assertThat(steps.open()).isEmpty();
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "WITHDRAW 2");
            assertThat(steps.hub().messages(OTHER)).containsExactly("NEW 1");
            assertThat(steps.hub().states(first)).containsEntry(2, "OUT_OF_SCOPE/ATTC-27");
            assertThat(steps.hub().states(second)).containsEntry(2, "DELIVERED");

            steps.undo(resolution);
            assertThat(steps.open()).hasSize(2);
            assertThat(steps.hub().states(first)).containsEntry(2, "HELD/ATTC-27");
            assertThat(steps.hub().states(second)).containsEntry(2, "HELD/ATTC-27");
        }

        @Test
        void leave_what_the_losing_claim_included_to_the_others_and_its_credit_to_later_years() {
            steps.registrations(agreement(r -> {}));
            pay("123026635RP0001", 2016, "8000.00");
            pay("123026635RP0002", 2016, "8000.00", "14000.00");
            assertThat(steps.first().sides())
                    .extracting(ExceptionSide::value)
                    .as("what both state counts once")
                    .containsExactlyInAnyOrder("2400.00", "4200.00");

            steps.resolve(ResolutionKind.USE_VALUE, OTHER);
            assertThat(credit(OTHER)).isEqualTo("5000.00");

            pay("123026635RP0002", 2017, "20000.00");
            pay("123026635RP0002", 2018, "20000.00");
            assertThat(steps.open()).isEmpty();
            assertThat(credit(OTHER_IN_2018)).isEqualTo("5000.00");
            assertThat(messageFindings(OTHER_IN_2018))
                    .as("within the maximum over the first 36 months")
                    .isEmpty();
        }

        private void pay(String account, int taxationYear, String... wages) {
            Period year = new Period(LocalDate.of(taxationYear, 1, 1), LocalDate.of(taxationYear, 12, 31));
            List<PayLine> lines = IntStream.range(0, wages.length)
                    .mapToObj(week -> Samples.payLine(line -> {
                        line.employer = new BusinessNumber(account);
                        line.lineId = taxationYear + "-" + week;
                        line.taxationYear = year;
                        line.payPeriod = new Period(
                                year.start().plusWeeks(week),
                                year.start().plusWeeks(week).plusDays(6));
                        line.payDate = line.payPeriod.end();
                        line.grossWages = Money.of(wages[week]);
                        line.employeeTotalWages = Money.of("50000.00");
                    }))
                    .toList();
            steps.payroll(
                    Samples.employerYear(draft -> {
                        draft.businessNumber = new BusinessNumber(account);
                        draft.taxationYear = year;
                        draft.priorYearPayroll = Money.of("400000.00");
                    }),
                    List.of(),
                    lines);
        }

        private String credit(String claim) {
            return steps.hub().body(claim).at("/computation/credit").asText();
        }
    }
}
