// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The law's numbers are data: what is written in the rules themselves has none but nothing and one. */
class LegalNumbersTest {

    private static final Path RULES = Path.of("src/main/java/ca/tradeshub/rules");
    /** What every rule is made of, and the catalogue: they hold no law. */
    private static final Set<Path> MACHINERY = Set.of(RULES, RULES.resolve("engine"), RULES.resolve("book"));

    private static final Pattern WORDS =
            Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])(?!(?:0|1|1L)\\b)\\d[\\d_.]*[LlDdFf]?\\b");
    /** A percentage is written by moving the point two places. */
    private static final String PER_CENT = "movePointLeft(2)";

    @Test
    void no_rule_holds_a_number_of_the_law() throws IOException {
        try (Stream<Path> files = Files.walk(RULES)) {
            List<String> found = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !MACHINERY.contains(file.getParent()))
                    .flatMap(file -> numbers(file).map(number -> file.getFileName() + ": " + number))
                    .toList();
            assertThat(found).isEmpty();
        }
    }

    @Test
    void a_number_is_found_where_there_is_one() {
        assertThat(numbers("int months = 36; // 48 months\nString text = \"60\"; long one = 1L;"))
                .containsExactly("36");
        assertThat(numbers("LocalDate.of(2015, 4, 24)")).containsExactly("2015", "4", "24");
        assertThat(numbers("new BigDecimal(percent).movePointLeft(2)")).isEmpty();
    }

    private static Stream<String> numbers(Path file) {
        try {
            return numbers(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<String> numbers(String java) {
        String code = WORDS.matcher(java).replaceAll("").replace(PER_CENT, "");
        return NUMBER.matcher(code).results().map(result -> result.group());
    }
}
