// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.rejudge;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Feed;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.reconciliation.ReconciliationFixture;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport.MessageChange;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
        hub.file(Feed.CERTIFICATES, 1, List.of(certificate("20000002")));
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

    /** More persons than are decided together, of whom the first and the last are one: neither has block keys. */
    @Test
    void persons_without_block_keys_find_each_other_though_they_are_not_decided_together() {
        hub.file(Feed.REGISTRATIONS, 1, List.of(registration()));
        hub.file(Feed.PAYROLL, 1, employer("300000.00"), List.of(), List.of(line()));
        hub.reconcileAndDeliver();
        hub.jdbc().sql("delete from identity_block").update();
        hub.file(Feed.REGISTRATIONS, 2, strangers(1_200));
        hub.file(Feed.CERTIFICATES, 1, List.of(certificate("10000002")));
        hub.reconcileAndDeliver();
        hub.jdbc().sql("delete from identity_block").update();
        RejudgementCounts counts = new RejudgementCounts(hub.jdbc());
        long last = counts.lastMessage();

        RejudgementReport preview = hub.rejudgement().preview((phase, done, total) -> {});

        assertThat(preview.messages())
                .contains(new MessageChange("taxcredit.verification", "AMEND", 1, "195.00", "0.00"));
        assertThat(blockKeys()).as("a preview stores nothing").isZero();
        hub.rejudgement().run("amelie", (phase, done, total) -> {});
        assertThat(blockKeys()).as("stored before the persons are decided").isPositive();
        hub.reconcileAndDeliver();
        assertThat(counts.messagesSince(last)).isEqualTo(preview.messages());
        assertThat(hub.messages(CLAIM)).containsExactly("NEW 1", "AMEND 2");
    }

    /** An earlier release did not compare a number that only the pay line states with those of other registrations. */
    @Test
    void the_claim_of_a_line_with_the_number_of_another_person_is_decided_again() {
        Sin sin = Sin.of("130692544");
        hub.file(Feed.REGISTRATIONS, 1, List.of(registration()));
        hub.file(Feed.PAYROLL, 1, employer("300000.00"), List.of(), List.of(line(sin)));
        hub.reconcileAndDeliver();
        hub.jdbc().sql("delete from unconfirmed_sin").update();
        Registration ofOther = Samples.registration(r -> {
            r.agreementNumber = "TA-2";
            r.trade = TRADE;
            r.person = new Person(
                    "9000002", "20000002", sin, "Tremblay", "Ana", null, LocalDate.of(1995, 4, 8), "K1A0B1", "fr");
        });
        hub.file(Feed.REGISTRATIONS, 2, List.of(ofOther));
        hub.reconcileAndDeliver();
        assertThat(hub.openExceptions()).isEmpty();

        RejudgementReport report = hub.rejudgement().run("amelie", (phase, done, total) -> {});
        hub.reconcileAndDeliver();

        assertThat(report.keys()).isEqualTo(1);
        assertThat(hub.openExceptions()).containsExactly("IDENTITY_CLASH");
        assertThat(hub.rejudgement().run("amelie", (phase, done, total) -> {}).keys())
                .as("what this release decided is not decided again")
                .isZero();
    }

    private long blockKeys() {
        return hub.jdbc()
                .sql("select count(*) from identity_block")
                .query(Long.class)
                .single();
    }

    private static List<Registration> strangers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Samples.registration(r -> {
                    r.agreementNumber = "TA-9%05d".formatted(i);
                    r.trade = TRADE;
                    r.person = new Person(
                            "2%06d".formatted(i),
                            "19%06d".formatted(i),
                            null,
                            "Name" + (char) ('a' + i / 26 / 26) + (char) ('a' + i / 26 % 26) + (char) ('a' + i % 26),
                            "Given",
                            null,
                            LocalDate.of(1980, 1, 1).plusDays(i),
                            "M4B1B3",
                            "en");
                }))
                .toList();
    }

    private static Registration registration() {
        return Samples.registration(r -> {
            r.agreementNumber = "TA-1";
            r.trade = TRADE;
            r.registeredOn = LocalDate.of(2015, 6, 1);
            r.statusOn = r.registeredOn;
            r.person = new Person(
                    "9000001", null, null, "Okafor", "Benjamin", null, LocalDate.of(1993, 11, 21), "M5V2T6", "en");
        });
    }

    private static PayLine line() {
        return line(null);
    }

    private static PayLine line(@Nullable Sin sin) {
        return Samples.payLine(line -> {
            line.sin = sin;
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

    private static Certificate certificate(String member) {
        return Samples.certificate(c -> {
            c.memberNumber = member;
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
