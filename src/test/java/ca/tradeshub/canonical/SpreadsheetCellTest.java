// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCellTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=1+1|'=1+1",
                "+1|'+1",
                "-2|'-2",
                "@SUM(A1)|'@SUM(A1)",
                "\uFF1D1|'\uFF1D1",
                "a;=1+1|a;'=1+1",
                "a;b; \"@x;-1|a;b;' \"@x;'-1",
                "`\u00A0=1`|`'\u00A0=1`",
            })
    void what_a_spreadsheet_could_take_for_a_formula_is_text(String value, String shown) {
        assertThat(VisibleText.inCell(value)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t=1", "\r=1", "\n@x", "a\n=1", "\u0000=1", "\u202E=1"})
    void what_cannot_be_seen_is_shown_by_its_code(String value) {
        assertThat(VisibleText.inCell(value))
                .doesNotContain("\n", "\r", "\t", "\u202E")
                .contains("\\u{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2015-02-30", "8OO.00", "a=b", "Interface agreements, section 6; Days", "codes: A-B"})
    void ordinary_text_stays_as_it_is(String value) {
        assertThat(VisibleText.inCell(value)).isEqualTo(value);
    }
}
