// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.person;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which stored records a person is made of, and under which group a key without records is withdrawn. */
class PersonReconciliationTest {

    private static final LocalDate BORN = LocalDate.of(1993, 11, 21);

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void a_stored_certificate_is_found_by_a_registration_without_a_common_identifier() {
        hub.file(Feed.CERTIFICATES, 1, List.of(certificate()));
        hub.reconcile();
        hub.file(Feed.REGISTRATIONS, 1, List.of(registration(null, "309A")));
        hub.reconcile();

        assertThat(links()).isEqualTo(1);
    }

    @Test
    void a_stored_registration_is_found_by_a_certificate_without_a_common_identifier() {
        hub.file(Feed.REGISTRATIONS, 1, List.of(registration(null, "309A")));
        hub.reconcile();
        hub.file(Feed.CERTIFICATES, 1, List.of(certificate()));
        hub.reconcile();

        assertThat(links()).isEqualTo(1);
    }

    @Test
    void a_key_without_records_is_withdrawn_after_the_messages_of_its_person() {
        hub.file(Feed.REGISTRATIONS, 1, List.of(registration(null, "309A")));
        hub.reconcile();
        hub.file(Feed.REGISTRATIONS, 2, List.of(registration("12345678", "442A")));
        hub.reconcile();

        assertThat(hub.messages("9000001/309A")).containsExactly("NEW 1", "WITHDRAW 2");
        assertThat(hub.messages("12345678/442A")).containsExactly("NEW 1");
        assertThat(hub.jdbc()
                        .sql("select group_id from message where kind = 'WITHDRAW'")
                        .query(String.class)
                        .list())
                .containsExactly("12345678");
    }

    private long links() {
        return hub.jdbc()
                .sql("select count(*) from identity_link")
                .query(Long.class)
                .single();
    }

    private static Registration registration(String account, String trade) {
        return Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.trade = new TradeCode(trade);
            r.registeredOn = LocalDate.of(2015, 6, 1);
            r.statusOn = r.registeredOn;
            r.person = new Person("9000001", account, null, "Okafor", "Benjamin", null, BORN, "M5V2T6", "en");
        });
    }

    private static Certificate certificate() {
        return Samples.certificate(c -> {
            c.memberNumber = "20000002";
            c.familyName = "Okafor";
            c.givenNames = "Benjamin";
            c.birthDate = BORN;
            c.postalCode = "M5V2T6";
            c.trade = new TradeCode("309A");
            c.type = Certificate.Type.CA;
            c.issuedOn = LocalDate.of(2016, 2, 10);
            c.registeredOn = c.issuedOn;
            c.programmeCompletedOn = LocalDate.of(2016, 2, 1);
        });
    }
}
