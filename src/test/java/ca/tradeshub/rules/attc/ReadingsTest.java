// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules.attc;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.law.Interpretation;
import ca.tradeshub.law.Law;
import ca.tradeshub.rules.RecordVectors;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.rules.engine.Declaration;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every ambiguity is a choice; taking the other changes the vectors that rest on it and no other. */
class ReadingsTest {

    private static final Law LAW = Law.standard();

    @Test
    void all_ambiguities_of_the_catalogue_are_named_and_either_open_or_explained() {
        assertThat(LAW.interpretations().keySet()).containsExactlyInAnyOrderElementsOf(named(48));
        assertThat(LAW.interpretations().values()).allSatisfy(interpretation -> {
            assertThat(interpretation.question().en()).contains("?").doesNotContain("  ");
            assertThat(interpretation.question().fr())
                    .contains("?")
                    .doesNotContain("  ")
                    .isNotEqualTo(interpretation.question().en());
            assertThat(interpretation.alternatives()).doesNotContain(interpretation.recommended());
            assertThat(interpretation.because() == null)
                    .isEqualTo(!interpretation.alternatives().isEmpty());
        });
    }

    private static List<String> named(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(number -> "C" + number).toList();
    }

    @Test
    void rules_name_readings_there_are_and_every_open_reading_has_a_rule() {
        Set<String> named = RuleBook.standard().catalogue().stream()
                .map(Declaration::restsOn)
                .flatMap(java.util.Collection::stream)
                .collect(Collectors.toSet());
        assertThat(LAW.interpretations().keySet()).containsAll(named);
        assertThat(named)
                .containsAll(LAW.interpretations().values().stream()
                        .filter(interpretation -> !interpretation.alternatives().isEmpty())
                        .map(Interpretation::id)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> another_choice_changes_just_the_vectors_that_rest_on_it() {
        Map<String, JsonNode> claims = vectors("claims.yaml");
        Map<String, JsonNode> records = vectors("records.yaml");
        Map<String, String> standing = outcomes(claims, records, LAW);
        return LAW.interpretations().values().stream().flatMap(interpretation -> interpretation.alternatives().stream()
                .map(choice -> DynamicTest.dynamicTest(interpretation.id() + " " + choice, () -> {
                    Map<String, String> other =
                            outcomes(claims, records, LAW.withReadings(Map.of(interpretation.id(), choice)));
                    Set<String> changed = new TreeSet<>();
                    standing.forEach((id, outcome) -> {
                        if (!outcome.equals(other.get(id))) {
                            changed.add(id);
                        }
                    });
                    Set<String> resting = Stream.concat(claims.entrySet().stream(), records.entrySet().stream())
                            .filter(vector -> rests(vector.getValue(), interpretation.id(), choice))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toCollection(TreeSet::new));
                    assertThat(resting).isNotEmpty();
                    assertThat(changed).isEqualTo(resting);
                })));
    }

    /** Whether a vector names the interpretation, or that one of its choices changes the vector. */
    private static boolean rests(JsonNode vector, String interpretation, String choice) {
        for (JsonNode named : vector.path("rests")) {
            if (named.asText().equals(interpretation) || named.asText().equals(interpretation + " " + choice)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> outcomes(Map<String, JsonNode> claims, Map<String, JsonNode> records, Law law) {
        Map<String, String> outcomes = new TreeMap<>();
        TaxCredit credit = new TaxCredit(law);
        claims.forEach((id, vector) ->
                outcomes.put(id, ClaimVectors.outcome(vector, credit.assess(ClaimVectors.facts(vector)))));
        RuleBook book = RuleBook.load(law);
        records.forEach((id, vector) -> outcomes.put(id, RecordVectors.result(vector, book)));
        return outcomes;
    }

    /** The vectors under the recommended readings. */
    private static Map<String, JsonNode> vectors(String file) {
        Map<String, JsonNode> vectors = new TreeMap<>();
        RecordVectors.read(file).stream()
                .filter(vector -> !vector.has("readings"))
                .forEach(vector -> vectors.put(vector.get("id").asText(), vector));
        return vectors;
    }
}
