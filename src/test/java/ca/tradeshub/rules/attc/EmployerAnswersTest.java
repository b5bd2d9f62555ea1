// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static ca.tradeshub.rules.attc.ClaimAnswers.CREDIT;
import static ca.tradeshub.rules.attc.ClaimAnswers.LAW;
import static ca.tradeshub.rules.attc.ClaimAnswers.said;
import static ca.tradeshub.rules.attc.ClaimAnswers.steps;
import static ca.tradeshub.rules.attc.ClaimAnswers.week;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.EmployerYear.Partner;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each rule on the employer and the sponsor finds on a claim. */
class EmployerAnswersTest {

    @Nested
    @DisplayName("ATTC-24, 25 and 26")
    class The_payroll {

        @Test
        @DisplayName("C19")
        void counts_as_stated_whatever_is_left_open_when_read_so() {
            ClaimFacts silent = week().employer(e -> {
                        e.priorYearShort = null;
                        e.associatedGroup = null;
                    })
                    .facts();
            assertThat(said("ATTC-24", silent)).isEqualTo("unknown: priorYearShort");
            assertThat(new TaxCredit(LAW.withReadings(Map.of("C19", "as-stated"))).assess(silent))
                    .isInstanceOf(Supported.class);
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource({
            "400000.00,ATTC-24",
            "400000.01,ATTC-26",
            "599999.99,ATTC-26",
            "600000.00,ATTC-25",
        })
        void at_a_threshold_is_under_the_rule_of_the_threshold(Money payroll, String rule) {
            assertThat(steps(week().employer(e -> e.priorYearPayroll = payroll).facts()))
                    .filteredOn(step -> List.of("ATTC-24", "ATTC-25", "ATTC-26").contains(step.id()))
                    .extracting(ClaimAssessment.Step::id)
                    .containsExactly(rule);
        }
    }

    @Nested
    @DisplayName("ATTC-18")
    class Assistance_that_is_negative {

        @ParameterizedTest(name = "{0} of assistance on {1} of wages: {2}")
        @CsvSource({
            "-0.01,650.00,HOLD: -0.01",
            "-0.01,0.00,HOLD: -0.01",
            "0.00,-650.00,satisfied",
            "-100.00,-650.00,satisfied",
            "-100.01,-650.00,HOLD: -0.01",
        })
        void is_the_reversal_of_assistance_with_its_wages_and_of_no_more(
                String assistance, String wages, String expected) {
            assertThat(said(
                            "ATTC-18",
                            assisted("650.00", "100.00")
                                    .line("2016-01-11", "2016-01-17", wages, grant(assistance))
                                    .facts()))
                    .isEqualTo(expected);
        }

        @Test
        void holds_where_it_stands_whatever_the_other_lines_state() {
            assertThat(said(
                            "ATTC-18",
                            assisted("-650.00", "-100.00")
                                    .line("2016-01-11", "2016-01-17", "650.00", grant("-5.00"))
                                    .line("2016-01-18", "2016-01-24", "650.00", grant("500.00"))
                                    .facts()))
                    .isEqualTo("HOLD: -5.00");
        }

        private static Claims assisted(String wages, String assistance) {
            return Claims.of(r -> {}).line("2016-01-04", "2016-01-10", wages, grant(assistance));
        }

        private static Consumer<Samples.APayLine> grant(String amount) {
            return line -> {
                line.assistanceAmount = Money.of(amount);
                line.assistanceKind = "GRANT";
            };
        }
    }

    @Nested
    @DisplayName("ATTC-33")
    class A_partnership {

        @Test
        void with_a_share_not_stated_is_unknown() {
            assertThat(said("ATTC-33", of(null, "0.5"))).isEqualTo("unknown: partners.share");
        }

        @Test
        void of_shares_that_are_not_the_whole_shows_their_sum() {
            assertThat(said("ATTC-33", of("0.25", "0.5"))).isEqualTo("HOLD: 0.75");
            assertThat(said("ATTC-33", of("0.50", "0.5"))).isEqualTo("satisfied");
        }

        @Test
        void of_a_general_partner_with_no_share_is_whole_and_gives_that_partner_nothing() {
            ClaimFacts facts = of("0", "1");
            assertThat(said("ATTC-33", facts)).isEqualTo("satisfied");
            assertThat(CREDIT.assess(facts).computation().credit()).isEqualTo(Money.ZERO);
            assertThat(CREDIT.partnerShares(facts.employerYear(), Money.ZERO))
                    .extracting(ClaimAssessment.PartnerShare::credited)
                    .containsExactly(Money.ZERO, Money.ZERO);
        }

        @Test
        void with_a_negative_share_shows_it() {
            assertThat(said("ATTC-33", of("-0.01", "1.01"))).isEqualTo("HOLD: -0.01");
        }

        private static ClaimFacts of(String one, String other) {
            return week().employer(e -> {
                        e.kind = EmployerYear.Kind.PARTNERSHIP;
                        e.partners = List.of(
                                new Partner("G", Partner.Kind.GENERAL, one == null ? null : new BigDecimal(one)),
                                new Partner("L", Partner.Kind.LIMITED, new BigDecimal(other)));
                    })
                    .facts();
        }
    }

    @Nested
    @DisplayName("X-04")
    class The_sponsor {

        @Test
        void before_any_version_tells_of_one_is_the_oldest_versions() {
            ClaimFacts facts = Claims.of(r -> r.sponsor = sponsor("123026635RP0001", "2016-02-01"))
                    .version(r -> r.sponsor = sponsor("123456782RP0001", "2016-06-01"))
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .facts();
            assertThat(said("X-04", facts)).isEqualTo("satisfied");
        }

        @Test
        void is_the_newest_versions_from_the_day_it_took_the_apprentice() {
            Claims claims = Claims.of(r -> r.sponsor = sponsor("123026635RP0001", "2016-01-01"))
                    .version(r -> r.sponsor = sponsor("123456782RP0001", "2016-06-06"));
            assertThat(said(
                            "X-04",
                            claims.line("2016-06-05", "2016-06-11", "650.00").facts()))
                    .isEqualTo("satisfied");
            assertThat(said(
                            "X-04",
                            claims.line("2016-06-06", "2016-06-12", "650.00").facts()))
                    .isEqualTo("HOLD: 2016-06-12");
        }

        @Test
        void is_so_since_the_day_its_newest_version_tells() {
            Claims corrected = Claims.of(r -> r.sponsor = sponsor("987654324RP0001", "2015-01-01"))
                    .version(r -> r.sponsor = sponsor("123026635RP0001", "2016-06-06"))
                    .version(r -> r.sponsor = sponsor("123026635RP0002", "2016-07-04"));
            assertThat(said(
                            "X-04",
                            corrected.line("2016-06-20", "2016-06-26", "650.00").facts()))
                    .isEqualTo("HOLD: 2016-06-26");
            Claims back = Claims.of(r -> r.sponsor = sponsor("123026635RP0001", "2015-01-01"))
                    .version(r -> r.sponsor = sponsor("987654324RP0001", "2016-06-06"))
                    .version(r -> r.sponsor = sponsor("123026635RP0001", "2016-07-04"));
            assertThat(said(
                            "X-04",
                            back.line("2016-05-02", "2016-05-08", "650.00")
                                    .line("2016-07-04", "2016-07-10", "650.00")
                                    .facts()))
                    .isEqualTo("satisfied");
        }

        private static Sponsor sponsor(String number, String since) {
            return Samples.sponsor(Sponsor.Kind.EMPLOYER, number, since);
        }
    }
}
