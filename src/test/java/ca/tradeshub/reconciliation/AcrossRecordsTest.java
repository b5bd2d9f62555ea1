// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.YEAR_2016;
import static ca.tradeshub.reconciliation.ReconciliationFixture.certificate;
import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What one record says of another: claims of several years and employers, certificates beside claims and agreements. */
class AcrossRecordsTest {

    /** The apprentice without account number, with another postal code and day and month exchanged: too little for a link. */
    private static final Person MOVED_AND_MISSPELT =
            new Person("1234567", null, null, "Tremblay", "Ana", null, LocalDate.of(1995, 8, 4), "M5V2T6", "fr");

    private static final LocalDate JULY_2017 = LocalDate.of(2017, 7, 1);
    private final ReconciliationFixture hub = new ReconciliationFixture();
    private int sequence;

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void the_claim_that_passes_the_maximum_over_the_months_is_flagged_whatever_came_first() {
        for (int year : List.of(2020, 2017, 2019)) {
            pay(year, JULY_2017);
        }
        registrations(registration("TA-1", "1234567", "12345678", "442A", JULY_2017));
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
        registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.sponsor = Samples.sponsor(Sponsor.Kind.JOINT_COMMITTEE, "123456782RP0001", "2016-01-01");
        }));
        long first = payroll("123026635RP0001", line -> {});
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "DELIVERED");

        long second = payroll("987654324RP0001", line -> {});
        hub.reconcileAndDeliver();

        assertThat(hub.states(second)).containsEntry(2, "OUT_OF_SCOPE/X-11");
        assertThat(hub.body("987654324RP0001/TA-1/2016-12-31")
                        .at("/excluded/0/rule")
                        .asText())
                .isEqualTo("X-11");
        assertThat(hub.messages("123026635RP0001/TA-1/2016-12-31")).containsExactly("NEW 1");
        hub.balance(second);
    }

    @Test
    void a_line_that_states_less_than_is_allocated_over_the_trades_is_rejected() {
        Period year = new Period(LocalDate.of(2016, 1, 1), LocalDate.of(2016, 12, 31));
        long file = hub.file(
                Feed.PAYROLL,
                ++sequence,
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
                ++sequence,
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
    void the_first_version_of_the_original_tells_its_day_when_a_transfer_of_it_does_not() {
        registrations(original(Registration.Origin.ORIGINAL, LocalDate.of(2015, 6, 1)));
        registrations(original(Registration.Origin.TRANSFER, LocalDate.of(2015, 12, 1)));
        registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
            r.registeredOn = LocalDate.of(2016, 1, 2);
            r.originalAgreementNumber = "TA-0";
        }));
        payroll("123026635RP0001", line -> {});
        hub.reconcileAndDeliver();
        assertThat(hub.body(claimOf("TA-1"))
                        .at("/apprenticeship/originalRegisteredOn")
                        .asText())
                .isEqualTo("2015-06-01");
    }

    @Test
    @DisplayName("ATTC-22")
    void a_claim_of_the_employer_before_a_transfer_is_not_warned() {
        LocalDate january = LocalDate.of(2016, 1, 1);
        LocalDate june = LocalDate.of(2016, 6, 1);
        registrations(original(Registration.Origin.ORIGINAL, january));
        payroll("123026635RP0001", line -> {
            line.agreementNumber = "TA-0";
            line.employmentEnd = june.minusDays(1);
        });
        hub.reconcileAndDeliver();

        registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-0";
            r.origin = Registration.Origin.TRANSFER;
            r.registeredOn = june;
            r.statusOn = june;
            r.originalRegisteredOn = january;
            r.sponsor = Samples.sponsor(Sponsor.Kind.EMPLOYER, "123456782RP0001", "2016-06-01");
        }));
        hub.reconcileAndDeliver();

        assertThat(hub.body(claimOf("TA-0")).at("/findings")).isEmpty();
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
        registrations(
                registration("TA-1", "1234567", "12345678", "306A", LocalDate.of(2016, 1, 1)),
                registration("TA-2", "1234567", null, "442A", LocalDate.of(2016, 1, 1)));
        long first = pays("L1", "TA-1", "306A", "400.00", "650.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "DELIVERED");

        long second = pays("L2", "TA-2", "442A", "250.01", "650.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "REJECTED/ATTC-32");
        assertThat(hub.states(second)).containsEntry(2, "REJECTED/ATTC-32");
        assertThat(hub.messages(claimOf("TA-1"))).containsExactly("NEW 1", "WITHDRAW 2");
        assertThat(hub.messages(claimOf("TA-2"))).isEmpty();
        assertThat(hub.balance(first).records()).containsEntry(RecordState.REJECTED, 1L);

        long corrected = pays("L2", "TA-2", "442A", "250.00", "650.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "DELIVERED");
        assertThat(hub.states(second)).containsEntry(2, "SUPERSEDED");
        assertThat(hub.states(corrected)).containsEntry(2, "DELIVERED");
        assertThat(hub.messages(claimOf("TA-1"))).containsExactly("NEW 1", "WITHDRAW 2", "NEW 3");
        assertThat(hub.messages(claimOf("TA-2"))).containsExactly("NEW 1");
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
        assertThat(hub.messages(claimOf("TA-2"))).containsExactly("NEW 1");
        hub.balance(other);
    }

    @Test
    @DisplayName("ATTC-32")
    void only_a_line_that_states_too_little_is_rejected_whatever_came_first() {
        registeredInTwoTrades();
        sequence = 8;
        long later = pays("L2", "TA-2", "442A", "250.01", "650.00");
        hub.reconcileAndDeliver();
        sequence = 4;
        long earlier = pays("L1", "TA-1", "306A", "400.00", "650.01");
        hub.reconcileAndDeliver();
        assertThat(hub.states(later)).containsEntry(2, "REJECTED/ATTC-32");
        assertThat(hub.states(earlier)).containsEntry(2, "DELIVERED");
        assertThat(hub.body(claimOf("TA-1")).at("/computation/grossExpenditure").asText())
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
        assertThat(hub.messages(claimOf("TA-2"))).containsExactly("NEW 1");

        long tooMuch = pays("L1", "TA-1", "306A", "425.01", "675.00");
        hub.reconcileAndDeliver();
        assertThat(hub.states(other)).containsEntry(2, "REJECTED/ATTC-32");
        assertThat(hub.states(tooMuch)).containsEntry(2, "REJECTED/ATTC-32");
        hub.balance(other);
    }

    private void registeredInTwoTrades() {
        registrations(
                registration("TA-1", "1234567", "12345678", "306A", LocalDate.of(2016, 1, 1)),
                registration("TA-2", "1234567", "12345678", "442A", LocalDate.of(2016, 1, 1)));
    }

    private long pays(String id, String agreement, String trade, String gross, String total) {
        return hub.file(
                Feed.PAYROLL,
                ++sequence,
                Samples.employerYear(any -> {}),
                List.of(),
                List.of(line(YEAR_2016, id, line -> {
                    line.agreementNumber = agreement;
                    line.trade = new TradeCode(trade);
                    line.grossWages = Money.of(gross);
                    line.employeeTotalWages = Money.of(total);
                })));
    }

    private static String claimOf(String agreement) {
        return "123026635RP0001/" + agreement + "/2016-12-31";
    }

    private static PayLine allocated(Period year, String id, String agreement, String gross, String total) {
        return line(year, id, line -> {
            line.agreementNumber = agreement;
            line.grossWages = Money.of(gross);
            line.employeeTotalWages = Money.of(total);
        });
    }

    @Test
    void work_in_a_compulsory_trade_after_the_agreement_waits_for_its_certificate() {
        registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.completionRequirementsMetOn = LocalDate.of(2022, 1, 1);
        }));
        Period year = new Period(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 12, 31));
        long pay = hub.file(
                Feed.PAYROLL,
                ++sequence,
                Samples.employerYear(draft -> draft.taxationYear = year),
                List.of(),
                List.of(line(year, "L1", line -> {
                    line.payPeriod = new Period(LocalDate.of(2022, 1, 3), LocalDate.of(2022, 1, 9));
                    line.payDate = LocalDate.of(2022, 1, 14);
                })));
        hub.reconcileAndDeliver();
        assertThat(hub.states(pay)).containsEntry(2, "HELD/X-03");
        assertThat(hub.openExceptions()).containsExactly("MISSING_CERTIFICATE/X-03");

        certificates(Samples.certificateOfApprentice(c -> {
            c.type = Certificate.Type.PQ;
            c.issuedOn = LocalDate.of(2022, 1, 2);
            c.registeredOn = c.issuedOn;
            c.statusOn = c.issuedOn;
            c.expiresOn = LocalDate.of(2023, 1, 2);
        }));
        hub.reconcileAndDeliver();

        assertThat(hub.openExceptions()).isEmpty();
        assertThat(hub.states(pay)).containsEntry(2, "OUT_OF_SCOPE/ATTC-14");
    }

    @Test
    @DisplayName("R1055-16.2 and C43")
    void the_seal_on_the_other_provinces_certificate_lifts_the_hold_of_ontarios() {
        certificates(Samples.certificateOfApprentice(c -> {
            c.birthDate = LocalDate.of(1975, 4, 8);
            c.number = "Q-9";
            c.route = Certificate.Route.OTHER_PROVINCE;
            c.issuedOn = LocalDate.of(2011, 3, 1);
        }));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).containsExactly("MISSING_CERTIFICATE/R1055-16.2");

        certificates(Samples.certificateOfApprentice(c -> {
            c.birthDate = LocalDate.of(1975, 4, 8);
            c.number = "A-9";
            c.type = Certificate.Type.CA;
            c.issuingProvince = "AB";
            c.issuedOn = LocalDate.of(2004, 5, 5);
            c.interprovincialSeal = true;
        }));
        hub.reconcileAndDeliver();

        assertThat(hub.openExceptions()).isEmpty();
        assertThat(hub.body("12345678/306A").at("/certificates")).hasSize(2);
    }

    @Test
    @DisplayName("R1055-16.2 and C43")
    void the_message_notes_that_the_seal_is_that_of_the_ontario_record() {
        certificates(Samples.certificateOfApprentice(c -> {
            c.number = "Q-9";
            c.route = Certificate.Route.OTHER_PROVINCE;
            c.issuedOn = LocalDate.of(2011, 3, 1);
            c.interprovincialSeal = true;
        }));
        hub.reconcileAndDeliver();

        assertThat(hub.body("12345678/306A").at("/findings").findValuesAsText("rule"))
                .contains("R1055-16.2");
    }

    @Test
    @DisplayName("ATTC-21")
    void a_certificate_of_apprenticeship_ends_an_agreement_that_is_still_said_to_be_active() {
        registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.trade = new TradeCode("442A");
        }));
        payroll("123026635RP0001", line -> line.trade = new TradeCode("442A"));
        hub.reconcileAndDeliver();
        assertThat(hub.body(claimOf("TA-1")).at("/apprenticeship/endedOn").isNull())
                .isTrue();

        certificates(apprenticeship("442A", LocalDate.of(2016, 9, 1)));
        hub.reconcileAndDeliver();
        assertThat(hub.messages(claimOf("TA-1"))).containsExactly("NEW 1", "AMEND 2");
        assertThat(hub.body(claimOf("TA-1")).at("/apprenticeship/endedOn").asText())
                .isEqualTo("2016-09-01");
    }

    @Test
    @DisplayName("ATTC-21")
    void a_certificate_under_an_account_that_another_agreement_of_the_person_states_ends_it_too() {
        LocalDate january = LocalDate.of(2016, 1, 1);
        registrations(
                registration("TA-1", "1234567", null, "442A", january),
                registration("TA-2", "1234567", "12345678", "306A", january),
                registrationOf(
                        "TA-3",
                        new Person(
                                "7654321",
                                null,
                                null,
                                "Okafor",
                                "Benjamin",
                                null,
                                LocalDate.of(1993, 11, 21),
                                "M5V2T6",
                                "en")));
        payroll("123026635RP0001", line -> line.trade = new TradeCode("442A"));
        payroll("123026635RP0001", line -> {
            line.lineId = "L3";
            line.agreementNumber = "TA-3";
            line.trade = new TradeCode("442A");
            line.familyName = "Okafor";
            line.givenNames = "Benjamin";
            line.birthDate = LocalDate.of(1993, 11, 21);
        });
        hub.reconcileAndDeliver();
        assertThat(hub.body(claimOf("TA-1")).at("/apprenticeship/endedOn").isNull())
                .isTrue();

        certificates(apprenticeship("442A", LocalDate.of(2016, 9, 1)));
        hub.reconcileAndDeliver();

        assertThat(hub.body(claimOf("TA-1")).at("/apprenticeship/endedOn").asText())
                .isEqualTo("2016-09-01");
        assertThat(hub.messages(claimOf("TA-3"))).as("another person").containsExactly("NEW 1");
    }

    @Test
    @DisplayName("ATTC-21")
    void a_certificate_ends_an_agreement_once_its_person_is_known() {
        LocalDate january = LocalDate.of(2016, 1, 1);
        certificates(apprenticeship("442A", LocalDate.of(2016, 9, 1)));
        registrations(registrationOf("TA-1", MOVED_AND_MISSPELT));
        payroll("123026635RP0001", line -> line.trade = new TradeCode("442A"));
        hub.reconcileAndDeliver();
        assertThat(hub.body(claimOf("TA-1")).at("/apprenticeship/endedOn").isNull())
                .isTrue();

        registrations(registration("TA-2", "1234567", "12345678", "306A", january));
        hub.reconcileAndDeliver();

        assertThat(hub.body(claimOf("TA-1")).at("/apprenticeship/endedOn").asText())
                .isEqualTo("2016-09-01");
    }

    @Test
    @DisplayName("X-06")
    void a_t4_tells_of_the_pay_of_both_trades() {
        registrations(
                registration("TA-1", "1234567", "12345678", "306A", LocalDate.of(2016, 1, 1)),
                registration("TA-2", "1234567", "12345678", "442A", LocalDate.of(2016, 1, 1)));
        long first = hub.file(
                Feed.PAYROLL,
                ++sequence,
                Samples.employerYear(any -> {}),
                List.of(new EmployerYear.Claim("TA-1", Money.of("1.00"), Money.of("650.00"))),
                List.of(allocated(YEAR_2016, "L1", "TA-1", "400.00", "400.00")));
        hub.reconcileAndDeliver();
        assertThat(hub.states(first)).containsEntry(2, "HELD/X-06");

        long second = payroll("123026635RP0001", line -> {
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

    @Test
    void a_certificate_older_than_the_registration_holds_the_trade_until_it_is_corrected() {
        registrations(registration("TA-1", "1234567", "12345678", "309A", LocalDate.of(2015, 6, 1)));
        long early = certificates(apprenticeship("309A", LocalDate.of(2015, 5, 31)));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).containsExactly("RULE_HOLD/X-02");
        assertThat(hub.states(early)).containsEntry(2, "HELD/X-02");

        certificates(apprenticeship("309A", LocalDate.of(2015, 6, 1)));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).isEmpty();
        assertThat(hub.body("12345678/309A").at("/certificates")).hasSize(1);
    }

    @Test
    void a_qualification_older_than_the_apprenticeship_holds_unless_it_came_another_way() {
        Certificate apprenticed = apprenticeship("309A", LocalDate.of(2020, 1, 1));
        certificates(apprenticed, certificate("C000000001", "12345678", "309A"));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).containsExactly("RULE_HOLD/X-02");

        Certificate military = Samples.certificateOfApprentice(c -> {
            c.number = "C000000001";
            c.trade = new TradeCode("309A");
            c.issuedOn = LocalDate.of(2019, 6, 1);
            c.registeredOn = c.issuedOn;
            c.statusOn = c.issuedOn;
            c.route = Certificate.Route.MILITARY;
        });
        certificates(military);
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).isEmpty();
    }

    @Test
    void an_apprenticeship_certified_in_another_trade_holds_unless_the_trade_took_its_place() {
        registrations(completed("TA-1", "1234567", "12345678", "309A"));
        certificates(apprenticeship("306A", LocalDate.of(2019, 6, 1)));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).containsExactly("RULE_HOLD/X-01");
        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1");

        registrations(completed("TA-1", "1234567", "12345678", "306A"));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).isEmpty();
        assertThat(hub.messages("12345678/306A")).containsExactly("NEW 1");
    }

    @Test
    void equivalency_beside_an_apprenticeship_in_the_trade_holds() {
        certificates(apprenticeship("309A", LocalDate.of(2010, 1, 1)), Samples.certificateOfApprentice(c -> {
            c.number = "C000000001";
            c.trade = new TradeCode("309A");
            c.route = Certificate.Route.TRADE_EQUIVALENCY;
            c.programmeCompletedOn = null;
            c.issuedOn = LocalDate.of(2019, 6, 1);
            c.registeredOn = c.issuedOn;
            c.statusOn = c.issuedOn;
        }));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).containsExactly("RULE_HOLD/PORT-13");
    }

    private static Registration completed(String agreement, String client, String account, String trade) {
        return Samples.registration(r -> {
            r.agreementNumber = agreement;
            r.trade = new TradeCode(trade);
            r.status = Registration.Status.COMPLETED;
            r.statusOn = LocalDate.of(2019, 5, 1);
        });
    }

    private static Registration registrationOf(String agreement, Person person) {
        return Samples.registration(r -> {
            r.agreementNumber = agreement;
            r.trade = new TradeCode("442A");
            r.person = person;
        });
    }

    private static Certificate apprenticeship(String trade, LocalDate issued) {
        return Samples.certificateOfApprentice(c -> {
            c.type = Certificate.Type.CA;
            c.number = "A-1";
            c.trade = new TradeCode(trade);
            c.issuedOn = issued;
            c.registeredOn = issued;
            c.statusOn = issued;
        });
    }

    private void registrations(Registration... records) {
        hub.file(Feed.REGISTRATIONS, ++sequence, List.of(records));
    }

    private long certificates(Certificate... records) {
        return hub.file(Feed.CERTIFICATES, ++sequence, List.of(records));
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
                ++sequence,
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
                List.of(line(taxationYear, "L" + year, line -> {
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

    private long payroll(String employer, Consumer<Samples.APayLine> change) {
        Period year = new Period(LocalDate.of(2016, 1, 1), LocalDate.of(2016, 12, 31));
        return hub.file(
                Feed.PAYROLL,
                ++sequence,
                Samples.employerYear(draft -> draft.businessNumber = new BusinessNumber(employer)),
                List.of(),
                List.of(line(year, "L1", line -> {
                    line.employer = new BusinessNumber(employer);
                    change.accept(line);
                })));
    }

    private static PayLine line(Period year, String id, Consumer<Samples.APayLine> change) {
        return Samples.payLine(line -> {
            line.lineId = id;
            line.agreementNumber = "TA-1";
            line.taxationYear = year;
            change.accept(line);
        });
    }
}
