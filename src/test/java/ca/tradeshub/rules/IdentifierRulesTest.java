// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static ca.tradeshub.rules.RecordFindings.assertOnly;
import static ca.tradeshub.rules.RecordFindings.findings;
import static ca.tradeshub.rules.Samples.certificate;
import static ca.tradeshub.rules.Samples.payLine;
import static ca.tradeshub.rules.Samples.registration;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.Person;
import ca.tradeshub.canonical.Sin;
import ca.tradeshub.canonical.Sponsor;
import ca.tradeshub.rules.engine.Finding;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules on the numbers of persons and employers. */
class IdentifierRulesTest {

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

    private static Person person(String client, String account, Sin sin, String born) {
        return new Person(client, account, sin, "Tremblay", "Ana", null, LocalDate.parse(born), null, "fr");
    }
}
