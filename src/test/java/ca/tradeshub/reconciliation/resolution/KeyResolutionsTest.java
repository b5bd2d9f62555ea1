// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.exceptions.ResolutionEffects;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.law.Law;
import ca.tradeshub.ledger.RecordState;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.book.RuleBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Resolutions about the keys of decisions: claims, and persons with their trades. */
class KeyResolutionsTest {

    private static final String CLAIM = "123026635RP0001/TA-2016-000001/2016-12-31";
    private static final String PERSON = "12345678/306A";

    private final ResolutionSteps steps = new ResolutionSteps();

    @AfterEach
    void close() {
        steps.close();
    }

    private static Registration agreement(Consumer<Samples.ARegistration> change) {
        return Samples.registration(change);
    }

    private static PayLine line(String id) {
        return Samples.payLine(line -> line.lineId = id);
    }

    private static EmployerYear.Claim claimed(String amount) {
        return new EmployerYear.Claim("TA-2016-000001", Money.of(amount), null);
    }

    private static EmployerYear year(String account, String priorYearPayroll) {
        return Samples.employerYear(year -> {
            year.businessNumber = new BusinessNumber(account);
            year.priorYearPayroll = Money.of(priorYearPayroll);
        });
    }

    private List<String> messageFindings(String key) {
        return steps.hub().body(key).at("/findings").findValuesAsText("message");
    }

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
            claimingTooMuch();
            long rejected = steps.resolve(ResolutionKind.REJECT);
            long again = steps.payroll(employer("500000.00"), List.of(claimed("5000.00")), List.of(line("L-1")));
            assertThat(steps.hub().states(again)).containsEntry(2, "REJECTED/ATTC-30");
            assertThat(steps.open()).isEmpty();

            steps.undo(rejected);
            assertThat(steps.hub().states(again)).containsEntry(2, "HELD/ATTC-30");
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
            steps.registrations(agreement(r -> {
                r.agreementNumber = "TA-0";
                r.registeredOn = LocalDate.of(2015, 5, 1);
                r.statusOn = r.registeredOn;
            }));
            steps.registrations(agreement(r -> {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.originalAgreementNumber = "TA-0";
                r.originalRegisteredOn = LocalDate.of(2015, 6, 1);
            }));
            steps.payroll(employer("500000.00"), List.of(), List.of(line("L-1")));
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
            steps.registrations(agreement(r -> {}));
            steps.payroll(employer("500000.00"), List.of(), List.of(Samples.payLine(line -> {
                line.lineId = "L-1";
                line.trade = new TradeCode("442A");
            })));
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
