// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.ExceptionCase;
import ca.tradeshub.exceptions.ExceptionLookup;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.law.Law;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.reconciliation.rejudge.RejudgementReport;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.book.RuleBook;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Resolutions about records that a rule on the record holds, and about keys that a file repeats. */
class RecordResolutionsTest {

    private static final String PERSON = "12345678/306A";
    private static final String CLAIM = "123026635RP0001/TA-2016-000001/2016-12-31";
    private static final String HELD = "HELD/GATE-03";

    private final ResolutionSteps steps = new ResolutionSteps();

    @AfterEach
    void close() {
        steps.close();
    }

    /** A registration before the Act that it names. */
    private static Registration held(Consumer<Samples.ARegistration> change) {
        return Samples.registration(r -> {
            r.registeredOn = LocalDate.of(2012, 3, 1);
            r.statusOn = r.registeredOn;
            change.accept(r);
        });
    }

    private static Registration held() {
        return held(r -> {});
    }

    /** A pay line that is paid after the taxation year. */
    private static PayLine late(Consumer<Samples.APayLine> change) {
        return Samples.payLine(line -> {
            line.payDate = LocalDate.of(2017, 1, 6);
            change.accept(line);
        });
    }

    private long pay(PayLine... lines) {
        return steps.payroll(employer("500000.00"), List.of(), List.of(lines));
    }

    @Nested
    @DisplayName("A held record")
    class A_held_record {

        @Test
        void that_is_accepted_is_sent_with_a_warning() {
            long file = steps.registrations(held());
            assertThat(steps.hub().states(file)).containsEntry(2, HELD);

            steps.resolve(ResolutionKind.ACCEPT);

            assertThat(steps.hub().states(file)).containsEntry(2, "DELIVERED");
            assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1");
            assertThat(steps.hub().body(PERSON).at("/findings/0/outcome").asText())
                    .isEqualTo("warn");
            assertThat(steps.hub().body(PERSON).at("/findings/0/message").asText())
                    .endsWith("Accepted by resolution.");
            assertThat(steps.open()).isEmpty();
            assertThat(steps.closedBy("RULE_HOLD")).containsExactly("RESOLUTION");
        }

        @Test
        void that_is_accepted_and_undone_is_held_again_and_its_message_withdrawn() {
            long file = steps.registrations(held());
            long resolution = steps.resolve(ResolutionKind.ACCEPT);

            steps.undo(resolution);

            assertThat(steps.hub().states(file)).containsEntry(2, HELD);
            assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1", "WITHDRAW 2");
            assertThat(steps.open()).hasSize(1);
            assertThat(steps.findings(file, 2))
                    .singleElement()
                    .asString()
                    .startsWith("GATE-03 hold")
                    .doesNotContain("resolution");

            steps.resolve(ResolutionKind.ACCEPT);
            assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1", "WITHDRAW 2", "NEW 3");
        }

        @Test
        void of_two_rules_has_one_open_exception_at_a_time_whatever_is_accepted_and_undone() {
            long file = steps.registrations(heldByTwoRules());
            assertThat(otherRules()).as("the exception names the other rule").containsExactly("GATE-03");
            long first = steps.resolve(ResolutionKind.ACCEPT);
            assertThat(openRules()).containsExactly("GATE-03");
            assertThat(otherRules()).as("the accepted rule holds no more").isEmpty();

            steps.undo(first);
            assertThat(openRules()).containsExactly("FMT-08");
            steps.resolve(ResolutionKind.ACCEPT);
            long second = steps.resolve(ResolutionKind.ACCEPT);
            assertThat(steps.hub().states(file)).containsEntry(2, "DELIVERED");

            steps.undo(second);
            assertThat(openRules()).containsExactly("GATE-03");
            assertThat(steps.hub().states(file)).containsEntry(2, HELD);
        }

        @Test
        void that_was_returned_for_a_second_rule_stays_returned_when_the_acceptance_of_the_first_is_undone() {
            long file = steps.registrations(heldByTwoRules());
            long accepted = steps.resolve(ResolutionKind.ACCEPT);
            long returned = steps.resolve(ResolutionKind.REJECT);

            steps.undo(accepted);
            assertThat(steps.hub().states(file)).containsEntry(2, "REJECTED/GATE-03");
            assertThat(openRules()).isEmpty();

            steps.undo(returned);
            assertThat(openRules()).containsExactly("GATE-03");
            steps.resolve(ResolutionKind.ACCEPT);
            assertThat(openRules()).containsExactly("FMT-08");
        }

        private List<String> otherRules() {
            return steps
                    .hub()
                    .part(ExceptionLookup.class)
                    .otherHolds(steps.open().get(0))
                    .stream()
                    .map(ExceptionLookup.OtherHold::rule)
                    .toList();
        }

        private List<String> openRules() {
            return steps.open().stream().map(ExceptionCase::rule).toList();
        }

        /** Before the Act that it names, of a person who was twelve then. */
        private static Registration heldByTwoRules() {
            return held(r -> r.person = new Person(
                    "7654321", "12345678", null, "Okafor", "Ben", null, LocalDate.of(2000, 2, 1), "M5V2T6", "en"));
        }

        @Test
        void that_is_rejected_goes_back_to_its_sender_with_its_finding() {
            long file = steps.registrations(held());

            long resolution = steps.resolve(ResolutionKind.REJECT);

            assertThat(steps.hub().states(file)).containsEntry(2, "REJECTED/GATE-03");
            assertThat(steps.findings(file, 2))
                    .singleElement()
                    .asString()
                    .startsWith("GATE-03 reject")
                    .endsWith("Returned to its sender by resolution.");
            assertThat(steps.hub()
                            .jdbc()
                            .sql("select count(*) from sender_response where file_id = :file and written_at is null")
                            .param("file", file)
                            .query(Long.class)
                            .single())
                    .isPositive();

            steps.undo(resolution);
            assertThat(steps.hub().states(file)).containsEntry(2, HELD);
            assertThat(steps.open()).hasSize(1);
        }

        @Test
        void that_is_corrected_after_it_was_rejected_stays_settled_when_that_is_undone() {
            long file = steps.registrations(held());
            long resolution = steps.resolve(ResolutionKind.REJECT);
            long corrected = steps.registrations(Samples.registration(r -> {}));

            steps.undo(resolution);

            assertThat(steps.hub().states(file)).containsEntry(2, "SUPERSEDED");
            assertThat(steps.hub().states(corrected)).containsEntry(2, "DELIVERED");
            assertThat(steps.open()).isEmpty();
        }

        @Test
        void that_was_completed_outside_the_hub_is_out_of_scope() {
            long file = steps.registrations(held());

            long resolution = steps.resolve(ResolutionKind.DONE_OUTSIDE);

            assertThat(steps.hub().states(file)).containsEntry(2, "OUT_OF_SCOPE/DONE-OUTSIDE");
            assertThat(steps.hub().messages(PERSON)).isEmpty();
            steps.undo(resolution);
            assertThat(steps.hub().states(file)).containsEntry(2, HELD);

            steps.resolve(ResolutionKind.DONE_OUTSIDE);
            long newer = steps.registrations(Samples.registration(r -> {}));
            assertThat(steps.hub().states(file)).containsEntry(2, "SUPERSEDED");
            assertThat(steps.hub().states(newer)).containsEntry(2, "DELIVERED");
        }

        @Test
        void that_is_accepted_supersedes_the_version_before_it_and_undoing_that_restores_it() {
            long first = steps.registrations(Samples.registration(r -> {}));
            long second = steps.registrations(held());
            assertThat(steps.hub().states(first)).containsEntry(2, "DELIVERED");

            long resolution = steps.resolve(ResolutionKind.ACCEPT);

            assertThat(steps.hub().states(first)).containsEntry(2, "SUPERSEDED");
            assertThat(steps.hub().states(second)).containsEntry(2, "DELIVERED");
            assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1", "AMEND 2");

            steps.undo(resolution);
            assertThat(steps.hub().states(first)).containsEntry(2, "DELIVERED");
            assertThat(steps.hub().states(second)).containsEntry(2, HELD);
            assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1", "AMEND 2", "AMEND 3");
        }

        @Test
        void that_is_sent_again_is_resolved_by_itself_and_another_value_is_not() {
            steps.registrations(held());
            steps.resolve(ResolutionKind.ACCEPT);

            long again = steps.registrations(held(r -> r.form = "F-2"));

            assertThat(steps.open()).isEmpty();
            assertThat(steps.hub().states(again)).containsEntry(2, "DELIVERED");

            long other = steps.registrations(held(r -> r.registeredOn = LocalDate.of(2012, 3, 2)));
            assertThat(steps.hub().states(other)).containsEntry(2, HELD);
            assertThat(steps.open()).hasSize(1);
        }

        @Test
        void that_was_rejected_is_rejected_when_it_is_sent_again_unchanged() {
            steps.registrations(held());
            steps.resolve(ResolutionKind.REJECT);

            long again = steps.registrations(held(r -> r.form = "F-2"));

            assertThat(steps.hub().states(again)).containsEntry(2, "REJECTED/GATE-03");
            assertThat(steps.open()).isEmpty();
        }

        @Test
        void that_is_accepted_releases_its_claim() {
            steps.registrations(Samples.registration(r -> {}));
            long file = pay(Samples.payLine(line -> line.lineId = "L-1"), late(line -> {
                line.lineId = "L-2";
                line.payPeriod =
                        new ca.tradeshub.canonical.Period(LocalDate.of(2016, 12, 26), LocalDate.of(2016, 12, 31));
            }));
            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "PENDING", 3, "HELD/C25"));

            ResolutionEffects.Preview preview = steps.preview(ResolutionKind.ACCEPT, null);
            assertThat(preview.problem()).isNull();
            assertThat(preview.messages())
                    .containsExactly(new ResolutionEffects.Message(
                            "taxcredit.verification", CLAIM, "NEW", null, new BigDecimal("357.50")));
            assertThat(preview.records())
                    .containsExactly(new ResolutionEffects.Records(RecordState.PENDING, 1, new BigDecimal("650.00")));
            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "PENDING", 3, "HELD/C25"));

            long resolution = steps.resolve(ResolutionKind.ACCEPT);
            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "DELIVERED", 3, "DELIVERED"));
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");

            steps.undo(resolution);
            assertThat(steps.hub().states(file)).containsEntry(3, "HELD/C25");
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
        }

        @Test
        void that_is_rejected_no_longer_blocks_its_claim() {
            steps.registrations(Samples.registration(r -> {}));
            long file = pay(Samples.payLine(line -> line.lineId = "L-1"), late(line -> line.lineId = "L-2"));

            assertThat(steps.preview(ResolutionKind.REJECT, null).records())
                    .containsExactly(new ResolutionEffects.Records(RecordState.REJECTED, 1, new BigDecimal("650.00")));
            steps.resolve(ResolutionKind.REJECT);

            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "DELIVERED", 3, "REJECTED/C25"));
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
        }

        @Test
        void stays_as_it_was_resolved_under_other_rules() {
            long accepted = steps.registrations(held());
            steps.resolve(ResolutionKind.ACCEPT);
            long rejected = steps.registrations(held(r -> r.agreementNumber = "TA-2"));
            steps.resolve(ResolutionKind.REJECT);
            long outside = steps.registrations(held(r -> r.agreementNumber = "TA-3"));
            steps.resolve(ResolutionKind.DONE_OUTSIDE);

            steps.under(RuleBook.load(Law.standard().withReadings(Map.of("C3", "day-before-last"))));

            RejudgementReport preview = steps.hub().rejudgement().preview((phase, done, total) -> {});
            assertThat(preview.records()).isEmpty();
            assertThat(preview.messages()).isEmpty();
            steps.hub().rejudgement().run("ana", (phase, done, total) -> {});
            steps.decide();
            assertThat(steps.hub().states(accepted)).containsEntry(2, "DELIVERED");
            assertThat(steps.hub().states(rejected)).containsEntry(2, "REJECTED/GATE-03");
            assertThat(steps.hub().states(outside)).containsEntry(2, "OUT_OF_SCOPE/DONE-OUTSIDE");
            assertThat(steps.open()).isEmpty();
        }
    }

    @Nested
    @DisplayName("A key that a file repeats")
    class A_key_that_a_file_repeats {

        private PayLine line(String wages) {
            return Samples.payLine(line -> {
                line.grossWages = Money.of(wages);
                line.employeeTotalWages = Money.of(wages);
            });
        }

        @Test
        void is_settled_by_the_choice_of_a_record() {
            steps.registrations(Samples.registration(r -> {}));
            long file = pay(line("650.00"), line("700.00"));
            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "HELD/DUPLICATE_KEY", 3, "HELD/DUPLICATE_KEY"));

            String second = ExceptionSide.choiceOf(new RecordAddress(file, 3));
            assertThat(steps.preview(ResolutionKind.USE_VALUE, second).messages())
                    .containsExactly(new ResolutionEffects.Message(
                            "taxcredit.verification", CLAIM, "NEW", null, new BigDecimal("192.50")));
            long resolution = steps.resolve(ResolutionKind.USE_VALUE, second);

            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "SUPERSEDED", 3, "DELIVERED"));
            assertThat(steps.hub().body(CLAIM).at("/computation/credit").asText())
                    .isEqualTo("192.50");

            steps.undo(resolution);
            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "HELD/DUPLICATE_KEY", 3, "HELD/DUPLICATE_KEY"));
            assertThat(steps.open()).hasSize(1);
        }

        @Test
        void stays_settled_when_a_later_file_repeats_it_with_the_same_contents() {
            steps.registrations(Samples.registration(r -> {}));
            long file = pay(line("650.00"), line("700.00"));
            steps.resolve(ResolutionKind.USE_VALUE, ExceptionSide.choiceOf(new RecordAddress(file, 3)));

            long again = pay(line("700.00"), line("650.00"));

            assertThat(steps.hub().states(again)).isEqualTo(Map.of(2, "DUPLICATE", 3, "SUPERSEDED"));
            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "SUPERSEDED", 3, "DELIVERED"));
            assertThat(steps.open()).isEmpty();

            long other = pay(line("700.00"), line("750.00"));
            assertThat(steps.hub().states(other)).isEqualTo(Map.of(2, "HELD/DUPLICATE_KEY", 3, "HELD/DUPLICATE_KEY"));
        }

        @Test
        void goes_back_to_its_sender() {
            steps.registrations(Samples.registration(r -> {}));
            long file = pay(line("650.00"), line("700.00"));

            long resolution = steps.resolve(ResolutionKind.REJECT);

            assertThat(steps.hub().states(file))
                    .isEqualTo(Map.of(2, "REJECTED/DUPLICATE_KEY", 3, "REJECTED/DUPLICATE_KEY"));
            assertThat(steps.findings(file, 2)).singleElement().asString().startsWith("DUPLICATE_KEY reject");
            steps.undo(resolution);
            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "HELD/DUPLICATE_KEY", 3, "HELD/DUPLICATE_KEY"));
        }

        @Test
        void is_held_by_a_rule_when_the_chosen_record_is() {
            steps.registrations(Samples.registration(r -> {}));
            long file = pay(line("650.00"), late(line -> {}));

            steps.resolve(ResolutionKind.USE_VALUE, ExceptionSide.choiceOf(new RecordAddress(file, 3)));

            assertThat(steps.hub().states(file)).isEqualTo(Map.of(2, "SUPERSEDED", 3, "HELD/C25"));
            assertThat(steps.first().rule()).isEqualTo("C25");
        }
    }
}
