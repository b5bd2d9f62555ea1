// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static ca.tradeshub.rules.Samples.certificate;
import static ca.tradeshub.rules.Samples.file;
import static ca.tradeshub.rules.Samples.payLine;
import static ca.tradeshub.rules.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.FileContext;
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
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Finding;
import ca.tradeshub.rules.engine.Judgement;
import ca.tradeshub.rules.engine.Outcome;
import ca.tradeshub.rules.engine.RuleResult;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRulesTest {

    private static final RuleBook BOOK = RuleBook.standard();
    private static final FileContext FILE = file("2026-11-20");

    @Test
    void ordinary_records_leave_no_finding() {
        assertThat(findings(registration(r -> {}))).isEmpty();
        assertThat(findings(certificate(c -> {}))).isEmpty();
        assertThat(findings(payLine(p -> {}))).isEmpty();
    }

    @Nested
    @DisplayName("FMT-01")
    class SocialInsuranceNumbers {

        @ParameterizedTest(name = "V113 {0}: {1}")
        @CsvSource({
            "130 692 544,",
            "130-692-544,",
            "123456782,",
            "000000000,",
            "123456789,FMT-01 HOLD",
            "046-454-286,FMT-01 HOLD",
            "846454286,FMT-01 HOLD",
            "12345678,FMT-01 HOLD",
            "12345678A,FMT-01 HOLD",
            "918640897,FMT-01 WARN",
        })
        void are_judged_where_stated(String number, String expected) {
            assertOnly(payLine(p -> p.sin = Sin.of(number)), expected);
            assertOnly(
                    registration(r -> r.person = person("1234567", "12345678", Sin.of(number), "1995-04-08")),
                    expected);
        }

        @Test
        void are_never_shown() {
            assertThat(findings(payLine(p -> p.sin = Sin.of("123456789")))
                            .get(0)
                            .toString())
                    .doesNotContain("123456789");
        }
    }

    @Nested
    @DisplayName("FMT-02")
    class BusinessNumbers {

        @ParameterizedTest(name = "V114 {0}: {1}")
        @CsvSource({
            "123026635RP0001,",
            "000089987RC1818,",
            "123456783RP0001,FMT-02 HOLD",
            "123026635RP001,FMT-02 HOLD",
            "12302663,FMT-02 HOLD",
        })
        void of_a_sponsor_have_a_valid_check_digit(String number, String expected) {
            assertOnly(
                    registration(r -> r.sponsor = Samples.sponsor(Sponsor.Kind.EMPLOYER, number, "2005-01-01")),
                    expected);
        }

        @Test
        void of_an_employer_are_a_payroll_account() {
            assertOnly(payLine(p -> p.employer = new BusinessNumber("000089987RP0001")), null);
            assertOnly(payLine(p -> p.employer = new BusinessNumber("000089987RC1818")), "FMT-02 HOLD");
            assertOnly(payLine(p -> p.employer = new BusinessNumber("123456783RP0001")), "FMT-02 HOLD");
        }
    }

    @Nested
    @DisplayName("FMT-05")
    class AgencyNumberFields {

        @ParameterizedTest(name = "client {0}, account {1}: {2}")
        @CsvSource({
            "1234567,12345678,",
            "1234567,,",
            "12345678,,FMT-05 HOLD",
            "1234567,1234567,FMT-05 HOLD",
            "123456,,FMT-05 HOLD",
            "1234567,1234567A,FMT-05 HOLD",
            "1234567,20001234.0,FMT-05 HOLD",
            "1234567,2.0001234E7,FMT-05 HOLD",
            "1234567.0,,FMT-05 HOLD",
            "1234567,\u0662\u0660\u0660\u0660\u0661\u0662\u0663\u0664,FMT-05 HOLD",
            "1234567,501800007,FMT-05 HOLD",
            "046 454 286,,FMT-05 HOLD",
        })
        void hold_when_one_sits_in_the_others_field(String client, String account, String expected) {
            assertOnly(registration(r -> r.person = person(client, account, null, "1995-04-08")), expected);
        }

        @ParameterizedTest
        @CsvSource({
            "20001234.0,decimals",
            "2.00E+07,decimals",
            "'20,001,234',decimals",
            "00012,leading zeros",
            "501800007,social insurance",
            "501-800-007,social insurance",
            "2000\u20111234,resembles",
            "\uFF12\uFF10\uFF10\uFF10\uFF11\uFF12\uFF13\uFF14,resembles",
            "2000123X,have its form",
        })
        void that_are_damaged_are_held_with_what_they_look_like(String account, String cause) {
            Finding finding = findings(registration(r -> r.person = person("1234567", account, null, "1995-04-08")))
                    .get(0);
            assertThat(finding.rule()).isEqualTo("FMT-05");
            assertThat(finding.observed()).matches("\\*{3,}..");
            assertThat(finding.message()).contains(cause);
        }

        @Test
        void are_shown_masked() {
            Finding finding =
                    findings(certificate(c -> c.memberNumber = "1234567")).get(0);
            assertThat(finding.rule()).isEqualTo("FMT-05");
            assertThat(finding.observed()).isEqualTo("*****67");
        }
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
    @DisplayName("R1055-14.2")
    class Seal {

        @ParameterizedTest(name = "V86-V91 mark {0}, seal {1}: {2}")
        @CsvSource({
            "68.90,false,",
            "68.90,true,R1055-14.2 HOLD",
            "69.00,false,",
            "69.00,true,R1055-14.2 HOLD",
            "69.01,false,R1055-14.2 WARN",
            "69.01,true,",
            "69.10,false,R1055-14.2 WARN",
            "69.10,true,",
            ",false,",
            ",true,R1055-14.2 HOLD",
        })
        void takes_more_than_69(BigDecimal mark, boolean seal, String expected) {
            assertOnly(certificate(c -> apprenticeship(c, mark, seal)), expected);
        }

        @Test
        void without_a_mark_is_unknown() {
            assertThat(findings(certificate(c -> apprenticeship(c, null, true))))
                    .allMatch(Finding::unknown);
        }

        @Test
        void of_another_province_kind_time_or_trade_is_not_asked() {
            BigDecimal mark = new BigDecimal("50.00");
            assertOnly(
                    certificate(c -> {
                        apprenticeship(c, mark, true);
                        c.issuingProvince = "QC";
                    }),
                    null);
            assertOnly(
                    certificate(c -> {
                        apprenticeship(c, mark, true);
                        c.type = Certificate.Type.CQ;
                    }),
                    null);
            assertOnly(
                    certificate(c -> {
                        apprenticeship(c, mark, true);
                        c.issuedOn = LocalDate.parse("2013-04-08");
                    }),
                    null);
            assertOnly(
                    certificate(c -> {
                        apprenticeship(c, mark, true);
                        c.trade = new TradeCode("310s");
                    }),
                    null);
            assertOnly(
                    certificate(c -> {
                        apprenticeship(c, mark, true);
                        c.trade = new TradeCode("310s");
                        c.issuedOn = LocalDate.parse("1999-12-31");
                    }),
                    "R1055-14.2 HOLD");
        }

        private static void apprenticeship(Samples.ACertificate c, BigDecimal mark, boolean seal) {
            c.type = Certificate.Type.CA;
            c.issuedOn = LocalDate.parse("2010-05-01");
            c.examinationMark = mark;
            c.interprovincialSeal = seal;
        }
    }

    @Nested
    @DisplayName("R1055-23.1/2")
    class Renewal {

        @ParameterizedTest(name = "V108 expired {0}, renewed {1}, expires {2}: {3}")
        @CsvSource({
            "2009-09-30,2009-09-30,2012-09-30,",
            "2009-09-30,2009-09-30,2012-09-29,R1055-23.1/2 HOLD",
            "2009-09-30,2009-09-30,2012-10-01,R1055-23.1/2 HOLD",
            "2012-02-29,2012-02-29,2015-02-28,",
            "2013-04-07,2013-04-07,2014-04-07,R1055-23.1/2 HOLD",
            "2013-04-07,2013-04-08,2014-04-07,",
            ",2009-09-30,2012-09-30,R1055-23.1/2 HOLD",
            "2009-09-30,,2012-09-30,R1055-23.1/2 HOLD",
            "2009-09-30,2009-09-30,,R1055-23.1/2 HOLD",
            ",,,",
        })
        void is_for_three_years_from_expiry(LocalDate before, LocalDate renewed, LocalDate expires, String expected) {
            assertOnly(
                    certificate(c -> {
                        c.priorExpiresOn = before;
                        c.renewedOn = renewed;
                        c.expiresOn = expires;
                    }),
                    expected);
        }

        @ParameterizedTest(name = "V109 issued {0}: {1}")
        @CsvSource({"1983-01-31,s. 23 (1)", "1983-02-01,s. 23 (2)"})
        void is_under_the_subsection_of_its_issue(String issued, String section) {
            CanonicalRecord renewed = certificate(c -> {
                c.issuedOn = LocalDate.parse(issued);
                c.priorExpiresOn = LocalDate.parse("2009-09-30");
                c.renewedOn = c.priorExpiresOn;
                c.expiresOn = LocalDate.parse("2012-10-01");
            });
            assertThat(BOOK.judge(renewed, file("2026-11-20")).findings())
                    .filteredOn(finding -> finding.rule().equals("R1055-23.1/2"))
                    .extracting(finding -> finding.citation().section())
                    .containsExactly(section);
        }
    }

    @Nested
    @DisplayName("PORT-01, PORT-02 and PORT-06")
    class Portal {

        @ParameterizedTest(name = "{0} of {1}: {2}")
        @CsvSource({
            "CA,2021-12-31,PORT-01 HOLD & PORT-05 HOLD",
            "PQ,2021-12-31,PORT-01 HOLD & PORT-05 HOLD",
            "CQ,2021-12-31,PORT-02 HOLD & PORT-03 HOLD",
            "CQ,2022-01-01,PORT-03 HOLD",
            "CA,2022-01-01,PORT-05 HOLD",
        })
        void a_number_of_zeros_is_carried_over_for_nobody(Certificate.Type type, String held, String expected) {
            assertOnly(
                    certificate(c -> {
                        c.type = type;
                        c.memberNumber = "00000000";
                        c.registeredOn = LocalDate.parse(held);
                        c.statusOn = c.registeredOn;
                    }),
                    expected);
        }

        @ParameterizedTest(name = "{0} from {1} to {2}: {3}")
        @CsvSource({
            "306A,2024-04-01,2025-04-01,",
            "306A,2024-04-01,2025-04-02,PORT-06 HOLD",
            "306A,2024-03-31,2027-03-31,",
            "306A,2024-04-01,,PORT-06 HOLD",
            "442A,2024-04-01,2027-04-01,",
            "332A,2024-04-01,2025-04-02,PORT-06 HOLD",
        })
        void a_term_in_a_compulsory_trade_is_one_year(String trade, String begin, LocalDate expiry, String expected) {
            assertOnly(
                    certificate(c -> {
                        c.trade = new TradeCode(trade);
                        c.issuedOn = LocalDate.parse(begin);
                        c.registeredOn = c.issuedOn;
                        c.statusOn = c.issuedOn;
                        c.expiresOn = expiry;
                        c.status = Certificate.Status.EXPIRED;
                    }),
                    expected);
        }

        @Test
        void in_force_past_its_expiry_warns_from_the_day_after() {
            Certificate certificate = certificate(c -> {
                c.renewedOn = LocalDate.parse("2024-06-01");
                c.expiresOn = LocalDate.parse("2025-06-01");
            });
            assertThat(BOOK.judge(certificate, file("2025-06-01")).findings()).isEmpty();
            assertThat(BOOK.judge(certificate, file("2025-06-02")).findings())
                    .extracting(f -> f.rule() + " " + f.outcome())
                    .containsExactly("PORT-06 WARN");
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

    private static List<Finding> findings(CanonicalRecord record) {
        return BOOK.judge(record, FILE).findings();
    }

    private static void assertOnly(CanonicalRecord record, String expected) {
        assertThat(findings(record))
                .extracting(finding -> finding.rule() + " " + finding.outcome())
                .containsExactly(expected == null ? new String[0] : expected.split(" & "));
    }

    private static RuleResult result(String rule, CanonicalRecord record) {
        return BOOK.explain(record, FILE).stream()
                .filter(judged -> judged.rule().id().equals(rule))
                .findFirst()
                .orElseThrow()
                .result();
    }
}
