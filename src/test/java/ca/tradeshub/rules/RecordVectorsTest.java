// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.law.Law;
import ca.tradeshub.rules.book.RuleBook;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class RecordVectorsTest {

    private static final RuleBook STANDARD = RuleBook.standard();

    private static RuleBook book(Map<String, String> interpretations) {
        return interpretations.isEmpty()
                ? STANDARD
                : RuleBook.load(Law.standard().withReadings(interpretations));
    }

    @TestFactory
    Stream<DynamicTest> every_vector_comes_out_as_stated() {
        List<JsonNode> vectors = RecordVectors.read("records.yaml");
        assertThat(vectors).hasSizeGreaterThan(70);
        return vectors.stream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("id").asText(), () -> {
                    String expected = vector.get("expect").asText();
                    String result = RecordVectors.result(vector, book(RecordVectors.interpretations(vector)));
                    assertThat(expected.contains(":") ? result : result.split(":")[0])
                            .isEqualTo(expected);
                }));
    }
}
