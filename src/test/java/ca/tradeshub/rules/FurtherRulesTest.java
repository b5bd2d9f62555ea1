// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static ca.tradeshub.rules.RecordFindings.BOOK;
import static ca.tradeshub.rules.RecordFindings.assertOnly;
import static ca.tradeshub.rules.RecordFindings.texts;
import static ca.tradeshub.rules.Samples.certificate;
import static ca.tradeshub.rules.Samples.file;
import static ca.tradeshub.rules.Samples.payLine;
import static ca.tradeshub.rules.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Ratio;
import ca.tradeshub.canonical.Registration;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.reg1055.JourneypersonsRatio;
import ca.tradeshub.rules.reg1055.OtherEmployersRatio;
import ca.tradeshub.rules.reg1055.TrainingHours;
import ca.tradeshub.rules.reg1055.WageFloor;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FurtherRulesTest {

    @Nested
    class A_contract_under_reg_1055 {

        @Test
        void of_an_ordinary_kind_leaves_no_finding() {
            assertOnly(contract(r -> {}), null);
        }

        @Test
        void in_another_sector_holds_since_2000() {
            assertOnly(contract(r -> r.trade = new TradeCode("310s")), "R1055-0.1 HOLD");
            assertOnly(
                    contract(r -> {
                        r.trade = new TradeCode("310s");
                        r.registeredOn = LocalDate.parse("1999-12-31");
                        r.person = new Person(
                                "1234567",
                                null,
                                null,
                                "Tremblay",
                                "Ana",
                                null,
                                LocalDate.parse("1975-04-08"),
                                null,
                                "fr");
                    }),
                    null);
        }

        @Test
        void in_an_employers_programme_needs_its_approval() {
            assertOnly(contract(r -> r.programme = Registration.Programme.EMPLOYER_ESTABLISHED), "R1055-1 HOLD");
            assertOnly(
                    contract(r -> {
                        r.programme = Registration.Programme.EMPLOYER_ESTABLISHED;
                        r.programmeApproval = "A-1";
                        r.sponsor = working(false, 1, 9);
                    }),
                    "R1055-5.2 INFO");
        }

        @Test
        void completed_as_a_preapprenticeship_holds() {
            assertThat(texts(contract(r -> {
                        r.programme = Registration.Programme.PRE_APPRENTICESHIP;
                        r.status = Registration.Status.COMPLETED;
                        r.statusOn = LocalDate.parse("2013-04-07");
                    })))
                    .containsExactly("R1055-5.1c INFO", "R1055-6.2 HOLD", "R1055-10.3 WARN");
        }

        @ParameterizedTest(name = "{0} h on {1}, evidence {2}: {3}")
        @CsvSource({
            "0.00,NONE,,",
            "0.01,NONE,E-1,R1055-9.1 HOLD",
            "0.01,COURSE,E-1,",
            "0.01,COURSE,,R1055-9.2 WARN",
            "0.01,EXPERIENCE,,R1055-9.2 WARN",
            "0.01,TEST,,",
        })
        void credits_hours_on_a_basis_and_evidence(
                BigDecimal hours, Registration.CreditBasis basis, String evidence, String expected) {
            assertOnly(
                    contract(r -> {
                        r.hoursCredited = hours;
                        r.creditBasis = basis;
                        r.creditEvidence = evidence;
                    }),
                    expected);
        }

        @ParameterizedTest(name = "journeyperson {0}, {1} journeypersons, {2} apprentices: {3}")
        @CsvSource({
            "false,0,1,R1055-10.2b HOLD",
            "false,1,1,",
            "false,0,2,R1055-10.2b HOLD",
            "false,1,2,R1055-10.2b WARN",
            "false,4,2,",
            "true,0,1,",
            "true,2,2,R1055-10.2a WARN",
            "true,3,2,",
            "true,,2,R1055-10.2a WARN",
        })
        void has_apprentices_in_proportion(
                boolean journeyperson, Integer journeypersons, Integer apprentices, String expected) {
            assertOnly(contract(r -> r.sponsor = working(journeyperson, journeypersons, apprentices)), expected);
        }

        @Test
        void is_exempt_from_the_proportion_in_oyap() {
            assertOnly(
                    contract(r -> {
                        r.programme = Registration.Programme.OYAP;
                        r.sponsor = working(false, 0, 5);
                    }),
                    "R1055-5.1c INFO & R1055-10.3 INFO");
        }

        @Test
        void is_on_the_ministers_form() {
            assertThat(texts(contract(r -> r.form = " form 2")))
                    .containsExactly("R1055-2 WARN", "R1055-11.1 WARN", "R1055-F WARN");
            assertOnly(contract(r -> r.form = null), "R1055-11.1 WARN");
        }

        @Test
        void transferred_is_on_the_ministers_form_too() {
            assertThat(texts(contract(r -> {
                        r.origin = Registration.Origin.TRANSFER;
                        r.originalRegisteredOn = r.registeredOn;
                        r.form = "3";
                    })))
                    .containsExactly("R1055-12.1 WARN", "R1055-F WARN");
        }

        @Test
        void citing_a_revoked_section_is_flagged() {
            assertOnly(contract(r -> r.creditEvidence = "Reg. 1055, s. 13"), "R1055-13 WARN");
            assertOnly(contract(r -> r.creditEvidence = "section 22 (1)"), "R1055-22 WARN");
            assertOnly(contract(r -> r.creditEvidence = "s. 130; 22 hours; class 13"), null);
        }

        @Test
        void transferred_keeps_its_date() {
            assertOnly(transfer("2012-05-01"), null);
            assertOnly(transfer("2012-05-02"), "R1055-12.2 HOLD");
        }

        private CanonicalRecord transfer(String original) {
            return contract(r -> {
                r.origin = Registration.Origin.TRANSFER;
                r.registeredOn = LocalDate.parse("2012-05-01");
                r.originalRegisteredOn = LocalDate.parse(original);
            });
        }

        private static CanonicalRecord contract(Consumer<Samples.ARegistration> change) {
            return registration(r -> {
                r.act = Registration.Act.TQAA;
                r.document = Registration.Document.CONTRACT;
                r.registeredOn = LocalDate.parse("2012-05-01");
                change.accept(r);
            });
        }

        private static Sponsor working(Boolean journeyperson, Integer journeypersons, Integer apprentices) {
            Sponsor plain = Samples.sponsor(Sponsor.Kind.EMPLOYER, "123026635RP0001", "2005-01-01");
            return new Sponsor(
                    plain.kind(),
                    plain.businessNumber(),
                    plain.name(),
                    plain.since(),
                    journeyperson,
                    journeypersons,
                    apprentices);
        }
    }

    @ParameterizedTest(name = "V84 {0} journeypersons: {1}")
    @CsvSource({"0,0", "1,1", "3,1", "4,2", "6,2", "7,3"})
    void apprentices_allowed_to_an_employer_who_is_no_journeyperson(int journeypersons, int allowed) {
        assertThat(new OtherEmployersRatio(Law.standard()).allowed(journeypersons, LocalDate.parse("2012-05-01")))
                .isEqualTo(allowed);
    }

    @ParameterizedTest(name = "V85 {0} journeypersons: {1}")
    @CsvSource({"0,1", "2,1", "3,2", "5,2", "6,3"})
    void apprentices_allowed_to_an_employer_who_is_a_journeyperson(int journeypersons, int allowed) {
        assertThat(new JourneypersonsRatio(Law.standard()).allowed(journeypersons, LocalDate.parse("2012-05-01")))
                .isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0}: {1} on {2}: {3} of 10 hours")
    @CsvSource({
        "V95,403A,2008-03-03,8",
        "V96,401A,2008-03-03,10",
        "V96 the day before,401A,2007-07-04,8",
        "V96 the first day,401A,2007-07-05,10",
    })
    void hours_beyond_the_regular_day_count_only_where_the_trade_says_so(
            String vector, String trade, LocalDate day, BigDecimal counted) {
        assertThat(new TrainingHours(Law.standard())
                        .counted(new TradeCode(trade), day, new BigDecimal("8"), new BigDecimal("10")))
                .isEqualTo(counted);
    }

    @Nested
    @DisplayName("R1055-10.1")
    class Wages {

        @ParameterizedTest(name = "V74-V78 period {0}: floor {1}")
        @CsvSource({"1,15.36", "2,19.20", "3,23.04", "4,26.88", "5,30.72"})
        void have_a_floor_by_period(int period, String floor) {
            Money at = Money.of(floor);
            Money cent = Money.of("0.01");
            assertOnly(wage("38.40", period, at.minus(cent)), "R1055-10.1 WARN");
            assertOnly(wage("38.40", period, at), null);
            assertOnly(wage("38.40", period, at.plus(cent)), null);
        }

        @Test
        @DisplayName("V80")
        void are_compared_before_rounding() {
            Ratio floor = new WageFloor(Law.standard())
                    .floor(Ratio.of(215, 6), 1, LocalDate.parse("2012-05-04"))
                    .orElseThrow();
            assertThat(floor).isEqualTo(Ratio.of(43, 3));
            assertThat(Ratio.of(Money.of("14.33"))).isLessThan(floor);
            assertThat(Ratio.of(Money.of("14.34"))).isGreaterThan(floor);
        }

        @Test
        void have_no_floor_in_a_sixth_period_or_after_the_regulation() {
            assertOnly(wage("38.40", 6, Money.of("1.00")), null);
            assertOnly(
                    payLine(p -> {
                        p.hourlyRate = Money.of("1.00");
                        p.journeypersonRate = Money.of("38.40");
                        p.apprenticePeriod = 1;
                    }),
                    null);
        }

        @Test
        void without_a_rate_are_unknown_and_only_warn() {
            assertOnly(wage("38.40", 1, null), "R1055-10.1 WARN");
        }

        private static CanonicalRecord wage(String journeyperson, int period, Money rate) {
            return payLine(p -> {
                p.taxationYear = new Period(LocalDate.parse("2012-01-01"), LocalDate.parse("2012-12-31"));
                p.payPeriod = new Period(LocalDate.parse("2012-04-23"), LocalDate.parse("2012-04-29"));
                p.payDate = LocalDate.parse("2012-05-04");
                p.employmentStart = LocalDate.parse("2012-01-01");
                p.journeypersonRate = Money.of(journeyperson);
                p.apprenticePeriod = period;
                p.hourlyRate = rate;
            });
        }
    }

    @Nested
    class A_certificate_under_reg_1055 {

        @ParameterizedTest(name = "completed {0}, passed {1}: {2}")
        @CsvSource({
            "2010-05-01,2010-05-01,",
            "2010-05-02,2010-05-01,R1055-14.1 HOLD",
            "2010-05-01,2010-05-02,R1055-14.1 HOLD",
            "2010-05-01,,",
            ",2010-05-01,R1055-14.1 HOLD",
        })
        void of_apprenticeship_follows_completion(LocalDate completed, LocalDate passed, String expected) {
            assertOnly(
                    issued(c -> {
                        c.type = Certificate.Type.CA;
                        c.programmeCompletedOn = completed;
                        c.examinationPassedOn = passed;
                    }),
                    expected);
        }

        @ParameterizedTest(name = "mark {0}, seal {1}: {2}")
        @CsvSource({
            "69.00,true,R1055-14.1 HOLD & R1055-14.3 HOLD",
            "69.00,false,R1055-14.1 HOLD",
            "69.01,true,R1055-14.1 HOLD",
            "69.01,false,R1055-14.1 HOLD & R1055-14.3 WARN",
            ",true,R1055-14.1 HOLD & R1055-14.3 HOLD",
        })
        void of_apprenticeship_may_get_the_seal_for_a_later_examination(
                BigDecimal mark, boolean seal, String expected) {
            assertOnly(
                    issued(c -> {
                        c.type = Certificate.Type.CA;
                        c.programmeCompletedOn = LocalDate.parse("2010-04-01");
                        c.examinationPassedOn = LocalDate.parse("2012-05-01");
                        c.examinationMark = mark;
                        c.interprovincialSeal = seal;
                    }),
                    expected);
        }

        @Test
        void provisional_names_its_expiry() {
            assertOnly(
                    issued(c -> {
                        c.type = Certificate.Type.PQ;
                        c.route = Certificate.Route.ALTERNATE_PROGRAMME;
                        c.examinationPassedOn = LocalDate.parse("2010-05-01");
                    }),
                    "R1055-17.2 REJECT");
            assertOnly(
                    issued(c -> {
                        c.type = Certificate.Type.PQ;
                        c.route = Certificate.Route.ALTERNATE_PROGRAMME;
                        c.examinationPassedOn = LocalDate.parse("2010-05-01");
                        c.expiresOn = LocalDate.parse("2011-05-01");
                    }),
                    null);
        }

        @ParameterizedTest(name = "V94 {0} failed, passed {1}, trained {2}: {3}")
        @CsvSource({
            "2,2010-04-01,,",
            "3,,,",
            "3,2010-04-01,,R1055-18/19 REJECT",
            "3,2010-04-01,2010-04-01,",
            "3,2010-04-01,2010-04-02,R1055-18/19 REJECT",
            "4,,,R1055-18/19 REJECT",
            "4,,2010-03-01,",
        })
        void after_two_failed_rewrites_needs_training(
                int failed, LocalDate passed, LocalDate trained, String expected) {
            assertOnly(
                    issued(c -> {
                        c.sittingsFailed = failed;
                        c.examinationPassedOn = passed;
                        c.coursesCompletedOn = trained;
                    }),
                    expected);
        }

        private static CanonicalRecord issued(Consumer<Samples.ACertificate> change) {
            return certificate(c -> {
                c.issuedOn = LocalDate.parse("2010-05-01");
                change.accept(c);
            });
        }
    }

    @Nested
    class A_renewal {

        @Test
        @DisplayName("V105")
        void applied_for_more_than_a_year_early_holds() {
            assertOnly(renewed("2010-05-01", "2010-06-15", "2014-06-15"), "R1055-27.2 HOLD");
        }

        @Test
        void on_another_day_holds_and_after_long_expiry_informs() {
            assertOnly(renewed("2011-06-01", "2011-06-15", "2014-06-15"), null);
            assertOnly(renewed("2011-06-01", "2011-06-16", "2014-06-15"), "R1055-27.2 HOLD");
            assertOnly(renewed("2013-01-10", "2012-06-15", "2014-06-15"), "R1055-27.1 INFO");
        }

        private static CanonicalRecord renewed(String applied, String renewed, String expires) {
            return certificate(c -> {
                c.priorExpiresOn = LocalDate.parse("2011-06-15");
                c.renewalAppliedOn = LocalDate.parse(applied);
                c.renewedOn = LocalDate.parse(renewed);
                c.expiresOn = LocalDate.parse(expires);
                c.trade = new TradeCode("306A");
            });
        }
    }

    @Nested
    class The_portal {

        @ParameterizedTest(name = "V110 issued {0}, registered {1}: {2}")
        @CsvSource({
            "2005-06-15,2013-04-09,",
            "2013-04-08,2013-04-08,PORT-04 HOLD",
            "2005-06-15,2013-04-08,PORT-04 INFO",
            "2005-06-15,2013-04-07,PORT-04 INFO",
            "2005-06-15,,PORT-04 INFO",
            "2013-04-08,,PORT-04 HOLD",
            "2021-12-31,,PORT-04 HOLD",
            "2022-01-01,,",
        })
        void has_what_was_registered_after_2013_04_08(LocalDate issued, LocalDate registered, String expected) {
            assertOnly(
                    certificate(c -> {
                        c.issuedOn = issued;
                        c.registeredOn = registered;
                        c.statusOn = issued;
                    }),
                    expected);
        }

        @ParameterizedTest
        @CsvSource({"2024-12-31,", "2025-01-01,PORT-07 INFO", "2025-01-31,PORT-07 INFO", "2025-02-01,"})
        void may_send_notices_late_for_january_2025(LocalDate expiry, String expected) {
            assertOnly(
                    certificate(c -> {
                        c.expiresOn = expiry;
                        c.status = Certificate.Status.EXPIRED;
                    }),
                    expected);
        }

        @Test
        void knows_no_trade_qualifier_with_an_apprenticeship() {
            assertOnly(
                    certificate(c -> {
                        c.route = Certificate.Route.TRADE_EQUIVALENCY;
                        c.examinationPassedOn = c.issuedOn;
                    }),
                    "PORT-13 HOLD");
            assertOnly(
                    certificate(c -> {
                        c.route = Certificate.Route.TRADE_EQUIVALENCY;
                        c.examinationPassedOn = c.issuedOn;
                        c.programmeCompletedOn = null;
                    }),
                    null);
        }

        @ParameterizedTest(name = "issued {0}, expires {1}: {2}")
        @CsvSource({
            "2022-01-01,2023-07-01,",
            "2022-01-01,2023-07-02,X-09 HOLD",
            "2022-01-01,,X-09 HOLD",
            "2021-12-31,2025-01-01,",
        })
        void limits_a_provisional_term(LocalDate issued, LocalDate expires, String expected) {
            assertOnly(
                    certificate(c -> {
                        c.type = Certificate.Type.PQ;
                        c.issuedOn = issued;
                        c.registeredOn = issued;
                        c.statusOn = issued;
                        c.expiresOn = expires;
                    }),
                    expected);
        }

        @Test
        @DisplayName("V112")
        void does_not_expire_a_non_compulsory_certificate_by_its_printed_date() {
            Certificate certificate = certificate(c -> {
                c.trade = new TradeCode("442a");
                c.expiresOn = LocalDate.parse("2022-03-01");
            });
            assertThat(BOOK.judge(certificate, file("2024-06-01")).findings())
                    .extracting(finding -> finding.rule() + " " + finding.outcome())
                    .containsExactly("X-10 INFO");
            assertThat(BOOK.judge(certificate, file("2022-03-01")).findings()).isEmpty();
        }
    }

    @ParameterizedTest(name = "FMT-03 {0}: {1}")
    @CsvSource({
        "K1A0B1,",
        "k1a 0b1,",
        "H2X1Y4,FMT-03 WARN",
        "K1O0B1,FMT-03 WARN",
        "W1A0B1,FMT-03 WARN",
        "12345,FMT-03 WARN"
    })
    void postal_codes_only_warn(String code, String expected) {
        assertOnly(certificate(c -> c.postalCode = code), expected);
    }
}
