// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MisreadUtf8Test {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hélène",
                "Côté",
                "CÔTÉ",
                "CÔTE",
                "Noël",
                "Zoë",
                "Björk",
                "Łukasz",
                "Şahin",
                "Nguyễn",
                "王秀英",
                "Œuvrard",
                "Müller",
                "Peña",
                "Ólafur",
                "D’Arcy",
                "ᐃᓄᒃ",
                "𞤀𞤣𞤤𞤢𞤥",
                "Đặng"
            })
    void utf_8_is_certain(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(MisreadUtf8.isCertain(bytes, 0, bytes.length)).isTrue();
        assertThat(MisreadUtf8.isDoubleEncoded(new String(bytes, StandardCharsets.ISO_8859_1)))
                .isTrue();
        assertThat(MisreadUtf8.isDoubleEncoded(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Smith",
                "Hélène",
                "MÄKELÄ’S",
                "ANDRÉ’S",
                "JOSÉ–MARIA",
                "CÔTÉ",
                "IRMÃ’S",
                "SÃO JOÃO",
                "CONCEIÇÃO",
                "CAFÉ®",
                "ŠKODA",
                "ÉŠ",
                "« Noël »",
                "½ Ã",
                "NUÑEZ’S"
            })
    void text_of_windows_1252_is_not(String text) {
        byte[] bytes = text.getBytes(WINDOWS_1252);
        assertThat(MisreadUtf8.isCertain(bytes, 0, bytes.length)).isFalse();
        assertThat(MisreadUtf8.isDoubleEncoded(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HÃ©lÃ¨ne", "CÃ´tÃ©", "Zo\u00C3\u00AB", "Oâ€™Brien", "Ångström et HÃ©lÃ¨ne", "MÃ¼ller"})
    void a_name_that_was_encoded_twice_is_recognised_among_other_text(String text) {
        assertThat(MisreadUtf8.isDoubleEncoded(text)).isTrue();
    }
}
