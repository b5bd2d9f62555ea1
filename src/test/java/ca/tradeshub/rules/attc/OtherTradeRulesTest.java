// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.Samples;
import ca.tradeshub.rules.attc.ClaimAssessment.Held;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import ca.tradeshub.rules.attc.ClaimFacts.Context;
import ca.tradeshub.rules.engine.Finding;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What certificates and other trades mean for a claim. */
class OtherTradeRulesTest {

    private static final Law LAW = Law.standard();
    private final TaxCredit credit = new TaxCredit(LAW);

    @Nested
    @DisplayName("X-03")
    class Work_in_a_compulsory_trade {

        private final TaxCredit everyYear = new TaxCredit(LAW.withReadings(Map.of("C42", "every-year")));

        @ParameterizedTest(name = "{0} of {1}, {2} to {3}, {4} on {5}: {6}")
        @CsvSource({
            "CQ,306A,2016-09-12,,IN_FORCE,,",
            "PQ,306A,2016-09-18,2016-09-12,IN_FORCE,,",
            "CQ,306A,2016-09-19,,IN_FORCE,,X-03",
            "CQ,306A,2016-01-01,2016-09-11,IN_FORCE,,X-03",
            "CA,306A,2016-01-01,,IN_FORCE,,X-03",
            "CQ,307A,2016-01-01,,IN_FORCE,,X-03",
            "CQ,306A,2016-01-01,,SUSPENDED,2016-09-12,X-03",
            "CQ,306A,2016-01-01,,SUSPENDED,2016-09-13,",
        })
        void after_the_agreement_needs_a_certificate(
                Certificate.Type type,
                String trade,
                LocalDate issued,
                LocalDate expires,
                Certificate.Status status,
                LocalDate statusOn,
                String held) {
            Certificate certificate = Samples.certificate(c -> {
                c.type = type;
                c.trade = new TradeCode(trade);
                c.issuedOn = issued;
                c.expiresOn = expires;
                c.status = status;
                c.statusOn = statusOn;
            });
            Claims.assertHolds(
                    everyYear,
                    ended("306A").with(new Context(Money.ZERO, List.of(), List.of(), List.of(certificate))),
                    held);
        }

        @Test
        void of_another_trade_or_while_the_agreement_runs_needs_none() {
            Claims.assertHolds(everyYear, ended("306A"), "X-03");
            Claims.assertHolds(everyYear, ended("442A"), null);
            Claims.assertHolds(
                    everyYear,
                    Claims.of(r -> {})
                            .line("2016-09-12", "2016-09-18", "650.00")
                            .facts(),
                    null);
        }

        @Test
        void after_the_agreement_needs_a_certificate_of_ontario() {
            Claims.assertHolds(everyYear, context(c -> c.issuingProvince = "QC"), "X-03");
            Claims.assertHolds(everyYear, context(c -> c.issuingProvince = "ON"), null);
        }

        @Test
        void is_not_covered_by_a_certificate_that_expired_on_a_day_only_its_status_tells() {
            Claims.assertHolds(everyYear, context(c -> expired(c, null, "2016-09-12")), "X-03");
            Claims.assertHolds(everyYear, context(c -> expired(c, null, "2016-09-13")), null);
            Claims.assertHolds(everyYear, context(c -> expired(c, "2016-09-12", "2016-09-01")), null);
        }

        private ClaimFacts context(Consumer<Samples.ACertificate> change) {
            Certificate certificate = Samples.certificate(c -> {
                c.trade = new TradeCode("306A");
                c.issuedOn = LocalDate.parse("2016-01-01");
                change.accept(c);
            });
            return ended("306A").with(new Context(Money.ZERO, List.of(), List.of(), List.of(certificate)));
        }

        private static void expired(Samples.ACertificate certificate, String expiresOn, String statusOn) {
            certificate.status = Certificate.Status.EXPIRED;
            certificate.expiresOn = expiresOn == null ? null : LocalDate.parse(expiresOn);
            certificate.statusOn = LocalDate.parse(statusOn);
        }

        private ClaimFacts ended(String trade) {
            return Claims.of(r -> {
                        r.trade = new TradeCode(trade);
                        r.completionRequirementsMetOn = LocalDate.parse("2016-09-01");
                    })
                    .line("2016-08-29", "2016-09-04", "650.00")
                    .line("2016-09-12", "2016-09-18", "650.00")
                    .facts();
        }

        @ParameterizedTest(name = "from {0} to {1}: {2}")
        @CsvSource({
            "2021-12-25,2021-12-31,",
            "2021-12-31,2022-01-06,",
            "2022-01-01,2022-01-07,X-03",
            "2022-01-02,2022-01-08,X-03",
        })
        void is_asked_about_from_the_first_day_of_the_list(String start, String end, String held) {
            LocalDate list = LAW.texts("trades.compulsory.list").first().from();
            assertThat(list).isEqualTo(LocalDate.parse("2022-01-01"));
            ClaimFacts facts = Claims.of(r -> {
                        r.registeredOn = LocalDate.parse("2017-06-01");
                        r.completionRequirementsMetOn = LocalDate.parse("2021-12-01");
                    })
                    .year("2021-04-01", "2022-03-31")
                    .line(start, end, "650.00")
                    .facts();
            assertHolds(facts, held);
            Claims.assertHolds(everyYear, facts, "X-03");
        }

        @ParameterizedTest(name = "{0} of Quebec, to {1}, work on {2}: {3}")
        @CsvSource({
            "306A,,2012-09-12,",
            "306A,2012-09-11,2012-09-12,X-03",
            "306A,2012-09-12,2012-09-12,",
            "306A,,2013-04-07,",
            "306A,,2013-04-08,X-03",
            "307A,,2012-09-12,X-03",
        })
        void needs_no_certificate_of_ontario_while_one_of_quebec_exempts(
                String trade, LocalDate expires, String day, String held) {
            Certificate certificate = Samples.certificate(c -> {
                c.trade = new TradeCode(trade);
                c.issuingProvince = "QC";
                c.issuedOn = LocalDate.parse("2010-01-01");
                c.expiresOn = expires;
            });
            ClaimFacts facts = Claims.of(r -> {
                        r.act = Registration.Act.TQAA;
                        r.document = Registration.Document.CONTRACT;
                        r.registeredOn = LocalDate.parse("2012-01-01");
                        r.completionRequirementsMetOn = LocalDate.parse("2012-09-01");
                    })
                    .year("2012-06-01", "2013-05-31")
                    .line(day, day, "650.00", line -> line.employmentStart = LocalDate.parse("2012-01-01"))
                    .facts()
                    .with(new Context(Money.ZERO, List.of(), List.of(), List.of(certificate)));
            Claims.assertHolds(everyYear, facts, held);
        }
    }

    @Nested
    @DisplayName("ATTC-21 and C28")
    class A_completed_agreement_that_states_no_day_of_entitlement {

        @ParameterizedTest(name = "{0} {1} of {2} issued {3}: ends {4}")
        @CsvSource({
            "CA,442A,ON,2016-07-01,2016-07-01",
            "CA,442A,ON,2016-10-01,2016-09-01",
            "CA,442A,ON,2015-12-31,2016-09-01",
            "CA,442A,QC,2016-07-01,2016-09-01",
            "CA,306A,ON,2016-07-01,2016-09-01",
            "CQ,442A,ON,2016-07-01,2016-07-01",
        })
        void ends_with_its_status_or_the_certificate_issued_before(
                Certificate.Type type, String trade, String province, LocalDate issued, LocalDate ended) {
            Certificate certificate = Samples.certificate(c -> {
                c.type = type;
                c.trade = new TradeCode(trade);
                c.issuingProvince = province;
                c.issuedOn = issued;
            });
            ClaimFacts facts = Claims.of(r -> {
                        r.trade = new TradeCode("442A");
                        r.status = Registration.Status.COMPLETED;
                        r.statusOn = LocalDate.parse("2016-09-01");
                    })
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .facts()
                    .with(new Context(Money.ZERO, List.of(), List.of(), List.of(certificate)));
            assertThat(credit.assess(facts).apprenticeship().endedOn()).isEqualTo(ended);
        }

        @ParameterizedTest(name = "{0} {1} of {2} issued {3}, {4}: ends {5}, {6}")
        @CsvSource({
            "CA,442A,ON,2016-07-01,ACTIVE,2016-07-01,ATTC-21",
            "CA,442A,ON,2016-01-01,ACTIVE,2016-01-01,ATTC-21",
            "CA,442A,ON,2016-12-31,ACTIVE,2016-12-31,ATTC-21",
            "CA,442A,ON,2017-01-01,ACTIVE,2017-01-01,",
            "CA,442A,ON,2015-12-31,ACTIVE,,",
            "CA,442A,QC,2016-07-01,ACTIVE,,",
            "CA,306A,ON,2016-07-01,ACTIVE,,",
            "CQ,442A,ON,2016-07-01,ACTIVE,2016-07-01,ATTC-21",
            "CA,442A,ON,2016-07-01,CANCELLED,2016-07-01,ATTC-21",
            "CA,442A,ON,2016-10-01,CANCELLED,2016-09-01,",
        })
        void ends_with_the_certificate_though_the_agreement_is_not_said_to_be_completed(
                Certificate.Type type,
                String trade,
                String province,
                LocalDate issued,
                Registration.Status status,
                LocalDate ended,
                String warned) {
            Certificate certificate = Samples.certificate(c -> {
                c.type = type;
                c.trade = new TradeCode(trade);
                c.issuingProvince = province;
                c.issuedOn = issued;
            });
            ClaimFacts facts = Claims.of(r -> {
                        r.trade = new TradeCode("442A");
                        r.status = status;
                        r.statusOn =
                                LocalDate.parse(status == Registration.Status.ACTIVE ? "2016-01-01" : "2016-09-01");
                    })
                    .line("2016-01-04", "2016-01-10", "650.00")
                    .facts()
                    .with(new Context(Money.ZERO, List.of(), List.of(), List.of(certificate)));
            ClaimAssessment assessment = credit.assess(facts);
            assertThat(assessment.apprenticeship().endedOn()).isEqualTo(ended);
            assertThat(assessment.findings())
                    .extracting(Finding::rule)
                    .isEqualTo(warned == null ? List.of() : List.of(warned));
            TaxCredit asking = new TaxCredit(LAW.withReadings(Map.of("C28", "held")));
            assertThat(asking.assess(facts)).isInstanceOf(warned == null ? Supported.class : Held.class);
        }
    }

    @Nested
    @DisplayName("268A, the code that 268R had before")
    class A_trade_under_the_code_it_had_before {

        @ParameterizedTest(name = "agreement in {0}, pay in {1}, certificate in {2}")
        @CsvSource({"268A,268A,268R", "268A,268R,268A", "268R,268A,268R", "268R,268R,268A"})
        void is_that_trade_for_the_pay_and_for_the_certificate(String agreement, String paid, String certified) {
            Certificate certificate = Samples.certificate(c -> {
                c.type = Certificate.Type.CA;
                c.trade = new TradeCode(certified);
                c.issuedOn = LocalDate.parse("2016-07-01");
            });
            ClaimAssessment assessment = credit.assess(Claims.of(r -> r.trade = new TradeCode(agreement))
                    .line("2016-01-04", "2016-01-10", "650.00", line -> line.trade = new TradeCode(paid))
                    .facts()
                    .with(new Context(Money.ZERO, List.of(), List.of(), List.of(certificate))));
            assertThat(assessment).isInstanceOf(Supported.class);
            assertThat(assessment.apprenticeship().endedOn()).isEqualTo(LocalDate.parse("2016-07-01"));
        }

        @Test
        void is_not_another_trade() {
            assertHolds(
                    Claims.of(r -> r.trade = new TradeCode("268A"))
                            .line("2016-01-04", "2016-01-10", "650.00", line -> line.trade = new TradeCode("306A"))
                            .facts(),
                    "VALUE_MISMATCH");
        }
    }

    private void assertHolds(ClaimFacts facts, String rule) {
        Claims.assertHolds(credit, facts, rule);
    }
}
