// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.YEAR_2016;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What one record states that changes a claim of another: years, employers, trades and earlier agreements. */
class ClaimsAcrossRecordsTest {

    private static final LocalDate JULY_2017 = LocalDate.of(2017, 7, 1);
    private final ReconciliationFixture hub = new ReconciliationFixture();
    private final NumberedFiles files = new NumberedFiles(hub);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void the_claim_that_passes_the_maximum_over_the_months_is_flagged_whatever_came_first() {
        for (int year : List.of(2020, 2017, 2019)) {
            pay(year, JULY_2017);
        }
        files.registrations(registration("TA-1", "1234567", "12345678", "442A", JULY_2017));
        hub.reconcileAndDeliver();
        assertThat(hub.body(claim(2020)).at("/findings").toString()).doesNotContain("ATTC-31");

        pay(2018, JULY_2017);
        hub.reconcileAndDeliver();

        assertThat(hub.body(claim(2020)).at("/findings/0/rule").asText()).isEqualTo("ATTC-31");
        assertThat(hub.messages(claim(2020))).containsExactly("NEW 1", "AMEND 2");
        assertThat(hub.body(claim(2019)).at("/findings")).isEmpty();
        assertThat(hub.messages(claim(2019))).containsExactly("NEW 1");
    }

    @Test
    void an_expenditure_two_employers_claim_is_out_of_scope_in_the_second_claim() {
        files.registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.sponsor = Samples.sponsor(Sponsor.Kind.JOINT_COMMITTEE, "123456782RP0001", "2016-01-01");
        }));
        long first = files.payroll("123026635RP0001", line -> {});
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "DELIVERED");

        long second = files.payroll("987654324RP0001", line -> {});
        hub.reconcileAndDeliver();

        assertThat(hub.states(second)).containsEntry(2, "OUT_OF_SCOPE/X-11");
        assertThat(hub.body("987654324RP0001/TA-1/2016-12-31")
                        .at("/excluded/0/rule")
                        .asText())
                .isEqualTo("X-11");
        assertThat(hub.messages("123026635RP0001/TA-1/2016-12-31")).containsExactly("NEW 1");
        hub.balance(second);

        files.payroll("123026635RP0001", line -> {
            line.lineId = "L-reversal";
            line.grossWages = Money.ZERO.minus(line.grossWages);
        });
        hub.reconcileAndDeliver();

        assertThat(hub.states(second)).as("the first claim has reversed it").containsEntry(2, "DELIVERED");
        assertThat(hub.body("987654324RP0001/TA-1/2016-12-31").at("/excluded")).isEmpty();
        assertThat(hub.messages("987654324RP0001/TA-1/2016-12-31")).containsExactly("NEW 1", "AMEND 2");
        hub.balance(second);
    }

    @Test
    void a_line_that_states_less_than_is_allocated_over_the_trades_is_rejected() {
        Period year = new Period(LocalDate.of(2016, 1, 1), LocalDate.of(2016, 12, 31));
        long file = hub.file(
                Feed.PAYROLL,
                files.next(),
                Samples.employerYear(any -> {}),
                List.of(),
                List.of(
                        allocated(year, "L1", "TA-1", "400.00", "650.00"),
                        allocated(year, "L2", "TA-2", "250.01", "650.00"),
                        allocated(year, "L3", "TA-2", "250.01", "650.01"),
                        allocated(year, "L3", "TA-2", "250.01", "650.01")));

        assertThat(hub.states(file))
                .containsEntry(2, "REJECTED/ATTC-32")
                .containsEntry(3, "REJECTED/ATTC-32")
                .containsEntry(4, "REJECTED/ATTC-32");

        long sound = hub.file(
                Feed.PAYROLL,
                files.next(),
                Samples.employerYear(any -> {}),
                List.of(),
                List.of(
                        allocated(year, "L4", "TA-1", "400.00", "650.00"),
                        allocated(year, "L5", "TA-2", "250.00", "650.00"),
                        allocated(year, "L5", "TA-2", "250.00", "650.00")));
        assertThat(hub.states(sound).values()).containsExactlyInAnyOrder("PENDING", "PENDING", "DUPLICATE");
    }

    @Test
    @DisplayName("ATTC-07")
    void the_first_version_of_the_original_has_its_day_when_a_transfer_of_it_has_not() {
        files.registrations(original(Registration.Origin.ORIGINAL, LocalDate.of(2015, 6, 1)));
        files.registrations(original(Registration.Origin.TRANSFER, LocalDate.of(2015, 12, 1)));
        files.registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
            r.registeredOn = LocalDate.of(2016, 1, 2);
            r.originalAgreementNumber = "TA-0";
        }));
        files.payroll("123026635RP0001", line -> {});
        hub.reconcileAndDeliver();
        assertThat(hub.body(NumberedFiles.claim2016("TA-1"))
                        .at("/apprenticeship/originalRegisteredOn")
                        .asText())
                .isEqualTo("2015-06-01");
    }

    @Test
    @DisplayName("ATTC-22")
    void a_claim_of_the_employer_before_a_transfer_is_not_warned() {
        LocalDate january = LocalDate.of(2016, 1, 1);
        LocalDate june = LocalDate.of(2016, 6, 1);
        files.registrations(original(Registration.Origin.ORIGINAL, january));
        files.payroll("123026635RP0001", line -> {
            line.agreementNumber = "TA-0";
            line.employmentEnd = june.minusDays(1);
        });
        hub.reconcileAndDeliver();

        files.registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-0";
            r.origin = Registration.Origin.TRANSFER;
            r.registeredOn = june;
            r.statusOn = june;
            r.originalRegisteredOn = january;
            r.sponsor = Samples.sponsor(Sponsor.Kind.EMPLOYER, "123456782RP0001", "2016-06-01");
        }));
        hub.reconcileAndDeliver();

        assertThat(hub.body(NumberedFiles.claim2016("TA-0")).at("/findings")).isEmpty();
        assertThat(hub.openExceptions()).isEmpty();
    }

    private static Registration original(Registration.Origin origin, LocalDate registered) {
        return Samples.registration(r -> {
            r.agreementNumber = "TA-0";
            r.origin = origin;
            r.registeredOn = registered;
            r.statusOn = registered;
        });
    }

    @Test
    @DisplayName("ATTC-32")
    void what_another_file_allocates_to_the_other_trade_counts_until_one_of_them_is_corrected() {
        files.registrations(
                registration("TA-1", "1234567", "12345678", "306A", LocalDate.of(2016, 1, 1)),
                registration("TA-2", "1234567", null, "442A", LocalDate.of(2016, 1, 1)));
        long first = pays("L1", "TA-1", "306A", "400.00", "650.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "DELIVERED");

        long second = pays("L2", "TA-2", "442A", "250.01", "650.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "REJECTED/ATTC-32");
        assertThat(hub.states(second)).containsEntry(2, "REJECTED/ATTC-32");
        assertThat(hub.messages(NumberedFiles.claim2016("TA-1"))).containsExactly("NEW 1", "WITHDRAW 2");
        assertThat(hub.messages(NumberedFiles.claim2016("TA-2"))).isEmpty();
        assertThat(hub.balance(first).records()).containsEntry(RecordState.REJECTED, 1L);

        long corrected = pays("L2", "TA-2", "442A", "250.00", "650.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "DELIVERED");
        assertThat(hub.states(second)).containsEntry(2, "SUPERSEDED");
        assertThat(hub.states(corrected)).containsEntry(2, "DELIVERED");
        assertThat(hub.messages(NumberedFiles.claim2016("TA-1"))).containsExactly("NEW 1", "WITHDRAW 2", "NEW 3");
        assertThat(hub.messages(NumberedFiles.claim2016("TA-2"))).containsExactly("NEW 1");
    }

    @Test
    @DisplayName("ATTC-32")
    void a_correction_of_one_line_restores_the_others() {
        registeredInTwoTrades();
        pays("L1", "TA-1", "306A", "400.00", "650.00");
        hub.reconcileAndDeliver();
        long other = pays("L2", "TA-2", "442A", "250.01", "650.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(other)).containsEntry(2, "REJECTED/ATTC-32");

        long corrected = pays("L1", "TA-1", "306A", "399.99", "650.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(other)).containsEntry(2, "DELIVERED");
        assertThat(hub.states(corrected)).containsEntry(2, "DELIVERED");
        assertThat(hub.messages(NumberedFiles.claim2016("TA-2"))).containsExactly("NEW 1");
        hub.balance(other);
    }

    @Test
    @DisplayName("ATTC-32")
    void only_a_line_that_states_too_little_is_rejected_whatever_came_first() {
        registeredInTwoTrades();
        files.continueFrom(8);
        long later = pays("L2", "TA-2", "442A", "250.01", "650.00");
        hub.reconcileAndDeliver();
        files.continueFrom(4);
        long earlier = pays("L1", "TA-1", "306A", "400.00", "650.01");
        hub.reconcileAndDeliver();
        assertThat(hub.states(later)).containsEntry(2, "REJECTED/ATTC-32");
        assertThat(hub.states(earlier)).containsEntry(2, "DELIVERED");
        assertThat(hub.body(NumberedFiles.claim2016("TA-1"))
                        .at("/computation/grossExpenditure")
                        .asText())
                .isEqualTo("400.00");
    }

    @Test
    @DisplayName("ATTC-32")
    void a_correction_of_one_line_states_the_total_of_the_others_too() {
        registeredInTwoTrades();
        pays("L1", "TA-1", "306A", "400.00", "650.00");
        long other = pays("L2", "TA-2", "442A", "250.00", "650.00");
        hub.reconcileAndDeliver();

        long more = pays("L1", "TA-1", "306A", "425.00", "675.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(other)).containsEntry(2, "DELIVERED");
        assertThat(hub.states(more)).containsEntry(2, "DELIVERED");
        assertThat(hub.messages(NumberedFiles.claim2016("TA-2"))).containsExactly("NEW 1");

        long tooMuch = pays("L1", "TA-1", "306A", "425.01", "675.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(other)).containsEntry(2, "REJECTED/ATTC-32");
        assertThat(hub.states(tooMuch)).containsEntry(2, "REJECTED/ATTC-32");
        hub.balance(other);
    }

    private void registeredInTwoTrades() {
        files.registrations(
                registration("TA-1", "1234567", "12345678", "306A", LocalDate.of(2016, 1, 1)),
                registration("TA-2", "1234567", "12345678", "442A", LocalDate.of(2016, 1, 1)));
    }

    private long pays(String id, String agreement, String trade, String gross, String total) {
        return hub.file(
                Feed.PAYROLL,
                files.next(),
                Samples.employerYear(any -> {}),
                List.of(),
                List.of(NumberedFiles.line(YEAR_2016, id, line -> {
                    line.agreementNumber = agreement;
                    line.trade = new TradeCode(trade);
                    line.grossWages = Money.of(gross);
                    line.employeeTotalWages = Money.of(total);
                })));
    }

    private static PayLine allocated(Period year, String id, String agreement, String gross, String total) {
        return NumberedFiles.line(year, id, line -> {
            line.agreementNumber = agreement;
            line.grossWages = Money.of(gross);
            line.employeeTotalWages = Money.of(total);
        });
    }

    @Test
    @DisplayName("X-06")
    void a_t4_tells_of_the_pay_of_both_trades() {
        files.registrations(
                registration("TA-1", "1234567", "12345678", "306A", LocalDate.of(2016, 1, 1)),
                registration("TA-2", "1234567", "12345678", "442A", LocalDate.of(2016, 1, 1)));
        long first = hub.file(
                Feed.PAYROLL,
                files.next(),
                Samples.employerYear(any -> {}),
                List.of(new EmployerYear.Claim("TA-1", Money.of("1.00"), Money.of("650.00"))),
                List.of(allocated(YEAR_2016, "L1", "TA-1", "400.00", "400.00")));
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "HELD/X-06");

        long second = files.payroll("123026635RP0001", line -> {
            line.lineId = "L2";
            line.agreementNumber = "TA-2";
            line.trade = new TradeCode("442A");
            line.payPeriod = new Period(LocalDate.of(2016, 1, 11), LocalDate.of(2016, 1, 17));
            line.payDate = LocalDate.of(2016, 1, 22);
            line.grossWages = Money.of("250.00");
            line.employeeTotalWages = Money.of("250.00");
        });
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "DELIVERED");
        assertThat(hub.states(second)).containsEntry(2, "DELIVERED");
        assertThat(hub.openExceptions()).isEmpty();
    }

    private static String claim(int year) {
        return "123026635RP0001/TA-1/" + year + "-12-31";
    }

    /** A year's pay, enough for the yearly maximum. */
    private void pay(int year, LocalDate from) {
        Period taxationYear = new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
        LocalDate day = LocalDate.of(year, 1, 6);
        EmployerYear ordinary = employer("300000.00");
        hub.file(
                Feed.PAYROLL,
                files.next(),
                new EmployerYear(
                        ordinary.businessNumber(),
                        ordinary.name(),
                        ordinary.kind(),
                        true,
                        true,
                        ordinary.priorYearPayroll(),
                        false,
                        false,
                        List.of(),
                        taxationYear),
                List.of(),
                List.of(NumberedFiles.line(taxationYear, "L" + year, line -> {
                    line.trade = new TradeCode("442A");
                    line.employmentStart = from;
                    line.payPeriod = year == 2017
                            ? new Period(day.plusMonths(8), day.plusMonths(8).plusDays(6))
                            : new Period(day, day.plusDays(6));
                    line.payDate = line.payPeriod.end();
                    line.grossWages = Money.of("40000.00");
                    line.employeeTotalWages = line.grossWages;
                })));
    }
}
