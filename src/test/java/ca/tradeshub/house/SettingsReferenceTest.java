// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;

import ca.tradeshub.testing.DocumentPart;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.ClassUtils;

/**
 * The reference of settings lists what the settings records declare. {@code ./mvnw test -Dtest=SettingsReferenceTest
 * -Ddocuments.write=true} writes it.
 */
class SettingsReferenceTest {

    private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<.*?,([\\w.$]+).*>");
    /** A key in code quotes or after two hyphens. */
    private static final Pattern KEY = Pattern.compile("(?:`|--)(hub(?:\\.[\\w<>-]+)+)(?=[`=* ])");

    private static final Pattern PARAM =
            Pattern.compile("@param (\\w+)\\s+(.*?)(?=\\n \\* @|\\n \\*/|\\n\\s+\\* @|\\n\\s+\\*/)", Pattern.DOTALL);

    @Test
    void every_setting_has_a_meaning() throws IOException {
        assertThat(settings())
                .hasSizeGreaterThan(40)
                .allSatisfy((name, row) -> assertThat(row.meaning()).as(name).isNotBlank());
    }

    @Test
    void the_reference_lists_every_setting_with_its_default() throws IOException {
        DocumentPart.generated("settings").mustBe(table().strip());
    }

    /** Keys change their names; a document that still has the old one misleads its reader. */
    @Test
    void every_setting_that_a_document_names_exists() throws IOException {
        String misspelt = "hub.stat-dir"; // what check-config reports in its example
        Set<String> others = Set.of("hub.acknowledgements", "hub.dead-letters", "hub.expired", misspelt);
        Set<String> known = settings().keySet();
        Set<String> named = new TreeSet<>();
        Set<String> unknown = new TreeSet<>();
        for (Path document : DocumentPart.documents()) {
            Matcher key = KEY.matcher(Files.readString(document));
            while (key.find()) {
                String name = key.group(1);
                if (!others.contains(name)
                        && !name.startsWith("hub.acknowledgements.")
                        && !document.endsWith("CHANGELOG.md")
                        && named.add(name)
                        && known.stream().noneMatch(setting -> isNamed(setting, name))) {
                    unknown.add(name + " in " + document);
                }
            }
        }
        assertThat(named).hasSizeGreaterThan(80);
        assertThat(unknown).isEmpty();
    }

    /** Whether a name is a setting, a group of settings, or a setting of something with a name of its own. */
    private static boolean isNamed(String setting, String name) {
        String pattern = Pattern.quote(setting).replace("<name>", "\\E[^.]+\\Q");
        return name.matches(pattern) || setting.startsWith(name + ".");
    }

    private static String table() throws IOException {
        return "| setting | default | meaning |\n|---|---|---|\n"
                + settings().entrySet().stream()
                        .map(entry -> "| `" + entry.getKey() + "` | "
                                + entry.getValue().preset() + " | "
                                + entry.getValue().meaning() + " |\n")
                        .collect(Collectors.joining());
    }

    private static Map<String, Row> settings() throws IOException {
        Map<String, Row> rows = new TreeMap<>();
        try (InputStream in =
                SettingsReferenceTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonNode metadata = new ObjectMapper().readTree(in);
            for (JsonNode property : metadata.path("properties")) {
                String name = property.path("name").asText();
                if (name.startsWith("hub.")) {
                    rows.putAll(rows(name, property));
                }
            }
        }
        return rows;
    }

    private static Map<String, Row> rows(String name, JsonNode property) throws IOException {
        Matcher map = MAP.matcher(property.path("type").asText());
        if (map.matches() && map.group(1).startsWith("ca.tradeshub.")) {
            Class<?> type = ClassUtils.resolveClassName(map.group(1), null);
            Map<String, Row> rows = new TreeMap<>();
            Map<String, String> meanings = meanings(type);
            for (RecordComponent component : type.getRecordComponents()) {
                rows.put(
                        name + ".<name>." + DataObjectPropertyName.toDashedForm(component.getName()),
                        new Row(preset(type, component), meanings.getOrDefault(component.getName(), "")));
            }
            return rows;
        }
        String shown = map.matches() ? name + ".<name>" : name;
        JsonNode preset = property.path("defaultValue");
        return Map.of(
                shown,
                new Row(
                        preset.isMissingNode() || preset.asText().isEmpty() && !preset.isArray()
                                ? ""
                                : "`" + plain(preset) + "`",
                        cell(property.path("description").asText())));
    }

    private static String plain(JsonNode preset) {
        if (preset.isArray()) {
            List<String> values = new ArrayList<>();
            preset.forEach(value -> values.add(value.asText()));
            return String.join(", ", values);
        }
        return preset.asText();
    }

    private static String preset(Class<?> type, RecordComponent component) {
        int at = List.of(type.getRecordComponents()).stream()
                .map(RecordComponent::getName)
                .toList()
                .indexOf(component.getName());
        DefaultValue preset = type.getDeclaredConstructors()[0].getParameters()[at].getAnnotation(DefaultValue.class);
        return preset == null || preset.value().length == 0 ? "" : "`" + String.join(", ", preset.value()) + "`";
    }

    /** The {@code @param} texts of a record, from its source: metadata does not descend into maps. */
    private static Map<String, String> meanings(Class<?> type) throws IOException {
        Class<?> outer = type.getNestHost();
        String source = Files.readString(
                Path.of("src/main/java", outer.getName().replace('.', '/') + ".java"), StandardCharsets.UTF_8);
        int declared = source.indexOf("record " + type.getSimpleName() + "(");
        int documented = source.lastIndexOf("/**", declared);
        Map<String, String> meanings = new TreeMap<>(Comparator.naturalOrder());
        Matcher param = PARAM.matcher(source.substring(documented, declared));
        while (param.find()) {
            meanings.put(param.group(1), cell(param.group(2).replaceAll("\\n\\s*\\*\\s*", " ")));
        }
        return meanings;
    }

    private static String cell(String text) {
        return text.replaceAll("\\{@code ((?:[^{}]|\\{[^{}]*\\})*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .strip();
    }

    private record Row(String preset, String meaning) {}
}
