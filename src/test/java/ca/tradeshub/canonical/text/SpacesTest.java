// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.canonical.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpacesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Jean Paul Roy",
                "Jean  Paul Roy",
                "Jean Paul   Roy",
                "Jean\u00A0Paul Roy",
                "Jean \u00A0Paul\u2009\u202FRoy",
                "Jean\u3000 \u3000Paul Roy"
            })
    void every_run_of_spaces_is_one_space(String written) {
        assertThat(Spaces.single(written)).isEqualTo("Jean Paul Roy");
    }

    @Test
    void what_is_no_space_stays() {
        assertThat(Spaces.single("Jean-Paul O\u2019Brien\u200D")).isEqualTo("Jean-Paul O\u2019Brien\u200D");
        assertThat(Spaces.single("")).isEmpty();
    }
}
