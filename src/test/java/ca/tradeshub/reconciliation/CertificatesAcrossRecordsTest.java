// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation;

import static ca.tradeshub.reconciliation.ReconciliationFixture.certificate;
import static ca.tradeshub.reconciliation.ReconciliationFixture.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.Samples;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What certificates change in the claims of agreements, and agreements in the certificates of a person. */
class CertificatesAcrossRecordsTest {

    /** The apprentice without account number, with another postal code and day and month exchanged: too little for a link. */
    private static final Person MOVED_AND_MISSPELT =
            new Person("1234567", null, null, "Tremblay", "Ana", null, LocalDate.of(1995, 8, 4), "M5V2T6", "fr");

    private final ReconciliationFixture hub = new ReconciliationFixture();
    private final NumberedFiles files = new NumberedFiles(hub);

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void work_in_a_compulsory_trade_after_the_agreement_waits_for_its_certificate() {
        files.registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.completionRequirementsMetOn = LocalDate.of(2022, 1, 1);
        }));
        Period year = new Period(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 12, 31));
        long pay = hub.file(
                Feed.PAYROLL,
                files.next(),
                Samples.employerYear(draft -> draft.taxationYear = year),
                List.of(),
                List.of(NumberedFiles.line(year, "L1", line -> {
                    line.payPeriod = new Period(LocalDate.of(2022, 1, 3), LocalDate.of(2022, 1, 9));
                    line.payDate = LocalDate.of(2022, 1, 14);
                })));
        hub.reconcileAndDeliver();
        assertThat(hub.states(pay)).containsEntry(2, "HELD/X-03");
        assertThat(hub.openExceptions()).containsExactly("MISSING_CERTIFICATE/X-03");

        files.certificates(Samples.certificateOfApprentice(c -> {
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
    void the_order_in_which_findings_are_stored_amends_nothing() {
        long file = hub.file(Feed.CERTIFICATES, 1, List.of(certificate("C-1", "10000009", "442A")));
        store(file, "givenNames", "familyName");
        hub.reconcileAndDeliver();
        assertThat(hub.body("10000009/442A").path("findings").findValuesAsText("field"))
                .containsExactly("familyName", "givenNames");

        store(file, "familyName", "givenNames");
        hub.file(Feed.CERTIFICATES, 2, List.of(certificate("C-2", "10000009", "309A")));
        hub.reconcileAndDeliver();

        assertThat(hub.messages("10000009/309A")).containsExactly("NEW 1");
        assertThat(hub.messages("10000009/442A")).containsExactly("NEW 1");
    }

    /** Stores that a placeholder was taken for fields of the certificate of a file, in this order. */
    private void store(long file, String... fields) {
        hub.jdbc()
                .sql("delete from finding where file_id = :file")
                .param("file", file)
                .update();
        for (String field : fields) {
            hub.jdbc()
                    .sql(
                            """
                            insert into finding (file_id, line, rule, outcome, field, message_en, message_fr, citation)
                            values (:file, 2, 'MAP-PLACEHOLDER', 'warn', :field, 'A placeholder', 'Une valeur factice',
                                    'O. Reg. 1, s. 1')
                            """)
                    .param("file", file)
                    .param("field", field)
                    .update();
        }
    }

    @Test
    @DisplayName("R1055-16.2 and C43")
    void the_seal_on_the_other_provinces_certificate_lifts_the_hold_of_ontarios() {
        files.certificates(Samples.certificateOfApprentice(c -> {
            c.birthDate = LocalDate.of(1975, 4, 8);
            c.number = "Q-9";
            c.route = Certificate.Route.OTHER_PROVINCE;
            c.issuedOn = LocalDate.of(2011, 3, 1);
        }));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).containsExactly("MISSING_CERTIFICATE/R1055-16.2");

        files.certificates(Samples.certificateOfApprentice(c -> {
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
        files.certificates(Samples.certificateOfApprentice(c -> {
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
        files.registrations(Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.trade = new TradeCode("442A");
        }));
        files.payroll("123026635RP0001", line -> line.trade = new TradeCode("442A"));
        hub.reconcileAndDeliver();
        assertThat(endOfFirst().isNull()).isTrue();

        files.certificates(apprenticeship("442A", LocalDate.of(2016, 9, 1)));
        hub.reconcileAndDeliver();
        assertThat(hub.messages(NumberedFiles.claim2016("TA-1"))).containsExactly("NEW 1", "AMEND 2");
        assertThat(endOfFirst().asText()).isEqualTo("2016-09-01");
    }

    @Test
    @DisplayName("ATTC-21")
    void a_certificate_under_an_account_that_another_agreement_of_the_person_states_ends_it_too() {
        LocalDate january = LocalDate.of(2016, 1, 1);
        files.registrations(
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
        files.payroll("123026635RP0001", line -> line.trade = new TradeCode("442A"));
        files.payroll("123026635RP0001", line -> {
            line.lineId = "L3";
            line.agreementNumber = "TA-3";
            line.trade = new TradeCode("442A");
            line.familyName = "Okafor";
            line.givenNames = "Benjamin";
            line.birthDate = LocalDate.of(1993, 11, 21);
        });
        hub.reconcileAndDeliver();
        assertThat(endOfFirst().isNull()).isTrue();

        files.certificates(apprenticeship("442A", LocalDate.of(2016, 9, 1)));
        hub.reconcileAndDeliver();

        assertThat(endOfFirst().asText()).isEqualTo("2016-09-01");
        assertThat(hub.messages(NumberedFiles.claim2016("TA-3")))
                .as("another person")
                .containsExactly("NEW 1");
    }

    @Test
    @DisplayName("ATTC-21")
    void a_certificate_ends_an_agreement_once_its_person_is_known() {
        LocalDate january = LocalDate.of(2016, 1, 1);
        files.certificates(apprenticeship("442A", LocalDate.of(2016, 9, 1)));
        files.registrations(registrationOf("TA-1", MOVED_AND_MISSPELT));
        files.payroll("123026635RP0001", line -> line.trade = new TradeCode("442A"));
        hub.reconcileAndDeliver();
        assertThat(endOfFirst().isNull()).isTrue();

        files.registrations(registration("TA-2", "1234567", "12345678", "306A", january));
        hub.reconcileAndDeliver();

        assertThat(endOfFirst().asText()).isEqualTo("2016-09-01");
    }

    @Test
    void a_certificate_older_than_the_registration_holds_the_trade_until_it_is_corrected() {
        files.registrations(registration("TA-1", "1234567", "12345678", "309A", LocalDate.of(2015, 6, 1)));
        long early = files.certificates(apprenticeship("309A", LocalDate.of(2015, 5, 31)));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).containsExactly("RULE_HOLD/X-02");
        assertThat(hub.states(early)).containsEntry(2, "HELD/X-02");

        files.certificates(apprenticeship("309A", LocalDate.of(2015, 6, 1)));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).isEmpty();
        assertThat(hub.body("12345678/309A").at("/certificates")).hasSize(1);
    }

    @Test
    void a_qualification_older_than_the_apprenticeship_holds_unless_it_came_another_way() {
        Certificate apprenticed = apprenticeship("309A", LocalDate.of(2020, 1, 1));
        files.certificates(apprenticed, certificate("C000000001", "12345678", "309A"));
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
        files.certificates(military);
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).isEmpty();
    }

    @Test
    void an_apprenticeship_certified_in_another_trade_holds_unless_the_trade_took_its_place() {
        files.registrations(completed("TA-1", "1234567", "12345678", "309A"));
        files.certificates(apprenticeship("306A", LocalDate.of(2019, 6, 1)));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).containsExactly("RULE_HOLD/X-01");
        assertThat(hub.messages("12345678/309A")).containsExactly("NEW 1");

        files.registrations(completed("TA-1", "1234567", "12345678", "306A"));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).isEmpty();
        assertThat(hub.messages("12345678/306A")).containsExactly("NEW 1");
    }

    @Test
    void equivalency_and_an_apprenticeship_in_one_trade_hold() {
        files.certificates(apprenticeship("309A", LocalDate.of(2010, 1, 1)), Samples.certificateOfApprentice(c -> {
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

    /** When the apprenticeship of the claim of TA-1 ended, as its message states it. */
    private JsonNode endOfFirst() {
        return hub.body(NumberedFiles.claim2016("TA-1")).at("/apprenticeship/endedOn");
    }
}
