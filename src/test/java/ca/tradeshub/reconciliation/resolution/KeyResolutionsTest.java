// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.law.Law;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.book.RuleBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Resolutions about the keys of decisions: claims, and persons with their trades. */
class KeyResolutionsTest extends KeyResolutions {

    @Nested
    @DisplayName("A claim that a rule holds")
    class A_claim_that_a_rule_holds {

        private long claimingTooMuch() {
            steps.registrations(agreement(r -> {}));
            long file = steps.payroll(employer("500000.00"), List.of(claimed("5000.00")), List.of(line("L-1")));
            assertThat(steps.hub().states(file)).containsEntry(2, "HELD/ATTC-30");
            return file;
        }

        @Test
        void is_sent_with_a_warning_when_it_is_accepted() {
            long file = claimingTooMuch();
            assertThat(steps.preview(ResolutionKind.ACCEPT, null))
                    .isEqualTo(new ResolutionEffects.Preview(
                            null,
                            List.of(new ResolutionEffects.Message(
                                    "taxcredit.verification", CLAIM, "NEW", null, new BigDecimal("178.75"))),
                            List.of(new ResolutionEffects.Records(RecordState.PENDING, 1, new BigDecimal("650.00"))),
                            true));

            steps.resolve(ResolutionKind.ACCEPT);

            assertThat(steps.hub().states(file)).containsEntry(2, "DELIVERED");
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
            assertThat(messageFindings(CLAIM)).anyMatch(message -> message.endsWith("Accepted by resolution."));
            assertThat(steps.closedBy("RULE_HOLD")).containsExactly("RESOLUTION");
        }

        @Test
        void is_held_again_when_that_is_undone_and_its_message_stays() {
            long file = claimingTooMuch();
            long resolution = steps.resolve(ResolutionKind.ACCEPT);

            steps.undo(resolution);

            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
            assertThat(steps.open()).hasSize(1);
            assertThat(steps.hub().states(file)).containsEntry(2, "DELIVERED");
            long second = steps.payroll(employer("500000.00"), List.of(claimed("5000.00")), List.of(line("L-2")));
            assertThat(steps.hub().states(second)).containsEntry(2, "HELD/ATTC-30");
        }

        @Test
        void stays_accepted_under_other_rules() {
            long file = claimingTooMuch();
            steps.resolve(ResolutionKind.ACCEPT);

            steps.under(RuleBook.load(Law.standard().withReadings(Map.of("C3", "day-before-last"))));
            assertThat(steps.hub()
                            .rejudgement()
                            .preview((phase, done, total) -> {})
                            .messages())
                    .isEmpty();
            steps.hub().rejudgement().run("ana", (phase, done, total) -> {});
            steps.decide();

            assertThat(steps.hub().states(file)).containsEntry(2, "DELIVERED");
            assertThat(steps.open()).isEmpty();
        }

        @Test
        void goes_back_to_its_sender() {
            long file = claimingTooMuch();
            assertThat(steps.preview(ResolutionKind.REJECT, null).records())
                    .containsExactly(new ResolutionEffects.Records(RecordState.REJECTED, 1, new BigDecimal("650.00")));

            long resolution = steps.resolve(ResolutionKind.REJECT);

            assertThat(steps.hub().states(file)).containsEntry(2, "REJECTED/ATTC-30");
            assertThat(steps.findings(file, 2)).singleElement().asString().startsWith("ATTC-30 reject");
            assertThat(steps.hub().messages(CLAIM)).isEmpty();

            steps.under(RuleBook.load(Law.standard().withReadings(Map.of("C3", "day-before-last"))));
            steps.hub().rejudgement().run("ana", (phase, done, total) -> {});
            steps.decide();
            assertThat(steps.hub().states(file)).containsEntry(2, "REJECTED/ATTC-30");

            steps.undo(resolution);
            assertThat(steps.hub().states(file)).containsEntry(2, "HELD/ATTC-30");
            assertThat(steps.findings(file, 2)).isEmpty();
            assertThat(steps.open()).hasSize(1);
        }

        @Test
        void goes_back_again_when_it_is_sent_unchanged_and_stays_outside_when_that_was_decided() {
            long first = claimingTooMuch();
            long rejected = steps.resolve(ResolutionKind.REJECT);
            long again = steps.payroll(employer("500000.00"), List.of(claimed("5000.00")), List.of(line("L-1")));
            assertThat(steps.hub().states(again)).containsEntry(2, "REJECTED/ATTC-30");
            assertThat(steps.hub().states(first)).containsEntry(2, "REJECTED/ATTC-30");
            assertThat(steps.open()).isEmpty();

            steps.undo(rejected);
            assertThat(steps.hub().states(first))
                    .as("as without the resolution")
                    .containsEntry(2, "HELD/ATTC-30");
            assertThat(steps.hub().states(again)).containsEntry(2, "DUPLICATE");
            steps.resolve(ResolutionKind.DONE_OUTSIDE);
            long third =
                    steps.payroll(employer("500000.00"), List.of(claimed("5000.00")), List.of(Samples.payLine(line -> {
                        line.lineId = "L-1";
                        line.workProvince = "QC";
                    })));
            assertThat(steps.hub().messages(CLAIM)).isEmpty();
            assertThat(steps.hub().states(third).get(2)).doesNotStartWith("PENDING");
        }

        @Test
        void is_out_of_scope_when_it_was_completed_outside_the_hub() {
            long file = claimingTooMuch();
            assertThat(steps.preview(ResolutionKind.DONE_OUTSIDE, null).messages())
                    .isEmpty();

            long resolution = steps.resolve(ResolutionKind.DONE_OUTSIDE);

            assertThat(steps.hub().states(file)).containsEntry(2, "OUT_OF_SCOPE/DONE-OUTSIDE");
            assertThat(steps.hub().messages(CLAIM)).isEmpty();
            steps.undo(resolution);
            assertThat(steps.hub().states(file)).containsEntry(2, "HELD/ATTC-30");
        }

        @Test
        void stays_held_when_a_value_is_missing_whatever_is_accepted() {
            steps.registrations(agreement(r -> {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.originalAgreementNumber = "TA-0";
            }));
            steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1")));
            assertThat(steps.first().rule()).isEqualTo("ATTC-07");

            ResolutionEffects.Preview preview = steps.preview(ResolutionKind.ACCEPT, null);

            assertThat(preview.problem()).isNotNull();
            assertThat(preview.messages()).isEmpty();
        }

        @Test
        void is_amended_by_data_that_settle_it_and_the_exception_closes_by_itself() {
            claimingTooMuch();
            steps.payroll(employer("500000.00"), List.of(claimed("178.75")), List.of(line("L-1")));

            assertThat(steps.open()).isEmpty();
            assertThat(steps.closedBy("RULE_HOLD")).containsExactly("DATA");
        }
    }

    @Nested
    @DisplayName("A claim without its registration")
    class A_claim_without_its_registration {

        @Test
        void goes_back_to_its_sender_and_comes_again_when_that_is_undone() {
            long file = steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1")));
            steps.hub().clock().advance(Duration.ofDays(31));
            steps.hub().remindOverdue();
            steps.decide();
            assertThat(steps.hub().states(file)).containsEntry(2, "HELD/MISSING_REGISTRATION");

            long resolution = steps.resolve(ResolutionKind.REJECT);
            assertThat(steps.hub().states(file)).containsEntry(2, "REJECTED/MISSING_REGISTRATION");

            steps.undo(resolution);
            assertThat(steps.hub().states(file)).containsEntry(2, "HELD/MISSING_REGISTRATION");
            steps.resolve(ResolutionKind.DONE_OUTSIDE);
            assertThat(steps.hub().states(file)).containsEntry(2, "OUT_OF_SCOPE/DONE-OUTSIDE");

            steps.registrations(agreement(r -> {}));
            assertThat(steps.hub().states(file)).containsEntry(2, "DELIVERED");
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");
        }

        @Test
        void stays_decided_when_the_limit_changes() {
            long file = steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1")));
            steps.hub().clock().advance(Duration.ofDays(31));
            steps.hub().remindOverdue();
            steps.decide();
            long resolution = steps.resolve(ResolutionKind.DONE_OUTSIDE);

            steps.withLimit(Duration.ofDays(10));
            long later = steps.payroll(employer("500000.00"), List.of(), List.of(line("L-2")));

            assertThat(steps.hub().states(file)).containsEntry(2, "OUT_OF_SCOPE/DONE-OUTSIDE");
            assertThat(steps.hub().states(later)).containsEntry(2, "OUT_OF_SCOPE/DONE-OUTSIDE");
            assertThat(steps.open()).isEmpty();
            steps.undo(resolution);
            assertThat(steps.first().detail().en()).contains("within 10 days");
        }
    }

    @Nested
    @DisplayName("A person whom a rule holds")
    class A_person_whom_a_rule_holds {

        private long certifiedBeforeRegistered() {
            steps.registrations(agreement(r -> {}));
            long file = steps.certificates(Samples.certificateOfApprentice(c -> {
                c.type = Certificate.Type.CA;
                c.issuedOn = LocalDate.of(2015, 6, 1);
                c.registeredOn = c.issuedOn;
                c.statusOn = c.issuedOn;
                c.birthDate = LocalDate.of(1995, 4, 8);
                c.programmeCompletedOn = LocalDate.of(2015, 5, 1);
                c.examinationPassedOn = LocalDate.of(2015, 5, 1);
                c.examinationMark = new BigDecimal("80");
            }));
            assertThat(steps.open()).as("%s", steps.hub().states(file)).hasSize(1);
            assertThat(steps.hub().states(file).get(2)).startsWith("HELD/X-");
            return file;
        }

        @Test
        void is_sent_with_a_warning_when_that_is_accepted() {
            long file = certifiedBeforeRegistered();

            long resolution = steps.resolve(ResolutionKind.ACCEPT);

            assertThat(steps.hub().states(file)).containsEntry(2, "DELIVERED");
            assertThat(messageFindings(PERSON)).anyMatch(message -> message.endsWith("Accepted by resolution."));
            steps.undo(resolution);
            assertThat(steps.open()).hasSize(1);
        }

        @Test
        void is_returned_or_completed_outside_the_hub() {
            long file = certifiedBeforeRegistered();
            String rule = steps.first().rule();

            long rejected = steps.resolve(ResolutionKind.REJECT);
            assertThat(steps.hub().states(file)).containsEntry(2, "REJECTED/" + rule);
            steps.undo(rejected);
            assertThat(steps.hub().states(file)).containsEntry(2, "HELD/" + rule);

            steps.resolve(ResolutionKind.DONE_OUTSIDE);
            assertThat(steps.hub().states(file)).containsEntry(2, "OUT_OF_SCOPE/DONE-OUTSIDE");
        }
    }
}
