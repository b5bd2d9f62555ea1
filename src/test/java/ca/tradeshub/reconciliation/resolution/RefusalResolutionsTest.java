// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.delivery.acknowledgement.Acknowledgement;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.law.Law;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.book.RuleBook;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Resolutions about messages that their consumers refused. */
class RefusalResolutionsTest {

    private static final String CLAIM = "123026635RP0001/TA-2016-000001/2016-12-31";
    private static final String PERSON = "12345678/306A";
    private static final String HELD = "HELD/CONSUMER_REFUSED";

    private final ResolutionSteps steps = new ResolutionSteps();

    @AfterEach
    void close() {
        steps.close();
    }

    private static PayLine line(String id, String wages) {
        return Samples.payLine(line -> {
            line.lineId = id;
            line.grossWages = Money.of(wages);
            line.employeeTotalWages = Money.of(wages);
        });
    }

    private long pay(PayLine... lines) {
        return steps.payroll(employer("500000.00"), List.of(), List.of(lines));
    }

    private long refusedClaim() {
        steps.registrations(Samples.registration(r -> {}));
        long file = pay(line("L-1", "650.00"), line("L-2", "650.00"));
        steps.refuse(CLAIM);
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, HELD, 3, HELD));
        return file;
    }

    private String supersededByLast(String key) {
        return steps.hub().body(key).at("/supersedes").asText();
    }

    @Test
    void a_message_sent_again_has_the_next_version_and_delivers_its_records() {
        long file = refusedClaim();
        String refused = steps.hub().body(CLAIM).at("/messageId").asText();
        assertThat(steps.preview(ResolutionKind.RESEND, null).messages())
                .containsExactly(new ResolutionEffects.Message(
                        "taxcredit.verification", CLAIM, "AMEND", new BigDecimal("357.50"), new BigDecimal("357.50")));

        steps.resolve(ResolutionKind.RESEND);

        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "AMEND 2");
        assertThat(supersededByLast(CLAIM)).isEqualTo(refused);
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "DELIVERED", 3, "DELIVERED"));
        assertThat(steps.closedBy("CONSUMER_REFUSED")).containsExactly("RESOLUTION");

        steps.refuse(CLAIM);
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, HELD, 3, HELD));
        assertThat(steps.open()).hasSize(1);
    }

    @Test
    void a_message_is_not_sent_a_third_time_by_the_same_resolution() {
        refusedClaim();
        long resolution = steps.resolve(ResolutionKind.RESEND);
        steps.decide();
        pay(line("L-9", "650.00"));
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "AMEND 2", "AMEND 3");

        steps.undo(resolution);
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "AMEND 2", "AMEND 3");
        assertThat(steps.open()).isEmpty();
    }

    @Test
    void an_overruled_refusal_delivers_the_records_and_sends_nothing() {
        long file = refusedClaim();
        assertThat(steps.preview(ResolutionKind.ACCEPT, null).records())
                .containsExactly(new ResolutionEffects.Records(RecordState.DELIVERED, 2, new BigDecimal("1300.00")));

        long resolution = steps.resolve(ResolutionKind.ACCEPT);

        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "DELIVERED", 3, "DELIVERED"));
        steps.undo(resolution);
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, HELD, 3, HELD));
        assertThat(steps.open()).hasSize(1);
    }

    @Test
    void what_was_completed_outside_the_hub_sends_nothing_until_the_content_changes() {
        long file = refusedClaim();
        long resolution = steps.resolve(ResolutionKind.DONE_OUTSIDE);

        assertThat(steps.hub().states(file))
                .isEqualTo(Map.of(2, "OUT_OF_SCOPE/DONE-OUTSIDE", 3, "OUT_OF_SCOPE/DONE-OUTSIDE"));
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
        steps.undo(resolution);
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, HELD, 3, HELD));

        steps.resolve(ResolutionKind.DONE_OUTSIDE);
        long more = pay(line("L-3", "650.00"));
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "AMEND 2");
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "DELIVERED", 3, "DELIVERED"));
        assertThat(steps.hub().states(more)).containsEntry(2, "DELIVERED");
    }

    @Test
    void what_goes_back_to_its_sender_has_the_consumers_reason_and_the_message_is_withdrawn() {
        long file = refusedClaim();

        long resolution = steps.resolve(ResolutionKind.REJECT);

        assertThat(steps.hub().states(file))
                .isEqualTo(Map.of(2, "REJECTED/CONSUMER_REFUSED", 3, "REJECTED/CONSUMER_REFUSED"));
        assertThat(steps.findings(file, 2)).singleElement().asString().contains("No such employer");
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "WITHDRAW 2");

        steps.undo(resolution);
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, HELD, 3, HELD));
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "WITHDRAW 2");
        assertThat(steps.open()).hasSize(1);

        steps.resolve(ResolutionKind.RESEND);
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "WITHDRAW 2", "NEW 3");
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "DELIVERED", 3, "DELIVERED"));
    }

    @Test
    void data_that_change_the_content_settle_a_refusal() {
        long file = refusedClaim();

        long corrected = pay(line("L-2", "700.00"));

        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "AMEND 2");
        assertThat(steps.closedBy("CONSUMER_REFUSED")).containsExactly("DATA");
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "DELIVERED", 3, "SUPERSEDED"));
        assertThat(steps.hub().states(corrected)).containsEntry(2, "DELIVERED");
    }

    @Test
    void a_decision_on_the_same_content_leaves_it_refused() {
        long file = refusedClaim();

        steps.registrations(
                Samples.registration(
                        r -> r.person = Samples.registration(s -> {}).person()),
                other());

        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, HELD, 3, HELD));
        assertThat(steps.open()).hasSize(1);
        assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
    }

    private static Registration other() {
        return Samples.registration(r -> {
            r.agreementNumber = "TA-9";
            r.trade = new TradeCode("309A");
        });
    }

    @Test
    void a_refused_certification_record_is_sent_again_overruled_or_returned() {
        long file = steps.registrations(Samples.registration(r -> {}));
        steps.refuse(PERSON);
        assertThat(steps.hub().states(file)).containsEntry(2, HELD);

        long overruled = steps.resolve(ResolutionKind.ACCEPT);
        assertThat(steps.hub().states(file)).containsEntry(2, "DELIVERED");
        steps.undo(overruled);
        assertThat(steps.hub().states(file)).containsEntry(2, HELD);

        long returned = steps.resolve(ResolutionKind.REJECT);
        assertThat(steps.hub().states(file)).containsEntry(2, "REJECTED/CONSUMER_REFUSED");
        assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1", "WITHDRAW 2");
        steps.undo(returned);

        steps.resolve(ResolutionKind.RESEND);
        assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1", "WITHDRAW 2", "NEW 3");
        assertThat(steps.hub().states(file)).containsEntry(2, "DELIVERED");
        steps.acknowledge(PERSON, Acknowledgement.Status.POSTED, null);
        assertThat(steps.open()).isEmpty();
    }

    @Test
    void a_refused_withdrawal_of_a_certification_record_is_sent_again() {
        steps.registrations(Samples.registration(r -> {}));
        steps.registrations(Samples.registration(r -> r.trade = new TradeCode("309A")));
        assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1", "WITHDRAW 2");
        steps.refuse(PERSON);
        assertThat(steps.open()).hasSize(1);

        steps.resolve(ResolutionKind.RESEND);

        assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1", "WITHDRAW 2", "WITHDRAW 3");
        assertThat(steps.open()).isEmpty();
    }

    @Test
    void a_refusal_and_what_was_decided_about_it_survive_other_rules() {
        long file = refusedClaim();
        steps.under(RuleBook.load(Law.standard().withReadings(Map.of("C3", "day-before-last"))));
        assertThat(steps.hub().rejudgement().preview((phase, done, total) -> {}).messages())
                .isEmpty();
        steps.hub().rejudgement().run("ana", (phase, done, total) -> {});
        steps.decide();
        assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, HELD, 3, HELD));

        steps.resolve(ResolutionKind.REJECT);
        steps.under(RuleBook.standard());
        steps.hub().rejudgement().run("ana", (phase, done, total) -> {});
        steps.decide();
        assertThat(steps.hub().states(file))
                .isEqualTo(Map.of(2, "REJECTED/CONSUMER_REFUSED", 3, "REJECTED/CONSUMER_REFUSED"));
    }

    @Test
    void a_refusal_of_a_version_that_was_replaced_holds_nothing() {
        steps.registrations(Samples.registration(r -> {}));
        long file = pay(line("L-1", "650.00"));
        String first = steps.hub().body(CLAIM).at("/messageId").asText();
        long newer = pay(line("L-1", "700.00"));

        steps.acknowledgeMessage(first, Acknowledgement.Status.REFUSED, "too late");

        assertThat(steps.open()).isEmpty();
        assertThat(steps.hub().states(file)).containsEntry(2, "SUPERSEDED");
        assertThat(steps.hub().states(newer)).containsEntry(2, "DELIVERED");
    }
}
