// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeedTest {

    @ParameterizedTest
    @EnumSource(Feed.class)
    void is_found_by_its_letter_and_by_its_name_in_files(Feed feed) {
        assertThat(Feed.ofLetter(String.valueOf(feed.letter()))).isEqualTo(feed);
        assertThat(Feed.ofWireName(feed.wireName())).isEqualTo(feed);
    }

    @Test
    void is_not_found_by_another_letter_or_name() {
        assertThatThrownBy(() -> Feed.ofLetter("X")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Feed.ofLetter("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Feed.ofWireName("files")).isInstanceOf(IllegalArgumentException.class);
    }
}
