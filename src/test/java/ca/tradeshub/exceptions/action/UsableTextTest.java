// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.exceptions.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UsableTextTest {

    @Test
    void a_reason_or_note_has_at_least_one_character_and_at_most_the_limit_without_the_space_around_it() {
        assertThat(ExceptionActions.isUnusable("")).isTrue();
        assertThat(ExceptionActions.isUnusable(" \n")).isTrue();
        assertThat(ExceptionActions.isUnusable("\u200B\u00A0\u202E")).isTrue();
        assertThat(ExceptionActions.isUnusable("\uD83D\uDE00")).isFalse();
        assertThat(ExceptionActions.isUnusable("x")).isFalse();
        String longest = "x".repeat(ExceptionActions.LONGEST_TEXT);
        assertThat(ExceptionActions.isUnusable(longest)).isFalse();
        assertThat(ExceptionActions.isUnusable(" " + longest + " ")).isFalse();
        assertThat(ExceptionActions.isUnusable(longest + "x")).isTrue();
    }
}
