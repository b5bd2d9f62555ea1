// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.protection;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.protection.Masking.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource({
        "130692544, true",
        "130 692-544, true",
        "13O692544, true",
        "130692545, false",
        "13069254, false",
        "1306925440, false",
        "A130692544, false",
        "TA-2016-130692544, false",
        "130692544\u00E9, false",
    })
    void only_a_valid_number_and_nothing_else_is_a_valid_number(String text, boolean isValid) {
        assertThat(Masking.isValidSin(text)).isEqualTo(isValid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "501800007",
                "501 800 007",
                "501-800-007",
                "501.800.007",
                "501/800/007",
                "501  800  007",
                "501\u00A0800\u00A0007",
                "501\u2009800\u2009007",
                "501\u200B800\u200B007",
                "501 - 800 - 007",
                "501, 800, 007",
                "50 18 00 00 7",
                "5 0 1 8 0 0 0 0 7",
                "5018000071",
                "501-800-007-1",
                "501800 007",
                "50180 0007",
                "\uFF15\uFF10\uFF11\uFF18\uFF10\uFF10\uFF10\uFF10\uFF17",
                "\u0665\u0660\u0661\u0668\u0660\u0660\u0660\u0660\u0667",
                "\u2464\u24EA\u2460\u2467\u24EA\u24EA\u24EA\u24EA\u2466",
                "\u2075\u2070\u00B9\u2078\u2070\u2070\u2070\u2070\u2077",
                "\uD835\uDFD3\uD835\uDFCE\uD835\uDFCF\uD835\uDFD6\uD835\uDFCE\uD835\uDFCE\uD835\uDFCE\uD835\uDFCE\uD835\uDFD5",
                "5O18OOOO7",
                "50I8OO007",
                "SIN501800007",
                "501800007Tremblay",
                "501_800_007",
                "501|800|007",
            })
    void a_number_in_the_form_of_a_sin_is_never_quoted(String number) {
        for (String text : new String[] {number, "member " + number + " is unknown", "x;" + number + ";y"}) {
            assertThat(Masking.quoted(text)).doesNotContain(number).contains("*");
            assertThat(digits(Masking.quoted(text))).isEmpty();
            assertThat(digits(Masking.freeText(text))).isEmpty();
            assertThat(Masking.holdsSin(text)).isTrue();
        }
        assertThat(digits(Masking.fileName("REG_" + number + ".ndjson"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TA-2016-004711",
                "TA-2016-0047",
                "2016-01-01, 2016-12-31",
                "2016-01-01 \u2013 2017-01-01",
                "200.00 > 195.00",
                "12345.67 + 1234567.89",
                "123026635RP0001 \u2260 100000017RP0001",
                "sponsor.businessNumber",
                "Bill, Ossi, SOS",
                "310S \u2260 309A",
                "",
                "12345678",
            })
    void text_without_such_a_number_is_quoted_as_it_is(String text) {
        assertThat(Masking.quoted(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "123026635,*********",
        "123026634RP0001,*********RP0001",
        "123026635RP00012,*********RP00012",
        "123026635RC0001,*********RC0001",
    })
    void a_business_number_is_quoted_only_as_a_valid_payroll_account(String number, String shown) {
        assertThat(Masking.quoted(number)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "no such person: account 20001234,no such person: account ********",
        "client 1234567 unknown,client ******* unknown",
        "born 1990-01-15,born ****-**-**",
        "born 15/01/1990,born **/**/****",
        "born 15.1.90,born **.*.**",
        "code 4711 at line 12,code 4711 at line 12",
        "line\u202E 12,line  12",
    })
    void free_text_of_a_consumer_shows_no_number_of_a_person_and_no_date(String reason, String shown) {
        assertThat(Masking.freeText(reason)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "REG_20261120_000012.ndjson,REG_20261120_000012.ndjson",
        "REG_20261120_000012_R1.ndjson.gz.pgp,REG_20261120_000012_R1.ndjson.gz.pgp",
        "PAY_123026635_20261120_000003.csv.ctl,PAY_123026635_20261120_000003.csv.ctl",
        "PAY_123026634_20261120_000003.csv,PAY_*********_20261120_000003.csv",
        "REG_20261120_501800007.ndjson,REG_20261120_*********.ndjson",
        "REG_501800007_000012.ndjson,REG_*********_000012.ndjson",
        "501800007.ndjson,*********.ndjson",
        "REG_501-800-007_000012.ndjson,REG_***-***-***_000012.ndjson",
        "Tremblay 501 800 007.csv,Tremblay *** *** ***.csv",
        "test/REG_20261120_000012.ndjson,test/REG_20261120_000012.ndjson",
        "CERT_20261120_12.dat,CERT_20261120_12.dat",
    })
    void a_file_name_is_shown_when_it_follows_the_naming_convention(String name, String shown) {
        assertThat(Masking.fileName(name)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "PERSONAL,Tremblay,AAAAAAAA",
        "DATE,2016-02-30,2016-02-30",
        "DATE,Tremblay,AAAAAAAA",
        "DATE,501800007,999999999",
        "NUMBER,12.5O,12.5O",
        "NUMBER,Li,AA",
        "NUMBER,15JAN1990,99AAA9999",
        "NUMBER,1990-01-15,9999-99-99",
        "NUMBER,15/01/1990,99/99/9999",
        "NUMBER,19900115,99999999",
        "NUMBER,'1,234.56','1,234.56'",
        "CODE,QZFAMwrongcolumn,AAAAAAAAAAAAAAAA",
        "CODE,1990-01-15,9999-99-99",
        "CODE,ACTV,ACTV",
        "CODE,5043x00005,9999A99999",
        "WORDS,Tremblay,AAAAAAAA",
        "WORDS,TA-12,TA-12",
        "WORDS,1990-01-15,9999-99-99",
        "WORDS,TA-501800007,AA-999999999",
    })
    void a_wrong_value_is_shown_only_when_it_cannot_be_a_name_a_date_of_birth_or_a_number_of_a_person(
            Column column, String value, String shown) {
        assertThat(Masking.value(column, value)).isEqualTo(shown);
    }

    @Test
    void letters_are_written_for_digits_where_more_than_a_third_are_digits() {
        assertThat(Masking.looksLikeIdentifier("OIlOI1234")).isTrue();
        assertThat(Masking.quoted("OIlOI1234")).isEqualTo("*********");
        assertThat(Masking.looksLikeIdentifier("OIlOIl123")).isFalse();
        assertThat(Masking.quoted("OIlOIl123")).isEqualTo("OIlOIl123");
    }

    @Test
    void what_a_rule_observed_is_masked_where_the_sender_wrote_it_in_the_wrong_place() {
        assertThat(Masking.finding("sponsor.businessNumber", "501800007")).isEqualTo("*********");
        assertThat(Masking.finding("employer", "123026634RP0001")).isEqualTo("*********RP0001");
        assertThat(Masking.finding("employer", "123026635RP0001")).isEqualTo("123026635RP0001");
        assertThat(Masking.finding("memberNumber", "20001234")).isEqualTo("******34");
        assertThat(Masking.finding("memberNumber", "******34")).isEqualTo("******34");
        assertThat(Masking.finding("sin", "***-***-***")).isEqualTo("***-***-***");
        assertThat(Masking.refusedFileName("PAY_123026635_20261120_000003.csv"))
                .isEqualTo("PAY_*********_20261120_000003.csv");
        assertThat(Masking.finding("trade", "QZFAM")).isEqualTo("AAAAA");
        assertThat(Masking.finding("trade", "5043X00005")).isEqualTo("9999A99999");
        assertThat(Masking.finding("trade", "999X")).isEqualTo("999X");
        assertThat(Masking.finding("trade", "309A \u2260 310S")).isEqualTo("309A \u2260 310S");
        assertThat(Masking.finding(null, "200.00 > 195.00")).isEqualTo("200.00 > 195.00");
        assertThat(Masking.finding(null, null)).isNull();
        assertThat(Masking.value(Column.CODE, null)).isNull();
        assertThat(Masking.freeText(null)).isNull();
    }

    private static String digits(String text) {
        return text == null
                ? ""
                : text.codePoints()
                        .filter(point -> Character.digit(point, 10) >= 0)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    @ParameterizedTest
    @CsvSource({
        "12345678/306A, ******78/306A",
        "1234567/310S, *****67/310S",
        "12345678/0421, ******78/0421",
        "123026635RP0001/108-04, 123026635RP0001/108-04",
        "123026635RP0001/TA-2015-000101/2016-12-31, 123026635RP0001/TA-2015-000101/2016-12-31",
        "ON/1234567890, ON/1234567890",
        "TA-2015-000101, TA-2015-000101",
        "2026-11-01/2026-11-30, 2026-11-01/2026-11-30"
    })
    void a_key_that_has_the_number_of_a_person_shows_its_end_only(String key, String shown) {
        assertThat(Masking.recordKey(key)).isEqualTo(shown);
        assertThat(Masking.searched(key)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "12345678, ******78",
        "1234567, *****67",
        "130692544, *********",
        "130 692 544, *********",
        "130692545, *********",
        "130-692-545, ***-***-***",
        "SIN 130692544, SIN *********",
        "12345678/309A, ******78/309A",
        "TA-2015-000101, TA-2015-000101",
        "ON/A309A20203, ON/A309A20203",
        "123026635RP0001, 123026635RP0001",
        "123026635RP0001/101-01, 123026635RP0001/101-01",
        "123026635RP0001/TA-2015-000101/2016-12-31, 123026635RP0001/TA-2015-000101/2016-12-31",
        "PAY_123026635_20170131_000001.csv, PAY_123026635_20170131_000001.csv",
        "REG_20170131_000779.ndjson, REG_20170131_000779.ndjson",
        "334a3fd1dc0f500f3a931bdd2232af5a, 334a3fd1dc0f500f3a931bdd2232af5a",
        "3340123456789abcdef1234567890123, 3340123456789abcdef1234567890123"
    })
    void what_was_searched_for_is_repeated_without_the_number_of_a_person(String typed, String shown) {
        assertThat(Masking.searched(typed)).isEqualTo(shown);
    }
}
