// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.RecordVectors;
import ca.tradeshub.rules.Samples;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ATTC-21: what shows the end of an apprenticeship, and what a person must decide about it. */
class DeemedEndTest {

    private static final LocalDate COMMENCED = LocalDate.parse("2016-01-01");
    private final DeemedEnd rule = new DeemedEnd(Law.standard(), new Commencement(Law.standard()));

    @Nested
    class A_completed_agreement {

        @Test
        void that_states_the_day_of_entitlement_leaves_nothing_to_decide() {
            assertThat(result(completed("2016-07-01"))).isEqualTo("satisfied");
            assertThat(end(completed("2016-07-01"))).isEqualTo("2016-07-01");
        }

        @Test
        void that_does_not_state_it_is_flagged_with_the_day_of_the_status() {
            assertThat(result(completed(null))).isEqualTo("WARN: 2016-09-01");
            assertThat(end(completed(null))).isEqualTo("2016-09-01");
        }

        @Test
        void whose_certificate_shows_the_entitlement_leaves_nothing_to_decide() {
            Certificate dated = certificate(Certificate.Type.CA, "2016-10-01", "2016-08-20");
            assertThat(result(completed(null), dated)).isEqualTo("satisfied");
            assertThat(end(completed(null), dated)).isEqualTo("2016-08-20");
        }

        private static Claims completed(String entitled) {
            return Claims.of(r -> {
                r.status = Registration.Status.COMPLETED;
                r.statusOn = LocalDate.parse("2016-09-01");
                r.completionRequirementsMetOn = entitled == null ? null : LocalDate.parse(entitled);
            });
        }
    }

    @ParameterizedTest(name = "programme completed on {0}: ends {1}, {2}")
    @CsvSource({
        "2015-12-31,2016-09-15,WARN: 2016-09-15",
        "2016-01-01,2016-01-01,satisfied",
        "2016-09-14,2016-09-14,satisfied",
        "2016-09-15,2016-09-15,satisfied",
        "2016-09-16,2016-09-15,satisfied",
    })
    @DisplayName("C28")
    void a_date_on_a_certificate_shows_the_entitlement_from_the_commencement_and_not_after_the_issue(
            String completed, String end, String expected) {
        Certificate dated = certificate(Certificate.Type.CA, "2016-09-15", completed);
        assertThat(end(active(), dated)).isEqualTo(end);
        assertThat(result(active(), dated)).isEqualTo(expected);
    }

    @Nested
    @DisplayName("C28")
    class A_provisional_certificate_without_dates {

        @ParameterizedTest(name = "issued {0}: {1}")
        @CsvSource({
            "2015-12-31,satisfied",
            "2016-01-01,HOLD: 2016-01-01",
            "2016-12-30,HOLD: 2016-12-30",
            "2016-12-31,HOLD: 2016-12-31",
            "2017-01-01,satisfied",
        })
        void holds_a_claim_when_it_is_issued_from_the_commencement_to_the_end_of_the_year(
                String issued, String expected) {
            assertThat(result(active(), provisional(issued))).isEqualTo(expected);
        }

        @ParameterizedTest(name = "cancelled {0}: {1}")
        @CsvSource({"2016-09-14,satisfied", "2016-09-15,satisfied", "2016-09-16,HOLD: 2016-09-15"})
        void says_nothing_of_an_agreement_that_has_ended_by_its_day(String cancelled, String expected) {
            Claims ended = Claims.of(r -> {
                r.status = Registration.Status.CANCELLED;
                r.statusOn = LocalDate.parse(cancelled);
            });
            assertThat(result(ended, provisional("2016-09-15"))).isEqualTo(expected);
        }

        @ParameterizedTest(name = "entitled {0}: {1}")
        @CsvSource({"2016-09-14,satisfied", "2016-09-15,satisfied", "2016-09-16,HOLD: 2016-09-15"})
        void says_nothing_after_another_certificate_shows_the_entitlement(String entitled, String expected) {
            Certificate later = certificate(Certificate.Type.CA, "2016-11-01", entitled);
            assertThat(result(active(), later, provisional("2016-09-15"))).isEqualTo(expected);
        }

        @Test
        void says_nothing_when_the_registration_states_the_entitlement_even_of_a_later_day() {
            Claims entitled = Claims.of(r -> r.completionRequirementsMetOn = LocalDate.parse("2016-11-01"));
            assertThat(result(entitled, provisional("2016-09-15"))).isEqualTo("satisfied");
        }

        @Test
        void does_not_end_the_apprenticeship() {
            assertThat(end(active(), provisional("2016-09-15"))).isNull();
        }

        @Test
        void is_shown_by_the_first_of_several() {
            assertThat(result(active(), provisional("2016-10-01"), provisional("2016-09-15")))
                    .isEqualTo("HOLD: 2016-09-15");
        }

        @ParameterizedTest(name = "with dates, issued {0}: {1}")
        @CsvSource({"2016-09-14,satisfied", "2016-09-16,HOLD: 2016-09-15"})
        void says_nothing_after_one_with_dates(String issued, String expected) {
            Certificate dated = certificate(Certificate.Type.PQ, issued, issued);
            assertThat(result(active(), dated, provisional("2016-09-15"))).isEqualTo(expected);
        }

        private static Certificate provisional(String issued) {
            return certificate(Certificate.Type.PQ, issued, null);
        }
    }

    private static Claims active() {
        return Claims.of(r -> r.registeredOn = COMMENCED);
    }

    private static Certificate certificate(Certificate.Type type, String issued, String completed) {
        return Samples.certificate(c -> {
            c.type = type;
            c.issuedOn = LocalDate.parse(issued);
            c.programmeCompletedOn = completed == null ? null : LocalDate.parse(completed);
        });
    }

    private String result(Claims claims, Certificate... certificates) {
        return RecordVectors.text(rule.judge(new ClaimCase(facts(claims, certificates), COMMENCED, null)));
    }

    private String end(Claims claims, Certificate... certificates) {
        return rule.of(facts(claims, certificates)).map(LocalDate::toString).orElse(null);
    }

    private static ClaimFacts facts(Claims claims, Certificate... certificates) {
        return claims.facts().with(new ClaimFacts.Context(Money.ZERO, List.of(), List.of(), List.of(certificates)));
    }
}
