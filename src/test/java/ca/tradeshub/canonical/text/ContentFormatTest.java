// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentFormatTest {

    private static final String HEADER = "HDROCOTCERT20261120000011" + " ".repeat(215);
    private static final String COLUMNS =
            "line_id,agreement_number,account_number,sin,family_name,given_names,birth_date";

    @ParameterizedTest
    @ValueSource(strings = {"IBM037", "IBM500", "IBM1047", "IBM1140"})
    void ebcdic_is_recognised(String charset) {
        for (String text : new String[] {HEADER, COLUMNS, "{\"record\":\"header\",\"feed\":\"registrations\"}"}) {
            byte[] bytes = text.getBytes(Charset.forName(charset));
            assertThat(ContentFormat.of(bytes, bytes.length)).contains(ContentFormat.EBCDIC);
        }
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE", "UTF-16BE", "UTF-16"})
    void utf_16_is_recognised_with_and_without_its_mark(String charset) {
        byte[] bytes = HEADER.getBytes(Charset.forName(charset));
        assertThat(ContentFormat.of(bytes, bytes.length).orElseThrow().label()).isEqualTo("UTF-16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "{}",
                "HDROCOTCERT",
                "line_id,a\n",
                "ÉÈÀÇ ÉÈÀÇ ÉÈÀÇ ÉÈÀÇ",
                "\0\0\0\0",
                "    ",
                "PK,name\n"
            })
    void text_has_no_other_format(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ContentFormat.of(bytes, bytes.length)).isEmpty();
    }

    @Test
    void containers_and_documents_are_recognised_by_their_first_bytes() {
        assertThat(start(0x1F, 0x8B, 8)).isEqualTo(ContentFormat.GZIP);
        assertThat(start('P', 'K', 3, 4)).isEqualTo(ContentFormat.ZIP);
        assertThat(start(0xD0, 0xCF, 0x11, 0xE0)).isEqualTo(ContentFormat.OLD_WORKBOOK);
        assertThat(start('%', 'P', 'D', 'F', '-')).isEqualTo(ContentFormat.PDF);
        assertThat(start('<', '?', 'x', 'm', 'l')).isEqualTo(ContentFormat.XML);
        assertThat(ContentFormat.GZIP.isCompressed()).isTrue();
        assertThat(ContentFormat.PDF.isCompressed()).isFalse();
        assertThat(ContentFormat.EBCDIC.isEncoding()).isTrue();
        assertThat(ContentFormat.HTML.isEncoding()).isFalse();
    }

    private static ContentFormat start(int... start) {
        byte[] bytes = new byte[start.length];
        for (int i = 0; i < start.length; i++) {
            bytes[i] = (byte) start[i];
        }
        return ContentFormat.of(bytes, bytes.length).orElseThrow();
    }
}
