// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Sin;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierFormTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TA-2016-004711",
                "C-1",
                "L000001",
                "1",
                "2016.01.003",
                "a/b:c#d_e",
                "20160101",
                "12.10",
                "TA-1.10",
                "1.0.0",
                "12E5",
                "E5",
                "1F5",
                "1E1000",
                "1E5-A",
                "JAN-01",
                "DEC-25",
                "May-2016-1",
                "MAI-16",
                "1-2-2016",
                "2016-03-01",
                "C-1.001"
            })
    void an_identifier_has_the_form(String text) {
        assertThat(IdentifierForm.LINE.matches(text)).isTrue();
        assertThat(IdentifierForm.AGREEMENT.matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "20001234.0, DECIMAL",
        "20001234.00, DECIMAL",
        "20001234., DECIMAL",
        "-5.0, DECIMAL",
        "TA-2014-000123.0, DECIMAL",
        "TA-2014-000123.00, DECIMAL",
        "C-1.0, DECIMAL",
        "L000001.0, DECIMAL",
        "2.01601E+11, SCIENTIFIC",
        "1.23E+11, SCIENTIFIC",
        "1.E+11, SCIENTIFIC",
        "1E5, SCIENTIFIC",
        "1e5, SCIENTIFIC",
        "2E+07, SCIENTIFIC",
        "2E-07, SCIENTIFIC",
        "4E10, SCIENTIFIC",
        "1-Mar, DATE",
        "Mar-16, DATE",
        "01-Mar-2016, DATE",
        "Sept-01, DATE",
        "1-mars, DATE",
        "janv-16, DATE",
        "9-ao\u00FBt, DATE",
        "2016-03-01 00:00:00, DATE",
        "2016-03-01T00:00, DATE",
        "2.01601e11, SCIENTIFIC",
        "1E+05, SCIENTIFIC",
        "'2,01601E+11', SCIENTIFIC",
        "'20,001,234', GROUPED",
        "20 001 234, GROUPED",
        "########, TOO_NARROW",
        "'=\"00123\"', SPREADSHEET_TEXT",
        "TA\u20112016\u2011004711, LOOK_ALIKE",
        "TA\u20132016, LOOK_ALIKE",
        "TA\u00AD2016, LOOK_ALIKE",
        "\u0422A-2016, LOOK_ALIKE",
        "TA-2016-\uFF10\uFF11, LOOK_ALIKE",
        "TA 2016, BLANKS",
    })
    void a_damaged_identifier_does_not(String text, IdentifierDamage damage) {
        for (IdentifierForm form : IdentifierForm.values()) {
            assertThat(form.matches(text)).as(form.name()).isFalse();
        }
        assertThat(IdentifierDamage.of(text)).isEqualTo(damage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"130692544", "130-692-544", "130.692.544", "130/692/544", "13-0692-544", "1-3-0-6-9-2-5-4-4"})
    void a_social_insurance_number_is_not_an_identifier(String text) {
        assertThat(IdentifierForm.AGREEMENT.matches(text)).isFalse();
        assertThat(IdentifierForm.CERTIFICATE.matches(text)).isFalse();
        assertThat(IdentifierDamage.of(text)).isEqualTo(IdentifierDamage.SOCIAL_INSURANCE_NUMBER);
    }

    @Test
    void only_a_line_may_have_nine_digits_in_a_row_with_the_check_digit_of_a_social_insurance_number() {
        assertThat(IdentifierForm.LINE.matches("130692544")).isTrue();
        assertThat(IdentifierForm.LINE.matches("130-692-544")).isFalse();
        assertThat(IdentifierForm.LINE.matches("130.692.544")).isFalse();
        assertThat(IdentifierForm.LINE.matches("130-692-545")).isTrue();
        assertThat(IdentifierForm.CERTIFICATE.matches("130692545")).isTrue();
        assertThat(IdentifierForm.AGREEMENT.matches("1306925440")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"ta-2016-a, TA-2016-A, ta-2016-a"})
    void case_is_folded_where_it_has_no_meaning(String text, String folded, String line) {
        assertThat(IdentifierForm.AGREEMENT.canonical(text)).isEqualTo(folded);
        assertThat(IdentifierForm.CERTIFICATE.canonical(text)).isEqualTo(folded);
        assertThat(IdentifierForm.LINE.canonical(text)).isEqualTo(line);
    }

    /** The form leaves out what certainly has no damage; what it leaves out has none. */
    @Property(tries = 20_000)
    void the_form_finds_every_damage(@ForAll("identifiers") String text, @ForAll IdentifierForm form) {
        IdentifierDamage damage = IdentifierDamage.of(text);
        boolean isNumber = damage == IdentifierDamage.SOCIAL_INSURANCE_NUMBER
                && (form != IdentifierForm.LINE || text.length() > Sin.LENGTH);
        boolean isDamaged = damage != null && damage != IdentifierDamage.SOCIAL_INSURANCE_NUMBER;

        assertThat(form.matches(text)).isEqualTo(!isNumber && !isDamaged);
    }

    /** Letters and digits with single separators between them, of the parts that damaged identifiers are made of. */
    @Provide
    Arbitrary<String> identifiers() {
        return Arbitraries.of(
                        "0",
                        "1",
                        "5",
                        "16",
                        "00",
                        "2016",
                        "130692544",
                        "1306925",
                        "44",
                        "E",
                        "e5",
                        "E10",
                        "Mar",
                        "sept",
                        "MARS",
                        "Jan",
                        "TA",
                        "T00",
                        "x",
                        "130",
                        "692",
                        "544")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .flatMap(parts -> Arbitraries.of("", "", "-", ".", ":", "/", "_", "#")
                        .list()
                        .ofSize(parts.size() - 1)
                        .map(between -> {
                            StringBuilder text = new StringBuilder(parts.get(0));
                            for (int i = 1; i < parts.size(); i++) {
                                text.append(between.get(i - 1)).append(parts.get(i));
                            }
                            return text.toString();
                        }));
    }
}
