// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.DocumentPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every decision has the same headings, and the index lists them all. {@code ./mvnw test -Dtest=AdrIndexTest
 * -Ddocuments.write=true} writes the index.
 */
class AdrIndexTest {

    private static final List<String> HEADINGS =
            List.of("Status", "Date", "Decision", "Why", "Consequences", "Rejected");
    private static final Pattern STATUS = Pattern.compile("Proposed|Accepted|Superseded by \\[\\d+\\]\\(\\S+\\)");
    private static final Pattern TITLE = Pattern.compile("# (\\d+)\\. (.+)");

    @Test
    void every_decision_has_its_headings_a_status_and_a_date() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            assertThat(text.lines().filter(line -> line.startsWith("## ")).map(line -> line.substring(3)))
                    .as(file.toString())
                    .containsExactlyElementsOf(HEADINGS);
            for (String heading : HEADINGS) {
                assertThat(section(text, heading)).as(file + ", " + heading).isNotBlank();
            }
            assertThat(section(text, "Status")).as(file.toString()).matches(STATUS);
            assertThat(LocalDate.parse(section(text, "Date")))
                    .as(file.toString())
                    .isAfter(LocalDate.of(2026, 11, 1));
        }
    }

    @Test
    void the_numbers_are_those_of_the_file_names_without_gaps() throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (Path file : files()) {
            Matcher title = title(file);
            assertThat(file.getFileName().toString()).startsWith("%04d-".formatted(Integer.parseInt(title.group(1))));
            numbers.add(Integer.parseInt(title.group(1)));
        }
        assertThat(numbers)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, numbers.size()).boxed().toList());
    }

    @Test
    void the_index_lists_every_decision() throws IOException {
        List<String> rows = new ArrayList<>();
        for (Path file : files()) {
            String text = Files.readString(file);
            Matcher title = title(file);
            rows.add("| %s | [%s](%s) | %s | %s |"
                    .formatted(
                            title.group(1),
                            title.group(2),
                            file.getFileName(),
                            section(text, "Status").toLowerCase(Locale.ROOT),
                            section(text, "Date")));
        }
        DocumentPart.generated("decisions")
                .mustBe("| number | decision | status | date |\n|---|---|---|---|\n"
                        + rows.stream().collect(Collectors.joining("\n")));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/adr"))) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().matches("\\d{4}-.+\\.md"))
                    .sorted()
                    .toList();
            assertThat(found).hasSizeGreaterThan(20);
            return found;
        }
    }

    private static Matcher title(Path file) throws IOException {
        Matcher title = TITLE.matcher(Files.readAllLines(file).get(0));
        assertThat(title.matches()).as("the title of " + file).isTrue();
        return title;
    }

    private static String section(String text, String heading) {
        int from = text.indexOf("\n## " + heading + "\n");
        assertThat(from).as(heading).isPositive();
        int begin = from + heading.length() + 5;
        int end = text.indexOf("\n## ", begin);
        return text.substring(begin, end < 0 ? text.length() : end).strip();
    }
}
