// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.generator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.generator.random.Table;
import org.junit.jupiter.api.Test;

class Windows1252Test {

    private final Windows1252 letters = new Windows1252();

    @Test
    void letters_of_windows_1252_are_unchanged() {
        assertThat(letters.fold("Éclair-Dumoulin Š œ ÿ")).isEqualTo("Éclair-Dumoulin Š œ ÿ");
        assertThat(letters.fold(null)).isNull();
    }

    @Test
    void other_letters_lose_only_the_marks_that_windows_1252_lacks() {
        assertThat(letters.fold("Łukasz Wiśniewski")).isEqualTo("Lukasz Wisniewski");
        assertThat(letters.fold("Nguyễn Kovačević Szűcs")).isEqualTo("Nguyên Kovacevic Szucs");
    }

    @Test
    void every_name_of_the_tables_can_be_encoded() {
        for (String table : new String[] {"family-names", "given-names"}) {
            assertThat(Table.own(table)).hasSizeGreaterThan(100).allSatisfy(row -> assertThat(
                            Windows1252.CHARSET.newEncoder().canEncode(letters.fold(row.getField("name"))))
                    .isTrue());
        }
    }
}
