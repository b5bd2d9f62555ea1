// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.MessageChange;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A re-evaluation reaches persons that an earlier release decided: before records had block keys, or claims read links. */
class RejudgementLinksTest {

    private static final String CLAIM = "123026635RP0001/TA-1/2016-12-31";
    private static final TradeCode TRADE = new TradeCode("309A");

    private final ReconciliationFixture hub = new ReconciliationFixture();

    @AfterEach
    void close() {
        hub.close();
    }

    /** A registration without account number and its claim, and then a certificate of the same person that ends the agreement. */
    private void decidedWithoutLink() {
        hub.file(Feed.REGISTRATIONS, 1, List.of(registration()));
        hub.file(Feed.PAYROLL, 1, employer("300000.00"), List.of(), List.of(line()));
        hub.reconcileAndDeliver();
        // An earlier release kept no block keys.
        hub.jdbc().sql("delete from identity_block").update();
        hub.file(Feed.CERTIFICATES, 1, List.of(certificate()));
        hub.reconcileAndDeliver();
        assertThat(hub.jdbc()
                        .sql("select count(*) from identity_link")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1");
    }

    @Test
    void the_preview_states_the_claims_of_links_that_it_finds_and_the_run_sends_them() {
        decidedWithoutLink();

        RejudgementReport preview = hub.rejudgement().preview((phase, done, total) -> {});

        assertThat(preview.messages())
                .contains(new MessageChange("taxcredit.verification", "AMEND", 1, "195.00", "0.00"));
        assertThat(hub.jdbc()
                        .sql("select count(*) from identity_link")
                        .query(Long.class)
                        .single())
                .isZero();
        hub.rejudgement().run("amelie", (phase, done, total) -> {});
        hub.reconcileAndDeliver();
        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1", "AMEND 2");
        assertThat(hub.body(CLAIM).at("/computation/credit").asText()).isEqualTo("0.00");

        assertThat(hub.rejudgement().preview((phase, done, total) -> {}).messages())
                .isEmpty();
    }

    @Test
    void the_claims_of_linked_persons_are_decided_again() {
        decidedWithoutLink();
        hub.rejudgement().run("amelie", (phase, done, total) -> {});
        hub.reconcileAndDeliver();

        RejudgementReport again = hub.rejudgement().run("amelie", (phase, done, total) -> {});

        assertThat(again.keys()).isEqualTo(1);
        assertThat(new TreeSet<>(hub.jdbc()
                        .sql("select key from dirty_key")
                        .query(String.class)
                        .list()))
                .containsExactly(CLAIM);
        hub.reconcileAndDeliver();
        assertThat(hub.messages(CLAIM)).as("nothing is sent twice").containsExactly("NEW 1", "AMEND 2");
    }

    private static Registration registration() {
        return Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.trade = TRADE;
            r.registeredOn = LocalDate.of(2015, 6, 1);
            r.statusOn = r.registeredOn;
            r.person = new Person(
                    "1000001", null, null, "Okafor", "Benjamin", null, LocalDate.of(1993, 11, 21), "M5V2T6", "en");
        });
    }

    private static PayLine line() {
        return Samples.payLine(line -> {
            line.agreementNumber = "TA-1";
            line.accountNumber = null;
            line.trade = TRADE;
            line.familyName = "Okafor";
            line.givenNames = "Benjamin";
            line.birthDate = LocalDate.of(1993, 11, 21);
            line.payPeriod = new ca.tradeshub.canonical.Period(LocalDate.of(2016, 3, 7), LocalDate.of(2016, 3, 13));
            line.payDate = LocalDate.of(2016, 3, 13);
        });
    }

    private static Certificate certificate() {
        return Samples.certificate(c -> {
            c.memberNumber = "20000002";
            c.familyName = "Okafor";
            c.givenNames = "Benjamin";
            c.birthDate = LocalDate.of(1993, 11, 21);
            c.postalCode = "M5V2T6";
            c.trade = TRADE;
            c.type = Certificate.Type.CA;
            c.issuedOn = LocalDate.of(2016, 2, 10);
            c.registeredOn = c.issuedOn;
            c.programmeCompletedOn = LocalDate.of(2016, 2, 1);
        });
    }
}
