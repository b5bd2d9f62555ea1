package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.rules.Declaration;
import ca.tradeshub.rules.RuleBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The README's rules are those of the rule book; its settings are {@link SettingsReferenceTest}'s. {@code ./mvnw test
 * -Dtest=ReadmeTest,SettingsReferenceTest -Dreadme.write=true} writes both anew.
 */
class ReadmeTest {

    private static final Path README = Path.of("README.md");

    @Test
    void the_rules_are_those_of_the_rule_book() throws IOException {
        var catalogue = RuleBook.standard().catalogue();
        assertThat(catalogue).hasSizeGreaterThan(30);

        check(
                "rules",
                "| rule | says | law | on failure |\n|---|---|---|---|\n"
                        + catalogue.stream().map(ReadmeTest::row).collect(Collectors.joining("\n")));
    }

    private static String row(Declaration rule) {
        return "| %s | %s | %s | %s |"
                .formatted(
                        rule.id(),
                        cell(rule.statement().en()),
                        cell(rule.citation().toString()),
                        rule.outcome().wireName());
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|").strip();
    }

    private static void check(String part, String content) throws IOException {
        String readme = Files.readString(README);
        String begin = "<!-- " + part + ": generated -->\n";
        String end = "\n<!-- /" + part + " -->";
        int from = readme.indexOf(begin);
        int to = readme.indexOf(end);
        assertThat(from).as("the README has a part " + part).isPositive();
        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(README, readme.substring(0, from + begin.length()) + content + readme.substring(to));
        } else {
            assertThat(readme.substring(from + begin.length(), to)).isEqualTo(content);
        }
    }
}
