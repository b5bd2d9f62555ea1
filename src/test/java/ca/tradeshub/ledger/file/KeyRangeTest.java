// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRangeTest {

    /** As PostgreSQL's collation C sorts them. */
    private static final Comparator<String> BY_BYTES = (one, other) ->
            Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

    private static final List<String> KEYS = List.of(
            "b", "", "a", "ab", "B", "é", "\uFFFD", "\uD83D\uDE00", "\uD83D\uDE01", "a\uD83D\uDE00", "a\uFFFD", "aZ");

    @Test
    void one_key_is_both_ends() {
        assertThat(KeyRange.extended(null, "a")).isEqualTo(new KeyRange("a", "a"));
    }

    @Test
    void of_any_two_keys_the_ends_are_in_the_order_of_their_bytes() {
        for (String one : KEYS) {
            for (String other : KEYS) {
                List<String> sorted =
                        List.of(one, other).stream().sorted(BY_BYTES).toList();
                assertThat(KeyRange.extended(KeyRange.extended(null, one), other))
                        .isEqualTo(new KeyRange(sorted.get(0), sorted.get(1)));
            }
        }
    }

    @Test
    void a_key_in_between_changes_nothing() {
        KeyRange range = new KeyRange("a", "c");

        assertThat(KeyRange.extended(range, "b")).isSameAs(range);
    }
}
