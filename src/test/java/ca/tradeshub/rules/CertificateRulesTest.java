// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static ca.tradeshub.rules.RecordFindings.BOOK;
import static ca.tradeshub.rules.RecordFindings.assertOnly;
import static ca.tradeshub.rules.RecordFindings.findings;
import static ca.tradeshub.rules.Samples.certificate;
import static ca.tradeshub.rules.Samples.file;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.CanonicalRecord;
import ca.tradeshub.canonical.Certificate;
import ca.tradeshub.canonical.TradeCode;
import ca.tradeshub.rules.engine.Finding;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules on certificates: seal, renewal and the portal of Skilled Trades Ontario. */
class CertificateRulesTest {

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
}
