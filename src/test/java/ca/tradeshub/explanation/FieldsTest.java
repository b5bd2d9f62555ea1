// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private record Part(String name, BigDecimal share) {}

    private record Whole(String trade, List<Part> partners, List<Part> none, Part part) {}

    @Test
    void a_list_is_shown_by_its_length_in_every_language_and_an_empty_one_is_left_out() {
        Part part = new Part("Ab", new BigDecimal("0.25"));

        assertThat(Fields.of(new Whole("310S", List.of(part, part), List.of(), part)))
                .isEqualTo(Map.of("trade", "310S", "partners", "2", "part.name", "Ab", "part.share", "0.25"));
    }
}
