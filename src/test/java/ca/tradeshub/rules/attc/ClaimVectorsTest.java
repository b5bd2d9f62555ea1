// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.canonical.Money;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.RecordVectors;
import ca.tradeshub.rules.attc.ClaimAssessment.Supported;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ClaimVectorsTest {

    @TestFactory
    Stream<DynamicTest> every_vector_comes_out_as_stated() {
        List<JsonNode> vectors = vectors();
        assertThat(vectors).hasSizeGreaterThan(60);
        return vectors.stream()
                .map(vector -> DynamicTest.dynamicTest(vector.get("id").asText(), () -> check(vector)));
    }

    @Test
    void v62_and_v64_add_up_over_the_years() {
        assertThat(sumOfMaxima("V62")).isEqualTo(Money.of("15000.00"));
        assertThat(sumOfMaxima("V64")).isEqualTo(Money.of("15006.89"));
    }

    private static Money sumOfMaxima(String id) {
        return vectors().stream()
                .filter(vector -> vector.get("id").asText().matches(id + " \\d{4}"))
                .map(vector -> assess(vector).computation().maximum())
                .reduce(Money.ZERO, Money::plus);
    }

    private static void check(JsonNode vector) {
        ClaimAssessment assessment = assess(vector);
        Map<String, String> actual = ClaimVectors.actual(assessment);
        JsonNode expect = vector.get("expect");
        assertThat(expect.size()).isPositive();
        expect.properties().forEach(field -> {
            String stated = field.getValue().isArray()
                    ? String.join(", ", texts(field.getValue()))
                    : field.getValue().asText();
            assertThat(actual.get(field.getKey())).as(field.getKey()).isEqualTo(stated);
        });
        if (!expect.has("against") && !expect.has("held")) {
            assertThat(assessment).isInstanceOf(Supported.class);
        }
    }

    private static ClaimAssessment assess(JsonNode vector) {
        return new TaxCredit(Law.standard().withReadings(RecordVectors.interpretations(vector)))
                .assess(ClaimVectors.facts(vector));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<JsonNode> vectors() {
        return RecordVectors.read("claims.yaml");
    }
}
