// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.reconciliation.resolution;

import static ca.tradeshub.reconciliation.ReconciliationFixture.employer;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.exceptions.ResolutionKind;
import ca.tradeshub.exceptions.disagreement.ExceptionSide;
import ca.tradeshub.ledger.RecordAddress;
import ca.tradeshub.rules.Samples;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What was sent is corrected by later data and by resolutions, whatever came first. */
class CorrectionsAndResolutionsTest {

    private static final String CLAIM = "123026635RP0001/TA-2016-000001/2016-12-31";
    private static final String PERSON = "12345678/306A";

    private static Registration agreement(Consumer<Samples.ARegistration> change) {
        return Samples.registration(change);
    }

    private static PayLine line(String id, String wages) {
        return Samples.payLine(line -> {
            line.lineId = id;
            line.grossWages = Money.of(wages);
            line.employeeTotalWages = Money.of(wages);
        });
    }

    private static PayLine late() {
        return Samples.payLine(line -> {
            line.lineId = "L-2";
            line.payDate = LocalDate.of(2017, 1, 6);
        });
    }

    private static long pay(ResolutionSteps steps, PayLine... lines) {
        return steps.payroll(employer("500000.00"), List.of(), List.of(lines));
    }

    @Test
    void a_cancelled_agreement_amends_the_record_and_the_claim() {
        try (ResolutionSteps steps = new ResolutionSteps()) {
            steps.registrations(agreement(r -> {}));
            pay(steps, line("L-1", "650.00"));

            steps.registrations(agreement(r -> {
                r.status = Registration.Status.CANCELLED;
                r.statusOn = LocalDate.of(2016, 1, 6);
            }));

            assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1", "AMEND 2");
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "AMEND 2");
            assertThat(steps.hub().body(CLAIM).at("/apprenticeship/endedOn").asText())
                    .isEqualTo("2016-01-06");
        }
    }

    @Test
    void a_revoked_certificate_amends_the_record() {
        try (ResolutionSteps steps = new ResolutionSteps()) {
            steps.certificates(Samples.certificateOfApprentice(c -> c.birthDate = LocalDate.of(1975, 4, 8)));
            steps.certificates(Samples.certificateOfApprentice(c -> {
                c.birthDate = LocalDate.of(1975, 4, 8);
                c.status = Certificate.Status.REVOKED;
                c.statusOn = LocalDate.of(2020, 2, 1);
            }));

            assertThat(steps.hub().messages(PERSON)).containsExactly("NEW 1", "AMEND 2");
            assertThat(steps.hub().body(PERSON).at("/certificates/0/status").asText())
                    .isEqualTo("REVOKED");
        }
    }

    @Test
    void a_later_original_document_settles_an_accepted_hold_by_data_and_amends_the_claim() {
        try (ResolutionSteps steps = new ResolutionSteps()) {
            steps.registrations(agreement(r -> {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.originalAgreementNumber = "TA-0";
                r.originalRegisteredOn = LocalDate.of(2015, 6, 1);
            }));
            pay(steps, line("L-1", "650.00"));
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1");

            steps.registrations(agreement(r -> {
                r.agreementNumber = "TA-0";
                r.registeredOn = LocalDate.of(2015, 5, 1);
                r.statusOn = r.registeredOn;
            }));
            assertThat(steps.first().type().name()).isEqualTo("VALUE_MISMATCH");
            steps.resolve(ResolutionKind.USE_VALUE, ExceptionSide.RIGHT);
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "AMEND 2");

            steps.registrations(agreement(r -> {
                r.origin = Registration.Origin.CHANGE_OF_EMPLOYER;
                r.originalAgreementNumber = "TA-0";
                r.originalRegisteredOn = LocalDate.of(2015, 5, 1);
            }));
            assertThat(steps.open()).isEmpty();
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "AMEND 2", "AMEND 3");
            assertThat(steps.hub().body(CLAIM).at("/findings").toString()).doesNotContain("resolution");
        }
    }

    @Test
    void a_resolution_taken_before_or_after_later_files_ends_in_the_same_content() {
        try (ResolutionSteps early = new ResolutionSteps();
                ResolutionSteps late = new ResolutionSteps()) {
            early.registrations(agreement(r -> {}));
            long first = pay(early, line("L-1", "650.00"), late());
            early.resolve(ResolutionKind.ACCEPT);
            pay(early, line("L-1", "700.00"));

            late.registrations(agreement(r -> {}));
            long second = pay(late, line("L-1", "650.00"), late());
            pay(late, line("L-1", "700.00"));
            late.resolve(ResolutionKind.ACCEPT);

            Map<String, JsonNode> content = early.hub().finalContent();
            assertThat(content).isNotEmpty().isEqualTo(late.hub().finalContent());
            assertThat(early.hub().balance(first)).isEqualTo(late.hub().balance(second));
        }
    }

    @Test
    void a_choice_between_repeated_records_ends_in_the_same_content_as_the_record_alone() {
        try (ResolutionSteps repeated = new ResolutionSteps();
                ResolutionSteps alone = new ResolutionSteps()) {
            repeated.registrations(agreement(r -> {}));
            long file = pay(repeated, line("L-1", "650.00"), line("L-1", "700.00"));
            repeated.resolve(ResolutionKind.USE_VALUE, ExceptionSide.choiceOf(new RecordAddress(file, 2)));

            alone.registrations(agreement(r -> {}));
            pay(alone, line("L-1", "650.00"));

            assertThat(repeated.hub().finalContent()).isEqualTo(alone.hub().finalContent());
        }
    }

    @Test
    void a_late_file_under_a_key_that_was_accepted_is_superseded() {
        try (ResolutionSteps steps = new ResolutionSteps()) {
            steps.registrations(agreement(r -> {}));
            long file = pay(steps, late());
            steps.resolve(ResolutionKind.ACCEPT);
            assertThat(steps.hub().states(file)).containsEntry(2, "DELIVERED");

            long corrected = pay(steps, line("L-2", "600.00"));

            assertThat(steps.hub().states(file)).containsEntry(2, "SUPERSEDED");
            assertThat(steps.hub().states(corrected)).containsEntry(2, "DELIVERED");
            assertThat(steps.hub().messages(CLAIM)).containsExactly("NEW 1", "AMEND 2");
        }
    }
}
