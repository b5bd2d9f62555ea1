// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.mapping.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionsTest {

    private static final Conversion PLAIN = Conversions.decimal('.', false, false);
    private static final Conversion FRENCH = Conversions.decimal(',', true, false);
    private static final Conversion CENTS = Conversions.decimal('.', false, true);

    @Property
    void every_amount_is_read_as_it_is_written(
            @ForAll @Scale(2) @BigRange(min = "-99999999.99", max = "99999999.99") BigDecimal amount) {
        BigDecimal exact = amount.setScale(2);
        assertThat(PLAIN.convert(exact.toPlainString())).isEqualTo(exact);
        assertThat(FRENCH.convert(String.format(java.util.Locale.CANADA_FRENCH, "%,.2f", exact)))
                .isEqualTo(exact);
        assertThat(CENTS.convert(exact.movePointRight(2).toPlainString())).isEqualTo(exact);
    }

    @Property
    void no_text_makes_a_conversion_fail(@ForAll @StringLength(min = 1, max = 20) String text) {
        for (Conversion conversion : new Conversion[] {
            PLAIN,
            FRENCH,
            CENTS,
            Conversions.date("dd/MM/yyyy"),
            Conversions.integer(0, 9),
            Conversions.digits(8),
            Conversions.text(5)
        }) {
            assertThat(conversion.convert(text)).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "7, 7.00", "-7.5, -7.50", "007.25, 7.25", "-0, 0.00", "99999999.99, 99999999.99"})
    void a_decimal_has_at_most_two_decimals(String text, BigDecimal value) {
        assertThat(PLAIN.convert(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-",
                ".",
                "1.",
                ".5",
                "1.234",
                "+1",
                "1e3",
                "1,5",
                "1 000",
                "١",
                "--1",
                "1-",
                "0x1",
                "NaN",
                "$5",
                "1234567890",
                "9999999999999999999999999999",
                "1.5.5",
                "1.٥"
            })
    void anything_else_is_no_number(String text) {
        assertThat(PLAIN.convert(text))
                .isInstanceOf(ConversionError.class)
                .extracting("code")
                .isEqualTo("MAP-NUMBER");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1 234,56|1234.56", "1\u00A0234\u00A0567,8|1234567.80", "1234,56|1234.56", "-12 345|-12345.00"})
    void thousands_may_be_set_apart(String text, BigDecimal value) {
        assertThat(FRENCH.convert(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12 34,56", "1234 567,00", " 1", "1 ", "1  234", "1 234 56", "1.5", "- 123", "1,2 3"})
    void but_only_in_threes(String text) {
        assertThat(FRENCH.convert(text)).isInstanceOf(ConversionError.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"1,234.56-|-1234.56", "1,234.56|1234.56", "(1,234.50)|-1234.50", "5-|-5.00", "(0.00)|0.00"})
    void a_sheet_may_say_how_thousands_and_negative_amounts_are_written(String text, BigDecimal value) {
        Conversion number = Conversions.decimal('.', ",", false);
        Conversion negative =
                text.startsWith("(") ? Conversions.negative("(", ")", number) : Conversions.negative("", "-", number);
        assertThat(negative.convert(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "--", "-5-", "()", "(-5)", "(5", "5)", "12,34-", "(1 234.00)", "1,234.5.6-"})
    void and_nothing_else_is_taken_for_one(String text) {
        Conversion number = Conversions.decimal('.', ",", false);
        assertThat(Conversions.negative("", "-", number).convert(text)).isInstanceOf(ConversionError.class);
        assertThat(Conversions.negative("(", ")", number).convert(text)).isInstanceOf(ConversionError.class);
    }

    @Test
    void a_number_may_have_to_be_without_a_sign() {
        Conversion number = Conversions.notNegative(Conversions.decimal('.', false, false));

        assertThat(number.convert("5.00")).isEqualTo(new BigDecimal("5.00"));
        assertThat(number.convert("x")).isInstanceOf(ConversionError.class);
        assertThat(number.convert("-5.00")).isInstanceOf(ConversionError.class);
    }

    @ParameterizedTest
    @CsvSource({"65000, 650.00", "1, 0.01", "06901, 69.01", "-65001, -650.01"})
    void implied_decimals_are_the_last_two_digits(String text, BigDecimal value) {
        assertThat(CENTS.convert(text)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"650.00", "650,00", "6 50", "123456789012"})
    void and_are_never_written(String text) {
        assertThat(CENTS.convert(text)).isInstanceOf(ConversionError.class);
    }

    @Property
    void every_day_is_read_in_every_pattern(@ForAll LocalDate day) {
        String iso = String.format("%04d-%02d-%02d", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
        assertThat(Conversions.date("yyyy-MM-dd").convert(iso)).isEqualTo(day);
        assertThat(Conversions.date("yyyyMMdd").convert(iso.replace("-", ""))).isEqualTo(day);
        assertThat(Conversions.date("dd/MM/yyyy")
                        .convert(iso.substring(8) + "/" + iso.substring(5, 7) + "/" + iso.substring(0, 4)))
                .isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2015-02-29", "2016-02-30", "2016-13-01", "2016-00-10", "2016-01-00", "2016-04-31", "0000-01-01"
            })
    void there_are_days_that_are_none(String text) {
        assertThat(Conversions.date("yyyy-MM-dd").convert(text)).isEqualTo(ConversionError.NO_SUCH_DAY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2016-1-1", "16-01-01", "2016/01/01", "20160101", "2016-01-01T", "2O16-01-01", "-016-01-01"})
    void a_date_has_its_pattern_exactly(String text) {
        assertThat(Conversions.date("yyyy-MM-dd").convert(text))
                .isInstanceOf(ConversionError.class)
                .isNotEqualTo(ConversionError.NO_SUCH_DAY);
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM-dd, true",
        "ddMMyyyy, true",
        "yyyy-mm-dd, false",
        "yyyy-MM, false",
        "yyyy-MM-ddT, false",
        "yyyyMMdddd, false"
    })
    void a_date_pattern_has_year_month_and_day_once(String pattern, boolean expected) {
        assertThat(Conversions.isDatePattern(pattern)).isEqualTo(expected);
    }
}
