// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static ca.tradeshub.rules.RecordFindings.BOOK;
import static ca.tradeshub.rules.RecordFindings.FILE;
import static ca.tradeshub.rules.RecordFindings.assertOnly;
import static ca.tradeshub.rules.RecordFindings.findings;
import static ca.tradeshub.rules.RecordFindings.result;
import static ca.tradeshub.rules.Samples.certificate;
import static ca.tradeshub.rules.Samples.payLine;
import static ca.tradeshub.rules.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.PayLine;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Personal;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.attc.WageAllocationRule;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Judgement;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.rules.engine.RuleResult;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRulesTest {

    @Test
    void ordinary_records_leave_no_finding() {
        assertThat(findings(registration(r -> {}))).isEmpty();
        assertThat(findings(certificate(c -> {}))).isEmpty();
        assertThat(findings(payLine(p -> {}))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"310s,", "310S,", "332A,", "999Z,FMT-06 HOLD", "25OL,FMT-06 HOLD", "2591,FMT-06 HOLD"})
    @DisplayName("FMT-06")
    void trade_codes_stand_in_a_list(String code, String expected) {
        assertOnly(payLine(p -> p.trade = new TradeCode(code)), expected);
    }

    @ParameterizedTest
    @CsvSource({"ON,", "QC,", "NU,", "XX,FMT-09 HOLD", "PQ,FMT-09 HOLD", "O,FMT-09 HOLD", "CA,FMT-09 HOLD"})
    @DisplayName("FMT-09")
    void provinces_are_in_the_list(String code, String expected) {
        assertOnly(payLine(p -> p.workProvince = code), expected);
    }

    @ParameterizedTest
    @CsvSource({"1.23026635E8", "123026635.0", "89987RC1818", "'123,026,635'", "\u0661\u0662\u0663026635"})
    @DisplayName("FMT-02")
    void a_damaged_business_number_is_described(String number) {
        Finding finding = findings(
                        registration(r -> r.sponsor = Samples.sponsor(Sponsor.Kind.EMPLOYER, number, "2005-01-01")))
                .get(0);
        assertThat(finding.rule()).isEqualTo("FMT-02");
        assertThat(finding.message()).contains("damaged by a spreadsheet");
        assertThat(finding.observed()).doesNotContain("123026635");
    }

    @ParameterizedTest
    @CsvSource({"123456783RP0001", "130-692-544", "123026635RP001", "123026635XX"})
    @DisplayName("FMT-02")
    void a_business_number_that_is_wrong_but_not_damaged_is_to_be_corrected(String number) {
        assertThat(findings(
                        registration(r -> r.sponsor = Samples.sponsor(Sponsor.Kind.EMPLOYER, number, "2005-01-01"))))
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .startsWith("The business number is not valid.");
    }

    @Nested
    @DisplayName("FMT-08")
    class Dates {

        @Test
        void lie_not_after_the_date_of_the_file() {
            assertOnly(registration(r -> r.statusOn = LocalDate.parse("2026-11-20")), null);
            assertOnly(registration(r -> r.statusOn = LocalDate.parse("2026-11-21")), "FMT-08 HOLD");
            assertThat(findings(registration(r -> {
                        r.statusOn = LocalDate.parse("2026-11-21");
                        r.completionRequirementsMetOn = LocalDate.parse("2026-12-01");
                    })))
                    .extracting(Finding::field)
                    .containsExactly("statusOn", "completionRequirementsMetOn");
        }

        @Test
        void of_expiry_and_end_of_employment_may_come() {
            assertOnly(payLine(p -> p.employmentEnd = LocalDate.parse("2027-11-21")), null);
            assertOnly(
                    certificate(c -> {
                        c.trade = new TradeCode("310q");
                        c.issuedOn = LocalDate.parse("2026-11-01");
                        c.registeredOn = c.issuedOn;
                        c.statusOn = c.issuedOn;
                        c.expiresOn = LocalDate.parse("2027-11-01");
                    }),
                    null);
        }

        @ParameterizedTest(name = "born {0}: {1}")
        @CsvSource({
            "2002-01-01,",
            "2002-01-02,FMT-08 HOLD",
            "1915-01-02,",
            "1915-01-01,FMT-08 HOLD",
        })
        void of_birth_are_14_to_100_years_before_registration(String born, String expected) {
            assertOnly(registration(r -> r.person = person("1234567", null, null, born)), expected);
        }

        @Test
        void of_birth_are_shown_by_year_only() {
            assertThat(findings(registration(r -> r.person = person("1234567", null, null, "2010-05-06"))))
                    .extracting(Finding::observed)
                    .containsExactly("2010");
        }
    }

    @ParameterizedTest(name = "{0} {1} on {2}: {3}")
    @CsvSource({
        "TQAA,CONTRACT,2013-04-07,",
        "TQAA,CONTRACT,2013-04-08,GATE-03 HOLD",
        "ACA,TRAINING_AGREEMENT,2013-04-07,",
        "ACA,TRAINING_AGREEMENT,2013-04-08,GATE-03 HOLD",
        "OCTAA,TRAINING_AGREEMENT,2013-04-07,GATE-03 HOLD",
        "OCTAA,TRAINING_AGREEMENT,2013-04-08,",
        "OCTAA,TRAINING_AGREEMENT,2021-12-31,",
        "OCTAA,TRAINING_AGREEMENT,2022-01-01,GATE-03 HOLD",
        "BOSTA,TRAINING_AGREEMENT,2021-12-31,GATE-03 HOLD",
        "BOSTA,TRAINING_AGREEMENT,2022-01-01,",
        "TQAA,TRAINING_AGREEMENT,2013-04-07,GATE-03 WARN",
        "OCTAA,CONTRACT,2016-01-01,GATE-03 WARN",
    })
    @DisplayName("GATE-03")
    void the_act_fits_the_day(
            Registration.Act act, Registration.Document document, String registeredOn, String expected) {
        assertOnly(
                registration(r -> {
                    r.act = act;
                    r.trade = new TradeCode(act == Registration.Act.ACA ? "310S" : "306A");
                    r.document = document;
                    r.registeredOn = LocalDate.parse(registeredOn);
                    r.statusOn = r.registeredOn;
                }),
                expected);
    }

    @Nested
    @DisplayName("R1055-3a")
    class AgeAndSchooling {

        @ParameterizedTest(name = "V92 contract {0}: {1}")
        @CsvSource({"2012-04-07,R1055-3a REJECT", "2012-04-08,", "2012-04-09,"})
        void sixteen_on_the_birthday_itself(String contractOn, String expected) {
            assertOnly(registration(r -> contract(r, "1996-04-08", contractOn)), expected);
        }

        @ParameterizedTest(name = "V93 event {0}: {1}")
        @CsvSource({"2013-04-06,R1055-3a REJECT", "2013-04-07,R1055-3a REJECT"})
        void is_asked_up_to_the_last_day_of_the_regulation(String contractOn, String expected) {
            assertOnly(registration(r -> contract(r, "1998-01-01", contractOn)), expected);
        }

        @Test
        @DisplayName("V93 event 2013-04-08")
        void is_not_asked_after_it() {
            assertThat(result("R1055-3a", registration(r -> contract(r, "1998-01-01", "2013-04-08"))))
                    .isEqualTo(RuleResult.notApplicable("GATE-01"));
        }

        @Test
        void is_not_asked_under_another_act() {
            assertThat(result("R1055-3a", registration(r -> {
                        contract(r, "1996-04-08", "2012-04-07");
                        r.act = Registration.Act.ACA;
                        r.trade = new TradeCode("310S");
                    })))
                    .isEqualTo(RuleResult.notApplicable("GATE-02"));
        }

        @Test
        void is_asked_though_the_record_names_another_act_than_the_trades() {
            assertThat(findings(registration(r -> {
                        contract(r, "1996-04-08", "2012-04-07");
                        r.act = Registration.Act.ACA;
                    })))
                    .extracting(finding -> finding.rule() + " " + finding.outcome())
                    .containsExactly("GATE-03 HOLD", "R1055-3a REJECT");
        }

        @ParameterizedTest
        @EnumSource(Registration.Education.class)
        void less_than_grade_10_and_no_answer_hold(Registration.Education education) {
            assertOnly(
                    registration(r -> {
                        contract(r, "1990-04-08", "2012-04-08");
                        r.education = education;
                    }),
                    switch (education) {
                        case UNKNOWN, BELOW_GRADE_10 -> "R1055-3a HOLD";
                        default -> null;
                    });
        }

        @Test
        void without_a_birth_date_is_unknown_and_holds() {
            Finding finding = findings(registration(r -> {
                        contract(r, "1990-04-08", "2012-04-08");
                        r.person = new Person("1234567", null, null, "T", "A", null, null, null, "fr");
                    }))
                    .get(0);
            assertThat(finding.unknown()).isTrue();
            assertThat(finding.outcome()).isEqualTo(Outcome.HOLD);
            assertThat(finding.field()).isEqualTo("person.birthDate");
        }

        private static void contract(Samples.ARegistration r, String born, String contractOn) {
            r.act = Registration.Act.TQAA;
            r.document = Registration.Document.CONTRACT;
            r.contractOn = LocalDate.parse(contractOn);
            r.registeredOn = LocalDate.parse("2013-04-07");
            r.person = person("1234567", null, null, born);
        }
    }

    @Nested
    @DisplayName("C25 and ATTC-32")
    class PayLines {

        @ParameterizedTest(name = "period to {0}, paid {1}: {2}")
        @CsvSource({
            "2016-12-31,2016-12-31,",
            "2016-12-31,2017-01-01,C25 HOLD",
            "2017-01-01,2016-12-31,C25 HOLD",
            "2017-01-01,2017-01-01,C25 REJECT",
            "2015-12-31,2016-01-01,C25 HOLD",
            "2015-12-31,2015-12-31,C25 REJECT",
        })
        void belong_to_the_taxation_year(String end, String paid, String expected) {
            assertOnly(
                    payLine(p -> {
                        p.payPeriod = new Period(LocalDate.parse(end).minusDays(6), LocalDate.parse(end));
                        p.payDate = LocalDate.parse(paid);
                    }),
                    expected);
        }

        @ParameterizedTest(name = "{0} paid, {1} here: {2}")
        @CsvSource({
            "650.00,650.00,",
            "649.99,650.00,ATTC-32 REJECT",
            "650.01,650.00,",
            "-650.00,-300.00,",
        })
        void allocate_no_more_than_was_paid(String total, String gross, String expected) {
            assertOnly(
                    payLine(p -> {
                        p.employeeTotalWages = Money.of(total);
                        p.grossWages = Money.of(gross);
                    }),
                    expected);
        }

        @Test
        @DisplayName("V70 V71 allocations over two trades")
        void of_two_trades_are_added_up() {
            WageAllocationRule rule = new WageAllocationRule();
            assertThat(rule.wageAllocationExcess(Money.of("30000.00"), Money.of("30000.00")))
                    .isEmpty();
            assertThat(rule.wageAllocationExcess(Money.of("30000.00"), Money.of("29999.99")))
                    .isEmpty();
            assertThat(rule.wageAllocationExcess(Money.of("30000.00"), Money.of("30000.01")))
                    .get()
                    .extracting(Finding::rule, Finding::outcome)
                    .containsExactly("ATTC-32", Outcome.REJECT);
        }

        @Test
        void over_two_trades_say_nothing_of_a_reversal() {
            WageAllocationRule rule = new WageAllocationRule();
            assertThat(rule.wageAllocationExcess(paid("0.01"), Money.of("650.01")))
                    .isPresent();
            assertThat(rule.wageAllocationExcess(paid("0.00"), Money.of("650.01")))
                    .isPresent();
            assertThat(rule.wageAllocationExcess(paid("-0.01"), Money.of("650.01")))
                    .isEmpty();
        }

        private static PayLine paid(String gross) {
            return payLine(line -> {
                line.grossWages = Money.of(gross);
                line.employeeTotalWages = Money.of("650.00");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "47"})
    void short_identifiers_are_masked_whole(String identifier) {
        assertThat(Personal.tail(identifier)).matches("\\**").hasSameSizeAs(identifier);
    }

    @Test
    void the_severest_finding_decides() {
        Judgement<?> judgement = BOOK.judge(
                payLine(p -> {
                    p.trade = new TradeCode("999Z");
                    p.employeeTotalWages = Money.of("1.00");
                }),
                FILE);
        assertThat(judgement.deciding()).get().extracting(Finding::rule).isEqualTo("ATTC-32");
    }

    @ParameterizedTest
    @CsvSource({"70.00, true", ", false"})
    @DisplayName("R1055-14.1")
    void only_a_marked_examination_after_the_issue_may_be_the_one_that_a_holder_writes_later(
            BigDecimal mark, boolean maybeLater) {
        assertThat(findings(certificate(c -> {
                    c.type = Certificate.Type.CA;
                    c.issuedOn = LocalDate.parse("2010-05-01");
                    c.programmeCompletedOn = LocalDate.parse("2010-04-30");
                    c.examinationPassedOn = LocalDate.parse("2010-05-02");
                    c.examinationMark = mark;
                })))
                .filteredOn(finding -> finding.rule().equals("R1055-14.1"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message().contains("s. 14 (3)")).isEqualTo(maybeLater));
    }

    private static Person person(String client, String account, Sin sin, String born) {
        return new Person(client, account, sin, "Tremblay", "Ana", null, LocalDate.parse(born), null, "fr");
    }
}
