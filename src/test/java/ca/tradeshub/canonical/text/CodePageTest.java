// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodePageTest {

    @ParameterizedTest
    @CsvSource({
        "Hélène Côté, windows-1252, WINDOWS_1252",
        "MARIE-ÈVE BÉLANGER, windows-1252, WINDOWS_1252",
        "Hélène Côté, x-MacRoman, MAC_ROMAN",
        "Renée Benoît, x-MacRoman, MAC_ROMAN",
        "Hélène Côté, IBM850, DOS",
        "Noël Gagné, IBM437, DOS",
        "François Bélanger, IBM850, DOS",
    })
    void text_that_is_not_utf_8_is_named_where_one_encoding_gives_words(
            String text, String charset, CodePage expected) {
        byte[] bytes = text.getBytes(Charset.forName(charset));
        assertThat(CodePage.of(bytes, 0, bytes.length)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Hélène Côté, x-MacRoman, MAC_ROMAN",
        "Renée, x-MacRoman, MAC_ROMAN",
        "Hélène Côté, IBM850, DOS",
        "Gagné, IBM437, DOS"
    })
    void text_in_place_of_windows_1252_is_named(String text, String charset, CodePage expected) {
        byte[] bytes = text.getBytes(Charset.forName(charset));
        assertThat(CodePage.insteadOfWindows1252(bytes, 0, bytes.length)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hélène",
                "Škoda",
                "Œuvrard",
                "D’Éon",
                "L’Œuvre « été »",
                "50 ° ½",
                "Ñandú…",
                "™ Ltd",
                "Žižka",
                "ÿÿÿÿ",
                "MÄKELÄ’S",
                "Straße",
                "Ýr",
                "Þór",
                "2º piso",
                "José “Pepe” Gómez",
                "Société®"
            })
    void text_of_windows_1252_is_never_another(String text) {
        byte[] bytes = text.getBytes(Charset.forName("windows-1252"));
        assertThat(CodePage.insteadOfWindows1252(bytes, 0, bytes.length)).isEmpty();
    }
}
