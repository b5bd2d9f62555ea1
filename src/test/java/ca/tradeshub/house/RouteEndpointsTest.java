// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.tradeshub.testing.HubTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.dsl.yaml.common.YamlSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Every endpoint of every route file is built for real: tests that replace endpoints never see a misspelt option or a
 * bean that is not there.
 */
@HubTest
class RouteEndpointsTest {

    /** What route templates are filled with here; a number where one is needed. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "sender", "payroll-maple",
            "drop", "payroll-maple.in",
            "host", "127.0.0.1",
            "part", "registry",
            "queue", "registry.certification");

    private static final Pattern PARAMETER = Pattern.compile("\\{\\{([A-Za-z]+)}}");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{[^}]*}");

    @Autowired
    CamelContext camel;

    static List<Path> routeFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void there_are_route_files() throws IOException {
        assertThat(routeFiles()).hasSizeGreaterThanOrEqualTo(8);
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void every_endpoint_of_a_route_file_can_be_built(Path file) throws Exception {
        List<Address> addresses = new ArrayList<>();
        collect(new YAMLMapper().readTree(file.toFile()), addresses);

        if (!file.endsWith("failures.camel.yaml")) {
            assertThat(addresses).isNotEmpty();
        }
        for (Address address : addresses) {
            String uri = YamlSupport.createEndpointUri(camel, null, fill(address.uri()), address.filled());
            assertThat(camel.getEndpoint(camel.resolvePropertyPlaceholders(uri)))
                    .as(address.uri())
                    .isNotNull();
        }
    }

    @Test
    void a_misspelt_option_is_found() {
        assertThatThrownBy(() -> camel.getEndpoint("sftp:127.0.0.1:1/in?username=a&password=b&streamDownlod=true"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("streamDownlod");
    }

    private record Address(String uri, Map<String, Object> parameters) {

        Map<String, Object> filled() {
            Map<String, Object> filled = new LinkedHashMap<>();
            parameters.forEach((name, value) -> {
                String text = String.valueOf(value);
                if (!text.startsWith("{{?")) {
                    filled.put(name, fill(text));
                }
            });
            return filled;
        }
    }

    private static String fill(String text) {
        String filled = PARAMETER.matcher(text).replaceAll(match -> PARAMETERS.getOrDefault(match.group(1), "1"));
        return EXPRESSION.matcher(filled).replaceAll("x");
    }

    private static void collect(JsonNode node, List<Address> into) {
        if (node.isObject() && node.path("uri").isTextual()) {
            Map<String, Object> parameters = new LinkedHashMap<>();
            node.path("parameters")
                    .properties()
                    .forEach(entry ->
                            parameters.put(entry.getKey(), entry.getValue().asText()));
            into.add(new Address(node.path("uri").asText(), parameters));
        }
        node.forEach(child -> collect(child, into));
    }
}
