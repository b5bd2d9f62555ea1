package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.rules.Declaration;
import ca.tradeshub.rules.RuleBook;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The generated parts of the README are what the code says. {@code ./mvnw test -Dtest=ReadmeTest -Dreadme.write=true}
 * writes them anew.
 */
class ReadmeTest {

    private static final Path README = Path.of("README.md");
    private static final Path METADATA = Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json");

    @Test
    void the_rules_are_those_of_the_rule_book() throws IOException {
        var catalogue = RuleBook.standard().catalogue();
        assertThat(catalogue).hasSizeGreaterThan(30);

        check(
                "rules",
                "| rule | says | law | on failure |\n|---|---|---|---|\n"
                        + catalogue.stream().map(ReadmeTest::row).collect(Collectors.joining("\n")));
    }

    @Test
    void the_settings_are_those_of_the_code() throws IOException {
        Map<String, JsonNode> settings = new TreeMap<>();
        new ObjectMapper().readTree(METADATA.toFile()).get("properties").forEach(property -> {
            if (property.get("name").asText().startsWith("hub.")) {
                settings.put(property.get("name").asText(), property);
            }
        });
        assertThat(settings).hasSizeGreaterThan(20);

        check(
                "settings",
                "| setting | default | meaning |\n|---|---|---|\n"
                        + settings.entrySet().stream()
                                .map(setting -> "| `%s` | %s | %s |"
                                        .formatted(
                                                setting.getKey(),
                                                value(setting.getValue().path("defaultValue")),
                                                cell(setting.getValue()
                                                        .path("description")
                                                        .asText("")
                                                        .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`"))))
                                .collect(Collectors.joining("\n")));
    }

    private static String row(Declaration rule) {
        return "| %s | %s | %s | %s |"
                .formatted(
                        rule.id(),
                        cell(rule.statement().en()),
                        cell(rule.citation().toString()),
                        rule.outcome().wireName());
    }

    private static String value(JsonNode value) {
        return value.isMissingNode() || value.asText().isEmpty() ? "" : "`" + value.asText() + "`";
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
