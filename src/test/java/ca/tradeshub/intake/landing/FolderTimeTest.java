// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.landing;

import static ca.tradeshub.intake.landing.FolderTime.Look.CHANGED;
import static ca.tradeshub.intake.landing.FolderTime.Look.CHECK;
import static ca.tradeshub.intake.landing.FolderTime.Look.SKIP;
import static ca.tradeshub.intake.landing.FolderTime.Look.UNCERTAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FolderTimeTest {

    private final FolderTime time = new FolderTime();

    private FolderTime.Look look(long folderSeconds, double seconds) {
        return time.look(
                folderSeconds, Duration.ofMillis((long) (seconds * 1000)).toNanos());
    }

    @Test
    void a_folder_is_listed_until_the_second_of_its_last_change_is_over() {
        assertThat(look(100, 0)).isEqualTo(UNCERTAIN);
        assertThat(look(100, 0.5)).isEqualTo(UNCERTAIN);
        assertThat(look(100, 1.9)).isEqualTo(UNCERTAIN);
        assertThat(look(100, 2.1)).isEqualTo(UNCERTAIN);
        assertThat(look(100, 2.2)).isEqualTo(SKIP);
        assertThat(look(100, 7)).isEqualTo(SKIP);
    }

    @Test
    void with_seldom_polls_a_folder_is_listed_twice_after_a_change() {
        assertThat(look(100, 0)).isEqualTo(UNCERTAIN);
        assertThat(look(100, 5)).isEqualTo(UNCERTAIN);
        assertThat(look(100, 10)).isEqualTo(SKIP);
        assertThat(look(112, 15)).isEqualTo(CHANGED);
        assertThat(look(112, 20)).isEqualTo(UNCERTAIN);
        assertThat(look(112, 25)).isEqualTo(SKIP);
    }

    @Test
    void a_time_that_was_not_seen_to_change_with_a_file_is_checked_every_half_minute() {
        look(100, 0);
        look(100, 5);
        assertThat(look(100, 30)).isEqualTo(SKIP);
        assertThat(look(100, 35)).isEqualTo(CHECK);
        assertThat(look(100, 40)).isEqualTo(SKIP);

        assertThat(look(142, 45)).isEqualTo(CHANGED);
        time.found(CHANGED);

        look(142, 50);
        assertThat(look(142, 500)).isEqualTo(SKIP);
        assertThat(time.isOfUse()).isTrue();
    }

    @Test
    void a_time_that_did_not_change_with_a_file_is_of_no_use() {
        look(0, 0);
        look(0, 5);
        assertThat(look(0, 35)).isEqualTo(CHECK);

        time.found(CHECK);

        assertThat(time.isOfUse()).isFalse();
    }

    @Test
    void a_file_that_comes_within_the_second_of_a_listing_says_nothing_about_the_server() {
        look(100, 0);
        time.found(look(100, 0.3));

        assertThat(time.isOfUse()).isTrue();
    }

    @Test
    void a_clock_of_the_server_that_goes_back_is_a_change() {
        look(100, 0);
        look(100, 5);

        assertThat(look(90, 10)).isEqualTo(CHANGED);
    }
}
