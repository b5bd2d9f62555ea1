// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.law.Dated;
import ca.tradeshub.rules.book.Coverage;
import ca.tradeshub.rules.book.RuleBook;
import ca.tradeshub.testing.DocumentPart;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The documents on the law list the coverage of the sources, the legal values and the interpretations of the rule book.
 * {@code ./mvnw test -Dtest=LawDocumentTest -Ddocuments.write=true} writes them.
 */
class LawDocumentTest {

    private static final RuleBook RULES = RuleBook.standard();

    @Test
    void every_passage_of_the_sources_has_its_rules_or_a_reason() throws IOException {
        Coverage coverage = Coverage.of(RULES.catalogue());
        assertThat(coverage.rows()).hasSizeGreaterThan(100);
        assertThat(coverage.notCheckable()).isNotEmpty();

        DocumentPart.generated("coverage")
                .mustBe(coverage.rows().stream()
                        .collect(Collectors.groupingBy(Coverage.Row::document, LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(source -> "### " + source.getKey()
                                + "\n\n| passage | rules | why it has no rule, or no further rule |\n|---|---|---|\n"
                                + source.getValue().stream()
                                        .map(LawDocumentTest::row)
                                        .collect(Collectors.joining("\n")))
                        .collect(Collectors.joining("\n\n")));
        DocumentPart.generated("not-checkable")
                .mustBe("| entry | why |\n|---|---|\n"
                        + coverage.notCheckable().stream()
                                .map(entry -> "| " + entry.id() + " | "
                                        + entry.reason().en() + " |")
                                .collect(Collectors.joining("\n")));
    }

    @Test
    void every_legal_value_is_listed_with_its_dates() throws IOException {
        assertThat(RULES.law().values()).hasSizeGreaterThan(30);

        DocumentPart.generated("values")
                .mustBe("| value | dated by | from | to | is | law | not stated by the citation | rules |\n"
                        + "|---|---|---|---|---|---|---|---|\n"
                        + RULES.law().values().values().stream()
                                .flatMap(value -> value.values().stream().map(entry -> row(value, entry)))
                                .collect(Collectors.joining("\n")));
    }

    @Test
    void every_interpretation_is_listed_with_its_choices() throws IOException {
        assertThat(RULES.law().interpretations()).hasSizeGreaterThan(30);

        DocumentPart.generated("interpretations")
                .mustBe("| interpretation | question | choice | other choices | rules |\n|---|---|---|---|---|\n"
                        + RULES.law().interpretations().values().stream()
                                .map(reading -> "| %s | %s | %s | %s | %s |"
                                        .formatted(
                                                reading.id(),
                                                cell(reading.question().en()),
                                                reading.choice(),
                                                String.join(", ", reading.alternatives()),
                                                String.join(", ", reading.rules())))
                                .collect(Collectors.joining("\n")));
    }

    private static String row(Coverage.Row row) {
        return "| %s | %s | %s |"
                .formatted(
                        cell(row.section()),
                        String.join(", ", row.rules()),
                        row.reason() == null ? "" : row.reason().en());
    }

    private static String row(Dated<List<String>> value, Dated.Value<List<String>> entry) {
        return "| `%s` | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        value.id(),
                        value.datedBy(),
                        Objects.toString(entry.from(), ""),
                        Objects.toString(entry.to(), ""),
                        cell(String.join(", ", entry.value())),
                        cell(entry.basis().citation().toString()),
                        entry.beyondText() == null
                                ? ""
                                : cell(entry.beyondText().en()),
                        String.join(", ", value.rules()));
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|").strip();
    }
}
