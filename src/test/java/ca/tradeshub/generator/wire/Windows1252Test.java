package ca.tradeshub.generator.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.generator.random.Table;
import org.junit.jupiter.api.Test;

class Windows1252Test {

    private final Windows1252 letters = new Windows1252();

    @Test
    void letters_the_code_page_has_stay_as_they_are() {
        assertThat(letters.fold("Éclair-Dumoulin Š œ ÿ")).isEqualTo("Éclair-Dumoulin Š œ ÿ");
        assertThat(letters.fold(null)).isNull();
    }

    @Test
    void letters_it_lacks_lose_as_many_marks_as_they_must() {
        assertThat(letters.fold("Łukasz Wiśniewski")).isEqualTo("Lukasz Wisniewski");
        assertThat(letters.fold("Nguyễn Kovačević Szűcs")).isEqualTo("Nguyên Kovacevic Szucs");
    }

    @Test
    void every_name_the_generator_knows_can_be_written() {
        for (String table : new String[] {"family-names", "given-names"}) {
            assertThat(Table.own(table)).hasSizeGreaterThan(100).allSatisfy(row -> assertThat(
                            Windows1252.CHARSET.newEncoder().canEncode(letters.fold(row.getField("name"))))
                    .isTrue());
        }
    }
}
