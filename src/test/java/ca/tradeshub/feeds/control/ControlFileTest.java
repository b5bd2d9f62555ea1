// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.feeds.control;

import static ca.tradeshub.feeds.Reading.CONTROL;
import static ca.tradeshub.feeds.Reading.control;
import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.BusinessNumber;
import ca.tradeshub.canonical.EmployerYear;
import ca.tradeshub.canonical.FileRefusal;
import ca.tradeshub.canonical.Money;
import ca.tradeshub.canonical.Period;
import ca.tradeshub.canonical.RefusalCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlFileTest {

    @Test
    void a_control_file_says_all_the_agreement_lets_it_say() {
        assertThat(control(CONTROL))
                .isEqualTo(new ControlFile(
                        new EmployerYear(
                                new BusinessNumber("123026635RP0001"),
                                "Maple",
                                EmployerYear.Kind.PARTNERSHIP,
                                true,
                                true,
                                Money.of("500000.00"),
                                false,
                                false,
                                List.of(
                                        new EmployerYear.Partner(
                                                "A", EmployerYear.Partner.Kind.GENERAL, new BigDecimal("0.5")),
                                        new EmployerYear.Partner(
                                                "B", EmployerYear.Partner.Kind.LIMITED, new BigDecimal("0.5"))),
                                new Period(LocalDate.of(2016, 1, 1), LocalDate.of(2016, 12, 31))),
                        "PAY_123026635_20161231_000003.csv",
                        26,
                        Money.of("33800.00"),
                        "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
                        "standard",
                        List.of(new EmployerYear.Claim("TA-2015-000123", Money.of("5000.00"), Money.of("33800.00")))));
    }

    @Test
    void a_share_is_the_same_whatever_zeros_it_is_written_with() {
        assertThat(control(CONTROL.replace("\"share\":\"0.5\"", "\"share\":\"0.500\"")))
                .isEqualTo(control(CONTROL));
    }

    @Test
    void a_name_is_the_same_whatever_spaces_it_is_written_with() {
        assertThat(control(CONTROL.replace("\"Maple\"", "\" Maple  of\u00A0Guelph\"")))
                .isEqualTo(control(CONTROL.replace("\"Maple\"", "\"Maple of Guelph\"")))
                .isInstanceOf(ControlFile.class);
    }

    @Test
    void what_is_optional_may_be_absent() {
        ControlFile read = (ControlFile)
                control(
                        """
                {"file":"PAY_123026635_20161231_000003.csv","version":"1","records":0,"grossWages":"0.00",
                 "layout":"standard","claims":[],
                 "employer":{"businessNumber":"123026635RP0001","name":"Maple","kind":"CORPORATION"},
                 "taxationYear":{"start":"2016-01-01","end":"2016-12-31"}}
                """);
        assertThat(read.sha256()).isNull();
        assertThat(read.claims()).isEmpty();
        assertThat(read.employerYear().priorYearPayroll()).isNull();
        assertThat(read.employerYear().partners()).isEmpty();
        assertThat(read.employerYear().ontarioEstablishment()).isNull();
    }

    @Test
    void a_byte_order_mark_is_allowed() {
        assertThat(control("\uFEFF" + CONTROL)).isEqualTo(control(CONTROL)).isInstanceOf(ControlFile.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "_000003.csv|_000004.csv|'file' must be 'PAY_123026635_20161231_000003.csv'",
                "\"version\":\"1\"|\"version\":\"2\"|'version' must be '1'",
                "\"records\":26|\"records\":26.0|'records' must be a whole number",
                "33800.00|33800.001|'grossWages' must be a decimal number",
                "\"grossWages\":\"33800.00\",|``|'grossWages' is missing",
                "ABCDEF01|ABCDEFGH|'sha256' must be 64 hex digits",
                "\"standard\"|\"unheard\"|Layout 'unheard' is unknown. The layouts are standard",
                "123026635RP|123456782RP|employer is *******82, but the file name has *******35",
                "RP0001|RC0001|payroll account",
                "PARTNERSHIP|CLUB|'employer.kind' must be CORPORATION, PROPRIETOR",
                "Establishment\":true|Establishment\":\"yes\"|must be true or false",
                "2016-01-01|2016-02-30|'taxationYear.start' must be an existing date",
                "2016-01-01|0000-01-01|'taxationYear.start' must be a date",
                "2016-12-31\"}|+99999-12-31\"}|'taxationYear.end' must be a date",
                "\"Maple\"|\"Ma\\u0000ple\"|'employer.name' must be printable text of at most 200 characters",
                "TA-2015-000123|TA-2015-0000000000000123|of at most 20 characters",
                "TA-2015-000123|TA\u20112015\u2011000123|is not an identifier as agreed. The value contains the character U+2011 at position 3",
                "TA-2015-000123|2.01601E+11|is not an identifier as agreed. The value appears to be a number in scientific notation",
                "TA-2015-000123|20151234.0|is not an identifier as agreed. The value appears to be a number with decimals",
                "TA-2015-000123|TA-2014-000123.0|is not an identifier as agreed. The value appears to be a number with decimals",
                "TA-2015-000123|1E5|is not an identifier as agreed. The value appears to be a number in scientific notation",
                "TA-2015-000123|1-Mar|is not an identifier as agreed. The value appears to be a date",
                "TA-2015-000123|TA~1|is not an identifier as agreed. The value does not have the form",
                "123026635RP0001|1.23E+11|'employer.businessNumber' is not an identifier as agreed. The value appears to be a number in scientific",
                "123026635RP0001|123026635.0|'employer.businessNumber' is not an identifier as agreed. The value appears to be a number with decimals",
                "123026635RP0001|501800007|'employer.businessNumber' is not an identifier as agreed. The value appears to be a social insurance number",
                "\"standard\"|\"st\\u202Eandard\"|'layout' must be printable text",
                "2016-12-31\"}|2015-12-31\"}|end of the taxation year is before its start",
                "\"share\":\"0.5\"|\"share\":\"half\"|'employer.partners[0].share' must be",
                "\"claimed\":\"5000.00\",|``|'claims[0].claimed' is missing",
                "\"claims\":[|\"claims\":[{\"agreementNumber\":\"TA-2015-000123\",\"claimed\":\"1.00\"},|claimed twice",
                "\"layout\"|\"501800007\":1,\"layout\"|'*********' is not part of the format",
                "\"layout\"|\"501 800\u00a0007\":1,\"layout\"|'*** ***\u00a0***' is not part of the format",
                "\"standard\"|\"501-800-007\"|Layout '***-***-***' is unknown",
                "TA-2015-000123\",|501800007\",\"claimed\":\"1.00\"},{\"agreementNumber\":\"501800007\",|'claims[0].agreementNumber' is not an identifier as agreed. The value appears to be a social insurance number",
                "\"layout\"|\"lay-out\":1,\"layout\"|'lay-out' is not part of the format",
                "\"claims\"|\"claim\"|'claim[0].agreementNumber' is not part of the format",
                "\"layout\"|\"version\":\"1\",\"layout\"|a member occurs twice",
                "\"}]}|\"}]} x|not one JSON object: an unexpected character, at line 6, character 86",
            })
    void anything_else_is_a_precise_refusal(String part, String instead, String reason) {
        assertThat(CONTROL).contains(part);
        FileRefusal fault = ((ControlReading.Refused) control(CONTROL.replace(part, instead))).why();
        assertThat(fault.code()).isEqualTo(RefusalCode.FILE_HEADER);
        assertThat(fault.why().en()).contains(reason);
    }

    @Test
    void a_monstrous_control_file_is_refused_before_it_fills_the_memory() {
        String claims = "{\"agreementNumber\":\"T\",\"claimed\":\"1\"},".repeat(60_000);
        FileRefusal tooMany =
                ((ControlReading.Refused) control(CONTROL.replace("\"claims\":[", "\"claims\":[" + claims))).why();
        assertThat(tooMany.why().en()).contains("too many members");
        FileRefusal tooLong = ((ControlReading.Refused) control(CONTROL.replace("Maple", "M".repeat(5 << 20)))).why();
        assertThat(tooLong.why().en()).contains("longer than");
    }
}
