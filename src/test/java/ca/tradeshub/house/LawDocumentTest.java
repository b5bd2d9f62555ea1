package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.rules.Coverage;
import ca.tradeshub.rules.Dated;
import ca.tradeshub.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code src/docs/law.md} says how the sources are covered and what the rules rest on, as the rule book has it.
 * {@code ./mvnw test -Dtest=LawDocumentTest -Dreadme.write=true} writes it anew.
 */
class LawDocumentTest {

    private static final Path DOCUMENT = Path.of("src/docs/law.md");

    @Test
    void the_document_is_that_of_the_rule_book() throws IOException {
        RuleBook rules = RuleBook.standard();
        Coverage coverage = Coverage.of(rules.catalogue());
        assertThat(coverage.rows()).hasSizeGreaterThan(100);
        assertThat(rules.law().values()).hasSizeGreaterThan(30);

        String document = "# The law and its rules\n\n"
                + "Generated from the rule book by `LawDocumentTest`; the same stands on the console's page `/law`.\n\n"
                + "## Coverage\n\n"
                + "Every passage of the sources, with the rules that rest on it or the reason why there is none.\n"
                + coverage.rows().stream()
                        .collect(Collectors.groupingBy(
                                Coverage.Row::document, java.util.LinkedHashMap::new, Collectors.toList()))
                        .entrySet()
                        .stream()
                        .map(source -> "\n### " + source.getKey()
                                + "\n\n| passage | rules | why none, or no more |\n|---|---|---|\n"
                                + source.getValue().stream()
                                        .map(LawDocumentTest::row)
                                        .collect(Collectors.joining("\n")))
                        .collect(Collectors.joining("\n"))
                + "\n\n## Not checkable\n\n"
                + "Entries of the agreed catalogue whose facts no feed carries.\n\n| entry | why |\n|---|---|\n"
                + coverage.notCheckable().stream()
                        .map(entry -> "| " + entry.id() + " | " + entry.reason().en() + " |")
                        .collect(Collectors.joining("\n"))
                + "\n\n## Legal values\n\n| value | dated by | from | to | is | law | rules |\n|---|---|---|---|---|---|---|\n"
                + rules.law().values().values().stream()
                        .flatMap(value -> value.values().stream().map(entry -> row(value, entry)))
                        .collect(Collectors.joining("\n"))
                + "\n\n## Readings\n\n| reading | question | choice | or | rules |\n|---|---|---|---|---|\n"
                + rules.law().readings().values().stream()
                        .map(reading -> "| %s | %s | %s | %s | %s |"
                                .formatted(
                                        reading.id(),
                                        cell(reading.question().en()),
                                        reading.choice(),
                                        String.join(", ", reading.alternatives()),
                                        String.join(", ", reading.rules())))
                        .collect(Collectors.joining("\n"))
                + "\n";
        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(DOCUMENT, document);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(document);
    }

    private static String row(Coverage.Row row) {
        return "| %s | %s | %s |"
                .formatted(
                        cell(row.section()),
                        String.join(", ", row.rules()),
                        row.reason() == null ? "" : row.reason().en());
    }

    private static String row(Dated<List<String>> value, Dated.Value<List<String>> entry) {
        return "| `%s` | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        value.id(),
                        value.datedBy(),
                        Objects.toString(entry.from(), ""),
                        Objects.toString(entry.to(), ""),
                        cell(String.join(", ", entry.value())),
                        cell(entry.basis().citation().toString()),
                        String.join(", ", value.rules()));
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|").strip();
    }
}
