// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharactersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "é",
                "e\u0301",
                "\uD83A\uDD00",
                "\uD83A\uDD22\uD83A\uDD46",
                "王",
                "\u0BA8\u0BBF",
                "\uD83C\uDDE8\uD83C\uDDE6"
            })
    void a_character_is_what_a_reader_sees(String character) {
        assertThat(Characters.areMoreThan(character.repeat(100), 100)).isFalse();
        assertThat(Characters.areMoreThan(character.repeat(101), 100)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 5_000, 100_000})
    void marks_without_end_are_not_one_character(int marks) {
        assertThat(Characters.areMoreThan("a" + "\u0301".repeat(marks), 1)).isEqualTo(marks >= 8);
    }
}
